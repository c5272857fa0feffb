"""Assignment and Grade Services: line items, scores and results, as strict as Moodle 4.5 is."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from lti_tool.demo import services
from lti_tool.demo.context import Platform
from lti_tool.demo.messages import read_line_item, read_score
from lti_tool.demo.people import Course, Link
from lti_tool.demo.services import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE, ServiceError

blueprint = Blueprint("grades", __name__)

LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"

# Moodle's line item addresses end in such a query: `/scores` belongs before it.
_QUERY = "?type_id=1"
_ITEMS = "/lti/courses/<course_id>/lineitems"
_ITEM = f"{_ITEMS}/<int:item_id>/lineitem"


def line_items_url(platform: Platform, course: Course) -> str:
    """Give the address of a course's line items."""
    return f"{platform.settings.public_url}{services.PREFIX}{course.id}/lineitems{_QUERY}"


def _line_item_url(platform: Platform, course: Course, item_id: int, ending: str = "") -> str:
    base = f"{platform.settings.public_url}{services.PREFIX}{course.id}/lineitems"
    return f"{base}/{item_id}/lineitem{ending}{_QUERY}"


def coupled_line_item(platform: Platform, course: Course, link: Link) -> str | None:
    """Give the address of the one line item of a link; with two, launches name neither."""
    with platform.store.read() as connection:
        rows = connection.execute(
            "SELECT id FROM line_item WHERE course_id = ? AND resource_link_id = ?", (course.id, link.id)
        ).fetchall()
    return _line_item_url(platform, course, rows[0]["id"]) if len(rows) == 1 else None


def _shown(platform: Platform, course: Course, row: sqlite3.Row) -> dict[str, Any]:
    return {"id": _line_item_url(platform, course, row["id"]), **json.loads(row["body"])}


def _find(connection: sqlite3.Connection, course: Course, item_id: int) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM line_item WHERE id = ? AND course_id = ?", (item_id, course.id)
    ).fetchone()
    if row is None:
        raise ServiceError(404, "no such line item in this course")
    return row


@blueprint.get(_ITEMS)
def list_line_items(course_id: str) -> Response:
    """List a page of the line items, filtered by link, resource id or tag."""
    platform = services.authorize(LINE_ITEM, LINE_ITEM_READ)
    services.accept(LINE_ITEMS_TYPE)
    course = services.course_of(course_id)
    kept = {
        name: request.args[name]
        for name in ("resource_link_id", "resource_id", "tag")
        if name in request.args
    }
    with platform.store.read() as connection:
        rows = connection.execute(
            "SELECT * FROM line_item WHERE course_id = ? ORDER BY id", (course.id,)
        ).fetchall()
    found = [row for row in rows if all(row[name] == value for name, value in kept.items())]
    entries, headers = services.page(line_items_url(platform, course), kept, len(found))
    response = services.answer([_shown(platform, course, row) for row in found[entries]], LINE_ITEMS_TYPE)
    response.headers.update(headers)
    return response


@blueprint.post(_ITEMS)
def create_line_item(course_id: str) -> Response:
    """Make a line item of the tool's own."""
    platform = services.authorize(LINE_ITEM)
    course = services.course_of(course_id)
    item = read_line_item(course, services.body(LINE_ITEM_TYPE))
    with platform.store.write() as connection:
        cursor = connection.execute(
            "INSERT INTO line_item (course_id, resource_link_id, resource_id, tag, body)"
            " VALUES (?, ?, ?, ?, ?)",
            (course.id, *_columns(item)),
        )
    created = {"id": _line_item_url(platform, course, cursor.lastrowid or 0), **item}
    response = services.answer(created, LINE_ITEM_TYPE, 201)
    response.headers["Location"] = created["id"]
    return response


@blueprint.get(_ITEM)
def get_line_item(course_id: str, item_id: int) -> Response:
    """Show one line item."""
    platform = services.authorize(LINE_ITEM, LINE_ITEM_READ)
    services.accept(LINE_ITEM_TYPE)
    course = services.course_of(course_id)
    with platform.store.read() as connection:
        row = _find(connection, course, item_id)
    return services.answer(_shown(platform, course, row), LINE_ITEM_TYPE)


@blueprint.put(_ITEM)
def put_line_item(course_id: str, item_id: int) -> Response:
    """Replace a line item: what is not sent again is gone, `resourceLinkId` too."""
    platform = services.authorize(LINE_ITEM)
    course = services.course_of(course_id)
    item = read_line_item(course, services.body(LINE_ITEM_TYPE))
    with platform.store.write() as connection:
        _find(connection, course, item_id)
        connection.execute(
            "UPDATE line_item SET resource_link_id = ?, resource_id = ?, tag = ?, body = ? WHERE id = ?",
            (*_columns(item), item_id),
        )
    return services.answer({"id": _line_item_url(platform, course, item_id), **item}, LINE_ITEM_TYPE)


@blueprint.delete(_ITEM)
def delete_line_item(course_id: str, item_id: int) -> Response:
    """Remove a line item with its results."""
    platform = services.authorize(LINE_ITEM)
    course = services.course_of(course_id)
    with platform.store.write() as connection:
        _find(connection, course, item_id)
        connection.execute("DELETE FROM line_item WHERE id = ?", (item_id,))
    return Response(status=204)


def _columns(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return (item.get("resourceLinkId"), item.get("resourceId"), item.get("tag"), json.dumps(item))


@blueprint.post(f"{_ITEM}/scores")
def post_score(course_id: str, item_id: int) -> Response:
    """Take a score.

    It must be newer than the last one *in whole seconds* (409). Whatever is not `FullyGraded`, or
    has no `scoreGiven`, erases the grade. A timestamp in the future is taken, and blocks later ones.
    """
    platform = services.authorize(SCORE)
    course = services.course_of(course_id)
    score = read_score(course, services.body(SCORE_TYPE))
    second = math.floor(score.moment.timestamp())
    with platform.store.write() as connection:
        maximum = json.loads(_find(connection, course, item_id)["body"])["scoreMaximum"]
        last = connection.execute(
            "SELECT second FROM result WHERE line_item_id = ? AND subject = ?", (item_id, score.subject)
        ).fetchone()
        if last is not None and second <= last["second"]:
            raise ServiceError(409, "the timestamp is not later than that of the last score")
        scaled = None
        if score.given is not None and score.maximum is not None:
            scaled = score.given * maximum / score.maximum
        connection.execute(
            "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (item_id, score.subject, second, score.moment.isoformat(), scaled, maximum, score.comment,
             score.activity_progress, score.grading_progress),
        )  # fmt: skip
    return services.answer(None, SCORE_TYPE)


@blueprint.get(f"{_ITEM}/results")
def list_results(course_id: str, item_id: int) -> Response:
    """List what stands in the gradebook, in pages if asked; a 0 stands there like any other."""
    platform = services.authorize(RESULT_READ)
    services.accept(RESULTS_TYPE)
    course = services.course_of(course_id)
    subject = request.args.get("user_id")
    with platform.store.read() as connection:
        _find(connection, course, item_id)
        rows = connection.execute(
            "SELECT * FROM result WHERE line_item_id = ? AND score IS NOT NULL ORDER BY subject", (item_id,)
        ).fetchall()
    found = [row for row in rows if subject in (None, row["subject"])]
    address = _line_item_url(platform, course, item_id, "/results")
    kept = {} if subject is None else {"user_id": subject}
    entries, headers = services.page(address, kept, len(found), size=max(1, len(found)))
    response = services.answer([_result(platform, course, row) for row in found[entries]], RESULTS_TYPE)
    response.headers.update(headers)
    return response


def _result(platform: Platform, course: Course, row: sqlite3.Row) -> dict[str, Any]:
    address = _line_item_url(platform, course, row["line_item_id"], "/results")
    result = {
        "id": f"{address}&user_id={row['subject']}",
        "userId": row["subject"],
        "resultScore": row["score"],
        "resultMaximum": row["maximum"],
        "scoreOf": _line_item_url(platform, course, row["line_item_id"]),
        "timestamp": row["timestamp"],
    }
    if row["comment"]:
        result["comment"] = row["comment"]
    return result
