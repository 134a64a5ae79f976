"""The roadmap over the real log: drafted, approved by order, carried out on evidence, closed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from service.access import Actor, Role, operator
from service.aggregates.programme import Programme
from service.aggregates.roadmap import (
    AcademicYearMissing,
    CoverageLevelUnknown,
    MeasuresOpen,
    OwnRoadmapNotApproved,
    RoadmapNotApproved,
    RoadmapReportMissing,
    StageDocumentsMissing,
    StageDocumentUnknown,
)
from service.commands.actors import actor_of
from service.commands.monitoring import issue_analytic_report
from service.commands.orders import draft_order, sign_order
from service.commands.people import register_person
from service.commands.registry import Command
from service.commands.roadmap_stages import (
    AudienceMissing,
    AudienceOutsideRoadmap,
    EvidenceUnfit,
    GoalFormUnknown,
    GoalsMissing,
    StagePeriodBackwards,
    attach_stage_document,
    close_roadmap,
    complete_roadmap_measure,
    complete_roadmap_stage,
    define_roadmap_goals,
    identify_target_audience,
    publish_roadmap_coverage,
    schedule_roadmap_stage,
    start_roadmap_stage,
)
from service.commands.roadmaps import (
    AcademicYearFaulty,
    OneRoadmapPerOrder,
    RoadmapDraftedByCurator,
    RoadmapReplaced,
    add_roadmap_measure,
    change_roadmap_measure,
    draft_roadmap,
    drop_roadmap_measure,
)
from service.commands.runtime import Runtime
from service.commands.setup import name_head, register_institution
from service.errors import NotAllowed, NotFound, Refused
from service.eventstore.log import Recorded
from service.projections.roadmap_board import evidence_since, measure_board, proposed_evidence, stage_board
from service.projections.roadmap_evidence import PROOFS, proving_topics, topics_of
from service.projections.roadmaps import (
    ROADMAP_BOARD,
    Row,
    coverage_rows,
    current_roadmap,
    document_rows,
    measure_rows,
    roadmap_rows,
    stage_rows,
)
from service.regulations.roadmap import roadmap_of
from service.regulations.seeds import SEED_CODES, load_seed
from tests.scenario import happened, recorded

TODAY = date(2026, 11, 21)
NUMBERS = iter(range(300, 9000))


def act(
    runtime: Runtime, command: Command, *, code: str = "001", actor: Actor | None = None, **parameters: Any
) -> dict[str, str]:
    who = actor or operator()
    return dict(runtime.run(command, institution=code, actor=who, **parameters).ids)


def approve(runtime: Runtime, *roadmaps: str, code: str = "001") -> None:
    order = act(
        runtime,
        draft_order,
        code=code,
        kind="roadmap_approval",
        subjects=roadmaps,
        basis=("FZ-273", "own:1"),
    )["order"]
    act(runtime, sign_order, code=code, order=order, number=str(next(NUMBERS)), signed_on=TODAY)


def renewed(runtime: Runtime, code: str = "001", academic_year: str | None = None) -> str:
    """A second roadmap, drafted by the curator and approved."""
    roadmap = act(runtime, draft_roadmap, code=code, academic_year=academic_year)["roadmap"]
    approve(runtime, roadmap, code=code)
    return roadmap


def current(runtime: Runtime, code: str = "001") -> Row:
    with runtime.reading() as connection:
        row = current_roadmap(connection, code)
    assert row is not None
    return row


def stages(runtime: Runtime, code: str = "001", on: date = TODAY) -> dict[int, Row]:
    with runtime.reading() as connection:
        return {row["stage"]: row for row in stage_board(connection, code, on=on)}


def measures(runtime: Runtime, code: str = "001") -> dict[str, Row]:
    with runtime.reading() as connection:
        return {row["measure"]: row for row in measure_board(connection, code)}


@pytest.mark.requirement("R-003", "R-037")
@pytest.mark.parametrize("code", ["000", "001", "002", "004"])
def test_the_first_roadmap_has_the_measures_of_the_regulation_and_the_approving_order(
    staged: Runtime, code: str
) -> None:
    row = current(staged, code)
    order = load_seed(code).text("approval.order.number")
    assert (row["order_number"], row["needs_approval"], row["closed_on"]) == (order, False, None)
    with staged.reading() as connection:
        found = [
            (each["stage"], each["measure"], each["title"]) for each in measure_rows(connection, row["id"])
        ]
    assert found == [
        (stage.number, str(measure.clause), measure.title)
        for stage in roadmap_of(code).stages
        for measure in stage.measures
    ]


@pytest.mark.variation("V-46")
@pytest.mark.requirement("R-040")
def test_004_gets_the_days_of_its_stages_from_the_academic_year_and_001_gets_none(staged: Runtime) -> None:
    """V-46: stages 1 to 3 in September and October, 4 in October and November, in 004 only."""
    renewed(staged, "004", "2026/2027")
    renewed(staged, "001", "2026/2027")
    days = {number: (row["since"], row["until"]) for number, row in stages(staged, "004").items()}
    autumn = (date(2026, 9, 1), date(2026, 10, 31))
    assert days == {
        1: autumn,
        2: autumn,
        3: autumn,
        4: (date(2026, 10, 1), date(2026, 11, 30)),
        5: (None, None),
        6: (None, None),
        7: (None, None),
    }
    assert {(row["since"], row["until"], row["overdue"]) for row in stages(staged).values()} == {
        (None, None, False)
    }
    late = [number for number, row in stages(staged, "004").items() if row["overdue"]]
    assert late == [1, 2, 3]
    assert [n for n, row in stages(staged, "004", date(2026, 12, 1)).items() if row["overdue"]] == [
        1,
        2,
        3,
        4,
    ]


@pytest.mark.variation("V-43")
@pytest.mark.requirement("R-039")
def test_004_names_the_academic_year_before_approval_and_001_need_not(staged: Runtime) -> None:
    """V-43: the roadmap of 004 is drawn for an academic year."""
    with pytest.raises(AcademicYearMissing):
        renewed(staged, "004")
    renewed(staged, "001")
    with pytest.raises(AcademicYearFaulty):
        act(staged, draft_roadmap, code="004", academic_year="2026/2028")


@pytest.mark.requirement("R-018")
def test_only_the_first_roadmap_may_be_drafted_by_somebody_whom_the_head_charges(empty: Runtime) -> None:
    act(empty, register_institution)
    head = act(empty, register_person, full_name="Жилина Кира Львовна", position="директор")["person"]
    act(empty, name_head, person=head)
    charged = act(empty, register_person, full_name="Лосева Инна Егоровна", position="методист")["person"]
    act(empty, draft_roadmap, charged=charged)
    assert current(empty)["drafted_by"] == charged
    with pytest.raises(NotFound):
        act(empty, draft_roadmap, charged="001/person/nobody")


@pytest.mark.requirement("R-018")
def test_later_roadmaps_are_the_curators_work(staged: Runtime) -> None:
    curator = actor_of(staged, institution="001", who="curator")
    other = Actor(id="001/person/other", roles={"001": frozenset({Role.MENTOR})})
    second = act(staged, draft_roadmap, actor=curator)["roadmap"]
    with staged.reading() as connection:
        assert roadmap_rows(connection, "001")[-1]["drafted_by"] == curator.id
    with pytest.raises(NotAllowed):
        act(staged, draft_roadmap, actor=other)
    with pytest.raises(RoadmapDraftedByCurator):
        act(staged, draft_roadmap, charged=curator.id)
    approve(staged, second)
    order = act(
        staged, draft_order, kind="curator_relief", subjects=(curator.id,), basis=("FZ-273", "own:1")
    )["order"]
    act(staged, sign_order, order=order, number="901", signed_on=TODAY)
    with pytest.raises(RoadmapDraftedByCurator):
        act(staged, draft_roadmap)


@pytest.mark.requirement("R-018")
def test_the_curator_does_not_approve_the_own_draft_even_as_head(staged: Runtime) -> None:
    curator = actor_of(staged, institution="001", who="curator")
    draft = act(staged, draft_roadmap, actor=curator)["roadmap"]
    act(staged, name_head, person=curator.id)
    with pytest.raises(OwnRoadmapNotApproved):
        approve(staged, draft)


@pytest.mark.requirement("R-018")
def test_an_order_approves_the_newest_draft_and_one_roadmap(staged: Runtime) -> None:
    first, second = (act(staged, draft_roadmap)["roadmap"] for _ in range(2))
    with pytest.raises(RoadmapReplaced):
        approve(staged, first)
    with pytest.raises(OneRoadmapPerOrder):
        approve(staged, first, second)
    approve(staged, second)
    assert current(staged)["id"] == second


@pytest.mark.requirement("R-018")
def test_a_draft_does_not_take_the_place_of_the_approved_roadmap(staged: Runtime) -> None:
    approved = current(staged)["id"]
    act(staged, draft_roadmap)
    assert current(staged)["id"] == approved


@pytest.mark.requirement("R-038")
def test_measures_are_added_changed_and_dropped_and_then_approved_again(staged: Runtime) -> None:
    roadmap = current(staged)["id"]
    own = act(staged, add_roadmap_measure, roadmap=roadmap, stage=2, title="Опросить филиал")["measure"]
    act(staged, change_roadmap_measure, roadmap=roadmap, measure="RM2.1", title="Собрать запросы лично")
    act(staged, drop_roadmap_measure, roadmap=roadmap, measure="RM2.2", reason="банк ведёт округ")
    board = measures(staged)
    assert (board[own]["title"], board[own]["events"]) == ("Опросить филиал", 0)
    assert board["RM2.1"]["title"] == "Собрать запросы лично"
    assert (board["RM2.2"]["state"], board["RM2.2"]["reason"]) == ("dropped", "банк ведёт округ")
    assert current(staged)["needs_approval"]
    with pytest.raises(RoadmapNotApproved):
        act(staged, start_roadmap_stage, roadmap=roadmap, stage=2)
    approve(staged, roadmap)
    assert not current(staged)["needs_approval"]
    act(staged, start_roadmap_stage, roadmap=roadmap, stage=2)
    assert {n for n, row in stages(staged).items() if row["state"] == "in_progress"} == {2, 7}


@pytest.mark.requirement("R-040")
def test_the_curator_may_give_a_stage_days_of_her_own(staged: Runtime) -> None:
    roadmap = current(staged)["id"]
    with pytest.raises(StagePeriodBackwards):
        act(
            staged,
            schedule_roadmap_stage,
            roadmap=roadmap,
            stage=3,
            since=TODAY,
            until=date(2026, 11, 20),
        )
    act(staged, schedule_roadmap_stage, roadmap=roadmap, stage=3, since=TODAY, until=TODAY)
    assert (stages(staged)[3]["until"], stages(staged)[3]["overdue"]) == (TODAY, False)
    assert stages(staged, on=date(2026, 11, 22))[3]["overdue"]


@pytest.mark.requirement("R-042")
def test_the_approving_order_is_proposed_as_proof_of_the_first_measure(staged: Runtime) -> None:
    with staged.reading() as connection:
        (proof,) = proposed_evidence(connection, "001", "RM1.1")
        assert proposed_evidence(connection, "001", "1/1") == []
    assert proof["topic"] == "institution.RegulationApproved"
    assert (stages(staged)[1]["evidence"], stages(staged)[1]["provable"]) == (1, 1)
    roadmap = current(staged)["id"]
    act(
        staged,
        complete_roadmap_measure,
        roadmap=roadmap,
        measure="RM1.1",
        evidence=(proof["position"], proof["position"]),
        completed_on=TODAY,
    )
    done = measures(staged)["RM1.1"]
    assert (done["state"], done["evidence"], done["events"]) == ("completed", [proof["position"]], 1)
    first = stages(staged)[1]
    assert (first["state"], first["started_on"], first["open_measures"]) == ("in_progress", TODAY, 2)
    assert (first["measures"], first["provable"]) == (3, 0)


@pytest.mark.requirement("R-037")
def test_an_event_that_proves_something_else_or_happened_elsewhere_is_no_evidence(staged: Runtime) -> None:
    roadmap = current(staged)["id"]
    with staged.reading() as connection:
        (mine,) = proposed_evidence(connection, "001", "RM1.1")
        (others,) = proposed_evidence(connection, "002", "RM1.1")
    for measure, position in (
        ("RM2.1", mine["position"]),
        ("RM1.1", others["position"]),
        ("RM1.1", 10**6),
        ("RM1.1", 0),
    ):
        with pytest.raises(EvidenceUnfit) as refusal:
            act(
                staged,
                complete_roadmap_measure,
                roadmap=roadmap,
                measure=measure,
                evidence=(position,),
                completed_on=TODAY,
            )
        assert refusal.value.facts == {"position": position}


@pytest.mark.requirement("R-037")
def test_a_measure_of_ones_own_is_proven_by_any_event_of_the_institution(staged: Runtime) -> None:
    roadmap = current(staged)["id"]
    own = act(staged, add_roadmap_measure, roadmap=roadmap, stage=2, title="Опросить филиал")["measure"]
    approve(staged, roadmap)
    with staged.reading() as connection:
        (mine,) = proposed_evidence(connection, "001", "RM1.1")
    act(
        staged,
        complete_roadmap_measure,
        roadmap=roadmap,
        measure=own,
        evidence=(mine["position"],),
        completed_on=TODAY,
    )
    assert measures(staged)[own]["state"] == "completed"


def test_what_happened_before_a_renewed_roadmap_proves_nothing_of_it(staged: Runtime) -> None:
    assert _proven_since(staged) is None
    renewed(staged)
    assert _proven_since(staged) == TODAY
    renewed(staged, academic_year="2027/2028")
    assert _proven_since(staged) == date(2027, 9, 1)
    assert stages(staged)[1]["evidence"] == 0
    with staged.reading() as connection:
        assert proposed_evidence(connection, "001", "RM1.1") == []
    renewed(staged, academic_year="2025/2026")
    assert stages(staged)[1]["evidence"] == 1


def _proven_since(runtime: Runtime) -> date | None:
    with runtime.reading() as connection:
        return evidence_since(connection, current(runtime))


@pytest.mark.variation("V-47")
@pytest.mark.requirement("R-041")
def test_004_attaches_the_documents_of_a_stage_before_it_is_complete_and_001_has_none(
    staged: Runtime,
) -> None:
    """V-47: only the roadmap of 004 lists documents."""
    for code in ("001", "004"):
        roadmap = renewed(staged, code, "2026/2027")
        for measure in ("RM2.1", "RM2.2"):
            _complete(staged, code, roadmap, measure)
    act(staged, complete_roadmap_stage, roadmap=current(staged)["id"], stage=2, completed_on=TODAY)
    assert stages(staged)[2]["state"] == "completed"
    roadmap = current(staged, "004")["id"]
    with pytest.raises(StageDocumentsMissing) as refusal:
        act(staged, complete_roadmap_stage, code="004", roadmap=roadmap, stage=2, completed_on=TODAY)
    assert refusal.value.facts == {"stage": 2, "count": 3}
    with pytest.raises(StageDocumentUnknown):
        _attach(staged, roadmap, "RM3.D1")
    for number in (1, 2, 3):
        _attach(staged, roadmap, f"RM2.D{number}")
    assert stages(staged, "004")[2]["missing_documents"] == []
    assert stages(staged, "004")[4]["missing_documents"] == [
        {"clause": "RM4.D1", "title": "Методические материалы"}
    ]
    act(staged, complete_roadmap_stage, code="004", roadmap=roadmap, stage=2, completed_on=TODAY)
    with staged.reading() as connection:
        assert [row["reference"] for row in document_rows(connection, roadmap)] == ["папка 3"] * 3


def _attach(runtime: Runtime, roadmap: str, document: str) -> None:
    act(
        runtime,
        attach_stage_document,
        code="004",
        roadmap=roadmap,
        stage=2,
        document=document,
        reference="папка 3",
        attached_on=TODAY,
    )


def _complete(runtime: Runtime, code: str, roadmap: str, measure: str) -> None:
    act(
        runtime,
        complete_roadmap_measure,
        code=code,
        roadmap=roadmap,
        measure=measure,
        document="справка куратора",
        completed_on=TODAY,
    )


@pytest.mark.requirement("R-037", "R-042", "R-145")
def test_a_roadmap_is_carried_out_in_any_order_and_closed_with_the_report(staged: Runtime) -> None:
    roadmap = current(staged)["id"]
    with pytest.raises(MeasuresOpen):
        act(staged, complete_roadmap_stage, roadmap=roadmap, stage=6, completed_on=TODAY)
    for measure in reversed(measures(staged)):
        _complete(staged, "001", roadmap, measure)
    for stage in (6, 5, 4, 3, 2, 1):
        act(staged, complete_roadmap_stage, roadmap=roadmap, stage=stage, completed_on=TODAY)
    with pytest.raises(RoadmapReportMissing):
        act(staged, close_roadmap, roadmap=roadmap, closed_on=TODAY)
    report = act(staged, issue_analytic_report)["analytic_report"]
    with pytest.raises(NotFound):
        act(staged, close_roadmap, roadmap=roadmap, closed_on=TODAY, report="001/analytic_report/none")
    act(staged, close_roadmap, roadmap=roadmap, closed_on=TODAY, report=report)
    row = current(staged)
    assert (row["closed_on"], row["report"]) == (TODAY, report)
    assert {each["state"] for each in stages(staged).values()} == {"completed"}


@pytest.mark.variation("V-45")
@pytest.mark.requirement("R-043")
def test_004_identifies_its_audience_and_goals_and_001_does_not(staged: Runtime) -> None:
    """V-45: stage 1 of 004 is audience, goals, tasks, forms and expected results."""
    roadmap = renewed(staged, "004", "2026/2027")
    goals: dict[str, Any] = {
        "goals": "удержать молодых",
        "tasks": "подобрать пары",
        "forms": ("PEER",),
        "expected_results": "никто не уволился",
    }
    act(
        staged,
        identify_target_audience,
        code="004",
        roadmap=roadmap,
        groups=("employers", "teachers", "employers"),
        note="завод",
    )
    forms = (load_seed("004").forms[0].code,)
    act(staged, define_roadmap_goals, code="004", roadmap=roadmap, **goals | {"forms": forms})
    row = current(staged, "004")
    assert (row["audience"], row["audience_note"]) == (["employers", "teachers"], "завод")
    assert (row["goals"], row["tasks"], row["forms"]) == ("удержать молодых", "подобрать пары", list(forms))
    assert row["expected_results"] == "никто не уволился"
    assert stages(staged, "004")[1]["provable"] == 2
    with pytest.raises(AudienceOutsideRoadmap):
        act(staged, identify_target_audience, roadmap=current(staged)["id"], groups=("teachers",))
    with pytest.raises(AudienceOutsideRoadmap):
        act(staged, define_roadmap_goals, roadmap=current(staged)["id"], **goals)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"forms": ()}, GoalsMissing),
        ({"goals": " "}, GoalsMissing),
        ({"tasks": ""}, GoalsMissing),
        ({"expected_results": ""}, GoalsMissing),
        ({"forms": ("NO_SUCH", "NOR_SUCH")}, GoalFormUnknown),
    ],
)
def test_goals_are_defined_whole(staged: Runtime, change: dict[str, Any], refusal: type[Refused]) -> None:
    forms = (load_seed("004").forms[0].code,)
    goals: dict[str, Any] = {"goals": "а", "tasks": "б", "forms": forms, "expected_results": "в"}
    roadmap = current(staged, "004")["id"]
    with pytest.raises(refusal):
        act(staged, define_roadmap_goals, code="004", roadmap=roadmap, **goals | change)
    with pytest.raises(AudienceMissing):
        act(staged, identify_target_audience, code="004", roadmap=roadmap, groups=())


@pytest.mark.variation("V-52")
@pytest.mark.requirement("R-145")
def test_coverage_is_on_the_levels_of_the_institutions_own_roadmap(staged: Runtime) -> None:
    """V-52: 001 covers on municipal and regional level, 004 on the republican."""
    levels = {"001": "региональный", "004": "Республиканский"}
    for code, level in levels.items():
        roadmap = current(staged, code)["id"]
        facts: dict[str, Any] = {"roadmap": roadmap, "stage": 2, "place": "vk", "published_on": TODAY}
        act(staged, publish_roadmap_coverage, code=code, level=level, **facts)
        act(staged, publish_roadmap_coverage, code=code, **facts)
        (foreign,) = set(levels.values()) - {level}
        with pytest.raises(CoverageLevelUnknown):
            act(staged, publish_roadmap_coverage, code=code, level=foreign, **facts)
        with staged.reading() as connection:
            assert [row["level"] for row in coverage_rows(connection, roadmap)] == [None, level]
        assert stages(staged, code)[7]["evidence"] == 2


@pytest.mark.variation("V-51")
@pytest.mark.requirement("R-037")
def test_only_an_event_of_an_allowed_kind_closes_stage_6() -> None:
    """V-51: a seminar alone in 003, a conference too everywhere else (A-44)."""
    found = {code: proving_topics("RM6.2", load_seed(code)) for code in SEED_CODES}
    both = topics_of("ConferenceHeld") | topics_of("SeminarHeld")
    assert found == {code: topics_of("SeminarHeld") if code == "003" else both for code in SEED_CODES}
    assert len(both) == 2


@pytest.mark.requirement("R-067")
@pytest.mark.variation("V-50")
def test_a_search_that_goes_on_proves_no_support_where_everybody_without_a_pair_gets_it() -> None:
    """V-50: 004 arranges support without a proviso; elsewhere the continued search closes the measure too."""
    search = topics_of("MentorSearchContinued")
    proving = {code: proving_topics("RM5.3", load_seed(code)) or frozenset() for code in SEED_CODES}
    assert {code for code in SEED_CODES if search <= proving[code]} == {"000", "001", "002", "003"}
    assert all(topics_of("PsychopedagogicalSupportArranged") <= proving[code] for code in SEED_CODES)


@pytest.mark.requirement("R-037")
@pytest.mark.parametrize("code", SEED_CODES)
def test_every_measure_of_every_roadmap_is_proven_by_events_that_exist(code: str) -> None:
    regulation = load_seed(code)
    listed = {str(measure.clause) for stage in roadmap_of(code).stages for measure in stage.measures}
    assert listed <= set(PROOFS)
    assert all(proving_topics(measure, regulation) for measure in listed)
    assert all(topics_of(name) for names in PROOFS.values() for name in names)


def test_a_draft_recorded_on_paper_is_the_curators_own(staged: Runtime) -> None:
    keeper = Actor(id="001/person/keeper", roles={"001": frozenset({Role.CURATOR})})
    act(staged, draft_roadmap, actor=keeper)
    with staged.reading() as connection:
        drafts = roadmap_rows(connection, "001")
        assert len(stage_rows(connection, drafts[-1]["id"])) == 7
    assert drafts[-1]["drafted_by"] == actor_of(staged, institution="001", who="curator").id


@pytest.mark.requirement("R-040")
def test_stages_5_and_6_of_004_last_from_the_first_programme_to_the_end_of_the_last(staged: Runtime) -> None:
    renewed(staged, "004", "2026/2027")
    programmes = {
        1: (date(2026, 10, 1), date(2027, 3, 31)),
        2: (date(2026, 11, 2), date(2027, 4, 30)),
        3: (date(2026, 5, 4), date(2027, 12, 1)),  # of the year before
    }
    with staged.views.connect().execution_options(writes=True) as connection, connection.begin() as changes:
        for number, (starts_on, ends_on) in programmes.items():
            _run_programme(connection, number, starts_on, ends_on)
        board = {row["stage"]: row for row in stage_board(connection, "004", on=date(2027, 6, 1))}
        changes.rollback()
    lasted = (date(2026, 10, 1), date(2027, 5, 31))
    assert [(row["since"], row["until"]) for row in (board[5], board[6])] == [lasted, lasted]
    assert (board[5]["overdue"], board[7]["until"], board[7]["words"]) == (True, None, "по мере реализации")


def _run_programme(connection: Connection, number: int, starts_on: date, ends_on: date) -> None:
    """Let a programme run; the second one is extended by a month and then amended in content only."""
    told = [
        happened(Programme.ProgrammeActivated, starts_on=starts_on, ends_on=ends_on, short_term_reason=None)
    ]
    if number == 2:
        told.append(happened(Programme.ProgrammeExtended, change="c", ends_on=date(2027, 5, 31), order=None))
        told.append(
            happened(
                Programme.ProgrammeAmended,
                change=None,
                amended_on=TODAY,
                ends_on=None,
                forms=("PEER",),
                mentees=(),
                kind="individual",
                order=None,
            )
        )
    for event in recorded(Programme, f"004/programme/{number:032x}", *told):
        ROADMAP_BOARD.handlers[type(event)](connection, Recorded(1, event))
