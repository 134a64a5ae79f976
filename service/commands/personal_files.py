"""Access of a mentor to parts of the mentee's personal file."""

from service.access import Action
from service.aggregates.assignment import Assignment
from service.aggregates.personal_file import FileCategory, PersonalFile
from service.commands.pair_work import load_beside, load_pair, need_in_person, need_mentee, words
from service.commands.registry import command
from service.commands.work import Work
from service.eventstore.log import Decision


@command(
    title="Запросить доступ к личному делу", action=Action.ASK_FOR_PERSONAL_FILE, requirements=("R-099",)
)
def request_file_access(
    work: Work, *, assignment: str, mentee: str, categories: tuple[FileCategory, ...], purpose: str
) -> Decision:
    """Ask for access to parts of the own mentee's file: education, experience, training."""
    pair = load_pair(work, assignment)
    work.speaks_for(pair.mentor)
    need_mentee(pair, mentee)
    files = _files(work, pair)
    files.request(
        active=pair.is_active,
        mentor=pair.mentor,
        mentee=mentee,
        categories=categories,
        purpose=words(mentee, purpose),
        requested_on=work.on,
    )
    return _one(files, files.number_waiting(mentor=pair.mentor, mentee=mentee, categories=categories))


@command(title="Разрешить доступ к личному делу", action=Action.GRANT_PERSONAL_FILE, requirements=("R-099",))
def grant_file_access(
    work: Work, *, assignment: str, number: int, categories: tuple[FileCategory, ...]
) -> Decision:
    """Allow the mentor to see what was asked for, or less."""
    pair = load_pair(work, assignment)
    files = _files(work, pair)
    files.grant(active=pair.is_active, number=number, categories=categories, granted_on=work.on)
    return _one(files, number)


@command(
    title="Отказать в доступе к личному делу", action=Action.GRANT_PERSONAL_FILE, requirements=("R-099",)
)
def refuse_file_access(work: Work, *, assignment: str, number: int, reason: str) -> Decision:
    """Refuse the access, with a reason."""
    files = _files(work, load_pair(work, assignment))
    files.refuse(number=number, reason=words(files.access(number).mentee, reason), refused_on=work.on)
    return _one(files, number)


@command(title="Открыть часть личного дела", action=Action.ASK_FOR_PERSONAL_FILE, requirements=("R-099",))
def look_into_file(work: Work, *, assignment: str, number: int, category: FileCategory) -> Decision:
    """Look at a part of the file; every look is logged and the mentee sees it."""
    pair = load_pair(work, assignment)
    need_in_person(work, pair.mentor)
    files = _files(work, pair)
    files.look(
        active=pair.is_active,
        number=number,
        mentor=pair.mentor,
        mentees=pair.mentees,
        category=category,
        accessed_on=work.on,
    )
    return _one(files, number)


@command(title="Закрыть доступ к личному делу", action=Action.GRANT_PERSONAL_FILE, requirements=("R-099",))
def revoke_file_access(work: Work, *, assignment: str, number: int) -> Decision:
    """Take an access back before the pair ends."""
    files = _files(work, load_pair(work, assignment))
    files.revoke(number=number, because="head", revoked_on=work.on)
    return _one(files, number)


@command(
    title="Отказаться от доступа к личному делу",
    action=Action.ASK_FOR_PERSONAL_FILE,
    requirements=("R-099",),
)
def give_up_file_access(work: Work, *, assignment: str, number: int) -> Decision:
    """Give up an access, or a request for it, that the mentor does not need any more."""
    files = _files(work, load_pair(work, assignment))
    work.speaks_for(files.access(number).mentor)
    files.revoke(number=number, because="mentor", revoked_on=work.on)
    return _one(files, number)


def _files(work: Work, pair: Assignment) -> PersonalFile:
    return load_beside(work, PersonalFile, pair=pair, opened=PersonalFile.AccessLogOpened)


def _one(files: PersonalFile, number: int | None) -> Decision:
    return Decision((files,), {"personal_file": files.id, "number": str(number)})
