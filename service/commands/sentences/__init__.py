"""The Russian sentences of refusals, one module per subject; ``texts.py`` joins them."""
