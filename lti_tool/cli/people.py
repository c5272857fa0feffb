"""People's rights from the command line: export, erase."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from sqlalchemy.orm import Session

from lti_tool.actions.personal_data import erase_rows, export_rows
from lti_tool.database.people import Person, people_of_issuer

from .command import CommandFailed, Subparsers, add, group, runtime_from_env


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    people = group(parsers, "person", "A person's rights over their data.")
    export = add(people, "export", "Print all that is held of a person, as JSON.", run_export)
    erase = add(people, "erase", "Erase all that is held of a person.", run_erase)
    for parser in (export, erase):
        parser.add_argument("--issuer", required=True, help="the person's LMS")
        parser.add_argument("--subject", required=True, help="the person's id in that LMS (claim `sub`)")
    erase.add_argument("--yes", action="store_true", help="do it; without this nothing is erased")


def run_export(arguments: argparse.Namespace) -> int:
    """`senda person export`."""
    runtime = runtime_from_env()
    with runtime.database.read() as session:
        rows = _find(session, arguments)
        print(json.dumps([export_rows(session, row.id) for row in rows], ensure_ascii=False, indent=2))
    return 0


def run_erase(arguments: argparse.Namespace) -> int:
    """`senda person erase`."""
    runtime = runtime_from_env()
    with runtime.database.write() as session:
        rows = _find(session, arguments)
        if not arguments.yes:
            raise CommandFailed(f"{len(rows)} person found, nothing erased yet: add --yes to erase.")
        gone = sum(erase_rows(session, row.id, row.school_id, runtime.clock()) for row in rows)
    print(f"Erased {gone} rows.")
    return 0


def _find(session: Session, arguments: argparse.Namespace) -> Sequence[Person]:
    rows = people_of_issuer(session, arguments.issuer, arguments.subject)
    if not rows:
        raise CommandFailed("Nobody with this subject is known from this LMS.")
    return rows
