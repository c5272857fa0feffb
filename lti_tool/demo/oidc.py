"""The platform's half of the login: authentication endpoint and public key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from lti_tool.demo.context import current_language, current_person, current_platform
from lti_tool.demo.launching import LaunchRequest, id_token
from lti_tool.demo.people import find_course

blueprint = Blueprint("oidc", __name__)

_FIXED = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}


class AuthenticationError(Exception):
    """Goes back to the tool by form_post, as OpenID Connect wants."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


@blueprint.get("/lti/jwks")
def jwks() -> Response:
    """Publish the platform's public key."""
    response = jsonify(keys=[current_platform().key.jwk])
    response.cache_control.max_age = 600
    return response


@blueprint.route("/lti/auth", methods=["GET", "POST"])
def authenticate() -> Response:
    """Answer an authentication request with an id_token, or with an error, by form_post."""
    values = request.args if request.method == "GET" else request.form
    redirect_uri = _trusted_redirect_uri(values)
    if current_person() is None and "repost" not in values:
        return _repost(values)
    state = values.get("state", "")
    try:
        fields = {"id_token": _id_token(values), "state": state}
    except AuthenticationError as error:
        fields = {"error": error.code, "error_description": error.description, "state": state}
        return _form(redirect_uri, fields, status=200 if error.code == "login_required" else 400)
    return _form(redirect_uri, fields)


def _trusted_redirect_uri(values: MultiDict[str, str]) -> str:
    """Without a known client and its own redirect URI nothing goes anywhere: a page of our own."""
    settings = current_platform().settings
    if values.getlist("client_id") != [settings.client_id]:
        _refuse("client_id is not that of a registered tool")
    if values.getlist("redirect_uri") != [settings.tool_launch_url]:
        _refuse("redirect_uri is not a registered one, to the letter")
    return settings.tool_launch_url


def _refuse(description: str) -> NoReturn:
    abort(400, description=description)


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


def _id_token(values: MultiDict[str, str]) -> str:
    for name in (*_FIXED, "state", "nonce", "login_hint", "lti_message_hint"):
        if len(values.getlist(name)) != 1 or not values[name]:
            raise AuthenticationError("invalid_request", f"{name} must be given, once")
    for name, expected in _FIXED.items():
        if values[name] != expected:
            raise AuthenticationError("invalid_request", f"{name} must be {expected}")
    return id_token(current_platform(), _launch_request(values), values["nonce"])


def _launch_request(values: Mapping[str, str]) -> LaunchRequest:
    hint = current_platform().read_message_hint(values["lti_message_hint"])
    if hint is None:
        raise AuthenticationError("invalid_request", "lti_message_hint is not one of this platform's")
    subject, course_id, link_id, target = hint
    person = current_person()
    if person is None:
        raise AuthenticationError("login_required", "nobody has logged in at the platform")
    if not person.subject == subject == values["login_hint"]:
        raise AuthenticationError("login_required", "login_hint is not the person who has logged in")
    course = find_course(course_id)
    link = course.link(link_id) if course else None
    if course is None or link is None:
        raise AuthenticationError("invalid_request", "the activity is not there any more")
    launch = LaunchRequest(person, course, link, target, current_language())
    if not launch.allowed:
        raise AuthenticationError("access_denied", "the person is not in the course")
    return launch
