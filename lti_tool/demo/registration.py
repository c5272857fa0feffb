"""Dynamic registration: the platform's configuration, the endpoint, and changes by the tool itself."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from lti_tool.demo import services, strictjson
from lti_tool.demo.context import Platform, current_platform
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.registering import NotRegistered, read_registration
from lti_tool.demo.tools import Tool, digest

_TYPE = "application/json"
TOKEN_SECONDS = 3600


def blueprint(paths: Paths) -> Blueprint:
    """Put the endpoints where the family has them."""
    made = Blueprint("registration", __name__)
    made.add_url_rule(paths.configuration, view_func=configuration, methods=["GET"])
    made.add_url_rule(paths.registration, view_func=register, methods=["GET", "POST"])
    if paths.groups:
        # Only the generic platform lets a tool look after its registration itself.
        address = f"{paths.registration}/<client_id>"
        made.add_url_rule(address, view_func=own_registration, methods=["GET", "PUT", "DELETE"])
    made.register_error_handler(NotRegistered, _refused)
    return made


def new_token(platform: Platform) -> str:
    """Make the token of one registration: it works once, for an hour, and reserves a client id."""
    client_id = secrets.token_hex(8)
    now = int(platform.now())
    if platform.settings.family == "generic":
        token = secrets.token_urlsafe(32)
    else:
        claims = {"sub": client_id, "scope": "reg", "iat": now, "exp": now + TOKEN_SECONDS}
        token = platform.key.sign(claims)
    with platform.store.write() as connection:
        connection.execute("DELETE FROM registration_token WHERE expires < ?", (now,))
        connection.execute(
            "INSERT INTO registration_token VALUES (?, ?, ?, 0)",
            (digest(token), client_id, now + TOKEN_SECONDS),
        )
    return token


def client_of(platform: Platform, token: str) -> str:
    """Give the client id that a token reserved."""
    with platform.store.read() as connection:
        row = connection.execute(
            "SELECT client_id FROM registration_token WHERE digest = ?", (digest(token),)
        ).fetchone()
    return "" if row is None else str(row["client_id"])


def configuration() -> Response:
    """Show what the platform is and where its endpoints are."""
    platform = current_platform()
    if platform.family.configuration_needs_token:
        _check_token(platform)
    return platform.family.json(platform.family.configuration(platform), _TYPE)


def register() -> Response:
    """Register a tool, which an administrator then lets in."""
    platform = current_platform()
    client_id = _check_token(platform)
    if request.method == "GET":
        raise NotRegistered("invalid_request", "only POST registers")
    number = platform.tools.next_number()
    tool = read_registration(platform.family, _body(), client_id, platform.family.new_deployment(number))
    _use_token(platform)
    access_token = platform.tools.add(tool, number)
    answer = platform.family.registered(platform, tool)
    if platform.settings.paths.groups:
        answer |= {
            "registration_client_uri": f"{platform.settings.registration_url}/{client_id}",
            "registration_access_token": access_token,
        }
    # Moodle and Canvas answer 200 where RFC 7591 says 201.
    status = 201 if platform.settings.family == "generic" else 200
    return platform.family.json(answer, _TYPE, status)


def own_registration(client_id: str) -> Response:
    """Show, replace or remove a registration, for the tool itself."""
    platform = current_platform()
    tool = platform.tools.find(client_id)
    if tool is None or not platform.tools.owns(client_id, services.bearer()):
        raise NotRegistered("invalid_token", "the registration access token is not this registration's")
    if request.method == "DELETE":
        platform.tools.remove(client_id)
        return Response(status=204)
    if request.method == "PUT":
        tool = _changed(platform, tool)
        platform.tools.change(tool)
    answer = platform.family.registered(platform, tool)
    address = f"{platform.settings.registration_url}/{client_id}"
    return platform.family.json({**answer, "registration_client_uri": address}, _TYPE)


def _changed(platform: Platform, tool: Tool) -> Tool:
    sent = _body()
    if sent.get("client_id") != tool.client_id:
        raise NotRegistered("invalid_client_metadata", "client_id must be that of the registration")
    for name in ("registration_access_token", "registration_client_uri", "client_id"):
        sent.pop(name, None)
    read = read_registration(platform.family, sent, tool.client_id, tool.deployment_id)
    return replace(read, active=tool.active)


def _body() -> dict[str, Any]:
    if request.mimetype != _TYPE:
        raise NotRegistered("invalid_client_metadata", f"Content-Type must be {_TYPE}")
    try:
        found = strictjson.loads(request.get_data())
    except strictjson.NotJson as error:
        raise NotRegistered("invalid_client_metadata", f"the body is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise NotRegistered("invalid_client_metadata", "the body must be an object")
    return found


def _check_token(platform: Platform) -> str:
    """Check the registration token; give the client id that it reserved. Looking does not use it up."""
    if not platform.settings.registration_tokens:
        return secrets.token_hex(8)
    with platform.store.read() as connection:
        row = connection.execute(
            "SELECT * FROM registration_token WHERE digest = ?", (digest(services.bearer()),)
        ).fetchone()
    if row is None or row["expires"] <= platform.now():
        raise NotRegistered("invalid_token", "invalid_token")
    if row["used"]:
        raise NotRegistered("invalid_token", "token_already_used")
    return str(row["client_id"])


def _use_token(platform: Platform) -> None:
    if not platform.settings.registration_tokens:
        return
    with platform.store.write() as connection:
        cursor = connection.execute(
            "UPDATE registration_token SET used = 1 WHERE digest = ? AND used = 0",
            (digest(services.bearer()),),
        )
    if cursor.rowcount != 1:
        raise NotRegistered("invalid_token", "token_already_used")


def _refused(error: NotRegistered) -> Response:
    family = current_platform().family
    status = 401 if error.code == "invalid_token" else 400
    if status == 401 and family.name == "moodle":
        return Response(error.description, status=401, mimetype="text/html")
    response = family.json({"error": error.code, "error_description": error.description}, _TYPE, status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response
