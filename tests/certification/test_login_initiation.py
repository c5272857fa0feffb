"""The first step: what is asked of the platform, what the browser keeps, what is refused."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from fake_platform import ABSENT, FakePlatform, query_of

TOOL = "https://senda.test"

BAD = [
    ("issuer missing", {"iss": ABSENT}, "login_issuer_missing"),
    ("login hint missing", {"login_hint": ABSENT}, "login_hint_missing"),
    ("target missing", {"target_link_uri": ABSENT}, "target_missing"),
    ("target on a foreign host", {"target_link_uri": "https://evil.example/"}, "target_foreign"),
    ("target on another port", {"target_link_uri": "https://senda.test:8443/"}, "target_foreign"),
    ("unknown issuer", {"iss": "https://unknown.example"}, "platform_unknown"),
    ("unknown client", {"client_id": "client-of-another"}, "platform_unknown"),
    ("hint too long", {"login_hint": "x" * 9_000}, "login_parameter_too_long"),
]


@pytest.mark.parametrize(("changes", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_refused(tool, refused, changes, code):
    browser = tool.browser()
    response = tool.login(browser, **changes)
    refused.check(response, code)
    assert not response.headers.getlist("Set-Cookie")
    assert tool.login(browser).status_code == 302


def test_a_parameter_sent_twice(tool, refused):
    parameters = [*tool.platform.login_parameters(TOOL).items(), ("iss", "https://evil.example")]
    response = tool.browser().get("/lti/login", query_string=parameters, base_url=TOOL)
    refused.check(response, "login_parameter_repeated")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_asked_of_the_platform(tool, method):
    parameters = {**tool.platform.login_parameters(TOOL), "repost": "1"}
    browser = tool.browser()
    if method == "GET":
        response = browser.get("/lti/login", query_string=parameters, base_url=TOOL)
    else:
        response = browser.post("/lti/login", data=parameters, base_url=TOOL)
    address = urlsplit(response.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == tool.platform.auth_login_url
    asked = dict(parse_qsl(address.query))
    assert asked.pop("state")
    assert asked.pop("nonce")
    assert asked == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": tool.platform.client_id,
        "redirect_uri": f"{TOOL}/lti/launch",
        "login_hint": parameters["login_hint"],
        "lti_message_hint": parameters["lti_message_hint"],
    }


def test_nothing_is_stored(tool):
    before = tool.rows()
    tool.begin()
    assert tool.rows() == before


def test_the_cookie_survives_in_a_frame_of_another_site(tool):
    cookie = tool.begin().response.headers["Set-Cookie"]
    attributes = {part.strip().partition("=")[0] for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "Secure", "Partitioned", "SameSite", "Max-Age", "Path"} <= attributes
    assert "SameSite=None" in cookie
    assert "Path=/lti/launch" in cookie


def test_an_address_that_has_a_query_keeps_it(tool):
    platform = FakePlatform(tool.server, name="with-query", auth_query="?tenant=7&client_id=evil")
    tool.register(platform)
    asked = parse_qsl(urlsplit(tool.login(tool.browser(), platform).headers["Location"]).query)
    assert ("tenant", "7") in asked
    assert [value for name, value in asked if name == "client_id"] == [platform.client_id]


def test_two_registrations_of_one_issuer(tool, refused):
    for client in ("client-a", "client-b"):
        tool.register(FakePlatform(tool.server, name="twice", client_id=client))
    browser = tool.browser()
    twice = FakePlatform(tool.server, name="twice", client_id="client-b")
    refused.check(tool.login(browser, twice, client_id=ABSENT), "platform_ambiguous")
    assert query_of(tool.login(browser, twice).headers["Location"])["client_id"] == "client-b"


def test_a_single_registration_needs_no_client_id(tool):
    assert tool.login(tool.browser(), client_id=ABSENT).status_code == 302


def test_hints_too_long_to_carry_still_reach_the_platform(tool):
    hint = "h" * 6_000
    asked = query_of(tool.login(tool.browser(), lti_message_hint=hint).headers["Location"])
    assert asked["lti_message_hint"] == hint
    assert len(asked["state"]) < 4_000
