"""A whole round, with shortlist, groups, pins, tolerance and repair: the same bytes on both databases."""

import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.access import operator
from service.aggregates.match_round import MatchRound
from service.commands.bank_problem import Asking
from service.commands.consents import withdraw_personal_data_consent
from service.commands.import_banks import import_workbook
from service.commands.match_conditions import ban_pair, pin_pair, set_fit_tolerance, set_matching_weights
from service.commands.registry import Command
from service.commands.rounds import propose_pair
from service.commands.runtime import Runtime, prepare
from service.commands.shortlist import prepare_shortlist
from service.commands.suggest import suggest
from service.commands.views import Row
from service.demo.stage import set_the_stage
from service.demo.workbooks import workbook
from service.ids import person_of
from service.matching.checking.check import check
from service.matching.formats.canonical import canonical
from service.matching.formats.proposal import read_proposal
from service.matching.formats.reading import read_problem
from service.settings import Settings
from tests.commands.conftest import NOW
from tests.commands.pairing import TODAY

CODE = "001"


class Round:
    """A round of one institution, step by step; every proposal is kept as bytes."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.told: list[bytes] = []

    def act(self, command: Command, **parameters: Any) -> None:
        self.runtime.run(command, institution=CODE, actor=operator(), **parameters)

    def run(self, **asking: Any) -> Row:
        row = suggest(self.runtime, institution=CODE, actor=operator(), asking=Asking(**asking))
        self.told += [canonical(row["problem"]), canonical(row["proposal"])]
        return row

    def play(self) -> None:
        content = workbook(CODE, on=date(2026, 9, 1))
        import_workbook(self.runtime, institution=CODE, actor=operator(), content=content)
        nearest = prepare_shortlist(self.runtime, institution=CODE, actor=operator(), size=2)
        self.told.append(
            canonical({"nearest": [[row["mentee"], row["mentor"], row["points"]] for row in nearest]})
        )
        first = self.run()
        self.propose_group(first)
        self.choose(first, nearest)
        self.act(set_fit_tolerance, per_mille=20)
        self.act(set_matching_weights, weights={"competencies": 800, "subject": 200}, since=TODAY)
        second = self.run()
        self.act(withdraw_personal_data_consent, person=person_of(second["proposal"]["pairs"][0]["mentor"]))
        self.run(repair=True)
        self.run(frozen=True, tolerance=0)

    def propose_group(self, row: Row) -> None:
        """Propose the first group of a run by hand; it waits already, so that nothing new happens."""
        group = row["proposal"]["groups"][0]
        combination = (group["mentor"], tuple(sorted(group["mentees"])))
        assert combination in self.runtime.log.get(MatchRound, row["round"]).proposed
        position = self.runtime.log.head()
        self.act(propose_pair, mentor=group["mentor"], mentees=tuple(group["mentees"]))
        assert self.runtime.log.head() == position

    def choose(self, row: Row, nearest: Any) -> None:  # noqa: ANN401 - rows
        """Pin a mentee to the second of her shortlist, and ban another one's proposed pair."""
        proposed = {(pair["mentee"], pair["mentor"]) for pair in row["proposal"]["pairs"]}
        pin = next(
            each
            for each in nearest
            if each["place"] == 2 and (each["mentee"], each["mentor"]) not in proposed
        )
        self.act(pin_pair, mentee=pin["mentee"], mentor=pin["mentor"])
        ban = next(pair for pair in row["proposal"]["pairs"] if pair["mentee"] != pin["mentee"])
        self.act(ban_pair, mentee=ban["mentee"], mentor=ban["mentor"], reason="соседи по дому")


def counted_ids() -> Callable[[], str]:
    """Ids that count up, so that both stores hold the same people under the same ids."""
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):032x}"


def played(settings: Settings) -> list[bytes]:
    """What a round tells on a store."""
    prepare(settings)
    with Runtime.open(settings, clock=lambda: NOW, random_hex=counted_ids()) as runtime:
        set_the_stage(runtime)
        current = Round(runtime)
        current.play()
    return current.told


@pytest.mark.requirement("R-056", "R-064")
def test_a_whole_round_tells_the_same_bytes_on_both_databases(postgres_url: str, tmp_path: Path) -> None:
    on_files = played(Settings(data=tmp_path / "files"))
    on_server = played(Settings(data=tmp_path / "server", database=postgres_url))
    assert len(on_files) == 9
    assert on_files == on_server
    shortlist, *told = on_files
    assert shortlist.startswith(b'{"nearest":')
    for problem, proposal in zip(told[::2], told[1::2], strict=True):
        verdict = check(problem=read_problem(problem), proposal=read_proposal(proposal))
        assert (verdict.accepted, verdict.violations) == (True, ())
