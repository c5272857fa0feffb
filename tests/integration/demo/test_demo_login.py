"""The platform's half of a launch: each refusal differs from an accepted request in one thing."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
from demo_browser import DemoBrowser, only_form
from demo_world import World

from lti_tool.demo.launches import Launch

_LTI = "https://purl.imsglobal.org/spec/lti/claim/"


def test_login_starts_by_a_form_with_all_that_a_tool_needs(world: World) -> None:
    form = world.browser("11").login_form()
    settings = world.platform.settings
    assert form.action == settings.tool_login_url
    assert form.fields.pop("lti_message_hint")
    assert form.fields == {
        "iss": world.url, "login_hint": "11", "client_id": "senda-demo", "lti_deployment_id": "1",
        "target_link_uri": settings.tool_launch_url,
    }  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_authentication_answers_an_id_token_by_form_post(world: World, method: str) -> None:
    browser = world.browser("11")
    values = world.authentication_request(browser)
    if method == "get":
        response = browser.get("/lti/auth", params=values)
    else:
        response = browser.post("/lti/auth", values)
    form = only_form(response)
    assert (response.status_code, form.action) == (200, world.platform.settings.tool_launch_url)
    assert form.fields["state"] == "a-state"
    assert response.headers["Cache-Control"] == "no-store"
    claims = world.verified(response)
    assert claims["exp"] - claims["iat"] == 60
    assert abs(claims["iat"] - time.time()) < 5
    assert (claims["iss"], claims["nonce"], claims["sub"]) == (world.url, "a-nonce", "11")
    assert claims[_LTI + "context"]["id"] == "101"
    assert claims[_LTI + "resource_link"]["id"] == "1001"
    assert "lineitem" not in claims["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"]


@pytest.mark.parametrize(
    ("subject", "role"),
    [("2", "membership#Instructor"), ("11", "membership#Learner"), ("1", None)],
)
def test_roles_in_the_course(world: World, subject: str, role: str | None) -> None:
    browser = world.browser(subject)
    roles = world.verified(browser.get("/lti/auth", params=world.authentication_request(browser)))[
        _LTI + "roles"
    ]
    in_course = [name.rsplit("/", 1)[1] for name in roles if "v2/membership#" in name]
    assert in_course == ([role] if role else [])
    assert roles  # even the visitor is somebody in the institution


def test_language_of_the_launch_follows_the_person_and_then_the_choice(world: World) -> None:
    browser = world.browser("18")
    response = browser.get("/lti/auth", params=world.authentication_request(browser))
    assert world.verified(response)[_LTI + "launch_presentation"]["locale"] == "en"
    browser.post("/language", {"language": "es", "next": "/"})
    response = browser.get("/lti/auth", params=world.authentication_request(browser))
    assert world.verified(response)[_LTI + "launch_presentation"]["locale"] == "es"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[(name, None) for name in ("scope", "response_type", "response_mode", "prompt", "state", "nonce")],
        ("login_hint", None),
        ("lti_message_hint", None),
        ("scope", "openid profile"),
        ("response_type", "code"),
        ("response_mode", "query"),
        ("prompt", "login"),
        ("state", ""),
        ("nonce", ""),
        ("lti_message_hint", "forged"),
    ],
)
def test_a_wrong_parameter_goes_back_to_the_tool_as_an_error(
    world: World, name: str, value: str | None
) -> None:
    browser = world.browser("11")
    response = browser.get("/lti/auth", params=world.authentication_request(browser, **{name: value}))
    form = only_form(response)
    assert response.status_code == 400
    assert form.action == world.platform.settings.tool_launch_url
    assert form.fields["error"] == "invalid_request"
    assert name in form.fields["error_description"]
    assert "id_token" not in form.fields


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
@pytest.mark.parametrize("change", ["missing", "longer", "twice"])
def test_an_unknown_tool_or_address_gets_a_page_and_nothing_leaves(
    world: World, name: str, change: str
) -> None:
    browser = world.browser("11")
    values: dict[str, Any] = dict(world.authentication_request(browser))
    good = values.pop(name)
    if change != "missing":
        values[name] = good + "?x=1" if change == "longer" else [good, good]
    response = browser.get("/lti/auth", params=values)
    assert response.status_code == 400
    assert name in response.text
    assert world.platform.settings.tool_launch_url not in response.text


def test_a_parameter_given_twice_is_refused(world: World) -> None:
    browser = world.browser("11")
    values: dict[str, Any] = {**world.authentication_request(browser), "nonce": ["a-nonce", "another"]}
    response = browser.get("/lti/auth", params=values)
    assert only_form(response).fields["error"] == "invalid_request"


def test_the_login_hint_must_be_the_person_who_has_entered(world: World) -> None:
    browser = world.browser("11")
    response = browser.get("/lti/auth", params=world.authentication_request(browser, login_hint="12"))
    assert only_form(response).fields["error"] == "login_required"


def test_another_persons_launch_cannot_be_finished(world: World) -> None:
    values = world.authentication_request(world.browser("11"))
    response = world.browser("12").get("/lti/auth", params=values)
    assert only_form(response).fields["error"] == "login_required"


def test_nobody_logged_in_asks_again_from_its_own_page_and_then_says_so(world: World) -> None:
    values = world.authentication_request(world.browser("11"))
    stranger = DemoBrowser(world.url)
    form = only_form(stranger.get("/lti/auth", params=values))
    assert form.action == f"{world.url}/lti/auth"
    refused = stranger.submit(form)
    answer = only_form(refused)
    assert (refused.status_code, answer.action) == (200, world.platform.settings.tool_launch_url)
    assert (answer.fields["error"], answer.fields["state"]) == ("login_required", "a-state")


def test_the_page_that_asks_again_carries_the_whole_request(world: World) -> None:
    browser = world.browser("11")
    form = only_form(DemoBrowser(world.url).get("/lti/auth", params=world.authentication_request(browser)))
    assert world.verified(browser.submit(form))["sub"] == "11"


def test_a_message_hint_grows_old(world: World) -> None:
    browser = world.browser("11")
    values = world.authentication_request(browser)
    world.platform.clock_offset = 3700
    try:
        assert only_form(browser.get("/lti/auth", params=values)).fields["error"] == "invalid_request"
    finally:
        world.platform.clock_offset = 0
    assert "id_token" in only_form(browser.get("/lti/auth", params=values)).fields


def _hint_of_an_outsider(world: World) -> str:
    platform = world.platform
    person, course = platform.campus.find_person("41"), platform.campus.find_course("101")
    assert person is not None
    assert course is not None
    return platform.message_hint(Launch(person, platform.tools.builtin, course, course.links[0]))


def test_someone_outside_the_course_cannot_open_it(world: World) -> None:
    outsider = world.browser("11")
    outsider.enter("41", "102")
    assert outsider.get("/courses/101").status_code == 403
    hint = _hint_of_an_outsider(world)
    values = world.authentication_request(world.browser("11"), login_hint="41", lti_message_hint=hint)
    assert only_form(outsider.get("/lti/auth", params=values)).fields["error"] == "access_denied"


def test_localhost_leads_to_the_one_address(world: World) -> None:
    port = world.url.rsplit(":", 1)[1]
    moved = requests.get(f"http://localhost:{port}/courses/101?x=1", allow_redirects=False, timeout=10)
    assert (moved.status_code, moved.headers["Location"]) == (302, f"{world.url}/courses/101?x=1")


def test_another_host_name_is_refused_with_the_right_address(world: World) -> None:
    refused = requests.get(f"{world.url}/", headers={"Host": "evil.example"}, timeout=10)
    assert refused.status_code == 400
    assert world.url in refused.text
