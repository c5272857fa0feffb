"""A learner shows something for a level: adds it, changes it, takes it back."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from adapters.lms.base import Role
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.judgements import PortfolioEntry, RatingRow
from lti_tool.database.portfolio import entries_of, entry_named, ratings_on
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

from .judge_evidence import leave_out
from .portfolio_pages import EntryForm
from .rubrics import Rubric

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
LONGEST_LINK = 2_000
MOST_ENTRIES = 60
"""Entries of one learner in one list of competencies."""


def add_entry(database: Database, scope: Scope, form: EntryForm, *, now: datetime) -> str:
    """Keep what a learner shows; its public id.

    Raises
    ------
    AccessRefused
        Only students show something.
    NotFound
        There are no levels to show here, or the questions were not begun.
    InputRefused
        ``entry_...``: something of it is missing, too long, or no address that can be shown.
    """
    if scope.role is not Role.STUDENT:
        raise AccessRefused()
    with database.write() as session:
        rubric = Rubric(session, scope)
        # Locked, so that two tabs do not pass the limit together.
        if rubric.attempt(scope.person_id, lock=True) is None:
            raise NotFound()
        form = _checked(rubric, form)
        if len(entries_of(session, scope, rubric.loaded.id)) >= MOST_ENTRIES:
            raise InputRefused("entry_many", most=MOST_ENTRIES)
        row = PortfolioEntry(
            public_id=public_id(),
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            framework_id=rubric.loaded.id,
            created_at=now,
        )
        _fill(row, form)
        session.add(row)
        session.flush()
        return row.public_id


def change_entry(database: Database, scope: Scope, entry: str, form: EntryForm, *, now: datetime) -> None:
    """Change what is shown, as long as nobody else has judged it.

    Opening it to classmates and closing it again is always possible. Who moves it to another competency
    has not judged it there yet.

    Raises
    ------
    NotFound
        No such entry of this learner.
    InputRefused
        As for `add_entry`; ``entry_judged``: what was judged stays as it was.
    """
    with database.write() as session:
        rubric = Rubric(session, scope)
        row = _own(session, scope, rubric, entry)
        ratings = ratings_on(session, scope, [row.id])[row.id]
        form = _checked(rubric, form)
        if any(one.rater_kind != "self" for one in ratings) and _content(row) != _content(form):
            raise InputRefused("entry_judged")
        if form.competency != row.competency:
            _leave_out(session, rubric, scope, ratings, now)
            for one in ratings:
                session.delete(one)
        _fill(row, form)


def withdraw_own(database: Database, scope: Scope, entry: str, *, now: datetime) -> None:
    """Take an entry back: nobody sees it any more, and what was judged of it counts no more.

    Raises
    ------
    NotFound
        No such entry of this learner.
    """
    with database.write() as session:
        rubric = Rubric(session, scope)
        row = _own(session, scope, rubric, entry)
        row.withdrawn_at = now
        _leave_out(session, rubric, scope, ratings_on(session, scope, [row.id])[row.id], now)


def _own(session: Session, scope: Scope, rubric: Rubric, entry: str) -> PortfolioEntry:
    row = entry_named(session, scope, entry, lock=True)
    if row is None or row.person_id != scope.person_id or row.framework_id != rubric.loaded.id:
        raise NotFound()
    return row


def _leave_out(
    session: Session, rubric: Rubric, scope: Scope, ratings: list[RatingRow], now: datetime
) -> None:
    attempt = rubric.attempt(scope.person_id, lock=True)
    counted = [one for one in ratings if one.evidence_id is not None]
    for one in counted:
        leave_out(session, rubric, one, now)
    if counted:
        rubric.follow(attempt, now)


def _content(one: PortfolioEntry | EntryForm) -> tuple[object, ...]:
    """What a judgement is about."""
    return (one.competency, one.level, one.title, one.text, one.link)


def _fill(row: PortfolioEntry, form: EntryForm) -> None:
    row.competency, row.level, row.title = form.competency, form.level, form.title
    row.text, row.link, row.peers = form.text, form.link, form.peers


def _checked(rubric: Rubric, form: EntryForm) -> EntryForm:
    """The form as it is kept."""
    title, link = " ".join(form.title.split()), form.link.strip()
    text = form.text.replace("\r\n", "\n").strip()
    if form.competency not in rubric.codes:
        raise InputRefused("entry_competency")
    if not 1 <= form.level <= len(rubric.ladder(form.competency)):
        raise InputRefused("entry_level")
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise InputRefused("entry_title", most=LONGEST_TITLE)
    if len(text) > LONGEST_TEXT:
        raise InputRefused("entry_long", most=LONGEST_TEXT)
    if not (text or link):
        raise InputRefused("entry_empty")
    if link and not safe_link(link):
        raise InputRefused("entry_link")
    return EntryForm(form.competency, form.level, title, text, link, form.peers)


def safe_link(link: str) -> bool:
    """Whether an address may stand on a page: https, of a named host, nothing hidden in it."""
    if len(link) > LONGEST_LINK or not link.isprintable() or any(letter in ' "<>\\^`{|}' for letter in link):
        return False
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host.strip(".") and "@" not in parts.netloc and port != 0
