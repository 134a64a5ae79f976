"""The one log on PyPI ``eventsourcing``: sealed events, receipts, keys, reading by position."""
