"""HTML of questions as pages show it: what stands there as ``media:DIGEST`` gets an address of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import current_app, g, url_for
from markupsafe import Markup

from .media import PURPOSE, token_for

_SOURCE = re.compile(r'(<(?:img|audio)\b[^<>]*?\ssrc=")media:([0-9a-f]{64})"')
_LEFT = re.compile(r'\ssrc="media:[^"]*"')


def shown(html: str, embedded: Mapping[str, str] | None = None) -> Markup:
    """Sanitised HTML of a question, activity or answer, ready for a page; use it in place of ``safe``.

    Parameters
    ----------
    html : str
        Sanitised when it was imported or written.
    embedded : mapping of digest to ``data:`` address, optional
        Files that are not kept yet, for a preview.
    """
    if "media:" not in html:
        return Markup(html)  # noqa: S704 - sanitised when it came in
    known = embedded or {}

    def address(found: re.Match[str]) -> str:
        source = known.get(found[2]) or _address(found[2])
        return f'{found[1]}{source}"' if source else found[0]

    # A file that nobody can name an address of is shown by its alternative text.
    return Markup(_LEFT.sub("", _SOURCE.sub(address, html)))  # noqa: S704


def _address(digest: str) -> str:
    """Where the file is for this visitor's school; empty on a page that belongs to no school."""
    senda, visit = current_app.extensions.get("senda"), g.get("visit")
    scope = getattr(visit, "scope", None)
    if senda is None or scope is None:
        return ""
    key = senda.config.subkey(PURPOSE)
    return url_for("media.file", token=token_for(key, scope.school_id, digest, now=senda.clock()))
