"""The columns of the gradebook (line items): their rows, their addresses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lti_tool.demo.people import Course, Link
from lti_tool.demo.tools import Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform


def items_url(platform: Platform, tool: Tool, course_id: str) -> str:
    """Give the address of a course's line items, for one tool."""
    return platform.settings.line_items_url(course_id, tool.deployment_id)


def item_url(platform: Platform, tool: Tool, course_id: str, item_id: int, ending: str = "") -> str:
    """Give the address of a line item, or of what ends so below it; the query stands behind both."""
    settings = platform.settings
    path = settings.paths.line_item.replace("<course_id>", course_id).replace("<int:item_id>", str(item_id))
    return settings.public_url + path + ending + settings.type_query(tool.deployment_id)


def coupled(platform: Platform, link: Link) -> list[int]:
    """Give the ids of the line items of a link, oldest first."""
    with platform.store.read() as connection:
        rows = connection.execute(
            "SELECT id FROM line_item WHERE resource_link_id = ? ORDER BY id", (link.id,)
        ).fetchall()
    return [row["id"] for row in rows]


def of_course(connection: sqlite3.Connection, course: Course, client_id: str = "") -> list[sqlite3.Row]:
    """List the line items of a course, of one tool or of all."""
    return connection.execute(
        "SELECT * FROM line_item WHERE course_id = ? AND ? IN ('', client_id) ORDER BY id",
        (course.id, client_id),
    ).fetchall()


def insert(connection: sqlite3.Connection, course_id: str, client_id: str, item: Mapping[str, Any]) -> int:
    """Keep a new line item; give its id."""
    cursor = connection.execute(
        "INSERT INTO line_item (course_id, client_id, resource_link_id, resource_id, tag, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (course_id, client_id, *_indexed(item), json.dumps(item)),
    )
    return int(cursor.lastrowid or 0)


def update(connection: sqlite3.Connection, item_id: int, item: Mapping[str, Any]) -> None:
    """Replace a line item."""
    connection.execute(
        "UPDATE line_item SET resource_link_id = ?, resource_id = ?, tag = ?, body = ? WHERE id = ?",
        (*_indexed(item), json.dumps(item), item_id),
    )


def _indexed(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return (item.get("resourceLinkId"), item.get("resourceId"), item.get("tag"))


def copy(platform: Platform, origin: Course, course: Course) -> None:
    """Give a copied course its own line items: same tags and resource ids, the new links, no grades."""
    renamed = {link.history[0]: link.id for link in course.links if link.history}
    with platform.store.write() as connection:
        for row in of_course(connection, origin):
            item = json.loads(row["body"])
            if item.get("resourceLinkId") in renamed:
                item["resourceLinkId"] = renamed[item["resourceLinkId"]]
            insert(connection, course.id, row["client_id"], item)
