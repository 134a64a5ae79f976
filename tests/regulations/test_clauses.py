import re

import pytest

from service.regulations.clauses import Clause, UnreadableClause, parse, russian
from service.regulations.requirements import requirements

LATIN = re.compile("[A-Za-z§¶]")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("§6.2", "п. 6.2 Положения"),
        ("§2", "раздел 2 Положения"),
        ("§3.7 ¶3", "п. 3.7, абз. 3 Положения"),
        ("§3.2(5)", "п. 3.2, подп. 5 Положения"),
        ("§3.3[5]", "п. 3.3 (5-я строка перечня) Положения"),
        ("§1.2 «куратор»", "п. 1.2 (определение «куратор») Положения"),
        ("§3 «форма»", "раздел 3 (определение «форма») Положения"),
        ("§2.3 (в группе)", "п. 2.3 (вид «в группе») Положения"),
        ("§5.4 (форма 2)", "п. 5.4 (2-я форма) Положения"),
        ("§7.2*(6)", "раздел 7 (обязанности наставника), подп. 6 Положения"),
        ("RM5.3", "дорожная карта, этап 5, мероприятие 3"),
        ("RM4.2a", "дорожная карта, этап 4, мероприятие 2, подп. «а»"),
        ("RM1.b", "дорожная карта, этап 1, мероприятие «б»"),
        ("RM1.D2", "дорожная карта, этап 1, документ 2"),
        ("RM2.T", "дорожная карта, этап 2, длительность этапа"),
        ("RM title", "дорожная карта, заголовок"),
        ("Order ¶1.2", "п. 1.2 приказа"),
        ("Order preamble", "преамбула приказа"),
        ("Order acquaintance", "лист ознакомления с приказом"),
        ("stamp РАССМОТРЕНО", "гриф «РАССМОТРЕНО»"),
        ("stamp «Введено в действие»", "гриф «Введено в действие»"),
        ("footnote 2", "сноска 2"),
        ("heading", "шапка титульного листа Положения"),
    ],
)
def test_a_clause_is_shown_in_the_words_of_a_russian_reader(reference: str, words: str) -> None:
    assert russian(parse(reference)) == words


def test_the_misprinted_clause_of_000_is_shown_as_it_is_printed() -> None:
    assert russian(parse("§2.3*")) == "п. 3.2 раздела 2 Положения"
    assert russian(parse("§2.3* (форма 1)")) == "п. 3.2 раздела 2 (1-я форма) Положения"


def test_every_clause_of_every_requirement_is_shown_without_a_latin_letter_or_a_sign() -> None:
    stored = {
        clause for each in requirements().values() for found in each.clauses.values() for clause in found
    }
    shown = [russian(clause) for clause in stored]
    assert len(stored) > 200
    assert not [words for words in shown if LATIN.search(words)]


def test_the_stored_form_of_a_clause_reads_back() -> None:
    stored = {
        clause for each in requirements().values() for found in each.clauses.values() for clause in found
    }
    assert all(parse(str(clause)) == clause for clause in stored)


@pytest.mark.parametrize(
    "reference", ["", "3.7", "§", "§3.7 ¶", "RM8.1", "Order 1", "§9.9*", "stamp", "приказ"]
)
def test_a_reference_in_no_known_notation_is_refused(reference: str) -> None:
    with pytest.raises(UnreadableClause):
        parse(reference)
    with pytest.raises(UnreadableClause):
        russian(Clause(reference))
