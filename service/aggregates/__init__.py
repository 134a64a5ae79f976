"""The domain: one file per aggregate, with its refusals, events, deciding and assigning methods."""
