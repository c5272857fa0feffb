"""Whose data it is: every table knows its school and every query asks for a scope."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.database.models import Base

ROOT = Path(__file__).resolve().parents[2]

TABLES_WITHOUT_SCHOOL = {
    "school": "is the school",
    "admin_account": "may be for the whole installation; else it names its one school",
    "admin_event": "may be about the whole installation; else it names its school",
    "admin_session": "belongs to an account",
    "refused_launch": "was refused before its school was known",
    "signing_key": "the tool's own keys belong to the installation",
    "worker_beat": "the worker serves the whole installation",
    "used_state": "a spent login, known before anybody is",
}

QUERIES_WITHOUT_SCOPE = {
    "admins.account_by_id": "the account of the log-in that was just verified",
    "admins.account_invited_by": "the link finds its account",
    "admins.account_of_email": "log-in: before anybody is known",
    "admins.end_sessions": "log-ins belong to an account, which was just verified",
    "admins.session_with_digest": "the log-in finds the scope",
    "admins.sessions_of": "log-ins belong to an account, which was just verified",
    "banks.bank_with_digest": "takes the school itself: an import runs before any launch",
    "courses.operators_classes": "the operator's commands, which have no launch",
    "frameworks.operators_frameworks": "the operator's commands, which have no launch",
    "beats.beats": "the worker serves the whole installation",
    "beats.save_beat": "the worker serves the whole installation",
    "grade_queue.columns_to_remove": "the worker, for all schools",
    "grade_queue.due_jobs": "the worker sends the grades of all schools",
    "grade_queue.lock_unready": "the worker, from the rows of jobs that it leases",
    "grade_queue.next_due": "the worker, for all schools",
    "grade_queue.pause_of": "how a platform answers the worker, whatever the school",
    "grade_queue.platforms_due": "the worker, for all schools",
    "grade_queue.rows_of_jobs": "the worker, from the rows of jobs that it has leased",
    "groups.note_groups": "during a launch, of its own person, class and school",
    "imports.import_by_id": "the worker, by the id that it was woken with",
    "imports.imports_left": "the worker sweeps the forgotten files of all schools",
    "imports.imports_waiting": "the worker reads the files of all schools",
    "invitations.claim_invitation": "the link itself was shown, which gives the scope",
    "invitations.invitation_with_digest": "finds the scope",
    "invitations.note_problem": "the link itself was shown",
    "invitations.release_invitation": "the link itself was shown",
    "invitations.spend_invitation": "the link itself was shown",
    "launches.find_session": "finds the scope",
    "launches.forget_states": "sweeps spent logins, which belong to nobody",
    "launches.set_session_locale": "the session's own row, by the id that was just verified",
    "launches.touch_session": "the session's own row, by the id that was just verified",
    "launches.use_state": "before anybody is known",
    "media.media_file": "takes the school itself: a signed address names it, and a bank given away brings it",
    "media.media_known": "takes the school itself: an import runs before any launch",
    "media.touch_media": "takes the school itself: an import runs before any launch",
    "streaming.streamed": "takes a query that names its school",
    "media.drop_unused_media": "the worker sweeps the forgotten files of all schools",
    "notices.counterpart_of": "during a launch, of the class that was just found",
    "notices.origins_noticed": "during a launch, of the platform that was just verified",
    "notices.take_notice": "a notice comes without anybody; its platform was just verified",
    "oversight.recent_refusals": "counts by platform; a refused launch has no school yet",
    "people.people_of_issuer": "export and erasure by the administrator, who has no launch",
    "platforms.all_platforms": "the administrator's list",
    "platforms.platform_by_id": "the worker, from a grade job's own row",
    "platforms.platforms_of_issuer": "login: before the school is known",
    "platforms.save_frame_origins": "during a launch, on the deployment that was just verified",
    "refusals.forget_refusals": "sweeps refusals of long ago, which name nobody",
    "refusals.refusals": "the administrator's list; a refused launch has no school yet",
    "registrations.delete_platform": "on the registration that was just found within the scope",
    "registrations.platform_with": "an issuer and client id are one school's at most: it tells whose",
    "registrations.school_has_bank": "takes the school itself: a school that was just registered",
    "registrations.was_used": "on the registration that was just found within the scope",
    "roster.classes_due": "the worker keeps the class lists of all schools fresh",
    "schools.school_named": "finds the school",
}


def queries() -> Iterator[tuple[str, ast.FunctionDef, set[str]]]:
    """Every public function of the database package that is handed a session."""
    for path in sorted((ROOT / "lti_tool/database").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            parameters = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
            if {"session", "connection"} & set(parameters):
                yield f"{path.stem}.{node.name}", node, parameters


SCOPED = [pytest.param(node, id=name) for name, node, parameters in queries() if "scope" in parameters]


def test_every_table_names_its_school() -> None:
    tables = Base.metadata.tables
    without = {name for name, table in tables.items() if "school_id" not in table.columns}
    assert without == set(TABLES_WITHOUT_SCHOOL)
    nullable = [
        name for name, table in tables.items() if name not in without and table.columns["school_id"].nullable
    ]
    assert nullable == []


def test_every_query_takes_a_scope_but_those_named_here() -> None:
    without = {name for name, _node, parameters in queries() if "scope" not in parameters}
    assert without == set(QUERIES_WITHOUT_SCOPE)


@pytest.mark.parametrize("node", SCOPED)
def test_a_query_that_takes_a_scope_asks_for_its_school(node: ast.FunctionDef) -> None:
    """Either it compares the school itself, or it hands the scope on to a query that does."""
    compares = any(
        isinstance(part, ast.Attribute)
        and part.attr in ("school_id", "binds")
        and isinstance(part.value, ast.Name)
        and part.value.id == "scope"
        for part in ast.walk(node)
    )
    hands_on = any(
        isinstance(part, ast.Call)
        and any(isinstance(argument, ast.Name) and argument.id == "scope" for argument in part.args)
        for part in ast.walk(node)
    )
    assert compares or hands_on


def test_queries_that_are_built_once_ask_for_the_school_that_they_are_given() -> None:
    """`Scope.binds` only fills places: the statement itself must have compared them."""
    unbound = []
    for path in sorted((ROOT / "lti_tool/database").glob("*.py")):
        module = importlib.import_module(f"lti_tool.database.{path.stem}")
        names = {
            part.args[0].id
            for part in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(part, ast.Call)
            and any("scope.binds" in ast.unparse(argument) for argument in part.args[1:])
            and isinstance(part.args[0], ast.Name)
        }
        unbound += [
            f"{path.stem}.{name}" for name in names if "school" not in getattr(module, name).compile().params
        ]
    assert unbound == []


def test_pages_commands_and_jobs_build_no_queries() -> None:
    building = {"and_", "delete", "func", "insert", "or_", "select", "update"}
    folders = [ROOT / "lti_tool/web", ROOT / "lti_tool/cli"]
    found = []
    for path in [ROOT / "lti_tool/jobs.py", *(path for folder in folders for path in folder.rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                found += [f"{path.name}: {name.name}" for name in node.names if name.name in building]
    assert found == []
