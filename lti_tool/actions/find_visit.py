"""Who asks for a page: the session behind a bearer token or a read-only cookie."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from adapters.lms.base import DeepLinking, Role
from lti_tool.database.engine import Database
from lti_tool.database.launches import find_session, set_session_locale, touch_session
from lti_tool.database.scope import Scope

from .start_launch import digest

IDLE = timedelta(minutes=60)
"""A session that nobody used for so long is over."""
TOUCH_EVERY = timedelta(minutes=1)
"""How exactly the last use is remembered: a write a page would be waste."""
LATE_ANSWER = timedelta(hours=24)
"""How long after its end a session may still deliver the answer to the item it last showed."""


@dataclass(frozen=True, slots=True)
class FoundVisit:
    """A session that exists and whose secret was right.

    Attributes
    ----------
    expired : bool
        It is over; it may do nothing but deliver its last answer, until `late_until`.
    read_only : bool
        It was shown by its cookie, which is good for reading only.
    """

    scope: Scope
    name: str
    person_public_id: str
    title: str
    course_title: str
    locale: str
    frame_origins: tuple[str, ...]
    return_url: str
    message_type: str
    deep_linking: DeepLinking | None
    about: str
    expired: bool
    late_until: datetime
    read_only: bool


def find_visit(
    database: Database, launch: str, *, token: str = "", cookie: str = "", now: datetime
) -> FoundVisit | None:
    """The visit of this launch, if one of the two secrets is right.

    Parameters
    ----------
    launch : str
        Public id from the address.
    token, cookie : str
        What the request carried; the token counts first.
    """
    with database.read_plainly() as connection:
        stored = find_session(connection, launch)
    if stored is None:
        return None
    by_token = bool(token) and hmac.compare_digest(stored.token_digest, digest(token))
    if not by_token and not (cookie and hmac.compare_digest(stored.cookie_digest, digest(cookie))):
        return None
    end = min(stored.expires_at, stored.last_seen_at + IDLE)
    if stored.ended_at is not None:
        end = min(end, stored.ended_at)
    expired = now >= end
    if not expired and now - stored.last_seen_at >= TOUCH_EVERY:
        with database.write() as session:
            touch_session(session, stored.id, now)
    return FoundVisit(
        scope=Scope(
            school_id=stored.school_id,
            platform_id=stored.platform_id,
            class_id=stored.class_id,
            person_id=stored.person_id,
            role=Role(stored.role),
            launch=stored.public_id,
            resource_link_id=stored.resource_link_id,
        ),
        name=stored.given_name or stored.name,
        person_public_id=stored.person_public_id,
        title=stored.link_title or "",
        course_title=stored.course_title,
        locale=stored.locale,
        frame_origins=tuple(stored.frame_origins),
        return_url=stored.return_url,
        message_type=stored.message_type,
        deep_linking=_deep_linking(stored.deep_linking),
        about=stored.about,
        expired=expired,
        late_until=end + LATE_ANSWER,
        read_only=not by_token,
    )


def _deep_linking(stored: dict[str, Any] | None) -> DeepLinking | None:
    if stored is None:
        return None
    lists = {name: tuple(stored[name]) for name in ("accept_types", "targets")}
    return DeepLinking(**(stored | lists))


def choose_language(database: Database, scope: Scope, locale: str) -> None:
    """Keep the language that the person chose for this launch."""
    with database.write() as session:
        set_session_locale(session, scope.launch, locale)
