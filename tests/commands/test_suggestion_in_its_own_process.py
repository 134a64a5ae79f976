"""A suggestion whose run was ended stores nothing, and the same question can be asked again."""

import sys
from datetime import date

import pytest

from service.access import operator
from service.commands import limited_match, match_questions
from service.commands.import_banks import import_workbook
from service.commands.match_ends import MatchCrashed
from service.commands.runtime import Runtime
from service.commands.suggest import suggest
from service.demo.workbooks import workbook

CRASH = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"


@pytest.mark.requirement("R-056")
def test_a_crash_of_the_matcher_stores_nothing_and_takes_nothing_with_it(
    staged: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = workbook("001", on=date(2026, 9, 1))
    import_workbook(staged, institution="001", actor=operator(), content=content)
    position = staged.log.head()
    monkeypatch.setattr(match_questions, "SMALL", 0)
    monkeypatch.setattr(match_questions, "TINY", 0)
    with monkeypatch.context() as broken:
        broken.setattr(limited_match, "_COMMAND", (sys.executable, "-s", "-c", CRASH))
        with pytest.raises(MatchCrashed):
            suggest(staged, institution="001", actor=operator())
    assert staged.log.head() == position
    stages: list[str] = []
    run = suggest(
        staged, institution="001", actor=operator(), progress=lambda stage, _share: stages.append(stage)
    )
    assert run["proposal"]["pairs"]
    assert stages[-1] == "Готово"
