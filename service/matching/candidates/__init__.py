"""Who may be with whom, for how many points, and which rule forbids the others."""
