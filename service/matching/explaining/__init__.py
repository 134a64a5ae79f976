"""Why somebody is left, where places are short, who would rather have each other."""
