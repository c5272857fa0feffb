"""The pages of single questions: which kind, its form, what it is and was, and where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapters.content.base import AnswerKind
from adapters.content.writing import ItemDraft, RowDraft, TextDraft, read, show
from adapters.content.writing.difficulty import of_ten
from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope

from .held_item import (
    Held,
    answers_to,
    bank_ref,
    competency_options,
    cuts_of,
    files_of,
    held_item,
    wordings_of,
)
from .item_pages import (
    Difference,
    EditorPage,
    ItemPage,
    KindsPage,
    Part,
    PartView,
    UseView,
    VersionView,
)
from .named_bank import the_bank
from .preview_item import as_row
from .show_answer import solution_html, stem_html

_ROWS = {"choice": 4, "multiple": 4, "matching": 3, "ordering": 3, "text": 1, "number": 1, "expression": 1}


def open_kinds(database: Database, scope: Scope, bank: str, competency: str = "") -> KindsPage:
    """Which kind of question to write.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        ref, _ = bank_ref(session, scope, the_bank(session, scope, bank))
        return KindsPage(ref, competency)


def open_new_item(
    database: Database, scope: Scope, bank: str, kind: AnswerKind, language: str, competency: str = ""
) -> EditorPage:
    """The form of a new question.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        ref, framework = bank_ref(session, scope, row)
        options = competency_options(framework)
        known = [one.code for one in options if one.code == competency]
        return EditorPage(
            bank=ref,
            item="",
            since=0,
            number=0,
            draft=new_draft(kind, language, tuple(known)),
            competencies=options,
            categories=_categories(session, scope, row),
            files=(),
        )


def new_draft(kind: AnswerKind, language: str, competencies: tuple[str, ...] = ()) -> ItemDraft:
    """A form with nothing on it but a few empty rows."""
    rows = tuple(RowDraft(texts={}) for _ in range(_ROWS.get(kind, 0)))
    return ItemDraft(kind, {language: TextDraft()}, rows, competencies=competencies)


def open_editor(
    database: Database, scope: Scope, bank: str, item: str = "", draft: ItemDraft | None = None
) -> EditorPage:
    """A question on its form: as it is, or as somebody has typed it.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        ref, framework = bank_ref(session, scope, row)
        held = held_item(session, scope, row, item) if item else None
        shown = show(held.value, cuts_of(framework)) if held else None
        draft = draft or shown
        assert draft is not None
        media = (*(held.item.media if held else ()), *draft.media)
        return EditorPage(
            bank=ref,
            item=held.item.public_id if held else "",
            since=held.entry.since if held else 0,
            number=held.item.number if held else 0,
            draft=draft,
            competencies=competency_options(framework),
            categories=_categories(session, scope, row),
            files=files_of(session, scope, media),
            asked=bool(held) and _asked(session, scope, row),
            known=_known(held, cuts_of(framework)) if held else None,
            calibrated=held is not None and held.entry.origin == "calibrated",
        )


def open_item(database: Database, scope: Scope, bank: str, item: str, *, language: str) -> ItemPage:
    """A question with everything that is known of it.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        ref, framework = bank_ref(session, scope, row)
        held = held_item(session, scope, row, item)
        names = {one.code: one.names for one in framework.competencies}
        wordings = wordings_of(session, scope, row, held.item.code)
        uses, elsewhere = _uses(session, scope, row, wordings)
        languages = sorted(held.item.texts, key=lambda code: code != language)
        entry = held.entry
        return ItemPage(
            bank=ref,
            id=held.item.public_id,
            code=held.item.code,
            kind=held.item.kind,
            number=held.item.number,
            since=entry.since,
            languages=tuple(languages),
            parts=tuple(_parts(held.item)),
            competencies=tuple(names.get(code, {"en": code}) for code in entry.competencies),
            known=_known(held, cuts_of(framework)),
            calibrated=entry.origin == "calibrated",
            tags=tuple(entry.tags),
            category=entry.category,
            pilot=entry.pilot,
            withheld=entry.withheld,
            versions=_versions(session, scope, wordings, held),
            uses=uses,
            elsewhere=elsewhere,
            attribution=f"{held.item.source} ({held.item.licence})" if held.item.source else "",
        )


def differences(before: ItemRow, after: ItemRow) -> tuple[Difference, ...]:
    """The parts in which two wordings differ."""
    old = {(one.part, one.language): one.html for one in _parts(before)}
    new = {(one.part, one.language): one.html for one in _parts(after)}
    return tuple(
        Difference(part, language, old.get((part, language), ""), new.get((part, language), ""))
        for part, language in dict.fromkeys((*new, *old))
        if old.get((part, language), "") != new.get((part, language), "")
    )


def _parts(item: ItemRow) -> Sequence[PartView]:
    found: list[PartView] = []
    for language, text in item.texts.items():
        lists: dict[Part, list[str]] = {
            "choices": [*text.get("prompts", ()), *text.get("choices", ())],
            "hints": [hint["text"] for hint in text.get("hints", ())],
            "feedback": list(text.get("feedback", {}).values()),
        }
        whole: dict[Part, str] = {
            "stem": stem_html(item, text),
            "choices": _lines(lists["choices"]) if item.kind != "ordering" else "",
            "solution": solution_html(item, text, language),
            "hints": _lines(lists["hints"]),
            "explanation": text.get("explanation", ""),
            "feedback": _lines(lists["feedback"]),
        }
        found += [PartView(part, language, html) for part, html in whole.items() if html]
    return found


def _lines(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else ""


def _known(held: Held, cuts: dict[str, float]) -> float | None:
    entry = held.entry
    if entry.difficulty is None:
        return None
    here = [cuts[code] for code in entry.competencies if code in cuts]
    return of_ten(entry.difficulty, here, entry.discrimination, entry.guessing)


def _versions(
    session: Session, scope: Scope, wordings: Sequence[ItemRow], held: Held
) -> tuple[VersionView, ...]:
    answered = answers_to(session, scope, [item.id for item in wordings])
    writers = _writers(session, scope, [item.created_at for item in wordings if item.created_at])
    before = [*wordings[1:], None]
    return tuple(
        VersionView(
            number=item.number,
            id=item.public_id,
            at=item.created_at,
            by=writers.get((item.code, item.number), ""),
            held=item.id == held.item.id,
            answered=answered.get(item.id, 0),
            differences=differences(older, item) if older is not None else (),
        )
        for item, older in zip(wordings, before, strict=True)
    )


def _writers(session: Session, scope: Scope, moments: Sequence[datetime]) -> dict[tuple[str, int], str]:
    """Who wrote which wording, by code and number."""
    rows = session.execute(
        select(AuditEvent.values, Person.name, Person.given_name)
        .join(Person, Person.id == AuditEvent.actor_id)
        .where(
            AuditEvent.school_id == scope.school_id,
            AuditEvent.at.in_(moments),
            AuditEvent.event.in_(("item_written", "item_reworded")),
        )
    )
    return {
        (str(values.get("item")), int(values.get("number", 0))): name or given for values, name, given in rows
    }


def _uses(
    session: Session, scope: Scope, bank: Bank, wordings: Sequence[ItemRow]
) -> tuple[tuple[UseView, ...], int]:
    """Which wording each diagnostic of the class asks; how many other classes have one by this bank."""
    numbers = {item.id: item.number for item in wordings}
    entries = session.scalars(
        select(BankEntry).where(BankEntry.bank_id == bank.id, BankEntry.item_id.in_(list(numbers)))
    ).all()
    own = session.scalars(
        select(Diagnostic)
        .where(
            Diagnostic.bank_id == bank.id,
            Diagnostic.school_id == scope.school_id,
            Diagnostic.class_id == scope.class_id,
        )
        .order_by(Diagnostic.id.desc())
    ).all()
    uses = []
    for diagnostic in own:
        at = diagnostic.bank_revision
        asked = [
            numbers[entry.item_id]
            for entry in entries
            if entry.since <= at and (entry.until is None or entry.until > at) and not entry.withheld
        ]
        uses.append(UseView(diagnostic.public_id, diagnostic.title, asked[0] if asked else None))
    others = session.scalar(
        select(func.count(func.distinct(Diagnostic.class_id))).where(
            Diagnostic.bank_id == bank.id,
            Diagnostic.school_id == scope.school_id,
            Diagnostic.class_id != scope.class_id,
        )
    )
    return tuple(uses), others or 0


def _asked(session: Session, scope: Scope, bank: Bank) -> bool:
    return (
        session.scalar(
            select(Diagnostic.id)
            .where(Diagnostic.bank_id == bank.id, Diagnostic.school_id == scope.school_id)
            .limit(1)
        )
        is not None
    )


def _categories(session: Session, scope: Scope, bank: Bank) -> tuple[str, ...]:
    rows = session.scalars(
        select(BankEntry.category)
        .where(BankEntry.bank_id == bank.id, BankEntry.school_id == scope.school_id)
        .where(BankEntry.until.is_(None), BankEntry.category != "")
        .distinct()
        .order_by(BankEntry.category)
        .limit(200)
    )
    return tuple(rows)


def what_changed(
    database: Database, scope: Scope, bank: str, item: str, draft: ItemDraft
) -> tuple[Difference, ...]:
    """In what a question as it is held now differs from what somebody has typed.

    Raises
    ------
    AccessRefused, NotFound
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        held = held_item(session, scope, row, item)
        _, framework = bank_ref(session, scope, row)
        written = read(draft, held.value, cuts=cuts_of(framework))
        return differences(as_row(written.item), held.item) if written.item else ()
