"""Dynamic registration at the demo platform, and tools that came by it beside the built-in one."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_browser import only_form
from demo_family import MEMBERS_TYPE, Classroom, classroom
from demo_tool import AGS, LTI, NRPS, TOOL_CONFIGURATION

from lti_tool.demo.scopes import LINE_ITEM, LINE_ITEM_READ, NRPS_SCOPE, SCORE

PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"


def _begin(room: Classroom) -> dict[str, str]:
    """An administrator pastes the tool's address; give what the frame then opens with."""
    page = room.browser("1").post("/tools/register", {"address": f"{room.tool.url}/join?invitation=x"})
    assert page.status_code == 200
    found = re.search(r'<iframe id="registration"[^>]* (?:src|data-twice)="([^"]+)"', page.text)
    assert found, page.text
    return dict(parse_qsl(urlsplit(html.unescape(found.group(1))).query))


def _configuration(query: dict[str, str]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {query['registration_token']}"}
    answer = requests.get(query["openid_configuration"], headers=headers, timeout=10)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _register(room: Classroom, token: str | None, **changes: Any) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.post(
        room.settings.registration_url, json=room.tool.registration(**changes), headers=headers, timeout=10
    )


def _registered(room: Classroom, **changes: Any) -> dict[str, Any]:
    answer = _register(room, _begin(room)["registration_token"], **changes)
    assert answer.status_code in (200, 201), answer.text
    return dict(answer.json())


def _activate(room: Classroom, client_id: str) -> None:
    assert room.browser("1").post(f"/tools/{client_id}/activate", {}).status_code == 200


def test_the_frame_opens_with_configuration_and_token(anywhere: Classroom) -> None:
    query = _begin(anywhere)
    assert query["invitation"] == "x"
    assert query["openid_configuration"] == anywhere.settings.configuration_url
    configuration = _configuration(query)
    assert configuration["issuer"] == anywhere.settings.issuer
    assert configuration["authorization_endpoint"] == anywhere.settings.auth_url
    assert configuration["token_endpoint"] == anywhere.settings.token_url
    assert configuration["jwks_uri"] == anywhere.settings.jwks_url
    assert configuration["registration_endpoint"] == anywhere.settings.registration_url
    lti = configuration[PLATFORM_CONFIGURATION]
    assert lti["product_family_code"] == {"generic": "senda-demo"}.get(anywhere.settings.family, anywhere.settings.family)
    assert {"type": "LtiResourceLinkRequest"}.items() <= lti["messages_supported"][0].items()


def test_canvas_shows_its_configuration_to_holders_of_a_token_only(anywhere: Classroom) -> None:
    bare = requests.get(anywhere.settings.configuration_url, timeout=10).status_code
    assert bare == (401 if anywhere.settings.family == "canvas" else 200)


def test_a_registered_tool_is_pending_until_an_administrator_lets_it_in(anywhere: Classroom) -> None:
    answer = _registered(anywhere)
    client_id = answer["client_id"]
    listed = anywhere.browser("1").get("/tools").text
    assert "Pendiente" in listed
    refused = anywhere.tool.ask_token(anywhere.settings, [NRPS_SCOPE], client_id)
    assert refused.status_code == 400
    assert anywhere.browser("2").get(f"/courses/101/add/{client_id}/choose").status_code == 404
    _activate(anywhere, client_id)
    assert anywhere.tool.ask_token(anywhere.settings, [NRPS_SCOPE], client_id).status_code == 200
    assert anywhere.browser("2").get(f"/courses/101/add/{client_id}/choose").status_code == 200


def test_who_learns_the_deployment_when(anywhere: Classroom) -> None:
    answer = _registered(anywhere)
    client_id = answer["client_id"]
    _activate(anywhere, client_id)
    tool = anywhere.platform.tools.find(client_id)
    assert tool is not None
    configuration = answer[TOOL_CONFIGURATION]
    if anywhere.settings.family == "canvas":
        assert "deployment_id" not in configuration
    else:
        assert configuration["deployment_id"] == tool.deployment_id
    anywhere.browser("2").post(f"/courses/101/add/{client_id}/plain", {"title": "De la otra"})
    launch = anywhere.launch("11", link_id=anywhere.links()[-1].id)
    assert launch["aud"] == client_id
    assert launch[LTI + "deployment_id"] == tool.deployment_id != anywhere.settings.deployment_id
    assert launch[LTI + "custom"]["history"] == ""


def test_tools_have_their_own_services(anywhere: Classroom) -> None:
    client_id = _registered(anywhere)["client_id"]
    _activate(anywhere, client_id)
    anywhere.browser("2").post(f"/courses/101/add/{client_id}/plain", {"title": "Otra", "graded": "yes"})
    launch = anywhere.launch("11", link_id=anywhere.links()[-1].id)
    token = anywhere.tool.ask_token(anywhere.settings, [LINE_ITEM, NRPS_SCOPE], client_id).json()["access_token"]
    own = anywhere.call("GET", launch[AGS]["lineitem"], "application/vnd.ims.lis.v2.lineitem+json", token=token)
    assert own.status_code == 200
    strange = anywhere.call("GET", launch[AGS]["lineitem"], "application/vnd.ims.lis.v2.lineitem+json")
    assert strange.status_code in (401, 404)
    roster = launch[NRPS]["context_memberships_url"]
    assert anywhere.call("GET", roster, MEMBERS_TYPE, token=token).status_code == 200
    theirs = anywhere.call("GET", f"{roster}?rlid=1001", MEMBERS_TYPE, token=token)
    assert theirs.status_code == (400 if anywhere.settings.family == "canvas" else 404)


def test_a_tools_hint_does_not_open_another_tools_launch(anywhere: Classroom) -> None:
    client_id = _registered(anywhere)["client_id"]
    _activate(anywhere, client_id)
    browser = anywhere.browser("11")
    fields = browser.login_form().fields
    values = {
        "scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none",
        "client_id": client_id, "redirect_uri": f"{anywhere.tool.url}/lti/launch", "state": "s", "nonce": "n",
        "login_hint": "11", "lti_message_hint": fields["lti_message_hint"],
    }  # fmt: skip
    answer = browser.get(anywhere.settings.paths.auth, params=values)
    assert only_form(answer).fields["error"] == "invalid_request"


def test_a_token_registers_once(anywhere: Classroom) -> None:
    token = _begin(anywhere)["registration_token"]
    assert _register(anywhere, token, client_name="").status_code == 400  # a refusal does not use it up
    for _ in range(2):
        looked = requests.get(anywhere.settings.registration_url, headers={"Authorization": f"Bearer {token}"}, timeout=10)
        assert looked.status_code == 400
    assert _register(anywhere, token).status_code in (200, 201)
    assert _register(anywhere, token).status_code == 401
    looked = requests.get(anywhere.settings.registration_url, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    assert looked.status_code == 401


def test_a_token_expires(anywhere: Classroom) -> None:
    token = _begin(anywhere)["registration_token"]
    anywhere.platform.clock_offset = 3601
    try:
        assert _register(anywhere, token).status_code == 401
    finally:
        anywhere.platform.clock_offset = 0
    assert _register(anywhere, None).status_code == 401
    assert _register(anywhere, "forged").status_code == 401


@pytest.mark.parametrize(
    "changes",
    [
        *[{name: None} for name in (
            "application_type", "response_types", "grant_types", "initiate_login_uri", "redirect_uris",
            "client_name", "jwks_uri", "token_endpoint_auth_method", TOOL_CONFIGURATION)],
        {"application_type": "native"}, {"response_types": ["code"]}, {"grant_types": ["implicit"]},
        {"token_endpoint_auth_method": "client_secret_basic"}, {"initiate_login_uri": "/login"},
        {"jwks_uri": "ftp://x/y"}, {"redirect_uris": []}, {"redirect_uris": ["https://x.example/#a"]},
        {"redirect_uris": ["https://elsewhere.example/launch"]}, {"scope": ["a"]}, {"logo_uri": "icon"},
        *[{"configuration": {name: None}} for name in ("domain", "target_link_uri", "claims")],
        {"configuration": {"domain": "elsewhere.example"}}, {"configuration": {"claims": "name"}},
        {"configuration": {"custom_parameters": {"a": 1}}}, {"configuration": {"messages": {}}},
        {"configuration": {"messages": [{}]}},
        {"configuration": {"messages": [{"type": "x", "target_link_uri": "https://elsewhere.example/"}]}},
    ],
)  # fmt: skip
def test_wrong_registrations_are_refused(anywhere: Classroom, changes: dict[str, Any]) -> None:
    before = len(anywhere.platform.tools.all())
    answer = _register(anywhere, _begin(anywhere)["registration_token"], **changes)
    assert answer.status_code == 400
    assert answer.json()["error"] in ("invalid_client_metadata", "invalid_redirect_uri")
    assert len(anywhere.platform.tools.all()) == before


def test_moodles_domain_has_the_port(anywhere: Classroom) -> None:
    answer = _register(anywhere, _begin(anywhere)["registration_token"], configuration={"domain": "localhost"})
    assert (answer.status_code == 400) == (anywhere.settings.family == "moodle")


def test_moodles_token_is_a_jwt_and_its_answer_is_moodles(moodle: Classroom, test_data: Any) -> None:
    real = json.loads((test_data / "moodle/registration_initiation.json").read_text())["registration_token"]
    query = _begin(moodle)
    token = query["registration_token"]
    assert jwt.get_unverified_header(token).keys() == real["header"].keys()
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims.keys() == real["payload"].keys()
    assert (claims["scope"], claims["exp"] - claims["iat"]) == ("reg", 3600)

    wanted = json.loads((test_data / "moodle/openid_configuration.json").read_text())
    configuration = _configuration(query)
    assert configuration.keys() == wanted.keys()
    assert configuration["scopes_supported"] == wanted["scopes_supported"]
    assert configuration[PLATFORM_CONFIGURATION]["messages_supported"] == wanted[PLATFORM_CONFIGURATION]["messages_supported"]
    assert set(configuration[PLATFORM_CONFIGURATION]["variables"]) <= set(wanted[PLATFORM_CONFIGURATION]["variables"])

    sent = json.loads((test_data / "moodle/registration_request.json").read_text())["body"]
    text = json.dumps(sent).replace("localhost:9100", moodle.tool.netloc)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = requests.post(moodle.settings.registration_url, data=text, headers=headers, timeout=10)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    real_body = json.loads(
        json.dumps(json.loads((test_data / "moodle/registration_response.json").read_text())["body"]).replace(
            "localhost:9100", moodle.tool.netloc
        )
    )
    real_body["client_id"] = claims["sub"]
    real_body[TOOL_CONFIGURATION]["deployment_id"] = body[TOOL_CONFIGURATION]["deployment_id"]
    assert body == real_body
    assert body[TOOL_CONFIGURATION]["custom_parameters"]["eq"] == "a"

    again = requests.post(moodle.settings.registration_url, data=text, headers=headers, timeout=10)
    reused = json.loads((test_data / "moodle/registration_response_token_reused.json").read_text())
    assert (again.status_code, again.text) == (reused["status"], reused["body"])


def test_moodle_takes_the_last_message_and_others_the_first(anywhere: Classroom) -> None:
    two = [
        {"type": "LtiDeepLinkingRequest", "target_link_uri": f"{anywhere.tool.url}/lti/launch?dl={number}"}
        for number in (1, 2)
    ]
    client_id = _registered(anywhere, configuration={"messages": two})["client_id"]
    tool = anywhere.platform.tools.find(client_id)
    assert tool is not None
    message = tool.message("LtiDeepLinkingRequest")
    assert message is not None
    assert message.target.endswith("dl=2" if anywhere.settings.family == "moodle" else "dl=1")


def test_moodle_lets_writers_read(moodle: Classroom) -> None:
    assert LINE_ITEM_READ in _registered(moodle)["scope"].split()


def test_names_only_for_tools_that_asked(anywhere: Classroom) -> None:
    client_id = _registered(anywhere, configuration={"claims": ["iss", "sub"]})["client_id"]
    _activate(anywhere, client_id)
    anywhere.browser("2").post(f"/courses/101/add/{client_id}/plain", {"title": "Sin nombres"})
    launch = anywhere.launch("11", link_id=anywhere.links()[-1].id)
    assert not {"name", "given_name", "family_name", "email"} & launch.keys()
    token = anywhere.tool.ask_token(anywhere.settings, [NRPS_SCOPE], client_id).json()["access_token"]
    roster = anywhere.call("GET", launch[NRPS]["context_memberships_url"], MEMBERS_TYPE, token=token).json()
    assert not {"name", "email", "ext_user_username"} & roster["members"][1].keys()


def test_scopes_not_offered_are_not_granted(anywhere: Classroom) -> None:
    answer = _registered(anywhere, scope=f"{SCORE} https://example.org/other openid")
    assert answer["scope"] == SCORE


def test_a_removed_tool_is_gone_with_its_tokens(anywhere: Classroom) -> None:
    client_id = _registered(anywhere)["client_id"]
    _activate(anywhere, client_id)
    anywhere.browser("2").post(f"/courses/101/add/{client_id}/plain", {"title": "Se va"})
    token = anywhere.tool.ask_token(anywhere.settings, [LINE_ITEM], client_id).json()["access_token"]
    administrator = anywhere.browser("1")
    assert administrator.post(f"/tools/{client_id}/remove", {}).status_code == 200
    assert anywhere.call("GET", anywhere.line_items_url(), token=token).status_code == 401
    page = anywhere.browser("11").get("/courses/101").text
    assert "la herramienta ya no está registrada" in page
    assert administrator.post(f"/tools/{anywhere.settings.client_id}/remove", {}).status_code == 404


def test_tools_are_the_administrators(anywhere: Classroom) -> None:
    for subject in ("2", "4", "11"):
        browser = anywhere.browser(subject)
        assert browser.get("/tools").status_code == 403
        assert browser.post("/tools/register", {"address": anywhere.tool.url}).status_code == 403
        assert browser.post("/tools/x/activate", {}).status_code == 403
        assert browser.post("/tools/x/remove", {}).status_code == 403
    administrator = anywhere.browser("1")
    assert administrator.post("/tools/x/activate", {}).status_code == 404
    for address in ("", "javascript:alert(1)", "/join"):
        assert administrator.post("/tools/register", {"address": address}).status_code == 400


def test_a_tool_looks_after_its_own_registration(generic: Classroom) -> None:
    answer = _registered(generic)
    address = answer["registration_client_uri"]
    own = {"Authorization": f"Bearer {answer['registration_access_token']}"}
    assert requests.get(address, timeout=10).status_code == 401
    shown = requests.get(address, headers=own, timeout=10)
    assert (shown.status_code, shown.json()["client_name"]) == (200, "Otra herramienta")

    _activate(generic, answer["client_id"])
    changed = {**generic.tool.registration(client_name="Nuevo nombre"), "client_id": answer["client_id"]}
    assert requests.put(address, json=changed, timeout=10).status_code == 401
    wrong = {**changed, "client_id": "another"}
    assert requests.put(address, json=wrong, headers=own, timeout=10).status_code == 400
    updated = requests.put(address, json=changed, headers=own, timeout=10)
    assert (updated.status_code, updated.json()["client_name"]) == (200, "Nuevo nombre")
    tool = generic.platform.tools.find_active(answer["client_id"])
    assert tool is not None
    assert tool.name == "Nuevo nombre"

    assert requests.delete(address, headers=own, timeout=10).status_code == 204
    assert generic.platform.tools.find(answer["client_id"]) is None
    assert requests.get(address, headers=own, timeout=10).status_code == 401


@pytest.mark.parametrize("raw", ["{", "[]", '{"a":1,"a":2}'])
def test_loose_json_is_refused(anywhere: Classroom, raw: str) -> None:
    headers = {"Authorization": f"Bearer {_begin(anywhere)['registration_token']}", "Content-Type": "application/json"}
    answer = requests.post(anywhere.settings.registration_url, data=raw, headers=headers, timeout=10)
    assert answer.status_code == 400


def test_a_platform_without_registration_tokens(tmp_path: Path, tool_key: rsa.RSAPrivateKey) -> None:
    with classroom("generic", tmp_path, tool_key, registration_tokens=False) as room:
        query = _begin(room)
        assert "registration_token" not in query
        answer = _register(room, None)
        assert answer.status_code == 201
        tool = room.platform.tools.find(answer.json()["client_id"])
        assert tool is not None
        assert not tool.active
