"""One whole life of each aggregate: every event that it can record, once, with invented facts.

Each aggregate has a module of its own here with its ``KIND`` and its ``LIFE``.
"""

from importlib import import_module
from pathlib import Path
from typing import Final

from service.events import Aggregate
from tests.scenario import Happened

_NOT_LIVES: Final = frozenset({"every", "people"})
_MODULES: Final = tuple(
    import_module(f"tests.lives.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if path.stem not in _NOT_LIVES
)
LIVES: Final[dict[type[Aggregate], tuple[Happened, ...]]] = {each.KIND: each.LIFE for each in _MODULES}
