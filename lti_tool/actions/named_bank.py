"""The bank that a page or a form names."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lti_tool.database.bank_contents import bank_with_public_id
from lti_tool.database.banks import Bank
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound


def the_bank(session: Session, scope: Scope, bank: str, *, lock: bool = False) -> Bank:
    """A bank of the school, for who teaches; locked where its next revision is about to be made.

    Raises
    ------
    AccessRefused, NotFound
    """
    scope.check_teaches()
    row = bank_with_public_id(session, scope, bank, lock=lock)
    if row is None:
        raise NotFound()
    return row
