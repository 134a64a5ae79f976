"""The regulations as data: settings with their clauses, requirements, roadmap, code lists."""
