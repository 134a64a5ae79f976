"""The command line ``nastavnik``: each command parses, calls one act or question, and prints."""

import os
import sys

PRIVATE_UMASK = 0o077
"""Files of the service are for its owner only."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    os.umask(PRIVATE_UMASK)
    try:
        from service.cli.app import run_app  # noqa: PLC0415 - loading takes a second, Ctrl-C may come in it

        code = run_app(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
