"""A teacher chooses what the class is diagnosed with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_tool.database.banks import Bank, ItemRow
from lti_tool.database.base import public_id
from lti_tool.database.classes import class_of, link_of
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_version
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound

from .loading import find_diagnostic, load_bank
from .pages import BankView, SetUpPage

MOST_COMPETENCIES = 8
"""More cannot be known well from one sitting: the teacher chooses areas."""
ITEMS_EACH = 5
MOST_ITEMS = 28


def default_policy(targets: Sequence[str]) -> dict[str, object]:
    """The policy of a new diagnostic: gentle, as long as its competencies need and no longer."""
    most = max(8, min(MOST_ITEMS, ITEMS_EACH * len(targets)))
    return {
        "targets": list(targets),
        "max_items": most,
        "min_items": min(8, most // 2),
        "max_per_competency": 8,
        "gentle": True,
        "loss_power": 0.5,
    }


def open_set_up(database: Database, scope: Scope) -> SetUpPage | None:
    """The banks to choose from; None where the class has a diagnostic already."""
    with database.read() as session:
        if find_diagnostic(session, scope) is not None:
            return None
        banks = session.scalars(
            select(Bank).where(Bank.school_id == scope.school_id).order_by(Bank.id)
        ).all()
        link = link_of(session, scope)
        return SetUpPage(
            title=link.title if link else "",
            course_title=class_of(session, scope).title,
            banks=tuple(_view(session, scope, bank) for bank in banks),
            most=MOST_COMPETENCIES,
        )


def _view(session: Session, scope: Scope, bank: Bank) -> BankView:
    framework = framework_version(session, scope, bank.framework_id)
    items = session.scalar(
        select(func.count()).where(ItemRow.bank_id == bank.id, ItemRow.school_id == scope.school_id)
    )
    return BankView(
        id=bank.public_id,
        title=bank.title,
        framework=framework.names,
        languages=tuple(bank.languages),
        items=items or 0,
        areas=tuple(
            (
                area["code"],
                area["names"],
                sum(c.area == area["code"] for c in framework.competencies),
            )
            for area in framework.areas
        ),
    )


def set_up_diagnostic(
    database: Database,
    scope: Scope,
    bank_id: str,
    areas: Sequence[str],
    title: str,
    *,
    now: datetime,
) -> int:
    """Give the class a diagnostic over some areas of a bank (all of them where none is named).

    Returns
    -------
    int
        Id of the diagnostic; the one that was there, where another teacher was quicker.

    Raises
    ------
    NotFound
        No such bank in this school.
    InputRefused
        No competency, more than one sitting can show, or one without a question.
    """
    with database.write() as session:
        known = find_diagnostic(session, scope)
        if known is not None:
            return known.id
        bank = session.scalars(
            select(Bank).where(Bank.public_id == bank_id, Bank.school_id == scope.school_id)
        ).first()
        if bank is None:
            raise NotFound()
        loaded = load_bank(session, scope, bank.id)
        framework = loaded.loaded.framework
        asked = set(loaded.bank.primary.tolist())
        targets = [
            competency.code
            for position, competency in enumerate(framework.competencies)
            if (not areas or competency.area in areas) and position in asked
        ]
        if not targets or len(targets) > MOST_COMPETENCIES:
            raise InputRefused("set_up_competencies", count=len(targets), most=MOST_COMPETENCIES)
        diagnostic = Diagnostic(
            public_id=public_id(),
            school_id=scope.school_id,
            class_id=scope.class_id,
            bank_id=bank.id,
            framework_id=bank.framework_id,
            title=title,
            policy=default_policy(targets),
            formula="completion",
            maximum=100.0,
            created_at=now,
        )
        session.add(diagnostic)
        session.flush()
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
