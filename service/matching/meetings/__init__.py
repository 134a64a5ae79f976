"""Speed meetings in rounds, and people who could teach each other."""
