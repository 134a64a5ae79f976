"""What words in a questionnaire mean: similar competencies with a score."""
