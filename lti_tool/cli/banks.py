"""Item banks: import, export, list."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.content.base import Problem
from adapters.content.formats import FORMATS
from adapters.content.own import OWN_BANKS
from lti_tool.actions.bank_pages import BankView
from lti_tool.actions.export_bank import WRITTEN, export_bank
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.import_file import import_file, operator_of
from lti_tool.actions.open_banks import open_banks
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.store_import import Wish
from lti_tool.actions.take_own_bank import own_content
from lti_tool.actions.upload_file import LANGUAGES
from lti_tool.database.base import public_id
from lti_tool.database.schools import School, school_named
from lti_tool.errors import ImportRefused

from .command import (
    CommandFailed,
    Subparsers,
    add,
    complain,
    group,
    report,
    runtime_from_env,
    school_name,
)

OWN = tuple(OWN_BANKS)
"""Names of the banks that come with Senda."""


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    banks = group(parsers, "bank", "Item banks.")
    _add_import(banks)
    out = add(banks, "export", "Write a bank as a file for another program.", run_export)
    out.add_argument("bank", help="its name or its id (see `senda bank list`)")
    out.add_argument("--school", required=True, type=school_name, help="name of the school")
    out.add_argument("--format", choices=tuple(WRITTEN), default="moodle_xml")
    out.add_argument("--language", default="es", help="of formats that hold one language (es)")
    out.add_argument("--output", default="-", help="the file to write; - for standard output")
    listing = add(banks, "list", "The banks of a school.", run_list, with_json=True)
    listing.add_argument("--school", required=True, type=school_name, help="name of the school")


def _add_import(banks: Subparsers) -> None:
    summary = "Import a bank for a school: all of it, or nothing."
    new = add(banks, "import", summary, run_import, with_json=True)
    names = " or ".join(repr(name) for name in OWN)
    new.add_argument("source", help=f"a file, or {names} for a bank that comes with Senda")
    new.add_argument(
        "--school", required=True, type=school_name, help="name of the school; it is made if it is new"
    )
    codes = tuple(one.code for one in FORMATS)
    new.add_argument("--format", choices=codes, default="", help="told by what the file holds without it")
    new.add_argument(
        "--framework", default="", metavar="CODE", help="what it is about; else the file says so"
    )
    new.add_argument("--language", choices=LANGUAGES, default="es", help="of items that name none (es)")
    new.add_argument("--title", default="", help="name of the new bank; else that of the file")
    new.add_argument("--bank", default="", metavar="BANK", help="add to this one instead, by name or id")


def run_import(arguments: argparse.Namespace) -> int:
    """`senda bank import`."""
    runtime = runtime_from_env()
    school_id, made = _school(runtime, arguments.school, make=True)
    try:
        with _all_or_nothing(runtime, school_id if made else None):
            if arguments.source in OWN:
                return _import_own(arguments, runtime, school_id)
            return _import_file(arguments, runtime, school_id)
    except ImportRefused as refused:
        if refused.code == "framework_missing" and arguments.framework:
            code = arguments.framework
            raise CommandFailed(
                f"The school has no list of competencies {code!r}; see `senda framework list`."
            ) from None
        for fault in refused.faults:
            complain(_line(fault) if isinstance(fault, Problem) else str(fault))
        raise


def run_export(arguments: argparse.Namespace) -> int:
    """`senda bank export`."""
    runtime = runtime_from_env()
    school_id, _ = _school(runtime, arguments.school)
    bank = _bank(runtime, school_id, arguments.bank)
    kind = WRITTEN[arguments.format]
    pieces = export_bank(runtime.database, operator_of(school_id), bank.id, kind, language=arguments.language)
    if arguments.output == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return 0
    try:
        with Path(arguments.output).open("wb") as file:
            for piece in pieces:
                file.write(piece)
    except OSError as error:
        raise CommandFailed(f"{arguments.output} cannot be written: {error.strerror}.") from None
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """`senda bank list`."""
    runtime = runtime_from_env()
    school_id, _ = _school(runtime, arguments.school)
    scope = operator_of(school_id)
    banks = open_banks(runtime.database, scope).banks
    document = [
        {
            "id": one.id,
            "title": one.title,
            "items": one.usable,
            "withheld": one.withheld,
            "revision": one.revision,
            "languages": one.languages,
            "diagnostics": one.diagnostics,
        }
        for one in banks
    ]
    lines = [f"{one.id}  {one.title}: {one.usable} items, {one.withheld} withheld" for one in banks]
    report(arguments, document, lines or ["There are no banks yet."])
    return 0


def _import_own(arguments: argparse.Namespace, runtime: Runtime, school_id: int) -> int:
    content = own_content(arguments.source)
    done = import_bank(runtime.database, school_id, content, now=runtime.clock())
    notes = [_line(problem) for problem in content.problems]
    _tell(arguments, done.items, done.activities, notes, len(notes), new=done.new)
    return 0


def _import_file(arguments: argparse.Namespace, runtime: Runtime, school_id: int) -> int:
    path = Path(arguments.source)
    bank = _bank(runtime, school_id, arguments.bank).id if arguments.bank else ""
    wish = Wish(language=arguments.language, title=arguments.title or path.stem, bank=bank)
    try:
        done = import_file(
            runtime.database,
            school_id,
            path,
            wish,
            now=runtime.clock(),
            kind=arguments.format,
            framework=arguments.framework,
        )
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}.") from None
    if done.taken is None:
        _tell(arguments, 0, 0, [], 0, new=False)
        return 0
    fates = done.taken.fates
    changed = {"bank": done.taken.bank, **{f"items_{fate}": count for fate, count in fates.items()}}
    notes = [_line(problem) for problem in done.notes]
    _tell(arguments, sum(fates.values()), done.taken.activities, notes, done.noted, new=True, **changed)
    return 0


def _tell(
    arguments: argparse.Namespace,
    items: int,
    activities: int,
    notes: list[str],
    noted: int,
    *,
    new: bool,
    **more: object,
) -> None:
    document = {"items": items, "activities": activities, "new": new, **more, "notes": notes}
    lines = [
        f"Imported {items} items, {activities} activities." if new else "Already there: nothing was changed."
    ]
    if notes:
        lines.append(f"{noted} things to know ({len(notes)} of them with --json), the first ones:")
        lines += [f"  {note}" for note in notes[:5]]
    report(arguments, document, lines)


@contextmanager
def _all_or_nothing(runtime: Runtime, made: int | None) -> Iterator[None]:
    """A school that was made for a file which is not taken in goes again: its name may be misspelt."""
    try:
        yield
    except Exception:
        if made is not None:
            with runtime.database.write() as session:
                session.delete(session.get_one(School, made))
        raise


def _school(runtime: Runtime, name: str, *, make: bool = False) -> tuple[int, bool]:
    """The school's id, and whether it was made now."""
    with runtime.database.write() as session:
        school = school_named(session, name)
        if school is None:
            if not make:
                raise CommandFailed(f"There is no school called {name!r}.")
            school = School(public_id=public_id(), name=name, created_at=runtime.clock())
            session.add(school)
            session.flush()
            return school.id, True
        return school.id, False


def _bank(runtime: Runtime, school_id: int, named: str) -> BankView:
    banks = open_banks(runtime.database, operator_of(school_id)).banks
    found = [one for one in banks if named in (one.id, one.title)]
    if len(found) != 1:
        which = "is no bank" if not found else "are several banks: name it by its id"
        raise CommandFailed(f"{named!r} {which}; see `senda bank list`.")
    return found[0]


def _line(problem: Problem) -> str:
    return f"{problem.where}: {problem.code}"
