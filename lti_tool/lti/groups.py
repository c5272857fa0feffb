"""Course Groups Service 1.0: the groups of a course and the sets that they belong to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from adapters.lms.base import GroupService
from lti_tool.errors import PermanentFailure

from .nrps import id_of, text_of
from .paging import Pause, pages
from .services import ServiceClient

SCOPE = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"
MOST_GROUPS = 10_000
_GROUPS = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
_SETS = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a course.

    Attributes
    ----------
    set_name : str
        Name of the set that it belongs to ("Laboratory"), or empty.
    """

    id: str
    name: str
    set_name: str = ""


def groups(client: ServiceClient, service: GroupService, *, pause: Pause = time.sleep) -> tuple[Group, ...]:
    """Every group of the course.

    Raises
    ------
    PassingFailure, PermanentFailure
        The platform did not give the groups. Sets that it does not give are done without.
    """
    listed = list(_entries(client, service.groups_url, _GROUPS, "groups", pause))
    sets: dict[str, str] = {}
    if service.sets_url and any("set_id" in entry for entry in listed):
        try:
            found = _entries(client, service.sets_url, _SETS, "sets", pause)
            sets = {id_of(entry.get("id")): text_of(entry, "name") for entry in found}
        except PermanentFailure:
            sets = {}
    made = {
        id_of(entry.get("id")): Group(
            id_of(entry.get("id")), text_of(entry, "name"), sets.get(id_of(entry.get("set_id")), "")
        )
        for entry in listed
    }
    made.pop("", None)
    return tuple(made.values())


def _entries(
    client: ServiceClient, url: str, accept: str, name: str, pause: Pause
) -> Iterator[dict[str, Any]]:
    count = 0
    for page in pages(client, url, (SCOPE,), accept, pause):
        entries = page.get(name) if isinstance(page, dict) else None
        if not isinstance(entries, list):
            raise PermanentFailure("service_response_invalid")
        count += len(entries)
        if count > MOST_GROUPS:
            raise PermanentFailure("service_roster_endless", groups=count)
        yield from (entry for entry in entries if isinstance(entry, dict))
