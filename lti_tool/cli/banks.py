"""Item banks: import."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from adapters.content import mathematics
from adapters.content.base import Import
from adapters.content.oatutor import import_oatutor
from lti_tool.actions.import_bank import import_bank
from lti_tool.database.base import public_id
from lti_tool.database.schools import School, school_named
from lti_tool.errors import ImportRefused

from .command import CommandFailed, Subparsers, add, complain, group, report, runtime_from_env

OWN = "mathematics"
"""Name of the bank that Senda brings along."""


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    banks = group(parsers, "bank", "Item banks.")
    summary = "Import a bank for a school: all of it, or nothing."
    new = add(banks, "import", summary, run_import, with_json=True)
    new.add_argument("source", help=f"a file, or {OWN!r} for the bank that comes with Senda")
    new.add_argument("--format", choices=("oatutor",), default="oatutor")
    new.add_argument("--school", required=True, help="name of the school; it is made if it is new")


def run_import(arguments: argparse.Namespace) -> int:
    """`senda bank import`."""
    runtime = runtime_from_env()
    content = _read(arguments.source)
    now = runtime.clock()
    with runtime.database.write() as session:
        school = school_named(session, arguments.school)
        if school is None:
            school = School(public_id=public_id(), name=arguments.school, created_at=now)
            session.add(school)
            session.flush()
        school_id = school.id
    try:
        done = import_bank(runtime.database, school_id, content, now=now)
    except ImportRefused as refused:
        for fault in refused.faults:
            complain(f"{getattr(fault, 'where', '')}: {getattr(fault, 'code', fault)}")
        raise
    notes = [f"{p.where}: {p.code}" for p in content.problems]
    document = {"items": done.items, "activities": done.activities, "new": done.new, "notes": notes}
    what = "Imported" if done.new else "Already there:"
    lines = [f"{what} {done.items} items, {done.activities} activities."]
    if notes:
        lines.append(f"{len(notes)} things to know (all of them with --json), the first ones:")
        lines += [f"  {note}" for note in notes[:5]]
    report(arguments, document, lines)
    return 0


def _read(source: str) -> Import:
    if source == OWN:
        return mathematics.load()
    with _opened(Path(source)) as stream:
        return import_oatutor(stream)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}.") from None
