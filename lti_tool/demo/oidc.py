"""The platform's half of the login: authentication endpoint and public key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from lti_tool.demo.context import current_person, current_platform
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.launches import Launch
from lti_tool.demo.launching import NotThere, id_token, launch_of
from lti_tool.demo.tools import Tool

_FIXED = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}


def blueprint(paths: Paths) -> Blueprint:
    """Put the endpoints where the family has them."""
    made = Blueprint("oidc", __name__)
    made.add_url_rule(paths.jwks, view_func=jwks, methods=["GET"])
    made.add_url_rule(paths.auth, view_func=authenticate, methods=["GET", "POST"])
    return made


class AuthenticationError(Exception):
    """Goes back to the tool by form_post, as OpenID Connect wants."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


def jwks() -> Response:
    """Publish the platform's public key."""
    response = jsonify(keys=[current_platform().key.jwk])
    response.cache_control.max_age = 600
    return response


def authenticate() -> Response:
    """Answer an authentication request with an id_token, or with an error, by form_post."""
    values = request.args if request.method == "GET" else request.form
    tool, redirect_uri = _trusted(values)
    if current_person() is None and "repost" not in values:
        return _repost(values)
    state = values.get("state", "")
    try:
        fields = {"id_token": _id_token(values, tool), "state": state}
    except AuthenticationError as error:
        fields = {"error": error.code, "error_description": error.description, "state": state}
        return _form(redirect_uri, fields, status=200 if error.code == "login_required" else 400)
    return _form(redirect_uri, fields)


def _trusted(values: MultiDict[str, str]) -> tuple[Tool, str]:
    """Without a known client and its own redirect URI nothing goes anywhere: a page of our own."""
    platform = current_platform()
    clients, addresses = values.getlist("client_id"), values.getlist("redirect_uri")
    tool = platform.tool_of(clients[0]) if len(clients) == 1 and clients[0] else None
    if tool is None:
        _refuse("client_id is not that of a registered tool")
    if len(addresses) != 1 or addresses[0] not in tool.redirect_uris:
        _refuse("redirect_uri is not a registered one, to the letter")
    return tool, addresses[0]


def _refuse(description: str) -> NoReturn:
    """Show the page that a person then sees in the frame; Moodle's is a 404."""
    abort(404 if current_platform().settings.family == "moodle" else 400, description=description)


def _repost(values: MultiDict[str, str]) -> Response:
    """Ask again from a page of the platform's own.

    In the iframe, a request that another site began carries no `SameSite=Lax` cookie; one that this
    page begins does. Moodle does the same.
    """
    fields = {**values.to_dict(), "repost": "1"}
    return _form(current_platform().settings.auth_url, fields)


def _form(action: str, fields: Mapping[str, str], status: int = 200) -> Response:
    response = make_response(render_template("post.html", action=action, fields=fields), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _id_token(values: MultiDict[str, str], tool: Tool) -> str:
    for name in (*_FIXED, "state", "nonce", "login_hint", "lti_message_hint"):
        if len(values.getlist(name)) != 1 or not values[name]:
            raise AuthenticationError("invalid_request", f"{name} must be given, once")
    for name, expected in _FIXED.items():
        if values[name] != expected:
            raise AuthenticationError("invalid_request", f"{name} must be {expected}")
    return id_token(current_platform(), _launch(values, tool), values["nonce"])


def _launch(values: Mapping[str, str], tool: Tool) -> Launch:
    platform = current_platform()
    hint = platform.read_message_hint(values["lti_message_hint"])
    if hint is None or hint.client_id != tool.client_id:
        raise AuthenticationError("invalid_request", "lti_message_hint is not one of this platform's")
    person = current_person()
    if person is None:
        raise AuthenticationError("login_required", "nobody has logged in at the platform")
    if not person.subject == hint.subject == values["login_hint"]:
        raise AuthenticationError("login_required", "login_hint is not the person who has logged in")
    try:
        launch = launch_of(platform, hint, person)
    except NotThere as error:
        raise AuthenticationError("invalid_request", str(error)) from error
    if not launch.allowed:
        raise AuthenticationError("access_denied", "the person is not in the course")
    return launch
