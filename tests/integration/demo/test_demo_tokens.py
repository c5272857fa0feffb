"""The token endpoint: one good request, and each refusal one change away from it."""

from __future__ import annotations

import base64
import hmac
import json
import time
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_world import World

from lti_tool.demo.services import LINE_ITEM, NRPS_SCOPE, SCOPES


def _error(response: requests.Response) -> str:
    assert response.status_code == 400, response.text
    body = response.json()
    assert body["error_description"]
    return str(body["error"])


def test_a_good_assertion_gets_a_token(world: World) -> None:
    response = world.ask_token()
    assert response.status_code == 200
    body = response.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert body["scope"].split() == list(SCOPES)
    assert response.headers["Cache-Control"] == "no-store"


def test_scopes_are_intersected(world: World) -> None:
    body = world.ask_token(scope=f"https://example.org/other {NRPS_SCOPE} openid").json()
    assert body["scope"] == NRPS_SCOPE


def test_no_known_scope_is_an_error(world: World) -> None:
    assert _error(world.ask_token(scope="openid")) == "invalid_scope"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("grant_type", "authorization_code", "unsupported_grant_type"),
        ("grant_type", None, "invalid_request"),
        ("client_assertion_type", "urn:something", "invalid_request"),
        ("client_assertion_type", None, "invalid_request"),
        ("scope", None, "invalid_request"),
        ("client_assertion", "not.a.token", "invalid_client"),
        ("client_assertion", "", "invalid_request"),
    ],
)
def test_wrong_form_fields(world: World, field: str, value: str | None, code: str) -> None:
    form: dict[str, str | None] = {"assertion": world.assertion()} | {field: value}
    assert _error(world.ask_token(**form)) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "another"}, {"sub": "another"}, {"aud": "https://elsewhere.example/token"},
        {"aud": ["https://elsewhere.example/token"]}, {"jti": 7}, {"jti": ""}, {"iat": "now"},
        *[{name: None} for name in ("iss", "sub", "aud", "iat", "exp", "jti")],
        {"exp": 1.0}, {"exp": 9e300}, {"exp": float("nan")},
    ],
)  # fmt: skip
def test_wrong_claims(world: World, changes: dict[str, Any]) -> None:
    assert _error(world.ask_token(world.assertion(**changes))) == "invalid_client"


def test_an_assertion_from_the_future_is_refused_even_by_three_seconds(world: World) -> None:
    now = int(time.time())
    ahead = world.ask_token(world.assertion(iat=now + 4, exp=now + 64))
    assert _error(ahead) == "invalid_client"
    assert "ahead" in ahead.json()["error_description"]
    world.platform.clock_offset = 10
    try:
        assert world.ask_token(world.assertion(iat=now + 4, exp=now + 64)).status_code == 200
    finally:
        world.platform.clock_offset = 0


def test_an_assertion_enters_once(world: World) -> None:
    assertion = world.assertion()
    assert world.ask_token(assertion).status_code == 200
    assert _error(world.ask_token(assertion)) == "invalid_client"


def test_audience_may_be_a_list_of_one(world: World) -> None:
    assert world.ask_token(world.assertion(aud=[f"{world.url}/lti/token"])).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"kid": "another"}])
def test_wrong_key_id(world: World, headers: dict[str, str]) -> None:
    assert _error(world.ask_token(world.assertion(headers))) == "invalid_client"


def test_a_strangers_signature_is_refused(world: World) -> None:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = jwt.encode(world.claims(), stranger, algorithm="RS256", headers={"kid": world.tool_kid})
    assert _error(world.ask_token(forged)) == "invalid_client"


def _hs256_by_the_public_key(world: World, headers: dict[str, str]) -> str:
    """The old trick: a MAC whose secret is what everybody knows. PyJWT refuses to make one."""
    public = world.tool_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256", "typ": "JWT", **headers}, world.claims())
    ]
    mac = hmac.digest(public, b".".join(parts), "sha256")
    return b".".join([*parts, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()


def test_other_algorithms_are_refused(world: World) -> None:
    headers = {"kid": world.tool_kid}
    none = jwt.encode(world.claims(), None, algorithm="none", headers=headers)
    assert _error(world.ask_token(none)) == "invalid_client"
    assert _error(world.ask_token(_hs256_by_the_public_key(world, headers))) == "invalid_client"
    longer = jwt.encode(world.claims(), world.tool_key, algorithm="RS512", headers=headers)
    assert _error(world.ask_token(longer)) == "invalid_client"


def test_a_json_body_is_not_a_form(world: World) -> None:
    response = requests.post(f"{world.url}/lti/token", json={"grant_type": "x"}, timeout=10)
    assert _error(response) == "invalid_request"


def test_a_token_expires(world: World) -> None:
    headers = {
        "Authorization": f"Bearer {world.token(LINE_ITEM)}",
        "Accept": "application/vnd.ims.lis.v2.lineitemcontainer+json",
    }
    address = f"{world.url}/lti/courses/101/lineitems"
    assert requests.get(address, headers=headers, timeout=10).status_code == 200
    world.platform.clock_offset = 3601
    try:
        assert requests.get(address, headers=headers, timeout=10).status_code == 401
    finally:
        world.platform.clock_offset = 0


def test_a_site_under_maintenance_answers_503_and_comes_back(world: World) -> None:
    world.platform.go_down()
    try:
        down = world.ask_token()
        assert (down.status_code, down.json()["status"]) == (503, 503)
        roster = requests.get(f"{world.url}/lti/courses/101/memberships", timeout=10)
        assert roster.status_code == 503
        assert world.browser().get("/").status_code == 200  # people still see its pages
    finally:
        world.platform.come_back()
    assert world.ask_token().status_code == 200
