"""CASE packages from an address: of a package, or of its document."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from adapters.content.base import Problem
from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.case_package import parse, unwrapped
from adapters.frameworks.case_reading import from_json

_DOCUMENTS = re.compile(r"/CFDocuments/(?=[^/]+/?$)", re.IGNORECASE)


class Response(Protocol):
    """What is asked of an answer; those of `requests` have it."""

    @property
    def status_code(self) -> int: ...

    @property
    def content(self) -> bytes: ...


class Session(Protocol):
    """What is asked of an HTTP session: it guards where requests go, how long they take, how much comes."""

    def get(self, url: str, /, *, headers: Mapping[str, str]) -> Response: ...


def fetch(
    session: Session, url: str, *, kinds: Collection[str] = (), default_language: str = "en"
) -> tuple[FrameworkSpec | None, tuple[Problem, ...]]:
    """Fetch a framework.

    Parameters
    ----------
    session : Session
        The guarded one, with a limit of its own for the size of an answer. What it raises goes through.
    url : str
        Of a package (``.../ims/case/v1p0/CFPackages/GUID``, ``v1p1`` as well), or of a document
        (``.../CFDocuments/GUID``), then its package is fetched.
    kinds, default_language
        As for `case.read`.

    Returns
    -------
    (FrameworkSpec or None, problems)
        Besides those of `case.read` the problems ``bad_address`` and ``address_failed``, `where` the address.
    """
    content = _get(session, url)
    if isinstance(content, dict) and unwrapped(content) is None:
        onward = _package_address(content, url)
        if onward and onward != url:
            content = _get(session, onward)
    if isinstance(content, Problem):
        return None, (content,)
    return from_json(content, kinds=kinds, default_language=default_language)


def _package_address(document: Mapping[str, Any], url: str) -> str:
    """Find the package of a document: where it says, else where CASE puts it."""
    inside = document.get("CFDocument", document)
    link = inside.get("CFPackageURI") if isinstance(inside, dict) else None
    stated = link.get("uri") if isinstance(link, dict) else None
    if isinstance(stated, str) and stated.strip():
        return urljoin(url, stated.strip())
    return _DOCUMENTS.sub("/CFPackages/", url)


def _get(session: Session, url: str) -> Any:
    try:
        parts = urlsplit(url)
    except ValueError:
        return Problem(url, "bad_address")
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        return Problem(url, "bad_address")
    response = session.get(url, headers={"Accept": "application/json"})
    if response.status_code != 200:
        return Problem(url, "address_failed", {"status": response.status_code})
    return parse(response.content)
