"""What the commands share: their settings, their output, their way to fail."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from lti_tool.actions.assemble import assemble
from lti_tool.actions.runtime import Runtime
from lti_tool.config import Config
from lti_tool.database import schema

MOST_NAME = 200
Run = Callable[[argparse.Namespace], int]
Subparsers = Any


class CommandFailed(Exception):
    """The command could not do its work; the text is a whole sentence that says what to do."""


def runtime_from_env(*, migrated: bool = True) -> Runtime:
    """The runtime of the configured deployment.

    Raises
    ------
    ConfigurationError
        Settings are missing or wrong.
    CommandFailed
        The database is not at the schema that this version needs.
    """
    runtime = assemble(Config.from_env())
    if migrated and schema.current(runtime.database) != schema.head():
        raise CommandFailed("The database is not at this version's schema: run `senda db upgrade` first.")
    return runtime


def add(
    parsers: Subparsers, name: str, summary: str, run: Run, *, with_json: bool = False
) -> argparse.ArgumentParser:
    """Add a command that `run` carries out."""
    parser: argparse.ArgumentParser = parsers.add_parser(name, help=summary, description=summary)
    parser.set_defaults(run=run, json=False)
    if with_json:
        parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def group(parsers: Subparsers, name: str, summary: str) -> Subparsers:
    """Add a group of commands, `senda NAME ...`."""
    parser = parsers.add_parser(name, help=summary, description=summary)
    return parser.add_subparsers(dest=f"{name}_command", required=True, metavar="COMMAND")


def school_name(text: str) -> str:
    """The name of a school as an argument; an empty one would be a school that nobody finds again."""
    name = " ".join(text.split())
    if not 0 < len(name) <= MOST_NAME:
        raise argparse.ArgumentTypeError(f"the name of a school has 1 to {MOST_NAME} characters")
    return name


def report(arguments: argparse.Namespace, document: Any, lines: Sequence[str]) -> None:
    """Print a result: as JSON where asked for, else as lines."""
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(lines))


def complain(text: str) -> None:
    """Print why it failed."""
    print(text, file=sys.stderr)
