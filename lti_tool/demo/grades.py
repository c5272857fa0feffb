"""Assignment and Grade Services: line items, scores and results, as strict as the family is."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request

from lti_tool.demo import columns, services, submissions
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.messages import Score, read_line_item, read_score
from lti_tool.demo.people import Course, Link
from lti_tool.demo.services import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE, Caller, ServiceError

LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
SUBMISSION_TYPE = "https://canvas.instructure.com/lti/submission_type"


def blueprint(paths: Paths) -> Blueprint:
    """Put the services where the family has them."""
    made = Blueprint("grades", __name__)
    made.add_url_rule(paths.line_items, view_func=list_line_items, methods=["GET"])
    made.add_url_rule(paths.line_items, view_func=create_line_item, methods=["POST"])
    made.add_url_rule(paths.line_item, view_func=get_line_item, methods=["GET"])
    made.add_url_rule(paths.line_item, view_func=put_line_item, methods=["PUT"])
    made.add_url_rule(paths.line_item, view_func=delete_line_item, methods=["DELETE"])
    made.add_url_rule(f"{paths.line_item}/scores", view_func=post_score, methods=["POST"])
    made.add_url_rule(f"{paths.line_item}/results", view_func=list_results, methods=["GET"])
    return made


def _address(caller: Caller, course: Course, item_id: int, ending: str = "") -> str:
    return columns.item_url(caller.platform, caller.tool, course.id, item_id, ending)


def _shown(caller: Caller, course: Course, row: sqlite3.Row) -> dict[str, Any]:
    address = _address(caller, course, row["id"])
    return caller.platform.family.shown_line_item(json.loads(row["body"]), address)


def _find(connection: sqlite3.Connection, caller: Caller, course: Course, item_id: int) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM line_item WHERE id = ? AND course_id = ? AND client_id = ?",
        (item_id, course.id, caller.tool.client_id),
    ).fetchone()
    if row is None:
        raise ServiceError(404, "no such line item in this course")
    return row


def list_line_items(course_id: str) -> Response:
    """List a page of the line items, filtered by link, resource id or tag."""
    caller = services.authorize(LINE_ITEM, LINE_ITEM_READ)
    services.accept(LINE_ITEMS_TYPE)
    course = services.course_of(course_id)
    family, canvas = caller.platform.family, caller.platform.settings.family == "canvas"
    kept = services.kept("resource_link_id", "resource_id", "tag")
    with caller.platform.store.read() as connection:
        rows = columns.of_course(connection, course, caller.tool.client_id)
    found = [row for row in rows if all(row[name] == value for name, value in kept.items())]
    size = services.page_size("per_page" if canvas else "limit", family.items_page, len(found))
    first = (services.whole("page", 1, least=1) - 1) * size if canvas else services.whole("from", 0, least=0)
    shown = [_shown(caller, course, row) for row in found[first : first + size]]
    response = services.answer(shown, LINE_ITEMS_TYPE)
    if size < len(found) or "limit" in request.args:
        address = columns.items_url(caller.platform, caller.tool, course.id)
        link = family.items_link(address, kept, first, size, len(found))
        if link:
            response.headers["Link"] = link
    return response


def create_line_item(course_id: str) -> Response:
    """Make a line item of the tool's own."""
    caller = services.authorize(LINE_ITEM)
    course = services.course_of(course_id)
    sent = services.body(LINE_ITEM_TYPE)
    item = read_line_item(course, sent)
    if caller.platform.family.unsolicited_columns and "resourceLinkId" not in item:
        item = _assignment(caller, course, item, sent.get(SUBMISSION_TYPE))
    with caller.platform.store.write() as connection:
        item_id = columns.insert(connection, course.id, caller.tool.client_id, item)
    created = {**item, "id": _address(caller, course, item_id)}
    response = services.answer(created, LINE_ITEM_TYPE, 201)
    response.headers["Location"] = created["id"]
    return response


def _assignment(caller: Caller, course: Course, item: dict[str, Any], sent: Any) -> dict[str, Any]:
    """Make an assignment of a line item that has no link; one to launch, where it says where."""
    if sent is None:
        return item
    if not isinstance(sent, dict) or sent.get("type") not in ("none", "external_tool"):
        raise ServiceError(400, f"{SUBMISSION_TYPE} is wrong")
    if sent["type"] == "none":
        return item
    address = sent.get("external_tool_url")
    if not isinstance(address, str) or not address.startswith(caller.tool.origin):
        raise ServiceError(422, "external_tool_url is not the tool's")
    client_id = "" if caller.tool.builtin else caller.tool.client_id
    link = Link("", item["label"], client_id=client_id, url=address)
    link = caller.platform.campus.add_link(course.id, link)
    return {**item, "resourceLinkId": link.id}


def get_line_item(course_id: str, item_id: int) -> Response:
    """Show one line item."""
    caller = services.authorize(LINE_ITEM, LINE_ITEM_READ)
    services.accept(LINE_ITEM_TYPE)
    course = services.course_of(course_id)
    with caller.platform.store.read() as connection:
        row = _find(connection, caller, course, item_id)
    return services.answer(_shown(caller, course, row), LINE_ITEM_TYPE)


def put_line_item(course_id: str, item_id: int) -> Response:
    """Change a line item, as the family changes them."""
    caller = services.authorize(LINE_ITEM)
    course = services.course_of(course_id)
    sent = read_line_item(course, services.body(LINE_ITEM_TYPE))
    with caller.platform.store.write() as connection:
        old = json.loads(_find(connection, caller, course, item_id)["body"])
        item = caller.platform.family.changed_line_item(old, sent)
        columns.update(connection, item_id, item)
    return services.answer({"id": _address(caller, course, item_id), **item}, LINE_ITEM_TYPE)


def delete_line_item(course_id: str, item_id: int) -> Response:
    """Remove a line item with its results."""
    caller = services.authorize(LINE_ITEM)
    course = services.course_of(course_id)
    with caller.platform.store.write() as connection:
        _find(connection, caller, course, item_id)
        connection.execute("DELETE FROM line_item WHERE id = ?", (item_id,))
    return Response(status=204)


def post_score(course_id: str, item_id: int) -> Response:
    """Take a score: newer than the last, for a student; what it does to the grade is the family's."""
    caller = services.authorize(SCORE)
    course = services.course_of(course_id)
    family, canvas = caller.platform.family, caller.platform.settings.family == "canvas"
    sent = services.body(SCORE_TYPE)
    try:
        score = read_score(course, sent, family.not_a_student())
    except ServiceError as error:
        raise family.refuse_score(request.get_data(as_text=True), error) from error
    if canvas and score.submitted_at:
        submissions.refuse_future(score.submitted_at, caller.platform.now())
    with caller.platform.store.write() as connection:
        item = json.loads(_find(connection, caller, course, item_id)["body"])
        _write_score(connection, caller, item_id, item["scoreMaximum"], score)
        if canvas:
            link = course.link(item.get("resourceLinkId", ""))
            submissions.record(connection, item_id, score, link.due if link else "", caller.platform.now())
    return family.score_taken(f"{_address(caller, course, item_id)}/results/{score.subject}")


def _write_score(
    connection: sqlite3.Connection, caller: Caller, item_id: int, maximum: float, score: Score
) -> None:
    family, key = caller.platform.family, (item_id, score.subject)
    last = connection.execute("SELECT * FROM result WHERE line_item_id = ? AND subject = ?", key).fetchone()
    moment = score.moment.timestamp()
    if last is not None:
        refusal = family.too_old(moment, _instant(last), item_id, score.subject)
        if refusal is not None:
            raise refusal
    overridden = connection.execute(
        "SELECT 1 FROM override WHERE line_item_id = ? AND subject = ?", key
    ).fetchone()
    if overridden and family.teacher_wins:
        return
    value = _value(caller, score, maximum)
    graded = last is not None and last["score"] is not None
    if family.keeps_grade(score, graded=graded):
        value = last["score"] if graded else None
        maximum = last["maximum"] if graded else maximum
    else:
        connection.execute("DELETE FROM override WHERE line_item_id = ? AND subject = ?", key)
    connection.execute(
        "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, int(moment // 1), score.moment.isoformat(), value, maximum, score.comment,
         score.activity_progress, score.grading_progress),
    )  # fmt: skip


def _instant(row: sqlite3.Row) -> float:
    """When the last score was made; a grade that a teacher set first is none of the tool's."""
    return datetime.fromisoformat(row["timestamp"]).timestamp() if row["second"] else 0.0


def _value(caller: Caller, score: Score, maximum: float) -> float | None:
    if score.given is None or score.maximum is None:
        return None
    if not caller.platform.family.counts(score.grading_progress):
        return None
    return score.given * maximum / score.maximum


def list_results(course_id: str, item_id: int) -> Response:
    """List what stands in the gradebook, in pages if asked; a 0 stands there like any other."""
    caller = services.authorize(RESULT_READ)
    services.accept(RESULTS_TYPE)
    course = services.course_of(course_id)
    if caller.platform.settings.family == "moodle" and "limit" in request.args:
        raise ServiceError(500, "Exception - Call to undefined function")
    subject = request.args.get("user_id")
    with caller.platform.store.read() as connection:
        _find(connection, caller, course, item_id)
        rows = connection.execute(
            "SELECT * FROM result WHERE line_item_id = ? AND score IS NOT NULL ORDER BY subject", (item_id,)
        ).fetchall()
    found = [row for row in rows if subject in (None, row["subject"])]
    size = services.page_size("limit", max(1, len(found)), len(found)) if "limit" in request.args else None
    begin = services.whole("from", 0, least=0)
    shown = found[begin : begin + size] if size else found[begin:]
    response = services.answer([_result(caller, course, row) for row in shown], RESULTS_TYPE)
    if size and begin + size < len(found):
        query = {**services.kept("user_id"), "limit": str(size), "from": str(begin + size)}
        address = _address(caller, course, item_id, "/results")
        response.headers["Link"] = caller.platform.family.next_link(address, query)
    return response


def _result(caller: Caller, course: Course, row: sqlite3.Row) -> dict[str, Any]:
    address = _address(caller, course, row["line_item_id"], "/results")
    joint = "&" if "?" in address else "?"
    result = {
        "id": f"{address}{joint}user_id={row['subject']}",
        "userId": row["subject"],
        "resultScore": row["score"],
        "resultMaximum": row["maximum"],
        "scoreOf": _address(caller, course, row["line_item_id"]),
        "timestamp": row["timestamp"],
    }
    if row["comment"]:
        result["comment"] = row["comment"]
    return result
