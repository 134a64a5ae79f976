"""What the reader himself is asked about programmes."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.access import Action
from service.commands import participant_words as words
from service.commands.views import Asked, view
from service.ids import same_person
from service.projections.surveys import question_rows, survey_rows

Row = Mapping[str, Any]


@view(name="own_surveys", title="Анкеты для меня", action=Action.CONTRIBUTE_TO_MONITORING)
def own_surveys(asked: Asked) -> Sequence[Row]:
    """The open surveys that wait for the reader's answer: under which entry, and with which questions."""
    return [
        _form(asked, row, respondent)
        for row in survey_rows(asked.connection, asked.institution)
        if row["closed_on"] is None
        for respondent in row["asked"]
        if same_person(respondent, asked.actor.id) and respondent not in row["answered"]
    ]


def _form(asked: Asked, row: Row, respondent: str) -> Row:
    questions = question_rows(asked.connection, asked.institution, kind=row["role"], version=row["version"])
    return {
        "id": row["id"],
        "programme": row["programme"],
        "respondent": respondent,
        "role_words": words.QUESTIONNAIRES[row["role"]],
        "moment_words": words.MOMENTS[row["moment"]],
        "opened_on": row["opened_on"],
        "questions": [
            {"code": each["code"], "text": each["text"], "answer": each["answer"]}
            for each in questions
            if row["moment"] in each["moments"]
        ],
    }
