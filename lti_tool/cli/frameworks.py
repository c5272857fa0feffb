"""Lists of competencies from the command line: taken in, listed, exported."""

from __future__ import annotations

import argparse
from pathlib import Path

from adapters.content.base import Problem
from adapters.frameworks import builtin, case
from adapters.frameworks.base import FrameworkSpec
from lti_tool.actions.export_framework import ENDINGS, framework_file
from lti_tool.actions.framework_reading import fetch_package, package_session, read_framework
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.take_framework import keep_framework
from lti_tool.database.base import public_id
from lti_tool.database.frameworks import FrameworkVersion, operators_frameworks
from lti_tool.database.schools import School, school_named

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


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    frameworks = group(parsers, "framework", "Lists of competencies.")
    summary = "Take in a list of competencies for a school: all of it, or nothing."
    new = add(frameworks, "import", summary, run_import, with_json=True)
    own = ", ".join(builtin.CODES)
    new.add_argument(
        "source",
        help=f"a CASE package or CSV file, the https address of a CASE package, or one of Senda's own: {own}",
    )
    new.add_argument(
        "--school", required=True, type=school_name, help="name of the school; it is made if it is new"
    )
    new.add_argument("--language", default="es", help="of names that say none (default: es)")
    new.add_argument(
        "--kind", action="append", default=[], help="entries of a CASE package that are competencies"
    )
    listed = add(frameworks, "list", "List them.", run_list, with_json=True)
    listed.add_argument("--school", default="", help="only those of the school with this name")
    out = add(frameworks, "export", "Write one to a file.", run_export, with_json=True)
    out.add_argument("code")
    out.add_argument("version")
    out.add_argument("--school", required=True, type=school_name, help="name of the school")
    out.add_argument("--format", choices=tuple(ENDINGS), default="case")
    out.add_argument("--out", required=True, metavar="FILE", help="where to write it")


def run_import(arguments: argparse.Namespace) -> int:
    """`senda framework import`."""
    runtime = runtime_from_env()
    spec, problems = _read(runtime, arguments)
    fatal = [problem for problem in problems if problem.fatal]
    if spec is None or fatal:
        for problem in fatal:
            complain(_said(problem))
        raise CommandFailed("Nothing was taken in. Correct what is listed above and try again.")
    now = runtime.clock()
    with runtime.database.write() as session:
        school = school_named(session, arguments.school)
        if school is None:
            school = School(public_id=public_id(), name=arguments.school, created_at=now)
            session.add(school)
            session.flush()
        row = keep_framework(session, school.id, spec, now)
        document = {**_described(row, arguments.school), "new": row.created_at == now}
    notes = [_said(problem) for problem in problems]
    document["notes"] = notes
    what = "Took in" if document["new"] else "Already there:"
    lines = [f"{what} {row.code} {row.version}, {len(spec.competencies)} competencies."]
    if notes:
        lines.append(f"{len(notes)} things to know (all of them with --json), the first ones:")
        lines += [f"  {note}" for note in notes[:5]]
    report(arguments, document, lines)
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """`senda framework list`."""
    runtime = runtime_from_env()
    with runtime.database.read() as session:
        found = [_described(row, school) for row, school in operators_frameworks(session, arguments.school)]
    lines = [
        f"{one['school']}: {one['code']} {one['version']}, {one['competencies']} competencies"
        f"{' (being edited)' if one['draft'] else ''}"
        for one in found
    ]
    report(arguments, found, lines or ["There are none."])
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """`senda framework export`."""
    runtime = runtime_from_env()
    with runtime.database.read() as session:
        row = next(
            (
                row
                for row, _ in operators_frameworks(session, arguments.school)
                if (row.code, row.version) == (arguments.code, arguments.version)
            ),
            None,
        )
        if row is None:
            raise CommandFailed("This school has no such list: see `senda framework list`.")
        file = framework_file(row, arguments.format)
        document = {**_described(row, arguments.school), "file": arguments.out, "bytes": len(file.data)}
    try:
        Path(arguments.out).write_bytes(file.data)
    except OSError as error:
        raise CommandFailed(f"{arguments.out} cannot be written: {error.strerror}.") from None
    report(arguments, document, [f"Wrote {arguments.out}."])
    return 0


def _read(
    runtime: Runtime, arguments: argparse.Namespace
) -> tuple[FrameworkSpec | None, tuple[Problem, ...]]:
    source: str = arguments.source
    if source in builtin.CODES:
        return builtin.load(source), ()
    if source.startswith(("https://", "http://")):
        data = fetch_package(package_session(runtime.config), source)
        if isinstance(data, Problem):
            return None, (data,)
        name = f"{source}.json"
    else:
        name = source
        try:
            with Path(source).open("rb") as stream:
                data = stream.read(case.LARGEST + 1)
        except OSError as error:
            raise CommandFailed(f"{source} cannot be read: {error.strerror}.") from None
    kinds = [kind.casefold() for kind in arguments.kind]
    read = read_framework(data, name, language=arguments.language, kinds=kinds)
    return read.spec, read.problems


def _described(row: FrameworkVersion, school: str) -> dict[str, object]:
    return {
        "school": school,
        "code": row.code,
        "version": row.version,
        "names": row.names,
        "competencies": len(row.competencies),
        "levels": len(row.levels),
        "draft": row.draft,
    }


def _said(problem: Problem) -> str:
    values = ", ".join(f"{name}={value}" for name, value in problem.values.items())
    return ": ".join(part for part in (problem.where, problem.code, values) if part)
