"""What a diagnostic of a class is about: competencies that one sitting can show, each with questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.banks import Bank, banks_in
from lti_tool.database.base import public_id
from lti_tool.database.classes import link_of
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound

from .loading import LoadedBank, find_diagnostic, load_bank

MOST_COMPETENCIES = 8
"""More cannot be known well from one sitting: the teacher chooses."""
PROPOSED_COMPETENCIES = 5
ITEMS_EACH = 5
MOST_ITEMS = 28


def default_policy(targets: Sequence[str]) -> dict[str, object]:
    """The policy of a new diagnostic: gentle, as long as its competencies need and no longer."""
    most = max(8, min(MOST_ITEMS, ITEMS_EACH * len(targets)))
    return {
        "targets": list(targets),
        "max_items": most,
        "min_items": least_items(most),
        "max_per_competency": 8,
        "gentle": True,
        "loss_power": 0.5,
    }


def least_items(most: int) -> int:
    """Questions that everybody is asked at least, of so many at most."""
    return min(8, most // 2)


def proposed_targets(loaded: LoadedBank) -> tuple[str, ...]:
    """What a new diagnostic over a bank is about: the first area that has questions, five at most."""
    supply, codes = loaded.bank.supply, loaded.loaded.framework.codes
    for _, _, positions in loaded.loaded.areas:
        found = tuple(codes[position] for position in positions if supply[position])
        if found:
            return found[:PROPOSED_COMPETENCIES]
    return ()


def check_targets(loaded: LoadedBank, wanted: Collection[str]) -> tuple[str, ...]:
    """Those of the competencies on which the bank has questions, in the framework's order.

    Raises
    ------
    InputRefused
        ``set_up_competencies``: none is left, or more than one sitting can show.
    """
    asked = set(loaded.bank.supply.nonzero()[0].tolist())
    codes = loaded.loaded.framework.codes
    targets = tuple(code for place, code in enumerate(codes) if code in wanted and place in asked)
    if not 1 <= len(targets) <= MOST_COMPETENCIES:
        raise InputRefused("set_up_competencies", count=len(targets), most=MOST_COMPETENCIES)
    return targets


def new_diagnostic(
    session: Session, scope: Scope, loaded: LoadedBank, targets: Sequence[str], *, title: str, now: datetime
) -> Diagnostic:
    """A diagnostic of the scope's class, inside the caller's transaction."""
    diagnostic = Diagnostic(
        public_id=public_id(),
        school_id=scope.school_id,
        class_id=scope.class_id,
        bank_id=loaded.id,
        bank_revision=loaded.revision,
        framework_id=loaded.loaded.id,
        title=title,
        policy=default_policy(targets),
        formula="completion",
        maximum=100.0,
        created_at=now,
    )
    session.add(diagnostic)
    session.flush()
    return diagnostic


def bank_named(session: Session, scope: Scope, bank_id: str) -> Bank:
    """A bank of the scope's school by public id.

    Raises
    ------
    NotFound
        No such bank in this school.
    """
    for bank in banks_in(session, scope):
        if bank.public_id == bank_id:
            return bank
    raise NotFound()


def set_up_diagnostic(
    database: Database,
    scope: Scope,
    bank_id: str,
    areas: Sequence[str],
    title: str,
    *,
    now: datetime,
) -> int:
    """Let the launched placement show a diagnostic over whole areas of a bank (all, where none is named).

    For commands and the demo; teachers choose on the pages of `place_activities`.

    Returns
    -------
    int
        Id of the diagnostic; the one that was there already, where there was one.

    Raises
    ------
    NotFound, InputRefused
        As for `bank_named` and `check_targets`.
    """
    with database.write() as session:
        known = find_diagnostic(session, scope)
        if known is not None:
            return known.id
        loaded = load_bank(session, scope, bank_named(session, scope, bank_id).id)
        competencies = loaded.loaded.framework.competencies
        wanted = {one.code for one in competencies if not areas or one.area in areas}
        diagnostic = new_diagnostic(
            session, scope, loaded, check_targets(loaded, wanted), title=title, now=now
        )
        activity = CourseActivity(
            public_id=public_id(),
            school_id=scope.school_id,
            class_id=scope.class_id,
            kind="diagnostic",
            diagnostic_id=diagnostic.id,
            title=title,
            maximum=diagnostic.maximum,
            created_at=now,
        )
        session.add(activity)
        session.flush()
        link = link_of(session, scope)
        if link is not None:
            link.activity_id = activity.id
        return diagnostic.id
