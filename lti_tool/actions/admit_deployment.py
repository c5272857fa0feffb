"""A deployment that nobody listed: it waits for an administrator, or the platform's policy takes it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from adapters.lms.base import Launch
from lti_tool.database.admins import AdminEvent
from lti_tool.database.engine import Database
from lti_tool.database.platforms import Deployment, PlatformRecord
from lti_tool.errors import ClaimsRefused

from .launch_places import class_title

MOST_WAITING = 500
"""Deployments of one platform that may wait: whoever controls a platform can name any number."""


def admit_deployment(
    database: Database, platform: PlatformRecord, launch: Launch, status: str, *, now: datetime
) -> None:
    """Let a launch of a deployment that is not approved go on, where the platform's policy says so.

    Parameters
    ----------
    launch : Launch
        Verified: only a platform itself can name a deployment.
    status : str
        How the deployment stands; empty where it is unknown.

    Raises
    ------
    ClaimsRefused
        ``deployment_pending`` or ``deployment_refused``; an unknown one is written down before.
    """
    if status == "refused":
        raise ClaimsRefused("deployment_refused")
    approve = platform.deployment_policy == "approve"
    if not status:
        _write_down(database, platform, launch, "approved" if approve else "pending", now)
    if status or not approve:
        raise ClaimsRefused("deployment_pending")


def _write_down(
    database: Database, platform: PlatformRecord, launch: Launch, status: str, now: datetime
) -> None:
    waiting = select(func.count()).where(
        Deployment.platform_id == platform.id, Deployment.status == "pending"
    )
    try:
        with database.write() as session:
            if (session.scalar(waiting) or 0) >= MOST_WAITING:
                return
            session.add(
                Deployment(
                    school_id=platform.school_id,
                    platform_id=platform.id,
                    deployment_id=launch.deployment_id,
                    status=status,
                    label=class_title(launch),
                    created_at=now,
                )
            )
            session.add(
                AdminEvent(
                    actor="launch",
                    about_school_id=platform.school_id,
                    event=f"deployment_{status}",
                    values={"platform": platform.issuer, "deployment": launch.deployment_id},
                    at=now,
                )
            )
    except IntegrityError:
        return  # another launch of the same deployment was quicker
