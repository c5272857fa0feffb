"""Senda itself: its keys, its worker, how grades and class lists fare, and the trail of changes."""

from __future__ import annotations

import json

import structlog
from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.admin_health import last_runs, open_health, try_again
from lti_tool.actions.admin_overview import SILENT
from lti_tool.actions.admin_trail import MOST_EXPORTED, key_records, open_trail, rotate_keys
from lti_tool.errors import N_
from lti_tool.jobs import queue
from lti_tool.web.entrance import runtime
from lti_tool.web.spreadsheet import spreadsheet
from lti_tool.web.translation import gettext

from . import texts
from .access import Level, administers
from .blueprint import admin, page, page_number, say, visit
from .listing import Listed

LINES = 100
"""LMSs on one page, those with failures first."""
_log = structlog.get_logger(__name__)


@admin.get("/keys")
@administers(Level.INSTALLATION)
def keys() -> str:
    """The tool's own keys and where each stands."""
    senda = runtime()
    policy = senda.keyring.policy
    return page("keys.html", keys=key_records(senda, now=senda.clock()), policy=policy)


@admin.post("/keys/rotate", endpoint="rotate_keys")
@administers(Level.INSTALLATION)
def rotate() -> AnyResponse:
    """Publish the next key now."""
    senda = runtime()
    done = rotate_keys(senda, visit().scope, now=senda.clock())
    say(
        N_("A new key is published. It signs once every LMS can have seen it.")
        if done
        else N_("A new key is published already; it signs by itself when its time comes.")
    )
    return redirect(url_for("admin.keys"), 303)


@admin.get("/jobs")
@administers(Level.INSTALLATION)
def jobs() -> str:
    """Whether the worker is there, and what it did last."""
    senda = runtime()
    runs = last_runs(senda.database)
    seen = next((run.ended_at for run in runs if run.task == "sweep"), None)
    here = seen is not None and senda.clock() - seen <= SILENT
    return page("jobs.html", runs=runs, seen=seen, here=here, waiting=_waiting())


def _waiting() -> int | None:
    """How many tasks wait in the queue; None where it cannot be asked."""
    try:
        return int(queue(runtime().config).pending_count())
    except Exception as error:
        _log.warning("queue unreachable", kind=type(error).__name__)
        return None


@admin.get("/health")
@administers(Level.SCHOOL)
def health() -> str:
    """Grades and class lists, LMS by LMS."""
    opened, number = open_health(runtime().database, visit().scope), page_number()
    lines = opened.lines[(number - 1) * LINES : number * LINES]
    listed = Listed(number, len(opened.lines) > number * LINES)
    return page("health.html", page=opened, lines=lines, listed=listed)


@admin.post("/health/<platform>/again", endpoint="try_again")
@administers(Level.SCHOOL)
def again(platform: str) -> AnyResponse:
    """Send the failed grades of an LMS once more."""
    senda = runtime()
    number = try_again(senda.database, visit().scope, platform, now=senda.clock())
    senda.wake("send_grades")
    say(N_("%(num)s grades are sent once more."), num=number)
    return redirect(url_for("admin.health"), 303)


@admin.get("/trail")
@administers(Level.SCHOOL)
def trail() -> str:
    """Who changed what."""
    filters, number = _filters(), page_number()
    school, event = filters["school"], filters["event"]
    opened = open_trail(runtime().database, visit().scope, school=school, event=event, page=number)
    listed = Listed(number, opened.more, {name: value for name, value in filters.items() if value})
    return page("trail.html", page=opened, listed=listed, **filters)


@admin.get("/trail.csv", endpoint="trail_file")
@administers(Level.SCHOOL)
def trail_csv() -> Response:
    """The same as a file for spreadsheet programs."""
    filters = _filters()
    opened = open_trail(
        runtime().database,
        visit().scope,
        school=filters["school"],
        event=filters["event"],
        size=MOST_EXPORTED,
    )
    header = (gettext("When"), gettext("Who"), gettext("What"), gettext("School"), gettext("Details"))
    rows = (
        (
            one.at.isoformat(timespec="seconds"),
            one.actor,
            texts.FILTERS["event_name"](one.event),
            one.school,
            json.dumps(one.values, ensure_ascii=False) if one.values else "",
        )
        for one in opened.events
    )
    return Response(
        spreadsheet(header, rows),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="trail.csv"'},
    )


def _filters() -> dict[str, str]:
    return {"school": request.args.get("school", ""), "event": request.args.get("event", "")}
