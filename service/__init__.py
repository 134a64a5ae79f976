"""Event-sourced workflow service for teacher mentoring (наставничество педагогических работников)."""
