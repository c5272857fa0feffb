"""The platform is told where to send its notices."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select, update

from lti_tool.database.platforms import Deployment, platform_by_id
from lti_tool.errors import PassingFailure, PermanentFailure, ServiceFailure
from lti_tool.lti.notices import CONTEXT_COPY, HELLO_WORLD, register_handler
from lti_tool.lti.services import ServiceClient

from .runtime import Runtime
from .start_launch import NOTICES_EVERY

NOTICES_PATH = "/lti/notices"
REFUSED_AGAIN = timedelta(days=1)
"""A platform that refused is asked again after this, not at every launch."""

_log = structlog.get_logger(__name__)


def register_notices(runtime: Runtime, deployment_pk: int, *, now: datetime) -> bool:
    """Register our handler for the notices that we understand; true where copies will be told of.

    Nothing depends on it: where the platform does not let us, the history of a course says the same.
    """
    with runtime.database.read() as session:
        deployment = session.scalars(select(Deployment).where(Deployment.id == deployment_pk)).first()
        platform = platform_by_id(session, deployment.platform_id) if deployment else None
        url = deployment.notices_url if deployment else ""
    if platform is None or not platform.active or not url:
        return False
    client = ServiceClient(platform, runtime.keyring, runtime.http(), runtime.clock)
    handler = runtime.config.public_url + NOTICES_PATH
    try:
        register_handler(client, url, CONTEXT_COPY, handler)
    except PassingFailure as failure:
        _log.warning("notices_not_registered", code=failure.code, platform=platform.id)
        return False  # the next launch of a teacher tries again
    except PermanentFailure as failure:
        _log.warning("notices_refused", code=failure.code, platform=platform.id)
        _settle(runtime, deployment_pk, url, now - NOTICES_EVERY + REFUSED_AGAIN)
        return False
    try:
        register_handler(client, url, HELLO_WORLD, handler)
    except ServiceFailure:
        _log.info("hello_notice_not_offered", platform=platform.id)
    _settle(runtime, deployment_pk, url, now)
    return True


def _settle(runtime: Runtime, deployment_pk: int, url: str, at: datetime) -> None:
    """Remember when, unless the platform has moved its service meanwhile."""
    with runtime.database.write() as session:
        session.execute(
            update(Deployment)
            .where(Deployment.id == deployment_pk, Deployment.notices_url == url)
            .values(notices_at=at)
        )
