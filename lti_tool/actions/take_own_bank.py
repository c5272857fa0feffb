"""A school takes in questions that come with Senda: framework, bank and activities in one go."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from adapters.content.base import Import
from adapters.content.own import OWN_BANKS
from adapters.frameworks.base import FrameworkSpec
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_version
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .import_bank import import_bank

OWN = OWN_BANKS
"""What comes with Senda, by name."""


@lru_cache(maxsize=len(OWN))
def own_content(name: str = "mathematics") -> Import:
    """One of the banks that come with Senda, read once per process.

    Raises
    ------
    NotFound
        None has this name.
    """
    if name not in OWN:
        raise NotFound()
    return OWN[name]()


def own_framework(content: Import) -> FrameworkSpec:
    """The framework of a bank that comes with Senda: each brings its own."""
    assert content.framework is not None
    return content.framework


def take_own_bank(
    database: Database, scope: Scope, name: str = "mathematics", *, now: datetime, language: str = "en"
) -> str:
    """Import one of them for the scope's school; taken twice it is there once.

    Parameters
    ----------
    language : str
        In which the bank is named; its questions are in both.

    Returns
    -------
    str
        Public id of its framework.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    NotFound
        None has this name.
    """
    scope.check_teaches()
    content = own_content(name)
    title = own_framework(content).names.get(language, "")
    imported = import_bank(database, scope.school_id, content, now=now, title=title)
    with database.read() as session:
        return framework_version(session, scope, imported.framework_id).public_id
