"""An LMS registers itself by an invitation: what is shown, what is sent, what is stored, and only once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from fake_platform import JsonServer, reply
from flask.testing import FlaskClient
from platform_to_register import TOKEN, TOOL_CONFIGURATION, RegisteringPlatform, invited, later
from sqlalchemy import select
from tool_under_test import TOOL, Tool, started_tool
from werkzeug.test import TestResponse

from lti_tool.actions.invite_platform import LEASE, invitations_board, revoke_invitation
from lti_tool.actions.register_dynamically import registration_sealer
from lti_tool.database.admins import AdminEvent
from lti_tool.database.banks import Bank
from lti_tool.database.invitations import Invitation
from lti_tool.database.platforms import Platform
from lti_tool.database.schools import School
from lti_tool.database.scope import AdminScope
from lti_tool.lti.http import GuardedSession

OPERATOR = AdminScope()


def values(lms: RegisteringPlatform, secret: str, **changes: str) -> dict[str, str]:
    asked = {"invite": secret, "openid_configuration": lms.address, "registration_token": TOKEN, **changes}
    return {name: value for name, value in asked.items() if value}


def look(tool: Tool, lms: RegisteringPlatform, secret: str, **changes: str) -> TestResponse:
    return tool.browser().get("/lti/register", query_string=values(lms, secret, **changes), base_url=TOOL)


def press(tool: Tool, lms: RegisteringPlatform, secret: str, **changes: str) -> TestResponse:
    browser: FlaskClient = tool.browser()
    return browser.post("/lti/register", data=values(lms, secret, **changes), base_url=TOOL)


def registered(tool: Tool, client_id: str = "client-77") -> Platform | None:
    with tool.runtime.database.read() as session:
        found = session.scalars(select(Platform).where(Platform.client_id == client_id)).first()
        if found is not None:
            _loaded = found.deployments, found.school_rules
        return found


def invitation(tool: Tool) -> Invitation:
    with tool.runtime.database.read() as session:
        return session.scalars(select(Invitation)).one()


def code(response: TestResponse) -> str:
    return response.headers.get("X-Senda-Error", "")


class TestTheWay:
    def test_looking_shows_everything_and_changes_nothing(self, tool, lms):
        secret = invited(tool.runtime).secret
        for _ in range(2):  # Moodle's frame loads the address twice
            page = look(tool, lms, secret)
            assert page.status_code == 200
            for text in ("IES Uno", lms.server.origin, "4.5", "Write grades", "E-mail address", "groups"):
                assert text in page.text
            assert 'name="registration_token" value="registration-token-1"' in page.text
        assert lms.received == []
        assert lms.tokens == [f"Bearer {TOKEN}"] * 2
        row = invitation(tool)
        assert (row.used_at, row.problem, row.tried_at) == (None, "", None)

    def test_the_page_may_be_framed_by_anybody_and_keeps_no_cookie(self, tool, lms):
        page = look(tool, lms, invited(tool.runtime).secret)
        assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in page.headers
        assert "unsafe" not in page.headers["Content-Security-Policy"]

    def test_pressing_registers(self, tool_on_both, lms):
        tool = tool_on_both
        secret = invited(tool.runtime, label="Aula").secret
        page = press(tool, lms, secret)
        assert page.status_code == 200
        assert "data-close" in page.text
        assert "registration.js" in page.text
        platform = registered(tool)
        assert platform is not None
        assert platform.issuer == lms.server.origin
        assert platform.auth_login_url == f"{lms.server.origin}/auth"
        assert (platform.family, platform.product_version, platform.label) == ("generic", "4.5", "Aula")
        assert [(d.deployment_id, d.status) for d in platform.deployments] == [("5", "approved")]
        assert invitation(tool).platform_id == platform.id
        with tool.runtime.database.read() as session:
            school = session.get(School, platform.school_id)
            assert school is not None
            assert school.name == "IES Uno"
            assert session.scalars(select(Bank).where(Bank.school_id == school.id)).all()
            events = list(session.scalars(select(AdminEvent.event).order_by(AdminEvent.id)))
        assert events[-1] == "platform_registered"

    def test_a_school_that_has_a_bank_keeps_it_as_it_is(self, tool, lms):
        secrets = [invited(tool.runtime).secret for _ in range(2)]
        assert press(tool, lms, secrets[0]).status_code == 200
        lms.answer = {"client_id": "client-78"}
        assert press(tool, lms, secrets[1]).status_code == 200
        with tool.runtime.database.read() as session:
            assert len(session.scalars(select(Bank)).all()) == 1

    def test_a_new_registration_launches_at_once(self, tool, lms):
        """Known issuers are remembered for a while: what was registered meanwhile must be found."""
        lms.configuration["issuer"] = lms.server.origin
        assert press(tool, lms, invited(tool.runtime).secret).status_code == 200
        login = tool.browser().get(
            "/lti/login",
            query_string={
                "iss": lms.server.origin,
                "client_id": "client-77",
                "login_hint": "1",
                "target_link_uri": f"{TOOL}/lti/launch",
            },
            base_url=TOOL,
        )
        assert login.status_code == 302
        assert login.headers["Location"].startswith(f"{lms.server.origin}/auth?")

    def test_without_a_token_none_is_sent(self, tool, lms):
        """D2L puts its own into the address of the configuration."""
        secret = invited(tool.runtime).secret
        assert press(tool, lms, secret, registration_token="").status_code == 200
        assert lms.tokens == ["", ""]

    def test_an_answer_without_a_deployment_waits_for_the_first_launch(self, tool, lms):
        lms.answer = {"client_id": 10000000000001}  # some count their clients
        assert press(tool, lms, invited(tool.runtime, deployments="approve").secret).status_code == 200
        platform = registered(tool, "10000000000001")
        assert platform is not None
        assert platform.deployments == []
        assert platform.deployment_policy == "approve"

    def test_what_changes_the_registration_later_is_kept_sealed(self, tool, lms):
        lms.answer = {
            "client_id": "client-77",
            "registration_client_uri": f"{lms.server.origin}/registrations/77",
            "registration_access_token": "secret-of-the-lms",
        }
        assert press(tool, lms, invited(tool.runtime).secret).status_code == 200
        platform = registered(tool)
        assert platform is not None
        assert platform.registration_uri == f"{lms.server.origin}/registrations/77"
        assert b"secret-of-the-lms" not in (platform.registration_sealed or b"")
        sealer = registration_sealer(tool.runtime.config)
        assert sealer.unseal(platform.registration_sealed or b"") == b"secret-of-the-lms"

    def test_a_foreign_address_for_later_changes_is_not_kept(self, tool, lms):
        lms.answer = {
            "client_id": "client-77",
            "registration_client_uri": "https://elsewhere.example/registrations/77",
            "registration_access_token": "secret-of-the-lms",
        }
        assert press(tool, lms, invited(tool.runtime).secret).status_code == 200
        platform = registered(tool)
        assert platform is not None
        assert (platform.registration_uri, platform.registration_sealed) == ("", None)

    def test_registering_again_brings_the_same_registration_up_to_date(self, tool, lms):
        """Moodle asks "update or new?" and keeps the client id where it is updated."""
        assert press(tool, lms, invited(tool.runtime).secret).status_code == 200
        lms.configuration["token_endpoint"] = f"{lms.server.origin}/token2"
        assert press(tool, lms, invited(tool.runtime).secret).status_code == 200
        platform = registered(tool)
        assert platform is not None
        assert platform.auth_token_url.endswith("/token2")

    def test_a_registration_of_another_school_is_not_taken_over(self, tool, lms):
        assert press(tool, lms, invited(tool.runtime).secret).status_code == 200
        refused = press(tool, lms, invited(tool.runtime, "IES Dos").secret)
        assert code(refused) == "registration_elsewhere"


class TestOnce:
    def test_a_second_time_is_refused(self, tool, lms):
        secret = invited(tool.runtime).secret
        assert press(tool, lms, secret).status_code == 200
        for again in (look(tool, lms, secret), press(tool, lms, secret)):
            assert (again.status_code, code(again)) == (409, "invitation_used")
        assert len(lms.received) == 1

    def test_of_two_at_once_one_registers(self, tool_on_both, lms):
        tool = tool_on_both
        secret, inside, go_on = invited(tool.runtime).secret, threading.Event(), threading.Event()

        def slow(handler: Any, _body: bytes) -> None:
            inside.set()
            go_on.wait(5)
            reply(handler, 200, {"client_id": "client-77"})

        lms.answer = slow
        answers: list[TestResponse] = []
        first = threading.Thread(target=lambda: answers.append(press(tool, lms, secret)))
        first.start()
        assert inside.wait(5)
        assert code(press(tool, lms, secret)) == "invitation_busy"
        assert code(look(tool, lms, secret)) == "invitation_busy"
        go_on.set()
        first.join()
        assert answers[0].status_code == 200
        assert len(lms.received) == 1

    def test_a_failure_gives_the_invitation_back(self, tool, lms):
        secret = invited(tool.runtime).secret
        lms.answer = lambda handler, body: reply(handler, 500, {"error": "no"})
        assert code(press(tool, lms, secret)) == "registration_rejected"
        row = invitation(tool)
        assert (row.used_at, row.problem) == (None, "registration_rejected")
        (seen,) = invitations_board(tool.runtime.database, OPERATOR, now=tool.runtime.clock())
        assert (seen.state, seen.problem) == ("tried", "registration_rejected")
        lms.answer = {"client_id": "client-77"}
        assert press(tool, lms, secret).status_code == 200

    def test_a_try_that_was_cut_off_is_given_up_after_a_while(self, tool, lms):
        secret = invited(tool.runtime).secret
        with tool.runtime.database.write() as session:
            row = session.scalars(select(Invitation)).one()
            row.used_at = tool.runtime.clock()
        assert code(press(tool, lms, secret)) == "invitation_busy"
        later(tool.runtime, LEASE)
        assert press(tool, lms, secret).status_code == 200


class TestInvitations:
    def test_unknown(self, tool, lms):
        for page in (look(tool, lms, "x" * 43), press(tool, lms, "x" * 43)):
            assert (page.status_code, code(page)) == (404, "invitation_unknown")

    def test_missing(self, tool, lms):
        assert code(look(tool, lms, "")) == "invitation_missing"

    def test_expired(self, tool, lms):
        secret = invited(tool.runtime, days=3).secret
        later(tool.runtime, timedelta(days=3))
        for page in (look(tool, lms, secret), press(tool, lms, secret)):
            assert (page.status_code, code(page)) == (410, "invitation_expired")

    def test_withdrawn(self, tool, lms):
        made = invited(tool.runtime)
        now = tool.runtime.clock()
        assert revoke_invitation(tool.runtime.database, OPERATOR, made.public_id, now=now)
        assert not revoke_invitation(tool.runtime.database, OPERATOR, made.public_id, now=now)
        assert code(press(tool, lms, made.secret)) == "invitation_revoked"

    def test_opened_in_a_browser_it_says_how_to_use_it(self, tool):
        secret = invited(tool.runtime, family="canvas").secret
        page = tool.browser().get("/lti/register", query_string={"invite": secret}, base_url=TOOL)
        assert page.status_code == 200
        for text in ("IES Uno", f"{TOOL}/lti/register?invite={secret}", f"{TOOL}/lti/canvas.json"):
            assert text in page.text
        for family in ("moodle", "blackboard", "desire2learn", "sakai", "openedx", "generic", "no such"):
            page = tool.browser().get(
                "/lti/register", query_string={"invite": secret, "lms": family}, base_url=TOOL
            )
            assert f"{TOOL}/lti/login" in page.text


def with_(name: str, value: Any) -> Any:
    def change(lms: RegisteringPlatform) -> None:
        lms.configuration[name] = value

    return change


def without(name: str) -> Any:
    def change(lms: RegisteringPlatform) -> None:
        del lms.configuration[name]

    return change


BAD_CONFIGURATIONS = {
    "another issuer": (with_("issuer", "https://other.example"), "registration_issuer"),
    "an issuer of Canvas": (with_("issuer", "https://canvas.instructure.com"), "registration_issuer"),
    "an issuer with a name inside": (with_("issuer", "https://user@lms.example"), "registration_incomplete"),
    "no issuer": (without("issuer"), "registration_incomplete"),
    "a number as issuer": (with_("issuer", 7), "registration_incomplete"),
    "no key set": (without("jwks_uri"), "registration_incomplete"),
    "no registration end point": (without("registration_endpoint"), "registration_incomplete"),
    "no platform configuration": (
        without("https://purl.imsglobal.org/spec/lti-platform-configuration"),
        "registration_incomplete",
    ),
    "a script as end point": (
        with_("authorization_endpoint", "javascript:alert(1)"),
        "registration_incomplete",
    ),
    "a foreign token end point": (
        with_("token_endpoint", "https://evil.example/token"),
        "registration_foreign",
    ),
    "a foreign key set": (with_("jwks_uri", "https://evil.example/jwks"), "registration_foreign"),
    "other signatures": (with_("id_token_signing_alg_values_supported", ["ES256"]), "registration_algorithm"),
    "passwords only": (
        with_("token_endpoint_auth_methods_supported", ["client_secret_post"]),
        "registration_method",
    ),
}


class TestBadConfigurations:
    @pytest.mark.parametrize("name", BAD_CONFIGURATIONS)
    def test_is_refused_and_nothing_happens(self, tool, lms, name):
        change, expected = BAD_CONFIGURATIONS[name]
        change(lms)
        secret = invited(tool.runtime).secret
        for page in (look(tool, lms, secret), press(tool, lms, secret)):
            assert code(page) == expected
            assert page.status_code >= 400
        assert lms.received == []
        assert registered(tool) is None
        (seen,) = invitations_board(tool.runtime.database, OPERATOR, now=tool.runtime.clock())
        assert (seen.state, seen.problem) == ("tried", expected)

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("ftp://lms.example/configuration", "registration_address"),
            ("https://lms.example/ configuration", "registration_address"),
            ("https://user:password@lms.example/", "registration_address"),
            ("file:///etc/passwd", "registration_address"),
            ("x" * 3000, "registration_address"),
            ("http://127.0.0.1:9/configuration", "registration_unreachable"),
            ("http://no-such-host.invalid/", "registration_unreachable"),
        ],
    )
    def test_addresses(self, tool, lms, address, expected):
        page = look(tool, lms, invited(tool.runtime).secret, openid_configuration=address)
        assert code(page) == expected

    def test_html_instead_of_json(self, tool, lms):
        lms.server.answers["/configuration"] = lambda handler, body: reply(handler, 200, raw=b"<html>Log in")
        assert code(look(tool, lms, invited(tool.runtime).secret)) == "registration_not_json"

    def test_a_list_instead_of_an_object(self, tool, lms):
        lms.server.answers["/configuration"] = [1, 2]
        assert code(look(tool, lms, invited(tool.runtime).secret)) == "registration_not_json"

    @pytest.mark.parametrize("size", [300_000, 50_000_000])
    def test_far_too_much(self, tool, lms, size):
        def flood(handler: Any, _body: bytes) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", str(size))
            handler.end_headers()
            try:
                for _ in range(size // 100_000):
                    handler.wfile.write(b" " * 100_000)
            except OSError:
                pass  # we hang up

        lms.server.answers["/configuration"] = flood
        assert code(look(tool, lms, invited(tool.runtime).secret)) == "registration_too_large"

    @pytest.mark.parametrize("to", ["https://evil.example/", "http://169.254.169.254/latest/meta-data"])
    def test_redirects_to_other_sites(self, tool, lms, to):
        lms.server.answers["/configuration"] = lambda handler, body: reply(
            handler, 302, headers={"Location": to}
        )
        assert code(look(tool, lms, invited(tool.runtime).secret)) == "registration_redirected"

    def test_a_registration_is_sent_to_no_other_address(self, tool, lms):
        lms.answer = lambda handler, body: reply(handler, 307, headers={"Location": "/elsewhere"})
        assert code(press(tool, lms, invited(tool.runtime).secret)) == "registration_redirected"

    def test_one_who_never_answers(self, tool, lms):
        impatient = GuardedSession("Senda/test", allow_private_hosts=True, read_seconds=0.2)
        tool.runtime.http = lambda: impatient
        gone = threading.Event()

        def hang(handler: Any, _body: bytes) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            while not gone.wait(0.1):
                handler.wfile.write(b" ")

        lms.server.answers["/configuration"] = hang
        try:
            assert code(look(tool, lms, invited(tool.runtime).secret)) == "registration_timeout"
        finally:
            gone.set()


class TestBadAnswers:
    def test_without_a_client_id(self, tool, lms):
        for answer in (
            {},
            {"client_id": ""},
            {"client_id": None},
            {"client_id": True},
            {"client_id": "x" * 300},
        ):
            lms.answer = answer
            assert code(press(tool, lms, invited(tool.runtime).secret)) == "registration_answer"

    def test_no_json(self, tool, lms):
        lms.answer = lambda handler, body: reply(handler, 200, raw=b"<html>")
        assert code(press(tool, lms, invited(tool.runtime).secret)) == "registration_not_json"

    def test_a_token_that_was_used(self, tool, lms):
        """Moodle: 401 with the text "token_already_used"."""
        lms.answer = lambda handler, body: reply(handler, 401, raw=b"token_already_used")
        page = press(tool, lms, invited(tool.runtime).secret)
        assert code(page) == "registration_token_used"
        assert "token_already_used" in page.text

    def test_the_words_of_the_lms_are_shown_escaped_and_cut(self, tool, lms):
        said = "<script>alert(1)</script>" + "x" * 5000
        lms.answer = lambda handler, body: reply(
            handler, 400, {"error": "invalid", "error_description": "No: " + said}
        )
        page = press(tool, lms, invited(tool.runtime).secret)
        assert code(page) == "registration_rejected"
        assert "<script>alert" not in page.text
        assert "No: &lt;script&gt;" in page.text
        assert "x" * 400 not in page.text

    def test_a_page_says_nothing_to_a_reader(self, tool, lms):
        lms.answer = lambda handler, body: reply(handler, 400, raw=b"<html><h1>Fault 42</h1>")
        assert "Fault 42" not in press(tool, lms, invited(tool.runtime).secret).text


class TestInProduction:
    """Without SENDA_ALLOW_PRIVATE_HOSTS."""

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("http://lms.example/configuration", "registration_address"),
            ("https://127.0.0.1/configuration", "registration_host_refused"),
            ("https://169.254.169.254/latest/", "registration_host_refused"),
            ("https://[::1]/", "registration_host_refused"),
            ("https://localhost/", "registration_host_refused"),
        ],
    )
    def test_plain_and_private_addresses(self, databases, server: JsonServer, address, expected):
        with started_tool(databases.make("sqlite"), server, allow_private_hosts=False) as tool:
            secret = invited(tool.runtime).secret
            page = look(tool, RegisteringPlatform(server), secret, openid_configuration=address)
            assert code(page) == expected
        assert server.requests == []


@pytest.mark.parametrize("family", ["moodle", "canvas", "generic"])
def test_what_each_family_is_sent(tool, server, family):
    lms = RegisteringPlatform(server, family)
    assert press(tool, lms, invited(tool.runtime).secret).status_code == 200
    (sent,) = lms.received
    ours = sent[TOOL_CONFIGURATION]
    assert sent["token_endpoint_auth_method"] == "private_key_jwt"
    assert sent["redirect_uris"] == [ours["target_link_uri"]] == [f"{TOOL}/lti/launch"]
    assert ours["domain"] == "senda.test"
    assert {"name", "email"} <= set(ours["claims"])
    assert sum(message["type"] == "LtiDeepLinkingRequest" for message in ours["messages"]) == 1
    platform = registered(tool)
    assert platform is not None
    assert platform.family == family
