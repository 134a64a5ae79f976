"""The limited process that parses a workbook: bytes on standard input, an ``Answer`` as JSON on output.

It holds no secrets, may not write files and has little memory and time: a hostile file can only make it fail.
"""

import resource
import sys
from typing import Final

MEMORY: Final = 512 * 1024 * 1024
SECONDS: Final = 20


def main() -> None:
    """Read, check and parse one workbook within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # only now: what is imported is limited, too
    from service.importing.parsing import answer  # noqa: PLC0415

    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
