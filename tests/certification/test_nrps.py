"""Names and Role Provisioning Services, as the certification suite asks: bearer token, scope, right media type."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs

import jwt
import pytest
from fake_platform import private_key, reply
from fake_services import Lms, services

from adapters.lms.base import Role, RosterService
from lti_tool.lti.nrps import members

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


@pytest.fixture(scope="module")
def asked() -> Iterator[Lms]:
    """A platform whose list has been asked for once."""
    with services("generic") as lms:
        lms.server.answers["/members"] = {
            "id": lms.url("/members"),
            "context": {"id": "course-1"},
            "members": [
                {"user_id": "t", "roles": [MEMBERSHIP + "Instructor"], "status": "Active", "name": "Ana"},
                {"user_id": "s", "roles": [MEMBERSHIP + "Learner"], "status": "Active"},
            ],
        }
        found = list(members(lms.client, RosterService(lms.url("/members"))))
        assert [(one.person.subject, one.role) for one in found] == [("t", Role.TEACHER), ("s", Role.STUDENT)]
        yield lms


def test_nrps_token_is_asked_for_with_the_scope_of_the_service(asked: Lms) -> None:
    (request,) = asked.sent("/token")
    form = {name: values[0] for name, values in parse_qs(request[3].decode()).items()}
    assert form["grant_type"] == "client_credentials"
    assert form["scope"] == SCOPE
    assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    claims = jwt.decode(
        form["client_assertion"],
        private_key(3).public_key(),
        ["RS256"],
        audience=asked.url("/token"),
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims["iss"] == claims["sub"] == "client-1"


def test_nrps_request_carries_the_bearer_token(asked: Lms) -> None:
    (request,) = asked.sent("/members")
    assert request[2]["Authorization"] == "Bearer token-1"


def test_nrps_request_accepts_the_media_type_of_the_service(asked: Lms) -> None:
    (request,) = asked.sent("/members")
    assert request[0] == "GET"
    assert request[2]["Accept"] == MEDIA_TYPE


def test_nrps_request_asks_for_no_role_and_no_limit(asked: Lms) -> None:
    (request,) = asked.sent("/members")
    assert request[1] == "/members"


def test_nrps_link_of_the_next_page_is_followed_with_the_same_token() -> None:
    with services("generic") as lms:

        def page(handler, _body) -> None:
            last = "page=B2" in handler.path
            link = {} if last else {"Link": f'<{lms.url("/members")}?page=B2>; rel="next"'}
            entry = {"user_id": "2" if last else "1", "roles": ["Learner"]}
            reply(handler, 200, {"members": [entry]}, link)

        lms.server.answers["/members"] = page
        assert len(list(members(lms.client, RosterService(lms.url("/members"))))) == 2
        assert [request[1] for request in lms.sent("/members")] == ["/members", "/members?page=B2"]
        assert {request[2]["Authorization"] for request in lms.sent("/members")} == {"Bearer token-1"}
        assert len(lms.sent("/token")) == 1
