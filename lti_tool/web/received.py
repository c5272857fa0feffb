"""What browsers send, without the one character that a database may refuse to keep: U+0000.

PostgreSQL stores no text with it and SQLite does, so a name pasted from a broken document would be an
error of ours on one of them. It means nothing to a reader: it is dropped where a form or an address is read.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

from lti_tool.errors import NotFound

_NOTHING = "\0"


class Fields(ImmutableMultiDict[str, Any]):
    """Fields of a form or of an address, and files with their names."""

    def __init__(self, mapping: Any = None) -> None:
        pairs = mapping.items(multi=True) if isinstance(mapping, MultiDict) else mapping
        super().__init__(None if pairs is None else [(_clean(name), _clean(value)) for name, value in pairs])


class Received(Request):
    """A request whose fields can be kept."""

    parameter_storage_class = Fields


def init_received(app: Flask) -> None:
    """Clean what arrives before any page sees it."""
    app.request_class = Received
    app.before_request(_refuse_unkeepable)


def _refuse_unkeepable() -> None:
    """No address of ours has this character, so nothing is there."""
    if _NOTHING in request.path:
        raise NotFound()


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(_NOTHING, "")
    if isinstance(value, FileStorage) and value.filename:
        value.filename = value.filename.replace(_NOTHING, "")
    return value
