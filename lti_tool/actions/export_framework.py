"""A list of competencies as a file that other tools, or Senda elsewhere, take in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from adapters.frameworks import case, csv_table
from adapters.frameworks.check import InvalidFramework
from adapters.frameworks.text import slug
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import FrameworkVersion, framework_named
from lti_tool.database.scope import Scope
from lti_tool.errors import ImportRefused, NotFound

from .framework_rows import spec_of

Format = Literal["case", "csv"]
ENDINGS: dict[Format, str] = {"case": "json", "csv": "csv"}


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """A file and what to call it."""

    name: str
    data: bytes


def export_framework(database: Database, scope: Scope, framework: str, form: Format) -> FrameworkFile:
    """Write a framework of the scope's school as CASE 1.1 or CSV.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    NotFound
        The school has no such framework.
    ImportRefused
        ``framework_faults``: a draft that nobody could read, each fault named.
    """
    scope.check_teaches()
    with database.read() as session:
        row = framework_named(session, scope, framework)
        if row is None:
            raise NotFound()
        return framework_file(row, form)


def framework_file(row: FrameworkVersion, form: Format) -> FrameworkFile:
    """A framework as a file; raises ``framework_faults`` where it is not whole."""
    spec = spec_of(row)
    try:
        data = case.write(spec, changed=row.created_at) if form == "case" else csv_table.write(spec)
    except InvalidFramework as error:
        raise ImportRefused("framework_faults", faults=error.problems) from error
    return FrameworkFile(f"{slug(f'{row.code}-{row.version}') or 'framework'}.{ENDINGS[form]}", data)
