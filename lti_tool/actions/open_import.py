"""A file on its way in, as its page shows it: waiting, being read, ready, taken, or why it failed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from adapters.content.base import Problem
from lti_tool.database.bank_contents import bank_with_public_id
from lti_tool.database.banks import bank_of
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_version
from lti_tool.database.imports import ImportJob, import_named
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .bank_pages import ImportPage, SampleView
from .loading import LoadedFramework, load_framework
from .open_bank import competency_choices
from .open_banks import framework_choices

PATIENCE: Final = timedelta(minutes=2)
"""After so long without a worker the page says that none seems to run."""


def open_import(database: Database, scope: Scope, job: str, *, now: datetime) -> ImportPage:
    """The page of a file.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such import of this person in this class.
    """
    scope.check_teaches()
    with database.read() as session:
        row = import_named(session, scope, job)
        if row is None or row.kind != "bank":
            raise NotFound()
        bank, bank_title = _bank(session, scope, row)
        framework_id = row.options.get("framework")
        loaded = load_framework(session, scope, framework_id) if framework_id is not None else None
        own = row.report.get("framework") or {}
        needs = row.status == "ready" and loaded is None and not own
        names = _framework_names(session, scope, framework_id)
        return ImportPage(
            id=row.public_id,
            filename=row.filename,
            size=row.size,
            status=row.status,
            progress=row.progress,
            problem=row.problem,
            silent=row.status in ("waiting", "accepted") and now - row.touched_at > PATIENCE,
            bank=bank,
            bank_title=bank_title,
            title=row.options.get("title", ""),
            language=row.options.get("language", ""),
            framework=names or own.get("names"),
            framework_from_file=loaded is None and bool(own),
            needs_framework=needs,
            choices=competency_choices(loaded) if loaded and row.status == "ready" else (),
            frameworks=framework_choices(session, scope) if needs else (),
            **_told(row.report, loaded),
        )


def _bank(session: Session, scope: Scope, row: ImportJob) -> tuple[str, str]:
    """The bank that it became a part of, or is meant for."""
    if row.bank_id is not None:
        bank = bank_of(session, scope, row.bank_id)
        return bank.public_id, bank.title
    meant = bank_with_public_id(session, scope, row.options.get("bank", ""))
    return (meant.public_id, meant.title) if meant else ("", "")


def _framework_names(session: Session, scope: Scope, framework_id: int | None) -> dict[str, str] | None:
    return None if framework_id is None else framework_version(session, scope, framework_id).names


def _told(report: dict[str, Any], loaded: LoadedFramework | None) -> dict[str, Any]:
    """What was found in it."""
    findings = [Problem(*finding) for finding in report.get("findings", ())]
    tables = ("fates", "kinds", "languages", "categories", "unknown", "types", "withheld", "codes")
    return {
        **{name: report.get(name, {}) for name in (*tables, "embedded")},
        **{name: report.get(name, 0) for name in ("items", "linked", "fatal")},
        "format": report.get("format", ""),
        "same_file": report.get("same_file", ""),
        "media": tuple(report.get("media", (0, 0))),
        "competencies": tuple(
            (code, loaded.name(code) if loaded and code in loaded.framework.codes else {"en": code}, number)
            for code, number in report.get("competencies", {}).items()
        ),
        "stopping": tuple(one for one in findings if one.fatal),
        "others": tuple(one for one in findings if not one.fatal and one.code != "alt_missing"),
        "alt": tuple((where, images) for where, images in report.get("alt", ())),
        "samples": tuple(_sample(one) for one in report.get("samples", ())),
        "taken": report.get("taken", {}),
    }


def _sample(stored: dict[str, Any]) -> SampleView:
    lists = {name: tuple(stored[name]) for name in ("choices", "prompts", "right")}
    return SampleView(**{**stored, **lists})
