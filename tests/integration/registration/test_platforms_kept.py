"""Registrations are tested, changed and taken away, from the command line too."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from fake_platform import CLAIM, jwk, private_key, reply
from platform_to_register import TOKEN, RegisteringPlatform, invited, later
from sqlalchemy import select
from tool_under_test import TOOL, Tool

from lti_tool.actions.change_registration import list_platforms, push_registration, remove_registration
from lti_tool.actions.check_platform import check_platform
from lti_tool.actions.register_dynamically import Asked, register_platform_by
from lti_tool.actions.register_platform import Change, change_registration
from lti_tool.cli.main import main
from lti_tool.database.invitations import Invitation
from lti_tool.database.platforms import Platform
from lti_tool.database.scope import AdminScope
from lti_tool.errors import InputRefused, NotFound, RegistrationRefused

OPERATOR = AdminScope()


def id_of(tool: Tool, client_id: str = "client-1") -> str:
    with tool.runtime.database.read() as session:
        return session.scalars(select(Platform.public_id).where(Platform.client_id == client_id)).one()


def registered(tool: Tool, lms: RegisteringPlatform, **answer: Any) -> str:
    """The public id of a platform that registered itself."""
    lms.answer = {"client_id": "client-77", **answer}
    register_platform_by(tool.runtime, Asked(invited(tool.runtime).secret, lms.address, TOKEN))
    return id_of(tool, "client-77")


class TestConnection:
    @pytest.fixture
    def good(self, tool, lms) -> str:
        public_id = registered(tool, lms)
        lms.server.answers["/jwks"] = {"keys": [jwk(private_key(0), "k1")]}
        lms.server.answers["/token"] = {"access_token": "t", "expires_in": 3600}
        return public_id

    def test_all_is_good(self, tool, good):
        check = check_platform(tool.runtime, OPERATOR, good)
        assert check.good
        assert check.keys.value == 1
        assert check.token.detail.endswith("contextmembership.readonly")
        assert check.clock is not None
        assert abs(check.clock.value) <= 1
        with tool.runtime.database.read() as session:
            row = session.scalars(select(Platform).where(Platform.public_id == good)).one()
        assert row.checked_at == check.at
        assert row.check_result == check.document()
        assert row.check_result["good"] is True

    @pytest.mark.parametrize("ahead", [95, -95])
    def test_a_clock_that_is_off(self, tool, lms, good, ahead):
        def keys(handler: Any, _body: bytes) -> None:
            handler.date_time_string = lambda *_: format_datetime(
                datetime.now(UTC) + timedelta(seconds=ahead), usegmt=True
            )
            reply(handler, 200, {"keys": [jwk(private_key(0), "k1")]})

        lms.server.answers["/jwks"] = keys
        check = check_platform(tool.runtime, OPERATOR, good)
        assert check.clock is not None
        assert not check.good
        assert check.clock.code == "clock_off"
        assert abs(check.clock.value - ahead) <= 1

    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            ({"keys": []}, "keys_none"),
            ({"keys": [{"kty": "EC", "kid": "k"}]}, "keys_none"),
            ([1], "service_response_invalid"),
            (None, "service_error"),
        ],
    )
    def test_keys(self, tool, lms, good, answer, code):
        lms.server.answers["/jwks"] = answer
        check = check_platform(tool.runtime, OPERATOR, good)
        assert (check.keys.good, check.keys.code) == (False, code)
        assert check.token.good

    def test_a_key_set_that_is_a_page(self, tool, lms, good):
        lms.server.answers["/jwks"] = lambda handler, body: reply(handler, 200, raw=b"<html>")
        assert check_platform(tool.runtime, OPERATOR, good).keys.code == "service_response_invalid"

    def test_a_right_that_was_not_granted_leads_to_the_next(self, tool, lms, good):
        def token(handler: Any, body: bytes) -> None:
            if b"contextmembership" in body:
                reply(handler, 400, {"error": "invalid_scope"})
            else:
                reply(handler, 200, {"access_token": "t"})

        lms.server.answers["/token"] = token
        check = check_platform(tool.runtime, OPERATOR, good)
        assert check.token.good
        assert check.token.detail.endswith("scope/score")

    @pytest.mark.parametrize(
        ("status", "code"), [(401, "service_unauthorized"), (500, "service_error"), (503, "service_busy")]
    )
    def test_no_token(self, tool, lms, good, status, code):
        lms.server.answers["/token"] = lambda handler, body: reply(handler, status, {"error": "no"})
        check = check_platform(tool.runtime, OPERATOR, good)
        assert (check.token.good, check.token.code) == (False, code)
        assert check.keys.good

    def test_nobody_is_there(self, tool):
        later(tool.runtime, timedelta(0))
        change = Change(jwks_url="http://127.0.0.1:9/jwks", auth_token_url="http://127.0.0.1:9/token")
        public_id = id_of(tool)
        change_registration(tool.runtime.database, OPERATOR, public_id, change, now=tool.runtime.clock())
        check = check_platform(tool.runtime, OPERATOR, public_id)
        assert (check.keys.code, check.token.code) == ("service_unreachable", "service_unreachable")
        assert check.clock is None

    def test_of_another_school_it_is_not_there(self, tool, good):
        with pytest.raises(NotFound):
            check_platform(tool.runtime, AdminScope(9_999), good)


class TestChange:
    def test_only_what_is_named(self, tool):
        public_id, now = id_of(tool), tool.runtime.clock()
        change = Change(label="Aula virtual", active=False, deployment_ids=("7",))
        changed = change_registration(tool.runtime.database, OPERATOR, public_id, change, now=now)
        assert set(changed) == {"label", "active", "deployments"}
        assert change_registration(tool.runtime.database, OPERATOR, public_id, change, now=now) == ()
        one = next(p for p in list_platforms(tool.runtime.database, OPERATOR) if p.public_id == public_id)
        assert (one.label, one.active, one.issuer) == ("Aula virtual", False, "https://lms.example")
        assert ("7", "approved") in one.deployments

    def test_two_cannot_be_the_same(self, tool):
        change = Change(issuer="https://other.example", client_id="client-2")
        with pytest.raises(InputRefused) as caught:
            change_registration(
                tool.runtime.database, OPERATOR, id_of(tool), change, now=tool.runtime.clock()
            )
        assert caught.value.code == "platform_taken"

    def test_our_addresses_are_sent_to_the_lms(self, tool, lms):
        uri = f"{lms.server.origin}/registrations/77"
        sent = []

        def at_lms(handler: Any, body: bytes) -> None:
            if handler.command == "PUT":
                sent.append((json.loads(body), handler.headers["Authorization"]))
            reply(
                handler,
                200,
                {"client_id": "client-77", "scope": "kept", "redirect_uris": ["https://old.example"]},
            )

        lms.server.answers["/registrations/77"] = at_lms
        public_id = registered(tool, lms, registration_client_uri=uri, registration_access_token="secret")
        assert push_registration(tool.runtime, OPERATOR, public_id)
        ((document, authorization),) = sent
        assert authorization == "Bearer secret"
        assert (document["scope"], document["client_id"]) == ("kept", "client-77")
        assert document["redirect_uris"] == [f"{TOOL}/lti/launch"]

    def test_an_lms_that_offers_no_way(self, tool):
        assert push_registration(tool.runtime, OPERATOR, id_of(tool)) is False

    def test_an_lms_that_refuses(self, tool, lms):
        uri = f"{lms.server.origin}/registrations/77"
        public_id = registered(tool, lms, registration_client_uri=uri, registration_access_token="secret")
        with pytest.raises(RegistrationRefused):
            push_registration(tool.runtime, OPERATOR, public_id)


class TestRemoval:
    def test_one_that_was_never_used_is_forgotten(self, tool_on_both, lms):
        tool = tool_on_both
        public_id = registered(tool, lms)
        removed = remove_registration(tool.runtime, OPERATOR, public_id)
        assert (removed.deleted, removed.at_lms) == (True, None)
        with pytest.raises(NotFound):
            remove_registration(tool.runtime, OPERATOR, public_id)
        with tool.runtime.database.read() as session:
            row = session.scalars(select(Invitation)).one()
        assert row.platform_id is None
        assert row.revoked_at is not None  # the link is not good again

    def test_one_that_was_used_is_switched_off(self, tool):
        assert tool.launch(**{CLAIM + "deployment_id": tool.platform.deployment_id}).status_code == 200
        removed = remove_registration(tool.runtime, OPERATOR, id_of(tool))
        assert not removed.deleted
        one = next(p for p in list_platforms(tool.runtime.database, OPERATOR) if p.client_id == "client-1")
        assert not one.active
        assert one.last_launch_at is not None

    @pytest.mark.parametrize(("status", "at_lms"), [(204, True), (404, True), (403, False)])
    def test_the_lms_is_asked_to_forget_us(self, tool, lms, status, at_lms):
        lms.server.answers["/registrations/77"] = lambda handler, body: reply(handler, status)
        uri = f"{lms.server.origin}/registrations/77"
        public_id = registered(tool, lms, registration_client_uri=uri, registration_access_token="secret")
        removed = remove_registration(tool.runtime, OPERATOR, public_id)
        assert (removed.deleted, removed.at_lms) == (True, at_lms)
        assert bool(removed.problem) is not at_lms


@pytest.fixture
def senda(tool, monkeypatch, capsys):
    """The command, on the database of the tool; gives back status, output and errors."""
    monkeypatch.setenv("SENDA_PUBLIC_URL", TOOL)
    monkeypatch.setenv("SENDA_SECRET_KEY", tool.runtime.config.secret_key)
    monkeypatch.setenv("SENDA_DATABASE_URL", tool.runtime.config.database_url)
    monkeypatch.setenv("SENDA_ALLOW_PRIVATE_HOSTS", "1")

    def run(*words: str) -> tuple[int, str, str]:
        status = main(words)
        out, err = capsys.readouterr()
        return status, out, err

    return run


class TestCommands:
    def test_invite_list_and_revoke(self, senda):
        status, out, _ = senda("platform", "invite", "--school", "IES Uno", "--family", "moodle", "--json")
        made = json.loads(out)
        assert status == 0
        assert made["link"].startswith(f"{TOOL}/lti/register?invite=")
        (listed,) = json.loads(senda("platform", "invite", "--list", "--json")[1])
        assert (listed["state"], listed["school"]) == ("open", "IES Uno")
        assert made["link"].partition("=")[2] not in str(listed)
        assert senda("platform", "invite", "--revoke", made["id"])[0] == 0
        assert "revoked" in senda("platform", "invite", "--list")[1]
        assert senda("platform", "invite", "--revoke", "nothing")[0] == 1

    def test_invite_says_what_is_missing(self, senda):
        assert "--school NAME" in senda("platform", "invite")[2]
        assert "--days" in senda("platform", "invite", "--school", "x", "--days", "0")[2]
        assert "cannot be read" in senda("platform", "invite", "--csv", "/no/such/file")[2]

    def test_a_list_gives_a_list(self, senda, tmp_path: Path):
        file = tmp_path / "schools.csv"
        file.write_text("school,administrator\nIES Uno,ana@example.test\nIES Dos,\n")
        rows = list(csv.DictReader(io.StringIO(senda("platform", "invite", "--csv", str(file))[1])))
        assert [row["school"] for row in rows] == ["IES Uno", "IES Dos"]
        assert rows[0]["administrator_link"].startswith(f"{TOOL}/admin/welcome?invite=")
        assert rows[1]["administrator_link"] == ""

    def test_a_list_with_faults(self, senda, tmp_path: Path):
        file = tmp_path / "schools.csv"
        file.write_text("school,family\nIES Uno,moodel\n,\nIES Dos,xx\n")
        status, out, err = senda("platform", "invite", "--csv", str(file))
        assert (status, out) == (1, "")
        assert "Line 2: moodel is not a known LMS" in err
        assert "Line 4: xx" in err
        assert "Nothing was made" in err

    def test_add_names_every_value_and_needs_no_deployment(self, senda):
        status, out, err = senda(
            "platform", "add", "--issuer", "https://new.example", "--client-id", "c9",
            "--auth-login-url", "https://new.example/mod/lti/auth.php",
            "--auth-token-url", "https://new.example/token", "--jwks-url", "https://new.example/jwks",
        )  # fmt: skip
        assert (status, err) == (0, "")
        for text in ("/lti/login", "/lti/launch", "/lti/jwks.json", "senda.test", "group_ids=", "lineitem"):
            assert text in out
        assert "waits for approval" in out

    def test_list_update_check_and_remove(self, senda, tool):
        (first, second) = json.loads(senda("platform", "list", "--json")[1])
        assert (first["active"], first["family"]) == (True, "generic")
        status, out, _ = senda("platform", "update", first["id"], "--label", "Aula", "--off")
        assert (status, out.strip()) == (0, "Changed: label, active.")
        assert "OFF" in senda("platform", "list")[1]
        assert senda("platform", "update", "nothing", "--on")[0] == 1
        assert senda("platform", "update", first["id"], "--jwks-url", "ftp://x")[0] == 1
        status, out, _ = senda("platform", "check", second["id"], "--json")
        assert status == 1  # its token address answers 404
        (checked,) = json.loads(out)
        assert checked["keys"]["good"] is True
        assert "NOT GOOD" in senda("platform", "check")[1]
        assert "Removed" in senda("platform", "remove", second["id"])[1]
        assert senda("platform", "remove", second["id"])[0] == 1
