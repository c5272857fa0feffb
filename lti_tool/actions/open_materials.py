"""What there is to make diagnostics of, counted."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.database.banks import banks_in
from lti_tool.database.diagnostics import diagnostics_in
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import frameworks_in
from lti_tool.database.scope import Scope


@dataclass(frozen=True, slots=True)
class MaterialsPage:
    """How many there are of each."""

    frameworks: int
    banks: int
    diagnostics: int


def open_materials(database: Database, scope: Scope) -> MaterialsPage:
    """Count them.

    Raises
    ------
    AccessRefused
        Only who teaches may look.
    """
    scope.check_teaches()
    with database.read() as session:
        return MaterialsPage(
            len(frameworks_in(session, scope)),
            len(banks_in(session, scope)),
            len(diagnostics_in(session, scope)),
        )
