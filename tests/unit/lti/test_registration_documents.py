"""What is sent to register: as a real Moodle accepted it, as Canvas and the specification ask for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.lms.offer import DEEP_LINKING, MESSAGES, NOTICES, SCOPES, Offer
from adapters.lms.registry import ADAPTERS, adapter_for, family_of
from adapters.lms.tool import TOOL_CONFIGURATION, ToolAddresses, canvas_key, registration_document
from lti_tool.errors import RegistrationRefused
from lti_tool.lti.registration import Configuration, read_configuration

TOOL = ToolAddresses("http://localhost:9100")


def load(test_data: Path, name: str) -> Any:
    return json.loads((test_data / "moodle" / f"{name}.json").read_text())


@pytest.fixture
def moodle(test_data: Path) -> Configuration:
    address = load(test_data, "registration_initiation")["query"]["openid_configuration"]
    return read_configuration(load(test_data, "openid_configuration"), address, plain=True)


class TestMoodle:
    def test_its_configuration_is_understood(self, moodle):
        assert (moodle.family, moodle.issuer) == ("moodle", "http://localhost:8100")
        assert moodle.auth_login_url.endswith("/mod/lti/auth.php")
        assert moodle.registration_url.endswith("/mod/lti/openid-registration.php")
        assert moodle.offer.version
        assert moodle.auth_audience == ""

    def test_it_must_be_allowed_to_be_plain_http(self, test_data):
        document = load(test_data, "openid_configuration")
        with pytest.raises(RegistrationRefused) as caught:
            read_configuration(document, "http://localhost:8100/x", plain=False)
        assert caught.value.code == "registration_incomplete"

    def test_ours_has_everything_that_it_accepted(self, moodle, test_data):
        accepted = load(test_data, "registration_request")["body"]
        sent = registration_document(TOOL, moodle.adapter, moodle.offer)
        optional = {"policy_uri", "tos_uri", "contacts"}
        assert set(accepted) - optional <= set(sent)
        for name in ("application_type", "response_types", "grant_types", "token_endpoint_auth_method"):
            assert sent[name] == accepted[name]
        ours, theirs = sent[TOOL_CONFIGURATION], accepted[TOOL_CONFIGURATION]
        assert set(theirs) <= set(ours)
        assert set(ours["claims"]) == set(theirs["claims"])
        assert ours["domain"] == "localhost:9100"
        assert ours["target_link_uri"] == sent["redirect_uris"][0]

    def test_only_rights_that_it_has(self, moodle, test_data):
        granted = set(load(test_data, "registration_response")["body"]["scope"].split())
        sent = set(registration_document(TOOL, moodle.adapter, moodle.offer)["scope"].split())
        assert sent <= granted
        lineitem = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
        assert {lineitem, lineitem + ".readonly"} <= sent

    def test_one_deep_linking_message(self, moodle):
        ours = registration_document(TOOL, moodle.adapter, moodle.offer)[TOOL_CONFIGURATION]
        kinds = [message["type"] for message in ours["messages"]]
        assert kinds.count(DEEP_LINKING) == 1
        assert ours["messages"][-1]["type"] == DEEP_LINKING  # Moodle takes the last
        assert ours["custom_parameters"] == {
            "context_history": "$Context.id.history",
            "group_ids": "$Moodle.Person.userGroupIds",
        }


class TestCanvas:
    OFFER = Offer(
        scopes=(*SCOPES[:5], NOTICES), variables=("Canvas.course.sectionIds", "ResourceLink.id.history")
    )

    def test_placements(self):
        ours = registration_document(TOOL, adapter_for("canvas"), self.OFFER)[TOOL_CONFIGURATION]
        places = {place: m["type"] for m in ours["messages"] for place in m["placements"]}
        assert places == {
            "course_navigation": "LtiResourceLinkRequest",
            "assignment_selection": DEEP_LINKING,
            "link_selection": DEEP_LINKING,
        }
        assert ours["https://canvas.instructure.com/lti/privacy_level"] == "public"
        assert ours["custom_parameters"] == {
            "section_ids": "$Canvas.course.sectionIds",
            "link_history": "$ResourceLink.id.history",
        }

    def test_a_developer_key(self):
        key = canvas_key(ToolAddresses("https://senda.test"), adapter_for("canvas"))
        assert key["oidc_initiation_url"] == "https://senda.test/lti/login"
        assert key["public_jwk_url"] == "https://senda.test/lti/jwks.json"
        assert NOTICES in key["scopes"]
        assert key["custom_fields"]["section_ids"] == "$Canvas.course.sectionIds"
        (extension,) = key["extensions"]
        assert extension["privacy_level"] == "public"
        placements = extension["settings"]["placements"]
        assert [one["placement"] for one in placements] == [
            "course_navigation", "assignment_selection", "link_selection",
        ]  # fmt: skip
        for one in placements:
            assert set(one["labels"]) == {"en", "es"}
            assert one["target_link_uri"] == "https://senda.test/lti/launch"

    @pytest.mark.parametrize(
        ("configured_at", "issuer", "good"),
        [
            ("school.instructure.com", "canvas.instructure.com", True),
            ("sso.canvaslms.com", "canvas.instructure.com", True),
            ("canvas.school.example", "canvas.school.example", True),
            ("canvas.school.example", "canvas.instructure.com", False),
            ("school.instructure.com.evil.example", "canvas.instructure.com", False),
            ("evilinstructure.com", "canvas.instructure.com", False),
        ],
    )
    def test_one_issuer_for_all_tenants(self, configured_at, issuer, good):
        assert adapter_for("canvas").may_configure(configured_at, issuer) is good

    def test_the_audience_of_a_token_is_its_address(self):
        assert adapter_for("canvas").token_audience("canvas.instructure.com") == ""
        assert adapter_for("generic").token_audience("https://auth.example") == "https://auth.example"


class TestOthers:
    def test_everything_that_is_listed(self):
        offered = Offer(scopes=SCOPES, messages={kind: () for kind in MESSAGES})
        ours = registration_document(TOOL, adapter_for("sakai"), offered)
        assert set(ours["scope"].split()) == set(SCOPES)
        kinds = [message["type"] for message in ours[TOOL_CONFIGURATION]["messages"]]
        assert sorted(kinds) == sorted(MESSAGES)
        assert kinds[0] == DEEP_LINKING  # Sakai takes the first
        assert set(ours[TOOL_CONFIGURATION]["custom_parameters"]) == {"context_history", "link_history"}

    def test_where_nothing_is_listed_the_usual_is_asked(self):
        ours = registration_document(TOOL, adapter_for("generic"), Offer())
        assert len(ours["scope"].split()) == 5
        assert [m["type"] for m in ours[TOOL_CONFIGURATION]["messages"]] == [
            DEEP_LINKING, "LtiResourceLinkRequest",
        ]  # fmt: skip

    def test_names_in_both_languages(self):
        for adapter in ADAPTERS.values():
            ours = registration_document(TOOL, adapter, Offer())
            assert ours["client_name"]
            assert ours["client_name#es"]
            assert all("label#es" in m for m in ours[TOOL_CONFIGURATION]["messages"] if "label" in m)

    def test_vendors_services_stand_on_hosts_of_their_own(self):
        brightspace = adapter_for("desire2learn")
        assert brightspace.may_serve("auth.brightspace.com", "school.brightspace.com")
        assert not brightspace.may_configure("other.brightspace.com", "school.brightspace.com")
        assert not brightspace.may_serve("brightspace.com.evil.example", "school.brightspace.com")
        assert adapter_for("generic").may_serve("auth.lms.example", "lms.example")
        assert not adapter_for("generic").may_serve("evil-lms.example", "lms.example")


@pytest.mark.parametrize(
    ("product", "login", "family"),
    [
        ("moodle", "https://x/", "moodle"),
        ("canvas", "https://x/", "canvas"),
        ("desire2learn", "https://x/", "desire2learn"),
        ("BlackboardLearn", "https://x/", "blackboard"),
        ("sakailms.org", "https://x/", "sakai"),
        ("open-edx", "https://x/", "openedx"),
        ("", "https://school.example/d2l/lti/authenticate", "desire2learn"),
        ("", "https://developer.blackboard.com/api/v1/gateway/oidcauth", "blackboard"),
        ("", "https://sakai.example/imsoidc/lti13/oidc_auth", "sakai"),
        ("", "https://edx.example/api/lti_consumer/v1/launch/", "openedx"),
        ("", "https://canvas.school.example/api/lti/authorize_redirect", "canvas"),
        ("ilias", "https://x/", "generic"),
    ],
)
def test_families_by_what_they_say_and_where_they_are(product, login, family):
    assert family_of("https://lms.example", login, product) == family
    assert adapter_for(family).family == family
