"""Addresses about who is in the class: how far its list is, its groups and sections, who sees whom."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from adapters.lms.base import Role
from lti_tool.actions.class_pages import GroupView, RosterView
from lti_tool.actions.open_groups import limit_assistants, name_group, open_groups
from lti_tool.actions.sync_roster import ask_roster, open_roster
from lti_tool.web.auth import requires
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import gettext

from .roster_state import RosterState, moment_of, roster_state

groups = Blueprint("groups", __name__, url_prefix="/s/<launch>")

TEACHING = (Role.TEACHER, Role.ASSISTANT)


@groups.app_template_filter("group_name")
def group_name(group: GroupView) -> str:
    """What a group or section is called, with the set that it belongs to."""
    if group.name:
        return f"{group.set_name}: {group.name}" if group.set_name else group.name
    if group.kind == "section":
        return gettext("Section %(number)s", number=group.number)
    return gettext("Group %(number)s", number=group.number)


@groups.app_template_global("roster_state")
def state_of(view: RosterView, since: int | None = None, tries: int = 0) -> RosterState:
    """How far the class list is, for the page that waits for it."""
    return roster_state(view, since=since, tries=tries)


@groups.post("/roster", endpoint="fetch")
@requires(*TEACHING)
def fetch(launch: str) -> AnyResponse:
    """Fetch the class list again."""
    senda = runtime()
    ask_roster(senda.database, g.visit.scope, now=senda.clock())
    before = open_roster(senda.database, g.visit.scope, now=senda.clock())
    senda.wake("sync_roster", g.visit.scope)
    return redirect(url_for("teacher.class_page", fetching=moment_of(before)), 303)


@groups.get("/class-list")
@requires(*TEACHING)
def class_list(launch: str) -> str:
    """How far the class list is: a piece of the class page, which asks for it again until it is there."""
    senda = runtime()
    return render_template(
        "teacher/_roster.html",
        roster=open_roster(senda.database, g.visit.scope, now=senda.clock()),
        since=request.args.get("since", 0, type=int),
        tries=max(0, request.args.get("tries", 0, type=int)),
    )


@groups.get("/groups", endpoint="all")
@requires(*TEACHING)
def all_groups(launch: str) -> str:
    """The groups and sections of the class."""
    return render_template("teacher/groups.html", page=open_groups(runtime().database, g.visit.scope))


@groups.post("/groups/<group>", endpoint="name")
@requires(*TEACHING)
def name(launch: str, group: str) -> AnyResponse:
    """Give a group the name that the class uses."""
    name_group(runtime().database, g.visit.scope, group, request.form.get("name", ""))
    return redirect(url_for("groups.all", named=group), 303)


@groups.post("/groups/assistants", endpoint="assistants")
@requires(Role.TEACHER)
def assistants(launch: str) -> AnyResponse:
    """Choose whom assistants see."""
    senda = runtime()
    limited = request.form.get("see") == "own"
    limit_assistants(senda.database, g.visit.scope, limited, now=senda.clock())
    return redirect(url_for("groups.all"), 303)
