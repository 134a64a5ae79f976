"""The roadmap: who drafts it and who approves it."""

import pytest

from service.aggregates.roadmap import OwnRoadmapNotApproved, Roadmap, RoadmapAlreadyApproved
from tests.scenario import ORDER, given, happened

CURATOR = "001/person/curator"
HEAD = "001/person/head"
DRAFTED = happened(
    Roadmap.RoadmapDrafted, drafted_by=CURATOR, stages=(1, 2, 3, 4, 5, 6, 7), digest="d", academic_year=None
)
APPROVED = happened(Roadmap.RoadmapApproved, approved_by=HEAD, order=ORDER)


@pytest.mark.requirement("R-018")
def test_the_head_approves_what_the_curator_drafted() -> None:
    given(Roadmap, DRAFTED).when(lambda it: it.approve(approved_by=HEAD, order=ORDER, needs_year=False)).then(
        APPROVED
    )


@pytest.mark.requirement("R-018")
def test_nobody_approves_the_own_draft() -> None:
    given(Roadmap, DRAFTED).when(
        lambda it: it.approve(approved_by=CURATOR, order=ORDER, needs_year=False)
    ).then_refused(OwnRoadmapNotApproved)


@pytest.mark.requirement("R-018")
def test_a_roadmap_is_approved_once() -> None:
    given(Roadmap, DRAFTED, APPROVED).when(
        lambda it: it.approve(approved_by=HEAD, order=ORDER, needs_year=False)
    ).then_refused(RoadmapAlreadyApproved)
