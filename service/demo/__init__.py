"""Invented people and banks for getting to know the service; nobody here exists."""
