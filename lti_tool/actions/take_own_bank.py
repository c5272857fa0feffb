"""A school takes in the questions that come with Senda: framework, bank and activities in one go."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from adapters.content import mathematics
from adapters.content.base import Import
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_version
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused

from .import_bank import import_bank


@lru_cache(maxsize=1)
def own_content() -> Import:
    """What comes with Senda, read once per process."""
    return mathematics.load()


def take_own_bank(database: Database, scope: Scope, *, now: datetime) -> str:
    """Import it for the scope's school; taken twice it is there once.

    Returns
    -------
    str
        Public id of its framework.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    """
    if not scope.teaches:
        raise AccessRefused()
    imported = import_bank(database, scope.school_id, own_content(), now=now)
    with database.read() as session:
        return framework_version(session, scope, imported.framework_id).public_id
