"""The pages on which a teacher sets up a diagnostic: the list, one of them, what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.banks import bank_of, banks_in
from lti_tool.database.classes import class_of
from lti_tool.database.course_activities import activities_in, activity_placed
from lti_tool.database.diagnostics import (
    Diagnostic,
    diagnostic_named,
    diagnostics_in,
    ratings_of,
    takers_of,
)
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_version
from lti_tool.database.groups import sees_part
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound
from personalization.diagnostics.feasibility import Shortfall, feasible
from personalization.diagnostics.policy import Policy

from .blueprint_pages import (
    ALL_LEVELS,
    SURENESS,
    BlueprintPage,
    BlueprintWish,
    DiagnosticRow,
    DiagnosticsPage,
    NewDiagnosticPage,
    PlaceView,
    RehearsalView,
    ShortfallView,
    Wanted,
)
from .loading import (
    LoadedBank,
    LoadedFramework,
    bank_for,
    load_bank,
    load_framework,
    policy_of,
    targets_of,
)
from .open_placing import supply_of
from .placing_pages import AreaChoice, CompetencyChoice
from .set_up_diagnostic import MOST_COMPETENCIES


def open_diagnostics(database: Database, scope: Scope) -> DiagnosticsPage:
    """The diagnostics of the class, newest first.

    Raises
    ------
    AccessRefused
        Only who teaches sees them.
    """
    scope.check_teaches()
    with database.read() as session:
        taken = takers_of(session, scope)
        places: dict[int, int] = {}
        for activity in activities_in(session, scope):
            places[activity.diagnostic_id] = places.get(activity.diagnostic_id, 0) + 1
        newest = {bank.id: bank.revision for bank in banks_in(session, scope)}
        rows = tuple(
            _row(session, scope, one, taken.get(one.id, 0), newest[one.bank_id], places.get(one.id, 0))
            for one in diagnostics_in(session, scope)
        )
        placing = scope.resource_link_id is not None and activity_placed(session, scope) is None
        return DiagnosticsPage(class_of(session, scope).title, rows, placing, sees_part(session, scope))


def _row(
    session: Session, scope: Scope, row: Diagnostic, taken: int, newest: int, places: int
) -> DiagnosticRow:
    loaded = load_framework(session, scope, row.framework_id)
    policy = policy_of(row)
    return DiagnosticRow(
        id=row.public_id,
        title=row.title,
        competencies=tuple(loaded.names[position] for position in targets_of(loaded, policy)),
        questions=policy.max_items,
        published=row.published,
        taken=taken,
        newer=newest > row.bank_revision,
        places=places,
    )


def open_new_diagnostic(database: Database, scope: Scope) -> NewDiagnosticPage:
    """The banks that a new diagnostic can ask from.

    Raises
    ------
    AccessRefused
        Only who teaches makes one.
    """
    scope.check_teaches()
    with database.read() as session:
        banks = []
        for bank in banks_in(session, scope):
            names = framework_version(session, scope, bank.framework_id).names
            questions = int(load_bank(session, scope, bank.id).bank.supply.sum())
            banks.append((bank.public_id, bank.title, names, questions))
        return NewDiagnosticPage(class_of(session, scope).title, tuple(banks))


def open_blueprint(database: Database, scope: Scope, diagnostic: str) -> BlueprintPage:
    """A diagnostic as it is set up, with what its bank lacks.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such diagnostic in this class.
    """
    scope.check_teaches()
    with database.read() as session:
        row = the_named(session, scope, diagnostic)
        loaded, policy = bank_for(session, scope, row), policy_of(row)
        framework = framework_version(session, scope, row.framework_id)
        levels = max((len(one.cuts) for one in loaded.loaded.framework.competencies), default=1)
        named = tuple(level["names"] for level in framework.levels)
        about = targets_of(loaded.loaded, policy)
        wanted = wanted_of(loaded.loaded, policy)
        return BlueprintPage(
            id=row.public_id,
            course_title=class_of(session, scope).title,
            title=row.title,
            wish=BlueprintWish(row.title, row.feedback, row.attempts, wanted),
            wanted=wanted,
            areas=_areas(loaded),
            targets=tuple(loaded.loaded.names[position] for position in about),
            framework=framework.names,
            bank_title=loaded.title,
            levels=_levels(named, levels),
            own_sureness=policy.mastered if wanted.sure == "own" else None,
            pilots=int((np.isin(loaded.bank.primary, about) & loaded.bank.pilot).sum()),
            raters=len({rating.person_id for rating in ratings_of(session, scope, row.id)}),
            revision=row.bank_revision,
            newest=bank_of(session, scope, row.bank_id).revision,
            published=row.published,
            taken=takers_of(session, scope).get(row.id, 0),
            shortfalls=shortfalls(loaded, policy),
            rehearsal=rehearsal_view(loaded.loaded, row.rehearsal),
            places=tuple(
                PlaceView(one.public_id, one.kind, one.title, one.opens_at, one.closes_at)
                for one in activities_in(session, scope)
                if one.diagnostic_id == row.id
            ),
            limited=sees_part(session, scope),
            most=MOST_COMPETENCIES,
        )


def the_named(session: Session, scope: Scope, public_id: str, *, lock: bool = False) -> Diagnostic:
    """`diagnostic_named`, where there must be one.

    Raises
    ------
    NotFound
    """
    row = diagnostic_named(session, scope, public_id, lock=lock)
    if row is None:
        raise NotFound()
    return row


def wanted_of(loaded: LoadedFramework, policy: Policy) -> Wanted:
    """What a policy asks, as the page shows it."""
    codes = loaded.framework.codes
    sure = next((name for name, p in SURENESS.items() if _as_sure(policy, p)), "own")
    return Wanted(
        competencies=tuple(codes[position] for position in targets_of(loaded, policy)),
        questions=policy.max_items,
        minutes=policy.max_minutes,
        sure=sure,
        level=ALL_LEVELS if policy.all_levels else str(policy.level),
        gentle=policy.gentle,
        pilots=policy.pilot_share,
        exposure=policy.exposure.max_rate,
    )


def _as_sure(policy: Policy, threshold: float) -> bool:
    return abs(policy.mastered - threshold) < 1e-9 and abs(policy.not_yet - (1 - threshold)) < 1e-9


def _areas(loaded: LoadedBank) -> tuple[AreaChoice, ...]:
    """All competencies of the framework by area, with how many questions there are on each."""
    supply = loaded.bank.supply.tolist()
    codes, names = loaded.loaded.framework.codes, loaded.loaded.names
    return tuple(
        AreaChoice(
            code,
            area_names,
            tuple(CompetencyChoice(codes[p], names[p], supply[p], supply_of(supply[p])) for p in positions),
        )
        for code, area_names, positions in loaded.loaded.areas
        if positions
    )


def _levels(named: tuple[Mapping[str, str], ...], count: int) -> tuple[Mapping[str, str], ...]:
    """Names of the levels that can be told apart; a number where the framework names none."""
    if count < 2:
        return ()
    plain = tuple({"es": str(number), "en": str(number)} for number in range(1, count + 1))
    return named if len(named) == count else plain


def shortfalls(loaded: LoadedBank, policy: Policy) -> tuple[ShortfallView, ...]:
    """What the bank lacks for a policy."""
    return tuple(_shortfall(loaded.loaded, one) for one in feasible(loaded.bank, policy))


def _shortfall(loaded: LoadedFramework, found: Shortfall) -> ShortfallView:
    about = found.code in loaded.framework.codes
    return ShortfallView(found.problem, loaded.name(found.code) if about else None, found.needed, found.there)


def rehearsal_view(loaded: LoadedFramework, stored: Mapping[str, Any] | None) -> RehearsalView | None:
    """A rehearsal as the page shows it; None where there is none."""
    if stored is None:
        return None
    numbers = (
        "learners", "items_mean", "items_low", "items_high", "minutes_low", "minutes_high", "decided",
        "decided_right", "exposure_max",
    )  # fmt: skip
    return RehearsalView(
        **{name: stored[name] for name in numbers},
        lengths=tuple(sorted((int(length), count) for length, count in stored["lengths"].items())),
        decided_by=tuple((loaded.name(code), share) for code, share in stored["decided_by"].items()),
        thin=tuple(loaded.name(code) for code in stored["thin"]),
    )
