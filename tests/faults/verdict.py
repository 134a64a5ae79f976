"""What has to be true after the death of an import, and after its repetition."""

from collections.abc import Callable
from typing import Final

from service.settings import Settings
from tests.faults.ground import Undisturbed, opened
from tests.faults.survivors import Remains, remains

STORED: Final = {
    "reading": {False},
    "deciding": {False},
    "keys": {False},
    "log": {False, True},
    "views": {True},
}
"""Whether the import may be in the log after a death in a stage."""


def left_after(settings: Settings, stage: str, undisturbed: Undisturbed) -> Remains:
    """Read everything after a death: the import is there whole, or nothing of it is, as the stage allows."""
    with opened(settings) as runtime:
        left = remains(runtime)
    assert left in (undisturbed.before, undisturbed.after)
    assert (left == undisturbed.after) in STORED[stage]
    return left


def check_repeated(
    settings: Settings, undisturbed: Undisturbed, import_again: Callable[[Settings], int]
) -> None:
    """Import the same workbook again: from now on all is as if nothing had happened."""
    position = import_again(settings)
    with opened(settings) as runtime:
        assert runtime.log.head() == position
        assert remains(runtime) == undisturbed.after  # whose rows equal those of a rebuild
