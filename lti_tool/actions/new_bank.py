"""A bank that somebody begins with nothing in it, to write its questions."""

from __future__ import annotations

from datetime import datetime

from lti_tool.database.banks import Bank
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_named, frameworks_in
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .edit_bank import LONGEST_TITLE, note
from .item_pages import NewBankPage


def open_new_bank(database: Database, scope: Scope) -> NewBankPage:
    """The lists of competencies that a bank can be about.

    Raises
    ------
    AccessRefused
    """
    scope.check_teaches()
    with database.read() as session:
        found = frameworks_in(session, scope)
        return NewBankPage(tuple((one.public_id, one.names, one.version) for one in reversed(found)))


def new_bank(database: Database, scope: Scope, title: str, framework: str, *, now: datetime) -> str:
    """Make an empty bank; its public id.

    Parameters
    ----------
    framework : str
        Public id of what its questions will be about.

    Raises
    ------
    AccessRefused
        Not a teacher.
    InputRefused
        ``bank_title_missing``, ``framework_missing``
    """
    scope.check_teaches()
    wanted = " ".join(title.split())
    if not 0 < len(wanted) <= LONGEST_TITLE:
        raise InputRefused("bank_title_missing")
    with database.write() as session:
        about = framework_named(session, scope, framework) if framework else None
        if about is None or about.draft:
            raise InputRefused("framework_missing")
        bank = Bank(
            public_id=public_id(),
            school_id=scope.school_id,
            framework_id=about.id,
            title=wanted,
            languages=[],
            created_at=now,
        )
        session.add(bank)
        session.flush()
        note(session, scope, bank, "bank_made", {"title": wanted}, now)
        return bank.public_id
