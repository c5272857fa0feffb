"""The good launches of the conformance list: teacher and student, all accepted."""

from __future__ import annotations

import pytest
from fake_platform import ABSENT, CLAIM, MEMBERSHIP, sign_bytes

INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
NAMES = ("name", "given_name", "family_name")

ROLES = [
    ("student with one role", [MEMBERSHIP + "Learner"], "student"),
    ("teacher with one role", [MEMBERSHIP + "Instructor"], "teacher"),
    (
        "student with several roles",
        [INSTITUTION + "Student", MEMBERSHIP + "Learner", MEMBERSHIP + "Member"],
        "student",
    ),
    ("teacher with several roles", [INSTITUTION + "Faculty", MEMBERSHIP + "Instructor"], "teacher"),
    ("student by a short role name", ["Learner"], "student"),
    ("teacher by a short role name", ["Instructor"], "teacher"),
    (
        "assistant",
        [MEMBERSHIP + "Instructor", MEMBERSHIP[:-1] + "/Instructor#TeachingAssistant"],
        "assistant",
    ),
    ("institution staff who study here", [INSTITUTION + "Administrator", MEMBERSHIP + "Learner"], "student"),
    ("institution staff without a role here", [INSTITUTION + "Administrator"], "visitor"),
    ("an unknown role", ["http://purl.imsglobal.org/vocab/lis/v2/uknownrole/unknown#Helper"], "visitor"),
    ("no role at all", [], "visitor"),
]

PEOPLE = [
    ("email only", dict.fromkeys(NAMES, ABSENT)),
    ("names only", {"email": ABSENT}),
    ("no personal data", dict.fromkeys((*NAMES, "email"), ABSENT)),
    ("email without context", {**dict.fromkeys(NAMES, ABSENT), "context": ABSENT}),
    ("names that are null", dict.fromkeys(NAMES, None)),
]


@pytest.mark.parametrize(("roles", "role"), [case[1:] for case in ROLES], ids=[case[0] for case in ROLES])
def test_roles(tool, roles, role):
    response = tool.launch(roles=roles)
    assert response.status_code == 200, response.text
    assert 'name="senda-token"' in response.text
    assert tool.session_of(response).role == role


@pytest.mark.parametrize("role", ["Learner", "Instructor"])
@pytest.mark.parametrize("changes", [case[1] for case in PEOPLE], ids=[case[0] for case in PEOPLE])
def test_personal_data(tool, changes, role):
    response = tool.launch(**changes, roles=[MEMBERSHIP + role])
    assert response.status_code == 200, response.text


def test_what_arrives_is_kept(tool):
    subject = "person-who-is-kept"
    assert tool.launch(sub=subject).status_code == 200
    person = tool.person(subject)
    assert (person.name, person.email) == ("Lucía García", "lucia@example.test")


def test_a_visitor_is_in_no_class(tool):
    before = tool.rows()
    assert tool.launch(roles=[]).status_code == 200
    after = tool.rows()
    assert after["enrolment"] == before["enrolment"]
    assert after["launch_session"] == before["launch_session"] + 1


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["client-1"]},
        {"aud": ["other", "client-1"], "azp": "client-1"},
        {"azp": "client-1"},
        {"https://example.org/unknown": {"deep": [1, 2]}},
        {CLAIM + "custom": {"unresolved": "$X.y", "number": 7}},
        {"locale": "es"},
    ],
    ids=["aud a list", "several aud with azp", "azp", "an unknown claim", "custom", "locale"],
)
def test_optional_parts(tool, changes):
    assert tool.launch(**changes).status_code == 200


def test_clocks_that_differ_by_eight_seconds(tool):
    claims = tool.claims(tool.begin())
    assert tool.launch(iat=claims["iat"] + 8, exp=claims["exp"] + 8).status_code == 200
    assert tool.launch(iat=claims["iat"] - 68, exp=claims["iat"] - 8).status_code == 200


def test_a_key_that_was_published_a_moment_ago(tool):
    assert tool.launch().status_code == 200
    _age_key_cache(tool)
    old = dict(tool.platform.keys)
    tool.platform.keys["key-2"] = tool.other.keys[tool.other.kid]
    tool.platform.publish()
    begun = tool.begin()
    token = tool.platform.sign(tool.claims(begun), kid="key-2")
    try:
        assert tool.post(begun.browser, begun.state, token).status_code == 200
    finally:
        tool.platform.keys = old
        tool.platform.publish()
        _age_key_cache(tool)


def test_keys_are_fetched_once(tool):
    assert tool.launch().status_code == 200
    before = tool.server.count(tool.platform.jwks_path)
    for _ in range(5):
        assert tool.launch().status_code == 200
    assert tool.server.count(tool.platform.jwks_path) == before


def test_junk_does_not_make_us_fetch(tool):
    assert tool.launch().status_code == 200
    before = tool.server.count(tool.platform.jwks_path)
    for number in range(6):
        begun = tool.begin()
        token = sign_bytes(b"{}", {"kid": f"junk-{number}"}, tool.platform.keys[tool.platform.kid])
        assert tool.post(begun.browser, begun.state, token).status_code == 400
    assert tool.server.count(tool.platform.jwks_path) <= before + 1


def test_two_logins_in_one_browser_at_the_same_time(tool):
    browser = tool.browser()
    first, second = tool.begin(browser=browser), tool.begin(browser=browser)
    assert tool.launch(first).status_code == 200
    assert tool.launch(second).status_code == 200


def _age_key_cache(tool) -> None:
    """Let the remembered key sets be older than the budget for asking again."""
    for known in tool.app.extensions["senda-entrance"].door.keys._sets.values():
        known.fetched_at -= 60
