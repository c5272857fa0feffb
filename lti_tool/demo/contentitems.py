"""The content items of a deep linking response, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from lti_tool.demo.messages import read_line_item, read_moment
from lti_tool.demo.people import Course
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.tools import Tool

_MOST_TEXT = 10_000


def read_content_items(
    sent: Any, settings: Mapping[str, Any], tool: Tool, course: Course
) -> list[dict[str, Any]]:
    """Check the items against what the request said may be chosen.

    Raises
    ------
    ServiceError
        400, with what is wrong.
    """
    if not isinstance(sent, list) or not all(isinstance(item, dict) for item in sent):
        raise ServiceError(400, "content_items must be a list of objects")
    if len(sent) > 1 and not settings["accept_multiple"]:
        raise ServiceError(400, "only one content item is accepted")
    for item in sent:
        if item.get("type") not in settings["accept_types"]:
            raise ServiceError(400, "the type of a content item is not accepted")
        _read_item(item, tool, course)
    return sent


def _read_item(item: dict[str, Any], tool: Tool, course: Course) -> None:
    # A launch goes to the tool that was chosen from, and to no other.
    if "url" in item and (
        not isinstance(item["url"], str) or urlsplit(item["url"]).netloc != urlsplit(tool.target).netloc
    ):
        raise ServiceError(400, "url must be an address of the tool")
    for name, value in item.items():
        if name in _READERS:
            _READERS[name](name, value)
    if "lineItem" in item:
        if not isinstance(item["lineItem"], dict):
            raise ServiceError(400, "lineItem must be an object")
        read_line_item(course, {"label": "x", **item["lineItem"]})


def _read_text(name: str, value: Any) -> None:
    if not isinstance(value, str) or len(value) > _MOST_TEXT:
        raise ServiceError(400, f"{name} must be a text")


def _read_custom(name: str, value: Any) -> None:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise ServiceError(400, f"{name} must be an object of texts")


def _read_picture(name: str, value: Any) -> None:
    if not isinstance(value, dict) or not isinstance(value.get("url"), str):
        raise ServiceError(400, f"{name} must be an object with a url")
    _read_size(name, value)


def _read_size(name: str, value: Any) -> None:
    if not isinstance(value, dict):
        raise ServiceError(400, f"{name} must be an object")
    for side in ("width", "height"):
        if side in value and (type(value[side]) is not int or value[side] <= 0):
            raise ServiceError(400, f"{name}.{side} must be a number of pixels")


def _read_period(name: str, value: Any) -> None:
    if not isinstance(value, dict):
        raise ServiceError(400, f"{name} must be an object")
    moments = {end: value[end] for end in ("startDateTime", "endDateTime") if end in value}
    read = {end: read_moment(f"{name}.{end}", moment) for end, moment in moments.items()}
    if len(read) == 2 and read["startDateTime"] > read["endDateTime"]:
        raise ServiceError(400, f"{name} ends before it begins")


_READERS: Mapping[str, Callable[[str, Any], None]] = {
    "title": _read_text,
    "text": _read_text,
    "icon": _read_picture,
    "thumbnail": _read_picture,
    "available": _read_period,
    "submission": _read_period,
    "custom": _read_custom,
    "iframe": _read_size,
    "window": _read_size,
}
