"""Event-sourced workflow service for teacher mentoring (наставничество педагогических работников)."""

__version__ = "0.1.0"
