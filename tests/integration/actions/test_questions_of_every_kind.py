"""Each kind of question answered rightly, partly, wrongly and not at all, and what is told of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from classroom import Classroom, checker, make_classroom
from databases import KINDS, Databases
from sqlalchemy import select

from adapters.content.writing import ItemDraft, RowDraft, RowText, TextDraft
from adapters.lms.base import Role
from lti_tool.actions.answer_item import answer_item
from lti_tool.actions.edit_item import save_item
from lti_tool.actions.new_bank import new_bank
from lti_tool.actions.open_result import open_result
from lti_tool.actions.question_pages import QuestionPage, ToldPage
from lti_tool.actions.read_answer import Answer
from lti_tool.actions.set_up_blueprint import make_diagnostic, publish
from lti_tool.actions.tell_answers import open_answers, read_told
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused


def rows(*texts: str, right: tuple[int, ...] = (), left: tuple[str, ...] = ()) -> tuple[RowDraft, ...]:
    return tuple(
        RowDraft(right=place in right, texts={"es": RowText(text, left[place] if place < len(left) else "")})
        for place, text in enumerate(texts)
    )


DRAFTS = {
    "choice": ItemDraft("choice", {"es": TextDraft("a")}, rows("sí", "no", "quizá", right=(0,))),
    "multiple": ItemDraft("multiple", {"es": TextDraft("b")}, rows("2", "9", "11", "15", right=(0, 2))),
    "text": ItemDraft("text", {"es": TextDraft("c")}, (RowDraft(answer="hipotenusa"), RowDraft(answer="cateto", credit="50"))),
    "number": ItemDraft("number", {"es": TextDraft("d")}, (RowDraft(answer="2,5"),), tolerance="0,1", units="km\nm = 0,001"),
    "expression": ItemDraft("expression", {"es": TextDraft("e")}, (RowDraft(answer="3/4"),)),
    "matching": ItemDraft("matching", {"es": TextDraft("f")}, rows("uno", "dos", "tres", left=("1", "2", "3"))),
    "ordering": ItemDraft("ordering", {"es": TextDraft("g")}, rows("A", "B", "C", "D")),
    "cloze": ItemDraft("cloze", {"es": TextDraft("[[#4]] y [[*sí|no]] y [[=presión]]")}),
}  # fmt: skip


_students = count(1)


@pytest.fixture(scope="module", params=KINDS)
def classroom(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Classroom]:
    """One for all tests of a database: each makes a bank, a diagnostic and students of its own."""
    database = Database(databases.make(request.param))
    yield make_classroom(database)
    database.dispose()


@pytest.fixture
def teacher(classroom: Classroom) -> Scope:
    return classroom.enter("teacher", Role.TEACHER)


def asking(classroom: Classroom, teacher: Scope, kind: str, feedback: str = "each") -> Scope:
    """A student at a diagnostic that asks two questions of one kind."""
    now = classroom.clock.now
    with classroom.database.read() as session:
        framework = session.scalars(select(FrameworkVersion)).first()
        assert framework is not None
        about, code = framework.public_id, framework.competencies[0].code
    bank = new_bank(classroom.database, teacher, kind, about, now=now)
    for _ in range(2):
        save_item(classroom.database, teacher, bank, replace(DRAFTS[kind], competencies=(code,)), now=now)
    diagnostic = make_diagnostic(classroom.database, teacher, bank, kind, now=now)
    publish(classroom.database, teacher, diagnostic, published=True, now=now)
    with classroom.database.write() as session:
        row = session.scalars(select(Diagnostic).where(Diagnostic.public_id == diagnostic)).one()
        row.feedback = feedback
    student = classroom.enter(f"student{next(_students)}")
    student = replace(student, resource_link_id=None)
    classroom.begin(student)
    return student


def current(classroom: Classroom, student: Scope) -> QuestionPage:
    page = classroom.question(student)
    if isinstance(page, ToldPage):
        read_told(classroom.database, student)
        page = classroom.question(student)
    assert isinstance(page, QuestionPage)
    return page


def send(classroom: Classroom, student: Scope, page: QuestionPage, **answer: object) -> object:
    given = Answer(page.attempt, page.item, bool(answer.pop("skipped", False)), str(answer.pop("text", "")), "es", **answer)  # type: ignore[arg-type]
    classroom.clock.forward(seconds=20)
    return answer_item(classroom.database, checker(), student, given, now=classroom.clock.now, rng=classroom.rng)


def numbers(page: QuestionPage) -> dict[str, str]:
    """By which number each choice is sent."""
    return {choice.html: choice.code for choice in page.choices}


def right(kind: str, page: QuestionPage) -> dict[str, object]:
    shown = numbers(page)
    return {
        "choice": lambda: {"text": shown["sí"]},
        "multiple": lambda: {"chosen": (shown["2"], shown["11"])},
        "text": lambda: {"text": "Hipotenusa"},
        "number": lambda: {"text": "2540 m"},
        "expression": lambda: {"text": "0,75"},
        "matching": lambda: {"parts": {"p1": shown["uno"], "p2": shown["dos"], "p3": shown["tres"]}},
        "ordering": lambda: {"chosen": tuple(shown[one] for one in "ABCD")},
        "cloze": lambda: {"parts": {"g1": "4", "g2": "1", "g3": "Presión"}},
    }[kind]()


def partly(kind: str, page: QuestionPage) -> tuple[dict[str, object], float] | None:
    shown = numbers(page)
    return {
        "multiple": lambda: ({"chosen": (shown["2"],)}, 0.5),
        "text": lambda: ({"text": "cateto"}, 0.5),
        "matching": lambda: ({"parts": {"p1": shown["uno"], "p2": shown["uno"]}}, 1 / 3),
        "ordering": lambda: ({"chosen": tuple(shown[one] for one in "BCDA")}, 2 / 3),
        "cloze": lambda: ({"parts": {"g1": "4", "g2": "2"}}, 1 / 3),
    }.get(kind, lambda: None)()


def wrong(kind: str, page: QuestionPage) -> dict[str, object]:
    shown = numbers(page)
    return {
        "choice": lambda: {"text": shown["no"]},
        "multiple": lambda: {"chosen": (shown["9"], shown["15"])},
        "text": lambda: {"text": "lado"},
        "number": lambda: {"text": "25 km"},
        "expression": lambda: {"text": "4/3"},
        "matching": lambda: {"parts": {"p1": shown["dos"], "p2": shown["tres"], "p3": shown["uno"]}},
        "ordering": lambda: {"chosen": tuple(shown[one] for one in "DCBA")},
        "cloze": lambda: {"parts": {"g1": "5", "g2": "2", "g3": "altura"}},
    }[kind]()


def logged(classroom: Classroom) -> EvidenceEntry:
    with classroom.database.read() as session:
        return session.scalars(select(EvidenceEntry).order_by(EvidenceEntry.id.desc())).first()  # type: ignore[return-value]


def entries(classroom: Classroom) -> int:
    with classroom.database.read() as session:
        return len(session.scalars(select(EvidenceEntry.id)).all())


@pytest.mark.parametrize("kind", DRAFTS)
def test_right_and_wrong(classroom: Classroom, teacher: Scope, kind: str) -> None:
    student = asking(classroom, teacher, kind)
    page = current(classroom, student)
    send(classroom, student, page, **right(kind, page))
    assert logged(classroom).score == 1.0
    told = classroom.question(student)
    assert isinstance(told, ToldPage)
    assert told.answered.outcome == "right"
    assert told.answered.answer
    page = current(classroom, student)
    send(classroom, student, page, **wrong(kind, page))
    assert logged(classroom).score == 0.0
    everything = open_answers(classroom.database, student, language="es")
    assert [one.outcome for one in everything.answered] == ["right", "wrong"]
    assert all(one.solution for one in everything.answered)
    result = open_result(classroom.database, student, language="es")
    assert result is not None
    evidence = [one for area in result.areas for view in area.competencies for one in view.evidence]
    assert {one.outcome for one in evidence if not one.about_other} == {"right", "wrong"}
    assert all(one.answer and "data-gap" not in one.stem for one in evidence)


@pytest.mark.parametrize("kind", DRAFTS)
def test_partly_and_skipped(classroom: Classroom, teacher: Scope, kind: str) -> None:
    student = asking(classroom, teacher, kind)
    page = current(classroom, student)
    some = partly(kind, page)
    if some is None:
        send(classroom, student, page, **right(kind, page))
    else:
        answer, share = some
        send(classroom, student, page, **answer)
        assert logged(classroom).score == pytest.approx(share)
        told = classroom.question(student)
        assert isinstance(told, ToldPage)
        assert told.answered.outcome == "partly"
    page = current(classroom, student)
    send(classroom, student, page, skipped=True)
    last = logged(classroom)
    assert (last.kind, last.score, last.answer) == ("skip", None, "")


@pytest.mark.parametrize("kind", DRAFTS)
def test_nothing_and_numbers_that_were_not_shown_count_for_nothing(
    classroom: Classroom, teacher: Scope, kind: str
) -> None:
    student, before = asking(classroom, teacher, kind), entries(classroom)
    page = current(classroom, student)
    send(classroom, student, page)
    again = current(classroom, student)
    assert (again.problem, again.item) == ("empty", page.item)
    if kind in ("text", "number", "expression"):
        return
    for number in ("0", "9", "-1", "1e1", "١", "x"):
        tampered = {"text": number, "chosen": (number,), "parts": {"p1": number, "g2": number}}
        with pytest.raises(InputRefused):
            send(classroom, student, page, **tampered)
    if kind in ("multiple", "ordering"):
        with pytest.raises(InputRefused):
            send(classroom, student, page, chosen=("1", "1"))
    assert entries(classroom) == before


def test_a_gap_that_cannot_be_read_keeps_the_others(classroom: Classroom, teacher: Scope) -> None:
    student = asking(classroom, teacher, "cloze")
    page = current(classroom, student)
    typed = {"g1": "4 +", "g2": "2", "g3": 'pres"ión', "zz": "x" * 900}
    send(classroom, student, page, parts=typed)
    again = current(classroom, student)
    assert (again.unread, again.problem) == (1, "unreadable")
    assert {code: again.kept_parts[code] for code in ("g1", "g2", "g3")} == {code: typed[code] for code in ("g1", "g2", "g3")}
    send(classroom, student, page, parts={f"part{n}": "y" * 500 for n in range(1000)} | {"g1": "4 +"})
    assert current(classroom, student).item == page.item
    send(classroom, student, page, parts={"g1": "4", "g2": "1", "g3": "presión"})
    assert logged(classroom).score == 1.0


def test_what_is_ticked_or_ordered_is_kept_as_it_was(classroom: Classroom, teacher: Scope) -> None:
    student = asking(classroom, teacher, "ordering")
    page = current(classroom, student)
    shown = [choice.html for choice in page.choices]
    assert shown != ["A", "B", "C", "D"], "it is never given in the right order"
    with classroom.database.write() as session:
        attempt = session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
        assert attempt is not None
        attempt.draft = json.dumps({"chosen": ["4", "3", "2", "1"], "parts": {}})
    assert [choice.code for choice in current(classroom, student).choices] == ["4", "3", "2", "1"]


def test_the_wording_of_a_running_test_never_changes(classroom: Classroom, teacher: Scope) -> None:
    student = asking(classroom, teacher, "choice")
    page = current(classroom, student)
    with classroom.database.read() as session:
        row = session.scalars(select(ItemRow).where(ItemRow.public_id == page.item)).one()
        public = session.get_one(Bank, row.bank_id).public_id
        entry = session.scalars(select(BankEntry).where(BankEntry.item_id == row.id)).one()
    changed = replace(
        DRAFTS["choice"], texts={"es": TextDraft("otra")}, rows=rows("no", "sí", "nunca", right=(0,)),
        competencies=tuple(entry.competencies),
    )  # fmt: skip
    saved = save_item(
        classroom.database, teacher, public, changed, item=page.item, since=entry.since, now=classroom.clock.now
    )
    assert (saved.number, saved.change) == (2, "reworded")
    assert current(classroom, student) == page, "whoever is at it sees what they saw"
    send(classroom, student, page, **right("choice", page))
    assert logged(classroom).score == 1.0
    send(classroom, student, current(classroom, student), skipped=True)
    late = classroom.enter(f"late{next(_students)}")
    late = replace(late, resource_link_id=None)
    classroom.begin(late)
    seen = {current(classroom, late).stem}
    assert "otra" not in seen, "a diagnostic asks newer questions only once a teacher says so"
