"""The command line ``nastavnik``: each command parses, calls one act or question, and prints."""

import sys

from service.cli.app import run_app


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run_app(sys.argv[1:]))
