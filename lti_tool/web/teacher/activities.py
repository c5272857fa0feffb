"""Addresses of what the class has been given: the list, and each activity to be changed."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.edit_activity import open_activities, open_activity, save_activity
from lti_tool.actions.placing_pages import ActivityView
from lti_tool.errors import InputRefused
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime

from . import placing_views as views
from .placing_forms import DEFAULT_MAXIMUM, Draft, draft_of, wish_of

TEACHING = (Role.TEACHER, Role.ASSISTANT)

activities = Blueprint("activities", __name__, url_prefix="/s/<launch>/activities")


@activities.get("/", endpoint="all")
@requires(*TEACHING)
def all_activities(launch: str) -> str:
    """What the class has been given, and where it stands."""
    page = open_activities(runtime().database, g.visit.scope)
    return views.activities_page(page, request.args.get("saved", ""))


@activities.get("/<activity>", endpoint="one")
@requires(*TEACHING)
def one_activity(launch: str, activity: str) -> str:
    """One activity to be changed."""
    found = open_activity(runtime().database, g.visit.scope, activity)
    return views.activity_page(found, _draft(found))


@activities.post("/<activity>")
@requires(*TEACHING)
def save(launch: str, activity: str) -> AnyResponse:
    """Keep what was changed; the gradebook hears of it from the worker."""
    senda = runtime()
    found = open_activity(senda.database, g.visit.scope, activity)
    draft = draft_of(request.form, found.kind)
    try:
        wish = wish_of(found.kind, draft)
        if save_activity(senda.database, g.visit.scope, activity, wish, now=senda.clock()):
            senda.wake("send_grades")
    except InputRefused as error:
        return make_response(views.activity_page(found, draft, views.said(error)), error.status)
    return redirect(url_for("activities.all", saved=found.id), 303)


def _draft(activity: ActivityView) -> Draft:
    maximum = DEFAULT_MAXIMUM if activity.maximum is None else f"{activity.maximum:g}"
    return Draft(
        title=activity.title,
        graded=activity.maximum is not None,
        maximum=maximum,
        opens=activity.opens_at.isoformat() if activity.opens_at else "",
        closes=activity.closes_at.isoformat() if activity.closes_at else "",
    )
