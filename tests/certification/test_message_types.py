"""Messages other than resource link launches: what they need, what they open, what is refused."""

from __future__ import annotations

import pytest
from fake_platform import ABSENT

from lti_tool.lti.claims import CLAIM, DL_CLAIM

TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
DEEP_LINKING = {
    "roles": [TEACHER],
    "message_type": "LtiDeepLinkingRequest",
    CLAIM + "resource_link": ABSENT,
    DL_CLAIM: {
        "accept_types": ["link", "ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "accept_multiple": True,
        "deep_link_return_url": "https://lms.example/deep_links?id=1",
        "data": "to the letter: \u00f1 =&",
    },
}
REVIEW = {"message_type": "LtiSubmissionReviewRequest", CLAIM + "for_user": {"user_id": "student-9"}}
PRIVACY = {
    "message_type": "LtiDataPrivacyLaunchRequest",
    CLAIM + "resource_link": ABSENT,
    CLAIM + "context": ABSENT,
    CLAIM + "roles": ABSENT,
}
GOOD = [
    pytest.param(DEEP_LINKING, id="deep linking"),
    pytest.param({**DEEP_LINKING, DL_CLAIM: {**DEEP_LINKING[DL_CLAIM], "accept_multiple": "true"}}, id="texts"),
    pytest.param(REVIEW, id="submission review"),
    pytest.param(PRIVACY, id="data privacy"),
]


def settings(**changes):
    """The settings of a deep linking request with some changed."""
    changed = {**DEEP_LINKING[DL_CLAIM], **changes}
    return {**DEEP_LINKING, DL_CLAIM: {k: v for k, v in changed.items() if v is not ABSENT}}


BAD = [
    pytest.param(settings(accept_types=["link"]), "deep_linking_types", id="no activity wanted"),
    pytest.param({**DEEP_LINKING, DL_CLAIM: ABSENT}, "claim_deep_linking", id="settings missing"),
    pytest.param({**DEEP_LINKING, DL_CLAIM: None}, "claim_deep_linking", id="settings null"),
    pytest.param(settings(deep_link_return_url=ABSENT), "claim_deep_linking", id="return address missing"),
    pytest.param(settings(deep_link_return_url="javascript:alert(1)"), "claim_invalid", id="return address a script"),
    pytest.param(settings(deep_link_return_url=7), "claim_invalid", id="return address a number"),
    pytest.param(settings(accept_types="ltiResourceLink"), "claim_invalid", id="types a text"),
    pytest.param(settings(data={"a": 1}), "claim_invalid", id="data an object"),
    pytest.param(settings(data="x" * 20_000), "claim_invalid", id="data without end"),
    pytest.param({**REVIEW, CLAIM + "for_user": ABSENT}, "claim_for_user", id="review of nobody"),
    pytest.param({**REVIEW, CLAIM + "for_user": {}}, "claim_for_user", id="review of somebody without id"),
    pytest.param({**REVIEW, CLAIM + "roles": ABSENT}, "claim_roles", id="review without roles"),
    pytest.param({CLAIM + "resource_link": ABSENT}, "claim_resource_link", id="resource link launch without one"),
    pytest.param({"message_type": "LtiEulaRequest"}, "message_type_unsupported", id="a message we do not do"),
]


@pytest.mark.parametrize("changes", GOOD)
def test_other_messages_open_a_session(tool, changes):
    response = tool.launch(**changes)
    assert response.status_code == 200, response.text
    session = tool.session_of(response)
    assert session.message_type == changes["message_type"]
    if changes.get(DL_CLAIM):
        assert session.deep_linking["data"] == "to the letter: \u00f1 =&"
        assert session.deep_linking["multiple"] is True
        assert session.resource_link_id is None
    if session.message_type.endswith("PrivacyLaunchRequest"):
        assert session.role == "visitor"


@pytest.mark.parametrize(("changes", "code"), BAD)
def test_other_messages_that_are_wrong(tool, refused, changes, code):
    begun = tool.begin()
    refused.check(tool.launch(begun, **changes), code)
    assert tool.launch(begun).status_code == 200


def test_a_review_names_the_student_only_where_the_platform_knows_one(tool):
    tool.launch(sub="student-9", roles=["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"])
    person = tool.person("student-9")
    assert tool.session_of(tool.launch(**REVIEW)).about == person.public_id
    nobody = {**REVIEW, CLAIM + "for_user": {"user_id": "never came"}}
    assert tool.session_of(tool.launch(**nobody)).about == ""


def test_an_address_from_a_score_names_the_student(tool):
    address = "https://senda.test/lti/launch/review/abc-DEF_1"
    assert tool.session_of(tool.launch(target_link_uri=address)).about == "abc-DEF_1"
    strange = "https://senda.test/lti/launch/review/a%3Cscript%3E"
    assert tool.session_of(tool.launch(target_link_uri=strange)).about == ""
