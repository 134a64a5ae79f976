"""The acts of the service, one file per subject: check access, load, decide, save."""
