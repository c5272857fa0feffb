"""The examination of a token says, check by check, what a launch would say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from databases import Databases
from fake_platform import ABSENT, FakePlatform, JsonServer
from tool_under_test import TOOL, Tool, started_tool

from lti_tool.lti.doctor import Check, examine


@pytest.fixture(scope="module")
def tool(databases: Databases) -> Iterator[Tool]:
    """The tool with its platforms; only SQLite, as nothing here depends on the kind."""
    server = JsonServer()
    with started_tool(databases.make("sqlite"), server) as started:
        yield started
    server.close()


def checks_of(tool: Tool, token: str, now: datetime | None = None) -> dict[str, Check]:
    """Every check by name."""
    entrance = tool.app.extensions["senda-entrance"]
    done = examine(
        token, entrance.registrations.of_issuer, entrance.door.keys, TOOL, now or datetime.now(UTC)
    )
    assert len({check.name for check in done}) == len(done)
    return {check.name: check for check in done}


def failed(checks: dict[str, Check]) -> dict[str, str]:
    return {name: check.code for name, check in checks.items() if check.state == "failed"}


def token_of(platform: FakePlatform, **changes: object) -> str:
    return platform.sign(platform.claims(TOOL, "a nonce", **changes))


def test_a_good_token_passes_but_for_what_only_its_browser_knows(tool: Tool) -> None:
    checks = checks_of(tool, token_of(tool.platform))
    assert failed(checks) == {}
    passed = {name for name, check in checks.items() if check.state == "passed"}
    assert {"signature", "times", "roles", "context", "resource_link", "deployment"} <= passed
    skipped = {name for name, check in checks.items() if check.state == "skipped"}
    assert skipped == {
        "nonce", "deep_linking_settings", "for_user", "custom", "endpoint", "namesroleservice", "groupsservice",
        "platformnotificationservice",
    }  # fmt: skip


CASES = [
    pytest.param({"exp": 5}, {"times": "token_expired"}, id="old"),
    pytest.param({"iat": 99_999_999_999}, {"times": "token_from_future"}, id="from the future"),
    pytest.param({"aud": "someone"}, {"parties": "token_audience"}, id="for another tool"),
    pytest.param({"azp": "someone"}, {"parties": "token_authorized_party"}, id="another party"),
    pytest.param({"deployment_id": "77"}, {"deployment": "deployment_unknown"}, id="unknown deployment"),
    pytest.param({"roles": None}, {"roles": "claim_roles"}, id="no roles"),
    pytest.param({"version": "1.1"}, {"version": "claim_version"}, id="another version"),
    pytest.param({"resource_link": ABSENT}, {"resource_link": "claim_resource_link"}, id="no link"),
    pytest.param({"sub": ""}, {"sub": "claim_subject"}, id="nobody"),
    pytest.param(
        {"target_link_uri": "https://elsewhere.example/"}, {"target_link_uri": "target_foreign"}, id="elsewhere"
    ),
    pytest.param(
        {"message_type": "LtiEulaRequest"}, {"message_type": "message_type_unsupported"}, id="unknown message"
    ),
    pytest.param(
        {"exp": 5, "sub": "", "roles": 7},
        {"times": "token_expired", "sub": "claim_subject", "roles": "claim_roles"},
        id="several faults, all of them said",
    ),
]


@pytest.mark.parametrize(("changes", "faults"), CASES)
def test_each_fault_has_its_check(tool: Tool, changes: dict[str, object], faults: dict[str, str]) -> None:
    assert failed(checks_of(tool, token_of(tool.platform, **changes))) == faults


@pytest.mark.parametrize(("changes", "faults"), CASES)
def test_a_launch_refuses_for_the_first_of_these_faults(
    tool: Tool, changes: dict[str, object], faults: dict[str, str]
) -> None:
    response = tool.launch(**changes)
    said = response.headers["X-Senda-Error"]
    assert said in faults.values() or (said, faults) == ("deployment_pending", {"deployment": "deployment_unknown"})


def test_a_platform_nobody_registered(tool: Tool) -> None:
    stranger = FakePlatform(tool.server, name="stranger", number=0, client_id="client-9")
    checks = checks_of(tool, token_of(stranger))
    assert failed(checks)["platform"] == "platform_unknown"
    assert checks["signature"].state == "skipped"


def test_signed_by_another_platform(tool: Tool) -> None:
    forged = tool.other.sign(tool.platform.claims(TOOL, "a nonce"), kid="key-1")
    assert set(failed(checks_of(tool, forged)).values()) & {"token_signature", "token_kid_unknown"}


@pytest.mark.parametrize("junk", ["", "x", "a.b", "a.b.c", "ñ.ñ.ñ", "x" * 70_000, "..", "e30.e30.e30"])
def test_junk_is_said_to_be_junk(tool: Tool, junk: str) -> None:
    checks = checks_of(tool, junk)
    assert failed(checks)
    assert set(failed(checks).values()) <= {
        "token_malformed", "token_too_large", "token_algorithm", "platform_unknown", "token_times_missing",
        "claims_not_lti", "claim_message_type", "claim_deployment_id", "target_missing", "claim_subject",
        "claim_roles",
    }  # fmt: skip


def test_nothing_about_a_person_is_shown(tool: Tool) -> None:
    text = repr(checks_of(tool, token_of(tool.platform, sub="secret-subject")))
    assert not any(word in text for word in ("secret-subject", "Lucía", "García", "lucia@"))
