"""Mail: one letter to one person over SMTP, and the claim that only one process sends it."""
