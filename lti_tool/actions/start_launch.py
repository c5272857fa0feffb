"""A verified launch becomes a session: one transaction, in which the state is spent last."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from adapters.lms.base import DeepLinking, Launch
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.launches import LaunchSession, UsedState, use_state
from lti_tool.database.platforms import Deployment, DeploymentRecord, PlatformRecord
from lti_tool.database.scope import Scope
from lti_tool.errors import StateRefused
from lti_tool.lti.claims import RESOURCE_LINK_REQUEST

from .launch_places import class_title, place_of

SESSION_LIFE = timedelta(hours=8)
NOTICES_EVERY = timedelta(days=30)
"""How often our handler is registered again where it may have been forgotten."""
TRIES = 4
"""Two first launches of one course may both try to make its rows; the second then finds them."""

_sessions: Any = LaunchSession.__table__
_deployments: Any = Deployment.__table__


@dataclass(frozen=True, slots=True)
class Started:
    """A session that was just opened: the only moment at which its secrets are in the clear."""

    scope: Scope
    token: str
    cookie: str
    name: str
    title: str
    course_title: str
    locale: str
    frame_origins: tuple[str, ...]
    return_url: str
    message_type: str = ""
    deep_linking: DeepLinking | None = None
    about: str = ""
    notices_new: bool = False
    """The platform offers notices for which our handler is not registered yet, or not lately."""


def digest(secret: str) -> bytes:
    """What is stored of a bearer token or cookie."""
    return hashlib.sha256(secret.encode()).digest()


def start_launch(
    database: Database,
    platform: PlatformRecord,
    launch: Launch,
    state: UsedState,
    *,
    now: datetime,
) -> Started:
    """Open a session for a verified launch.

    Raises
    ------
    StateRefused
        The state has opened another launch; nothing was written.
    """
    deployment = platform.deployments[launch.deployment_id]
    for remaining in reversed(range(TRIES)):
        try:
            with database.write_plainly() as connection:
                started = _start(connection, platform, deployment, launch, now)
                # Last, so that a launch that fails for another reason can be tried again.
                if not use_state(connection, state):
                    raise StateRefused("state_used")
                return started
        except IntegrityError:
            if not remaining:
                raise
    raise AssertionError("unreachable")


def _start(
    connection: Connection,
    platform: PlatformRecord,
    deployment: DeploymentRecord,
    launch: Launch,
    now: datetime,
) -> Started:
    place = place_of(connection, platform, deployment, launch, now)
    origins = _frame_origins(connection, deployment, _return_url(launch))
    message_type = "" if launch.message_type == RESOURCE_LINK_REQUEST else launch.message_type
    token, cookie, launch_id = secrets.token_urlsafe(32), secrets.token_urlsafe(32), public_id()
    connection.execute(
        _sessions.insert(),
        {
            "public_id": launch_id,
            "school_id": place.school_id,
            "platform_id": platform.id,
            "deployment_pk": deployment.id,
            "class_id": place.class_id,
            "person_id": place.person_id,
            "resource_link_id": place.link_id,
            "role": launch.role.value,
            "locale": launch.locale,
            "token_digest": digest(token),
            "cookie_digest": digest(cookie),
            "return_url": launch.return_url,
            "message_type": message_type,
            "deep_linking": asdict(launch.deep_linking) if launch.deep_linking else None,
            "about": place.about,
            "created_at": now,
            "last_seen_at": now,
            "expires_at": now + SESSION_LIFE,
        },
    )
    scope = Scope(
        school_id=place.school_id,
        platform_id=platform.id,
        class_id=place.class_id,
        person_id=place.person_id,
        role=launch.role,
        launch=launch_id,
        resource_link_id=place.link_id,
    )
    return Started(
        scope=scope,
        token=token,
        cookie=cookie,
        name=launch.person.given_name or launch.person.name,
        title=launch.resource_link.title if launch.resource_link else "",
        course_title=class_title(launch),
        locale=place.locale,
        frame_origins=origins,
        return_url=launch.return_url,
        message_type=message_type,
        deep_linking=launch.deep_linking,
        about=place.about,
        notices_new=_note_notices(connection, deployment, launch, now),
    )


def _return_url(launch: Launch) -> str:
    return launch.deep_linking.return_url if launch.deep_linking else launch.return_url


def _note_notices(
    connection: Connection, deployment: DeploymentRecord, launch: Launch, now: datetime
) -> bool:
    """Remember where the platform takes our handler of notices; whether it should be registered now."""
    if launch.notices is None:
        return False
    if launch.notices.url != deployment.notices_url:
        connection.execute(
            _deployments.update()
            .where(_deployments.c.id == deployment.id)
            .values(notices_url=launch.notices.url, notices_at=None)
        )
        return True
    return deployment.notices_at is None or now - deployment.notices_at > NOTICES_EVERY


def _frame_origins(
    connection: Connection, deployment: DeploymentRecord, return_url: str
) -> tuple[str, ...]:
    """The origins that may frame pages of this deployment, the one of this launch included."""
    parts = urlsplit(return_url)
    origin = f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else ""
    if not origin or origin in deployment.frame_origins:
        return deployment.frame_origins
    row = connection.execute(
        select(_deployments.c.frame_origins).where(_deployments.c.id == deployment.id)
    ).scalar_one()
    if origin not in row:
        row = [*row, origin][-16:]  # a deployment with ever new origins keeps the newest
        connection.execute(
            _deployments.update().where(_deployments.c.id == deployment.id).values(frame_origins=row)
        )
    return tuple(row)
