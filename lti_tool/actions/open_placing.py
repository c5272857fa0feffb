"""The pages on which a teacher decides what is placed: framework, competencies, bank, kinds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from lti_tool.database.banks import Bank, banks_in
from lti_tool.database.classes import class_of, link_of
from lti_tool.database.course_activities import activity_placed
from lti_tool.database.diagnostics import Diagnostic, diagnostics_in
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import FrameworkVersion, frameworks_in
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound
from personalization.diagnostics.policy import Policy

from .ask_grade import grades_offered
from .loading import (
    LoadedBank,
    LoadedFramework,
    item_at,
    load_bank,
    load_framework,
    policy_of,
    stored_policy,
)
from .open_question import text_in
from .open_start import sitting
from .placing_pages import (
    OWN_PREFIX,
    AreaChoice,
    BankChoice,
    BanksPage,
    CompetenciesPage,
    CompetencyChoice,
    DiagnosticView,
    FrameworkView,
    PlacingPage,
    Sample,
    Subject,
    SubjectPage,
    Supply,
)
from .set_up_diagnostic import ITEMS_EACH, MOST_COMPETENCIES, bank_named, check_targets, default_policy
from .show_answer import stem_html
from .take_own_bank import OWN, own_content, own_framework

ENOUGH = 2 * ITEMS_EACH
"""Questions on a competency with which there is something to choose from for everybody."""


def needs_placing(database: Database, scope: Scope) -> bool:
    """Whether a teacher has still to say what the launched placement shows."""
    if scope.resource_link_id is None:
        return False
    with database.read() as session:
        return activity_placed(session, scope) is None


def placed_kind(database: Database, scope: Scope) -> str:
    """What the launched placement shows; empty where nobody has said it yet."""
    with database.read() as session:
        activity = activity_placed(session, scope)
    return activity.kind if activity else ""


def open_placing(database: Database, scope: Scope) -> PlacingPage:
    """What there is to build on: diagnostics of the class, frameworks with questions.

    What comes with Senda is among the frameworks also where the school has not taken it in yet.
    """
    with database.read() as session:
        link = link_of(session, scope)
        banks = banks_in(session, scope)
        used = {bank.framework_id for bank in banks}
        rows = [row for row in frameworks_in(session, scope) if row.id in used]
        frameworks = [_framework_view(session, scope, row, banks) for row in rows]
        here = {(row.code, row.version) for row in rows}
        frameworks += [view for view in map(_own_view, OWN) if (view.code, view.version) not in here]
        return PlacingPage(
            course_title=class_of(session, scope).title,
            link_title=link.title if link else "",
            diagnostics=tuple(_diagnostic_view(session, scope, d) for d in diagnostics_in(session, scope)),
            frameworks=tuple(frameworks),
        )


def _framework_view(
    session: Session, scope: Scope, row: FrameworkVersion, banks: Sequence[Bank]
) -> FrameworkView:
    counts = [
        int(_asked_about(load_bank(session, scope, bank.id)).sum())
        for bank in banks
        if bank.framework_id == row.id
    ]
    languages = sorted({code for bank in banks if bank.framework_id == row.id for code in bank.languages})
    return FrameworkView(
        row.public_id, row.names, row.version, len(row.competencies), sum(counts), tuple(languages), row.code
    )


def _own_view(name: str) -> FrameworkView:
    own = own_content(name)
    framework = own_framework(own)
    languages = sorted(set.intersection(*(set(item.texts) for item in own.items)))
    return FrameworkView(
        id=f"{OWN_PREFIX}{name}",
        names=framework.names,
        version=framework.version,
        competencies=len(framework.competencies),
        items=sum(not item.withheld for item in own.items),
        languages=tuple(languages),
        code=framework.code,
    )


def _diagnostic_view(session: Session, scope: Scope, row: Diagnostic) -> DiagnosticView:
    loaded = load_framework(session, scope, row.framework_id)
    targets = policy_of(row).targets or loaded.framework.codes
    return DiagnosticView(
        row.public_id,
        row.title,
        tuple(loaded.name(code) for code in targets),
        row.created_at,
        row.published,
    )


def _asked_about(loaded: LoadedBank) -> NDArray[np.int64]:
    """How many questions that count there are on each competency, by position."""
    return loaded.bank.supply


def supply_of(items: int) -> Supply:
    """Whether so many questions suffice."""
    return "enough" if items >= ENOUGH else "thin" if items else "none"


def open_competencies(database: Database, scope: Scope, framework_id: str) -> CompetenciesPage:
    """The competencies of a framework with how many questions the best bank has on each.

    Raises
    ------
    NotFound
        No such framework with questions in this school.
    """
    with database.read() as session:
        row, banks = _framework_with_banks(session, scope, framework_id)
        loaded = load_framework(session, scope, row.id)
        counts = np.max([_asked_about(load_bank(session, scope, bank.id)) for bank in banks], axis=0)
        areas = tuple(
            AreaChoice(code, names, tuple(_competency(loaded, int(p), int(counts[p])) for p in positions))
            for code, names, positions in loaded.areas
            if positions
        )
        return CompetenciesPage(
            framework=_framework_view(session, scope, row, banks),
            areas=areas,
            proposed=_proposed(areas),
            most=MOST_COMPETENCIES,
        )


def _framework_with_banks(
    session: Session, scope: Scope, framework_id: str
) -> tuple[FrameworkVersion, list[Bank]]:
    for row in frameworks_in(session, scope):
        banks = [bank for bank in banks_in(session, scope) if bank.framework_id == row.id]
        if row.public_id == framework_id and banks:
            return row, banks
    raise NotFound()


def _competency(loaded: LoadedFramework, position: int, items: int) -> CompetencyChoice:
    code = loaded.framework.codes[position]
    return CompetencyChoice(code, loaded.names[position], items, supply_of(items))


def _proposed(areas: Sequence[AreaChoice]) -> tuple[str, ...]:
    for area in areas:
        codes = tuple(one.code for one in area.competencies if one.supply != "none")
        if codes:
            return codes[:MOST_COMPETENCIES]
    return ()


def open_banks(
    database: Database, scope: Scope, framework_id: str, competencies: Sequence[str], *, language: str
) -> BanksPage:
    """The banks of a framework with what each has for these competencies, the fullest first.

    Raises
    ------
    NotFound
        No such framework with questions in this school.
    InputRefused
        ``set_up_competencies``: none, or more than one sitting can show.
    """
    with database.read() as session:
        row, banks = _framework_with_banks(session, scope, framework_id)
        loaded = load_framework(session, scope, row.id)
        wanted = [code for code in loaded.framework.codes if code in set(competencies)]
        if not 1 <= len(wanted) <= MOST_COMPETENCIES:
            raise InputRefused("set_up_competencies", count=len(wanted), most=MOST_COMPETENCIES)
        choices = [_bank_choice(session, scope, bank, wanted, language) for bank in banks]
        return BanksPage(
            framework=_framework_view(session, scope, row, banks),
            competencies=tuple((code, loaded.name(code)) for code in wanted),
            banks=tuple(sorted(choices, key=lambda one: (len(one.missing), -one.items))),
        )


def _bank_choice(
    session: Session, scope: Scope, bank: Bank, wanted: Sequence[str], language: str
) -> BankChoice:
    loaded = load_bank(session, scope, bank.id)
    counts = _asked_about(loaded)
    positions = [loaded.loaded.framework.index(code) for code in wanted]
    supplies = [(loaded.loaded.names[p], supply_of(int(counts[p]))) for p in positions]
    return BankChoice(
        id=bank.public_id,
        title=bank.title,
        languages=tuple(bank.languages),
        items=int(counts[positions].sum()),
        thin=tuple(names for names, supply in supplies if supply == "thin"),
        missing=tuple(names for names, supply in supplies if supply == "none"),
        sample=sample_of(session, scope, loaded, positions, language),
    )


def sample_of(
    session: Session, scope: Scope, loaded: LoadedBank, positions: Sequence[int], language: str
) -> Sample | None:
    """A question of middling difficulty about one of the competencies."""
    about = np.flatnonzero(np.isin(loaded.bank.primary, positions))
    if not about.size:
        return None
    intercepts = np.array([loaded.bank.model(int(index)).intercept for index in about])
    middle = int(about[np.argsort(intercepts, kind="stable")[about.size // 2]])
    item = item_at(session, scope, loaded, middle)
    shown_in, text = text_in(item, language)
    return Sample(stem_html(item, text), tuple(text.get("choices") or ()), shown_in)


def open_subject(database: Database, scope: Scope, subject: Subject) -> SubjectPage:
    """What the activities would go by, and how long a sitting would be.

    Raises
    ------
    NotFound
        No such diagnostic in this class, or no such bank in this school.
    InputRefused
        ``set_up_competencies``
    """
    with database.read() as session:
        link = link_of(session, scope)
        if subject.diagnostic:
            row = next((d for d in diagnostics_in(session, scope) if d.public_id == subject.diagnostic), None)
            if row is None:
                raise NotFound()
            loaded, policy = load_framework(session, scope, row.framework_id), policy_of(row)
        else:
            held = load_bank(session, scope, bank_named(session, scope, subject.bank).id)
            loaded = held.loaded
            policy = stored_policy(default_policy(check_targets(held, subject.competencies)))
        return _subject_page(
            subject, loaded, policy, class_of(session, scope).title, link.title if link else "",
            grades_offered(link),
        )  # fmt: skip


def _subject_page(
    subject: Subject, loaded: LoadedFramework, policy: Policy, course: str, link: str, grades: bool
) -> SubjectPage:
    positions = [int(p) for p in loaded.framework.positions(policy.targets)]
    areas = [names for _, names, inside in loaded.areas if set(inside) & set(positions)]
    low, high, minutes_low, minutes_high = sitting(policy)
    return SubjectPage(
        subject=subject,
        course_title=course,
        link_title=link,
        topics=tuple(areas) if len(areas) <= 2 else (),
        competencies=tuple(loaded.names[p] for p in positions),
        items_low=low,
        items_high=high,
        minutes_low=minutes_low,
        minutes_high=minutes_high,
        grades=grades,
    )
