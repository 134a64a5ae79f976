"""Workbooks with the two banks → plain rows and faults by cell; nothing is guessed, nothing stored."""
