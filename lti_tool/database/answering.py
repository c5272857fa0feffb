"""What taking an answer needs of the database, in few statements: everybody does that most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Connection, Executable, and_, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, defer
from sqlalchemy.orm.attributes import set_committed_value

from .accommodations import Accommodation
from .classes import ResourceLink
from .course_activities import CourseActivity
from .diagnostics import Attempt, Diagnostic
from .evidence import BeliefRow, ChoiceEntry, EvidenceEntry
from .scope import Scope


@dataclass(frozen=True, slots=True)
class Placed:
    """What the placement shows where the answer comes from.

    Attributes
    ----------
    kind : str
        As `CourseActivity.kind`.
    opens_at, closes_at : datetime or None
        Its dates; None where there is none.
    """

    kind: str
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class AtWork:
    """An attempt that an answer belongs to.

    Attributes
    ----------
    attempt, diagnostic : Attempt, Diagnostic
        The attempt is locked until the transaction ends.
    format : str
        How pages are set for this student; empty: as for the others.
    placed : Placed or None
        None until a teacher has said what the placement shows.
    """

    attempt: Attempt
    diagnostic: Diagnostic
    format: str
    placed: Placed | None


_AT_WORK = (
    select(
        Attempt,
        Diagnostic,
        Accommodation.format,
        CourseActivity.kind,
        CourseActivity.opens_at,
        CourseActivity.closes_at,
    )
    .join(Diagnostic, Diagnostic.id == Attempt.diagnostic_id)
    .outerjoin(
        Accommodation,
        and_(
            Accommodation.person_id == Attempt.person_id,
            Accommodation.class_id == Attempt.class_id,
            Accommodation.school_id == Attempt.school_id,
        ),
    )
    .outerjoin(
        ResourceLink,
        and_(
            ResourceLink.id == bindparam("link"),
            ResourceLink.class_id == Attempt.class_id,
            ResourceLink.school_id == Attempt.school_id,
        ),
    )
    .outerjoin(CourseActivity, CourseActivity.id == ResourceLink.activity_id)
    .where(
        Attempt.public_id == bindparam("name"),
        Attempt.person_id == bindparam("person"),
        Attempt.class_id == bindparam("class_"),
        Attempt.school_id == bindparam("school"),
    )
    .options(defer(Diagnostic.rehearsal))
    .with_for_update(of=Attempt)
)


def at_work(session: Session, scope: Scope, public_id: str) -> AtWork | None:
    """The scope's own attempt with this public id, for changing it: whoever else wants to waits."""
    values = {**scope.binds, "name": public_id, "link": scope.resource_link_id}
    row = session.execute(_AT_WORK, values).first()
    if row is None:
        return None
    placed = None if row.kind is None else Placed(row.kind, row.opens_at, row.closes_at)
    return AtWork(row.Attempt, row.Diagnostic, row.format or "", placed)


_PROGRESS = (
    update(Attempt.__table__)  # type: ignore[arg-type]
    .where(
        Attempt.id == bindparam("attempt"),
        Attempt.class_id == bindparam("class_"),
        Attempt.school_id == bindparam("school"),
    )
    .values({name: bindparam(name) for name in ("asked", "scores", "current", "seconds", "status")})
    .values({name: bindparam(name) for name in ("shown_at", "draft", "draft_problem", "told")})
)
_BELIEF = (
    update(BeliefRow.__table__)  # type: ignore[arg-type]
    .where(
        BeliefRow.id == bindparam("belief"),
        BeliefRow.class_id == bindparam("class_"),
        BeliefRow.school_id == bindparam("school"),
    )
    .values({name: bindparam(name) for name in ("state", "settled", "updated_at")})
)
# Nobody asks for the ids, so the server need not send them.
_EVIDENCE = insert(EvidenceEntry.__table__).inline()  # type: ignore[arg-type]
_CHOICE = insert(ChoiceEntry.__table__).inline()  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer leaves behind, as columns and their values; None: nothing of that.

    Attributes
    ----------
    progress : dict
        Of the attempt.
    evidence : dict
        Of a new row of the log, but for whose it is.
    belief : tuple or None
        The row and what it holds now.
    choice : dict or None
        Of a new row, but for whose it is.
    """

    progress: dict[str, Any]
    evidence: dict[str, Any]
    belief: tuple[BeliefRow, dict[str, Any]] | None = None
    choice: dict[str, Any] | None = None


def write_answer(session: Session, scope: Scope, attempt: Attempt, answered: Answered) -> None:
    """Write an answer down in one go; the objects in hand say the same afterwards.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        The answer is there already.
    """
    place = {"class_": scope.class_id, "school": scope.school_id}
    whose = {"school_id": scope.school_id, "class_id": scope.class_id, "person_id": scope.person_id}
    whose["attempt_id"] = attempt.id
    statements: list[tuple[Executable, dict[str, Any]]] = [
        (_EVIDENCE, whose | answered.evidence),
        (_PROGRESS, place | {"attempt": attempt.id} | answered.progress),
    ]
    if answered.belief is not None:
        row, known = answered.belief
        statements.append((_BELIEF, place | {"belief": row.id} | known))
        _hold(row, known)
    if answered.choice is not None:
        statements.append((_CHOICE, whose | answered.choice))
    _send(session.connection(), statements)
    _hold(attempt, answered.progress)


def _hold(row: Attempt | BeliefRow, values: dict[str, Any]) -> None:
    for name, value in values.items():
        set_committed_value(row, name, value)


def _send(connection: Connection, statements: list[tuple[Executable, dict[str, Any]]]) -> None:
    """Execute statements; PostgreSQL gets them without waiting for what it says of each."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        for statement, values in statements:
            connection.execute(statement, values)
        return
    try:
        with driver.pipeline():
            for statement, values in statements:
                connection.execute(statement, values)
    except psycopg.IntegrityError as error:
        raise IntegrityError(None, None, error) from error
