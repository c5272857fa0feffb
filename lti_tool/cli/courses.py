"""The set-up of courses from the command line: out of one class, into another."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from adapters.lms.base import Role
from lti_tool.actions.copy_set_up import Dates
from lti_tool.actions.course_report import CourseReport, course_report
from lti_tool.actions.csv_table import safe_cell
from lti_tool.actions.export_set_up import export_set_up
from lti_tool.actions.import_set_up import import_set_up
from lti_tool.actions.runtime import Runtime
from lti_tool.database.classes import CourseClass
from lti_tool.database.courses import operators_classes
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound

from .command import CommandFailed, Subparsers, add, group, report, runtime_from_env


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    courses = group(parsers, "course", "Courses and what is set up in them.")
    figures = add(
        courses,
        "report",
        "A class in figures: students, verdicts by competency, needs, items (no names unless asked for).",
        run_report,
        with_json=True,
    )
    _whose(figures)
    figures.add_argument(
        "--diagnostic", default="", metavar="ID", help="public id; the newest of the class if none"
    )
    figures.add_argument("--names", action="store_true", help="list students by name")
    figures.add_argument("--csv", default="", metavar="FILE", help="write the table to a file as well")
    out = add(
        courses,
        "export",
        "Write the set-up of a class (no student's data) to a signed file.",
        run_export,
        with_json=True,
    )
    _whose(out)
    out.add_argument(
        "--out",
        required=True,
        metavar="PATH",
        help="the file; a folder where --platform names several classes",
    )
    take = add(
        courses,
        "import",
        "Take over a set-up file into a class without activities.",
        run_import,
        with_json=True,
    )
    _whose(take)
    take.add_argument("file", metavar="FILE", help="what `senda course export` wrote")
    take.add_argument(
        "--move-dates",
        action="store_true",
        help="keep the dates, whole years later (default: leave them out)",
    )


def _whose(parser: argparse.ArgumentParser) -> None:
    named = parser.add_mutually_exclusive_group(required=True)
    named.add_argument("--class", dest="class_id", default="", metavar="ID", help="public id of the class")
    named.add_argument("--platform", default="", metavar="ISSUER", help="the LMS of the class")
    parser.add_argument("--course", default="", metavar="ID", help="with --platform: id of the LMS course")


def run_export(arguments: argparse.Namespace) -> int:
    """`senda course export`."""
    runtime = runtime_from_env()
    classes = _find(runtime, arguments)
    target = Path(arguments.out)
    folder = target.is_dir() or arguments.out.endswith("/")
    if len(classes) > 1 and not folder:
        raise CommandFailed(
            f"{len(classes)} classes were found: name one with --course, or a folder with --out."
        )
    written, empty = [], []
    for one in classes:
        try:
            data = export_set_up(runtime, _scope(one), now=runtime.clock())
        except InputRefused:
            if len(classes) == 1:
                raise
            empty.append(one.public_id)
            continue
        path = target / f"{one.public_id}.json" if folder else target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append({"class": one.public_id, "title": one.title, "file": str(path)})
    lines = [f"{one['title']}: {one['file']}" for one in written]
    if empty:
        lines.append(f"{len(empty)} classes have no activities and were left out.")
    report(arguments, {"written": written, "empty": empty}, lines)
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """`senda course import`."""
    runtime = runtime_from_env()
    classes = _find(runtime, arguments)
    if len(classes) > 1:
        raise CommandFailed(f"{len(classes)} classes were found: name one with --class or --course.")
    try:
        data = Path(arguments.file).read_bytes()
    except OSError as error:
        raise CommandFailed(f"The file cannot be read: {error.strerror}.") from error
    dates: Dates = "moved" if arguments.move_dates else "none"
    taken = import_set_up(runtime, _scope(classes[0]), data, dates, now=runtime.clock())
    document = {
        "class": classes[0].public_id,
        "from": taken.class_title,
        "activities": taken.activities,
        "banks_copied": taken.banks_copied,
    }
    report(arguments, document, [f"Took over {taken.activities} activities from {taken.class_title!r}."])
    return 0


def run_report(arguments: argparse.Namespace) -> int:
    """`senda course report`."""
    runtime = runtime_from_env()
    classes = _find(runtime, arguments)
    if len(classes) > 1:
        raise CommandFailed(f"{len(classes)} classes were found: name one with --class or --course.")
    try:
        found = course_report(
            runtime.database,
            _scope(classes[0]),
            diagnostic=arguments.diagnostic,
            names=arguments.names,
            now=runtime.clock(),
        )
    except NotFound:
        raise CommandFailed("The class has no such diagnostic.") from None
    if arguments.csv:
        _write_table(Path(arguments.csv), found)
    report(arguments, found.document(), _report_lines(found))
    return 0


def _write_table(path: Path, found: CourseReport) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            for row in found.table():
                writer.writerow([safe_cell(one) if isinstance(one, str) else one for one in row])
    except OSError as error:
        raise CommandFailed(f"{path} cannot be written: {error.strerror}.") from None


def _report_lines(found: CourseReport) -> list[str]:
    items = found.items
    length = "" if found.mean_items is None else f", {found.mean_items:g} questions each on average"
    lines = [
        f"{found.course}: {found.diagnostic}",
        f"{found.students} students: {found.finished} finished ({found.without_profile} without a profile), "
        f"{found.running} at it, {found.not_started} not started{length}.",
        f"{items.held} questions ({items.calibrated} calibrated, {items.pilots} being tried out), "
        f"{items.asked} of them asked here, {items.answers} answers; revision {items.revision} of the bank.",
        f"{found.decided_by_teachers} verdicts decided by teachers.",
    ]
    for one in found.competencies:
        words = ", ".join(f"{number} {word}" for word, number in sorted(one.verdicts.items()))
        below = f"{one.need:.1f} of {one.known} probably below the cut"
        lines.append(f"  {one.code}: {below} ({words or 'nobody'})")
    lines += [f"  {one.name}: {one.status}" for one in found.people]
    return lines


def _find(runtime: Runtime, arguments: argparse.Namespace) -> Sequence[CourseClass]:
    if arguments.course and not arguments.platform:
        raise CommandFailed("--course needs --platform: the same id may mean another course elsewhere.")
    with runtime.database.read() as session:
        found = operators_classes(
            session, name=arguments.class_id, issuer=arguments.platform, course=arguments.course
        )
    if not found:
        raise CommandFailed("No such class is known: a class is known once an activity was opened in it.")
    return found


def _scope(one: CourseClass) -> Scope:
    """The class as its teacher would have it; nobody is written down as the one who did it."""
    return Scope(one.school_id, one.platform_id, one.id, 0, Role.TEACHER, "")
