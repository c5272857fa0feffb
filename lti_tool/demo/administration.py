"""The administrator's page of tools: registering them, letting them in, removing them."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from lti_tool.demo.context import current_platform
from lti_tool.demo.registration import new_token
from lti_tool.demo.settings import origin
from lti_tool.demo.starting import administrator

blueprint = Blueprint("administration", __name__)


@blueprint.get("/tools")
def tools() -> str:
    """List the registered tools."""
    administrator()
    platform = current_platform()
    return render_template("tools.html", tools=platform.tools.all(), settings=platform.settings)


@blueprint.post("/tools/register")
def register() -> str:
    """Open a tool's registration address in a frame, with a fresh token."""
    administrator()
    address = request.form.get("address", "").strip()
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        abort(400)
    platform = current_platform()
    query = {"openid_configuration": platform.settings.configuration_url}
    if platform.settings.registration_tokens:
        query["registration_token"] = new_token(platform)
    joint = "&" if parts.query else "?"
    g.origins = {origin(address)}
    return render_template(
        "register.html",
        address=f"{address}{joint}{urlencode(query)}",
        tool_origin=origin(address),
        twice=platform.family.asks_twice,
    )


@blueprint.post("/tools/<client_id>/activate")
def activate(client_id: str) -> BaseResponse:
    """Let a tool in."""
    administrator()
    if current_platform().tools.find(client_id) is None:
        abort(404)
    current_platform().tools.activate(client_id)
    return redirect(url_for("administration.tools"), 303)


@blueprint.post("/tools/<client_id>/remove")
def remove(client_id: str) -> BaseResponse:
    """Forget a tool; its activities stay and can no longer be opened."""
    administrator()
    tool = current_platform().tools.find(client_id)
    if tool is None or tool.builtin:
        abort(404)
    current_platform().tools.remove(client_id)
    return redirect(url_for("administration.tools"), 303)
