"""A teacher gives the class activities: for the launched placement, or by deep linking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adapters.lms.base import DeepLinking
from lti_tool.database.base import public_id
from lti_tool.database.classes import ResourceLink, link_of
from lti_tool.database.course_activities import CourseActivity, activities_of_form, lock_class
from lti_tool.database.diagnostics import Diagnostic, diagnostics_in
from lti_tool.database.engine import Database
from lti_tool.database.launches import deep_linking_of
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound
from lti_tool.lti.deep_linking import Asked

from .class_groups import check_whole_class
from .loading import load_bank
from .placing_pages import GRADED, KINDS, Kind, PlacedActivity, Subject, Wish
from .set_up_diagnostic import bank_named, check_targets, new_diagnostic

LONGEST_TITLE = 200
LARGEST_MAXIMUM = 10_000.0
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Placing:
    """A form of placing as it was sent.

    Attributes
    ----------
    key : str
        Of the form, made when it was shown: sent twice, it makes nothing twice.
    """

    key: str
    subject: Subject
    wishes: tuple[Wish, ...]


def place_here(database: Database, scope: Scope, placing: Placing, *, now: datetime) -> str:
    """Let the launched placement show one new activity.

    Returns
    -------
    str
        Public id of what it shows now: another one, where somebody was quicker.

    Raises
    ------
    AccessRefused, NotFound, InputRefused
        Not a teacher; nothing was launched that could show something; a wish that cannot be met.
    """
    _check(scope, placing, now, several=False)
    with database.write() as session:
        lock_class(session, scope)
        check_whole_class(session, scope)
        link = link_of(session, scope)
        if link is None:
            raise NotFound()
        if link.activity_id is None:
            (made,) = _make(session, scope, placing, now)
            link.activity_id = made.id
            session.flush()
        return _shown(session, link)


def _shown(session: Session, link: ResourceLink) -> str:
    activity = session.get_one(CourseActivity, link.activity_id)
    return activity.public_id


def place_by_deep_linking(
    database: Database, scope: Scope, placing: Placing, *, now: datetime
) -> tuple[Asked, tuple[PlacedActivity, ...]]:
    """Make what a deep linking launch places; the answer to the platform is signed afterwards.

    Returns
    -------
    asked : Asked
        From the session's row, that is from the verified token: no form can change where the answer goes.
    placed : tuple of PlacedActivity
        In the order of the wishes; what the same form made before, where it was sent twice.

    Raises
    ------
    AccessRefused, NotFound, InputRefused
        Not a teacher; not a deep linking launch; a wish that cannot be met.
    """
    asked = asked_for(database, scope)
    _check(scope, placing, now, several=asked.settings.multiple)
    windows: dict[str, bool] = {wish.kind: wish.window for wish in placing.wishes}
    with database.write() as session:
        lock_class(session, scope)
        rows = activities_of_form(session, scope, placing.key) or _make(session, scope, placing, now)
        return asked, tuple(_placed(row, windows) for row in rows)


def asked_for(database: Database, scope: Scope) -> Asked:
    """What the platform asked for when it opened this deep linking launch.

    Raises
    ------
    AccessRefused
        Only who teaches the whole class places something.
    NotFound
        The launch was another message.
    """
    if not scope.teaches:
        raise AccessRefused("deep_linking_teachers")
    with database.read() as session:
        check_whole_class(session, scope)
        row = deep_linking_of(session, scope)
    if row.deep_linking is None:
        raise NotFound()
    lists = {name: tuple(row.deep_linking[name]) for name in ("accept_types", "targets")}
    settings = DeepLinking(**(row.deep_linking | lists))
    return Asked(row.issuer, row.client_id, row.deployment_id, settings)


def _check(scope: Scope, placing: Placing, now: datetime, *, several: bool) -> None:
    """What can be said of a form before anything is read."""
    scope.check_teaches()
    if not 1 <= len(placing.key) <= LONGEST_KEY:
        raise InputRefused("input_invalid")
    kinds = [wish.kind for wish in placing.wishes]
    if not kinds or len(set(kinds)) < len(kinds) or (len(kinds) > 1 and not several):
        raise InputRefused("placing_kind")
    for wish in placing.wishes:
        check_wish(wish)
        if wish.closes_at is not None and wish.closes_at <= now:
            raise InputRefused("placing_past")


def check_wish(wish: Wish) -> None:
    """Whether an activity can be as it is wanted.

    Raises
    ------
    InputRefused
        ``placing_title``, ``placing_maximum`` or ``placing_dates``.
    """
    if wish.kind not in KINDS:
        raise InputRefused("placing_kind")
    if not 1 <= len(wish.title.strip()) <= LONGEST_TITLE:
        raise InputRefused("placing_title")
    if wish.maximum is not None and not 0 < wish.maximum <= LARGEST_MAXIMUM:
        raise InputRefused("placing_maximum")
    if wish.opens_at and wish.closes_at and wish.closes_at <= wish.opens_at:
        raise InputRefused("placing_dates")


def _make(session: Session, scope: Scope, placing: Placing, now: datetime) -> Sequence[CourseActivity]:
    """The activities, with a new diagnostic where they go by none that is there."""
    diagnostic = _diagnostic(session, scope, placing, now)
    made = [
        CourseActivity(
            public_id=public_id(),
            school_id=scope.school_id,
            class_id=scope.class_id,
            kind=wish.kind,
            diagnostic_id=diagnostic.id,
            title=wish.title.strip(),
            maximum=wish.maximum if wish.kind in GRADED else None,
            opens_at=wish.opens_at,
            closes_at=wish.closes_at,
            form_key=placing.key,
            created_at=now,
        )
        for wish in placing.wishes
    ]
    session.add_all(made)
    session.flush()
    return made


def _diagnostic(session: Session, scope: Scope, placing: Placing, now: datetime) -> Diagnostic:
    subject = placing.subject
    if subject.diagnostic:
        for row in diagnostics_in(session, scope):
            if row.public_id == subject.diagnostic:
                return row
        raise NotFound()
    loaded = load_bank(session, scope, bank_named(session, scope, subject.bank).id)
    targets = check_targets(loaded, subject.competencies)
    made = new_diagnostic(session, scope, loaded, targets, title=placing.wishes[0].title.strip(), now=now)
    graded = [wish.maximum for wish in placing.wishes if wish.kind == "diagnostic" and wish.maximum]
    made.maximum = graded[0] if graded else made.maximum
    return made


def _placed(row: CourseActivity, windows: Mapping[str, bool]) -> PlacedActivity:
    kind: Kind = row.kind  # type: ignore[assignment]
    window = windows.get(kind, False)
    return PlacedActivity(
        row.public_id, Wish(kind, row.title, row.maximum, row.opens_at, row.closes_at, window)
    )
