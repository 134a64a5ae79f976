"""Each act that the regulations know is an event, or a further name of one that the same act makes."""

import tomllib
from pathlib import Path
from typing import Final

from service.projections.evidence import all_events

ACTS: Final[dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("acts.toml").read_text(encoding="utf-8")
)


def proven_by(act: str) -> set[str]:
    """The requirements of every event that records an act."""
    events = [event for event in all_events() if act == event.__name__ or act in event.FULFILS]
    return {number for event in events for number in event.REQUIREMENTS}


def test_the_regulations_know_216_acts_and_each_is_recorded() -> None:
    assert len(ACTS) == 216
    recorded = {name for event in all_events() for name in (event.__name__, *event.FULFILS)}
    assert sorted(ACTS.keys() - recorded) == []


def test_no_event_claims_an_act_that_the_regulations_do_not_know() -> None:
    claimed = {name for event in all_events() for name in event.FULFILS}
    assert sorted(claimed - ACTS.keys()) == []


def test_an_event_rests_on_the_requirements_that_demand_its_act() -> None:
    lacking = {act: sorted(set(told) - proven_by(act)) for act, told in ACTS.items()}
    assert {act: numbers for act, numbers in lacking.items() if numbers} == {}
