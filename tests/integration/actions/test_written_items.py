"""Questions that teachers change: what is a new wording and what is not, who comes second, what is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from classroom import Classroom
from sqlalchemy import select

from adapters.content.writing import ItemDraft, RowDraft, RowText, TextDraft
from adapters.lms.base import Role
from lti_tool.actions.edit_bank import undo_revision
from lti_tool.actions.edit_item import ItemFaults, restore_wording, save_item, set_item_aside
from lti_tool.actions.loading import load_bank
from lti_tool.actions.new_bank import new_bank
from lti_tool.actions.open_item import open_editor, open_item
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, BankEntry, ItemRow, held_at
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

DRAFT = ItemDraft(
    "choice",
    {"es": TextDraft("¿Sí?")},
    tuple(RowDraft(right=text == "sí", texts={"es": RowText(text)}) for text in ("sí", "no", "quizá")),
    difficulty="7",
    tags="a",
)


@pytest.fixture
def teacher(classroom: Classroom) -> Scope:
    return classroom.enter("teacher", Role.TEACHER)


@pytest.fixture
def bank(classroom: Classroom, teacher: Scope) -> str:
    with classroom.database.read() as session:
        framework = session.scalars(select(FrameworkVersion.public_id)).first()
    assert framework
    return new_bank(classroom.database, teacher, "Propias", framework, now=classroom.clock.now)


def draft_of(classroom: Classroom, teacher: Scope, bank: str, item: str) -> tuple[ItemDraft, int]:
    page = open_editor(classroom.database, teacher, bank, item)
    return page.draft, page.since


def write(classroom: Classroom, teacher: Scope, bank: str, **changes: object) -> str:
    page = open_editor(classroom.database, teacher, bank, draft=DRAFT)
    draft = replace(DRAFT, competencies=(page.competencies[0].code,), **changes)  # type: ignore[arg-type]
    return save_item(classroom.database, teacher, bank, draft, now=classroom.clock.now).id


def held(classroom: Classroom, bank: str, revision: int | None = None) -> list[tuple[ItemRow, BankEntry]]:
    with classroom.database.read() as session:
        row = session.scalars(select(Bank).where(Bank.public_id == bank)).one()
        found = session.execute(
            select(ItemRow, BankEntry)
            .join(BankEntry, BankEntry.item_id == ItemRow.id)
            .where(BankEntry.bank_id == row.id, held_at(revision or row.revision))
        )
        return [(item, entry) for item, entry in found]


def test_saving_what_is_there_changes_nothing(classroom: Classroom, teacher: Scope, bank: str) -> None:
    item = write(classroom, teacher, bank)
    draft, since = draft_of(classroom, teacher, bank, item)
    saved = save_item(classroom.database, teacher, bank, draft, item=item, since=since, now=classroom.clock.now)
    assert (saved.change, saved.id) == ("same", item)
    assert held(classroom, bank)[0][1].since == since


def test_a_new_wording_leaves_the_old_revision_as_it_was(classroom: Classroom, teacher: Scope, bank: str) -> None:
    item = write(classroom, teacher, bank)
    (old, entry), = held(classroom, bank)
    draft, since = draft_of(classroom, teacher, bank, item)
    classroom.clock.forward(days=1)
    changed = replace(draft, texts={"es": TextDraft("¿De verdad?")})
    saved = save_item(classroom.database, teacher, bank, changed, item=item, since=since, now=classroom.clock.now)
    (new, now_entry), = held(classroom, bank)
    assert (saved.change, new.number, new.code, new.position) == ("reworded", 2, old.code, old.position)
    assert (new.choices, new.key) == (old.choices, old.key), "choices keep their codes"
    assert now_entry.difficulty == entry.difficulty
    (before, _), = held(classroom, bank, revision=since)
    assert (before.id, before.texts) == (old.id, old.texts)
    with classroom.database.read() as session:
        row = session.scalars(select(Bank).where(Bank.public_id == bank)).one()
        assert load_bank(session, teacher, row.id, since).item_ids == (old.id,)
        assert load_bank(session, teacher, row.id).item_ids == (new.id,)
    page = open_item(classroom.database, teacher, bank, item, language="es")
    assert [(one.number, one.held, bool(one.by)) for one in page.versions] == [(2, True, True), (1, False, True)]
    assert [(one.part, one.before, one.after) for one in page.versions[0].differences] == [("stem", "¿Sí?", "¿De verdad?")]


def test_other_links_and_tags_keep_wording_and_what_answers_told(classroom: Classroom, teacher: Scope, bank: str) -> None:
    item = write(classroom, teacher, bank)
    with classroom.database.write() as session:
        entry = session.scalars(select(BankEntry).order_by(BankEntry.id.desc())).first()
        assert entry is not None
        entry.origin, entry.difficulty, entry.difficulty_sd = "calibrated", 0.31, 0.1
    draft, since = draft_of(classroom, teacher, bank, item)
    assert draft.difficulty == "kept"
    saved = save_item(classroom.database, teacher, bank, replace(draft, tags="b, c"), item=item, since=since, now=classroom.clock.now)
    (row, entry), = held(classroom, bank)
    assert (saved.change, row.public_id, entry.tags) == ("updated", item, ["b", "c"])
    assert (entry.origin, entry.difficulty, entry.difficulty_sd) == ("calibrated", 0.31, 0.1)
    draft, since = draft_of(classroom, teacher, bank, item)
    reworded = replace(draft, texts={"es": TextDraft("otra")})
    newer = save_item(
        classroom.database, teacher, bank, reworded, item=item, since=since, now=classroom.clock.now
    ).id
    ((_, entry),) = held(classroom, bank)
    assert (entry.origin, entry.difficulty, entry.difficulty_sd) == ("stated", 0.31, 0.5), "less sure of other words"
    restored = restore_wording(classroom.database, teacher, bank, newer, 1, since=entry.since, now=classroom.clock.now)
    (row, entry), = held(classroom, bank)
    assert (restored.id, row.public_id) == (item, item)
    assert (entry.origin, entry.difficulty_sd, entry.tags) == ("calibrated", 0.1, ["b", "c"])


def test_two_at_once_and_one_of_them_is_told(classroom: Classroom, teacher: Scope, bank: str) -> None:
    item = write(classroom, teacher, bank)
    draft, since = draft_of(classroom, teacher, bank, item)

    def save(number: int) -> str:
        mine = replace(draft, texts={"es": TextDraft(f"versión {number}")})
        try:
            return save_item(classroom.database, teacher, bank, mine, item=item, since=since, now=classroom.clock.now).change
        except InputRefused as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(save, range(4)))
    assert outcomes == ["item_changed_meanwhile"] * 3 + ["reworded"]
    assert [row.number for row, _ in held(classroom, bank)] == [2]


def test_what_is_wrong_keeps_nothing(classroom: Classroom, teacher: Scope, bank: str) -> None:
    with pytest.raises(ItemFaults) as refused:
        write(classroom, teacher, bank, rows=(), difficulty="NaN", media=("0" * 64,))
    assert {fault.code for fault in refused.value.faults} >= {"choices_few", "no_right", "difficulty_unreadable"}
    assert held(classroom, bank) == []
    with classroom.database.read() as session:
        row = session.scalars(select(Bank).where(Bank.public_id == bank)).one()
        assert row.revision == 1


def test_set_aside_is_kept_and_never_asked(classroom: Classroom, teacher: Scope, bank: str) -> None:
    item = write(classroom, teacher, bank)
    now = classroom.clock.now
    set_item_aside(classroom.database, teacher, bank, item, aside=True, now=now)
    set_item_aside(classroom.database, teacher, bank, item, aside=True, now=now)
    with classroom.database.read() as session:
        row = session.scalars(select(Bank).where(Bank.public_id == bank)).one()
        assert row.revision == 3, "the second time changes nothing"
        assert load_bank(session, teacher, row.id).item_ids == ()
    undo_revision(classroom.database, teacher, bank, 3, now=now)
    with classroom.database.read() as session:
        assert len(load_bank(session, teacher, row.id).item_ids) == 1
        events = session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)).all()
    assert [event for event in events if event.startswith(("item_", "bank_"))] == [
        "bank_made", "item_written", "item_set_aside", "bank_undone"
    ]  # fmt: skip


def test_only_teachers_of_the_school(classroom: Classroom, teacher: Scope, bank: str) -> None:
    item = write(classroom, teacher, bank)
    student = classroom.enter("student")
    now = classroom.clock.now
    for act in (
        lambda scope: save_item(classroom.database, scope, bank, DRAFT, now=now),
        lambda scope: set_item_aside(classroom.database, scope, bank, item, aside=True, now=now),
        lambda scope: restore_wording(classroom.database, scope, bank, item, 1, since=2, now=now),
        lambda scope: open_item(classroom.database, scope, bank, item, language="es"),
    ):
        with pytest.raises(AccessRefused):
            act(student)
        with pytest.raises(NotFound):
            act(replace(teacher, school_id=teacher.school_id + 1))
