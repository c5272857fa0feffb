"""How everything stands, and what needs doing first; deployments that wait."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.admin_overview import open_overview
from lti_tool.actions.admin_platforms import decide_deployment, list_deployments
from lti_tool.errors import N_
from lti_tool.web.entrance import entrance, runtime

from .access import Level, administers
from .blueprint import admin, page, page_number, say, visit
from .listing import Listed

SIZE = 50


@admin.get("/")
@administers(Level.SCHOOL)
def overview() -> str:
    """How everything stands."""
    senda = runtime()
    opened = open_overview(senda, visit().scope, now=senda.clock())
    return page("overview.html", page=opened)


@admin.get("/lms")
@administers(Level.SCHOOL)
def platforms() -> str:
    """Every LMS, those that need attention first."""
    senda, number, search = runtime(), page_number(), request.args.get("q", "")
    opened = open_overview(senda, visit().scope, now=senda.clock(), search=search, page=number, size=SIZE)
    listed = Listed(number, opened.total > number * SIZE, {"q": search} if search else {})
    return page("platforms.html", page=opened, listed=listed, search=search)


@admin.get("/deployments")
@administers(Level.SCHOOL)
def deployments() -> str:
    """Deployments that wait for approval, and those that were decided."""
    senda, scope = runtime(), visit().scope
    return page(
        "deployments.html",
        pending=list_deployments(senda.database, scope, status="pending"),
        refused=list_deployments(senda.database, scope, status="refused"),
    )


@admin.post("/deployments/<int:deployment>/<any(approved, refused):decision>", endpoint="decide_deployment")
@administers(Level.SCHOOL)
def decide(deployment: int, decision: str) -> AnyResponse:
    """Approve or refuse a deployment."""
    senda = runtime()
    approved = decision == "approved"
    platform = decide_deployment(
        senda.database,
        visit().scope,
        deployment,
        "approved" if approved else "refused",
        now=senda.clock(),
    )
    entrance().registrations.forget()
    say(
        N_("The deployment is approved: launches from it are let in.")
        if approved
        else N_("The deployment is refused.")
    )
    if request.form.get("back") == "platform":
        return redirect(url_for("admin.platform", platform=platform), 303)
    return redirect(url_for("admin.deployments"), 303)
