"""Long lists of a platform, page by page: a page that fails is tried again, not the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import requests

from lti_tool.errors import PassingFailure, PermanentFailure

from .http import next_link, parse_json
from .services import ServiceClient
from .storage import origin_of

MOST_PAGES = 25_000
"""A million people in Canvas's pages of 50, and some."""
PAUSES = (1.0, 4.0, 15.0)
"""Seconds before a page is asked for again."""
LONGEST_PAUSE = 120.0
"""A platform that wants to be left alone for longer is left alone: the next fetch comes anyway."""
PIECE = 1_000
"""Entries in a page, where a platform would send more in one piece than we take."""

Pause = Callable[[float], None]


def pages(client: ServiceClient, url: str, scopes: Sequence[str], accept: str, pause: Pause) -> Iterator[Any]:
    """The JSON of every page from this one on; never more than one of them in memory.

    Parameters
    ----------
    pause : callable
        Waits that many seconds.

    Raises
    ------
    PassingFailure
        A page failed again and again; those before it were given already.
    PermanentFailure
        ``service_roster_endless`` when the pages go round in circles or on for ever,
        ``service_host_refused`` when one leads to another site; else as `ServiceClient.get`.
    """
    seen: set[str] = set()
    origin = origin_of(url)
    while url:
        if url in seen or len(seen) >= MOST_PAGES:
            raise PermanentFailure("service_roster_endless", pages=len(seen))
        if origin_of(url) != origin:
            raise PermanentFailure("service_host_refused")
        try:
            response = _patiently(partial(client.get, url, scopes, accept), client, pause)
        except PermanentFailure as failure:
            if failure.code != "service_response_too_large" or seen:
                raise
            seen.add(url)
            url = asking(url, limit=str(PIECE))  # Moodle sends everyone at once unless told otherwise
            continue
        seen.add(url)
        page, url = parse_json(response), next_link(response)
        del response  # while a page is worked on, its bytes are not kept as well
        yield page


def _patiently(
    ask: Callable[[], requests.Response], client: ServiceClient, pause: Pause
) -> requests.Response:
    """Ask, and after a failure that may pass ask again, a little later each time."""
    for wait in (*PAUSES, None):
        try:
            return ask()
        except PassingFailure as failure:
            asked = (failure.retry_at - client.clock()).total_seconds() if failure.retry_at else 0.0
            if wait is None or asked > LONGEST_PAUSE:
                raise
            pause(max(wait, asked))
    raise AssertionError("unreachable")


def asking(url: str, **parameters: str) -> str:
    """An address of a service with more in its query, what stands there left as it is."""
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, urlencode(parameters))))
    return urlunsplit(parts._replace(query=query))
