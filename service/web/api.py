"""The JSON API: commands as they are declared, the import, the suggestion, and the lists that pages show."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Header

from service.commands.bank_problem import Asking
from service.commands.begun_work import begin_suggestion
from service.commands.catalogue import exposed_commands
from service.commands.import_banks import import_workbook
from service.commands.import_page import import_document
from service.commands.json_bodies import read_json
from service.commands.registry import Command
from service.commands.run_answers import answer_of
from service.regulations.clauses import russian
from service.regulations.requirements import clauses
from service.web.api_bodies import Choice, Question, ShortlistSize
from service.web.api_shapes import ImportDocument, Outcome, Problem, Suggestion
from service.web.bodies import RawBody, WorkbookBody
from service.web.site import ActorDep, Code, SiteDep
from service.web.waiting import NOT_YET

PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    401: {"model": Problem, "description": "Нет действующего токена."},
    403: {"model": Problem, "description": "Нет права на это действие в этой организации."},
    404: {"model": Problem, "description": "Такой записи в этой организации нет."},
    409: {"model": Problem, "description": "Отказ по правилу Положения или из-за одновременного изменения."},
    422: {"model": Problem, "description": "Тело или параметр не такие, как объявлено."},
}

ROUTER: Final = APIRouter(prefix="/api/v1/institutions/{code}", responses=PROBLEMS)

IdempotencyKey = Annotated[
    str | None,
    Header(
        max_length=200,
        description="Ключ команды: повтор с тем же ключом и телом возвращает первый ответ, "
        "с другим телом — 409.",
    ),
]


def body_of(command: Command) -> type[msgspec.Struct]:
    """The structure of a command's body: its parameters and the business date."""
    return msgspec.defstruct(
        command.name,
        [("effective_on", date | None, None)],
        bases=(command.parameters,),
        kw_only=True,
        frozen=True,
        forbid_unknown_fields=True,
    )


def parameters_of(command: Command, body: msgspec.Struct) -> dict[str, Any]:
    """The parameters of a command out of its body."""
    return {name: getattr(body, name) for name in command.parameters.__struct_fields__}


def add_commands(router: APIRouter) -> None:
    """Add an endpoint for every command that is exposed."""
    for command in exposed_commands().values():
        shape = body_of(command)
        router.add_api_route(
            f"/commands/{command.name}",
            _endpoint(command, shape),
            methods=["POST"],
            operation_id=command.name,
            summary=command.title,
            description=_description(command),
            tags=["Команды"],
            response_model=Outcome,
            openapi_extra={"requestBody": json_body(shape.__name__, required=_needs_body(shape))},
        )


def json_body(name: str, *, required: bool) -> dict[str, Any]:
    """The OpenAPI text of a JSON body whose schema stands among the components."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def _needs_body(shape: type[msgspec.Struct]) -> bool:
    return any(field.required for field in msgspec.structs.fields(shape))


def _endpoint(command: Command, shape: type[msgspec.Struct]) -> Callable[..., Outcome]:
    def carry_out(
        site: SiteDep, actor: ActorDep, code: Code, content: RawBody, idempotency_key: IdempotencyKey = None
    ) -> Outcome:
        body = read_json(content, shape)
        receipt = site.runtime.run(
            command,
            institution=code,
            actor=actor,
            # Keys of one caller never meet those of another, nor the service's own.
            key=None if idempotency_key is None else f"api:{actor.id}:{idempotency_key}",
            on=getattr(body, "effective_on"),  # noqa: B009 - the shape is made at run time
            **parameters_of(command, body),
        )
        return Outcome(ids=dict(receipt.ids), position=receipt.position)

    return carry_out


def _description(command: Command) -> str:
    """Title, sentence and the clauses of the sample regulation 001, from the one declaration."""
    found = [russian(clause) for number in command.requirements for clause in clauses(number, "001")]
    grounds = "; ".join(dict.fromkeys(found))
    return f"{command.sentence}\n\nОснования (организация 001): {grounds}." if grounds else command.sentence


FILE_BODY: Final = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        }
    },
}


@ROUTER.post(
    "/imports",
    operation_id="import_workbook",
    summary="Загрузить банки из книги Excel или только проверить её",
    tags=["Банки"],
    response_model=ImportDocument,
    openapi_extra={"requestBody": FILE_BODY},
)
def import_file(
    site: SiteDep,
    actor: ActorDep,
    code: Code,
    content: WorkbookBody,
    *,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
) -> Mapping[str, Any]:
    """Take a workbook over whole, or its good rows, or with ``dry_run`` store nothing."""
    result = import_workbook(
        site.runtime,
        institution=code,
        actor=actor,
        content=content,
        dry_run=dry_run,
        skip_bad_rows=skip_bad_rows,
    )
    return import_document(result)


@ROUTER.post(
    "/suggestions",
    operation_id="suggest",
    summary="Предложить пары по загруженным банкам",
    tags=["Подбор"],
    response_model=Suggestion,
    responses=NOT_YET,
    openapi_extra={"requestBody": json_body("Question", required=False)},
)
def suggest_pairs(site: SiteDep, actor: ActorDep, code: Code, content: RawBody) -> object:
    """Suggest pairs and groups; the same banks on the same day give the stored run again."""
    question = read_json(content, Question)
    begun = begin_suggestion(
        site.calculations,
        site.runtime,
        institution=code,
        actor=actor,
        asking=Asking(tolerance=question.tolerance, repair=question.repair, frozen=question.frozen),
        on=question.on,
    )
    return answer_of(site.runtime, begun, actor=actor, patience=site.calculations.patience)


def body_schemas() -> dict[str, Any]:
    """The schemas of all JSON bodies, for the components of the OpenAPI text."""
    commands = map(body_of, exposed_commands().values())
    shapes: Sequence[type[msgspec.Struct]] = (Question, Choice, ShortlistSize, *commands)
    _, components = msgspec.json.schema_components(shapes, ref_template="#/components/schemas/{name}")
    return components


add_commands(ROUTER)
