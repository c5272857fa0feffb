"""The known-bad launches of the LTI Advantage conformance list.

Each differs from an accepted twin in one field; the twin is launched in the same test.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from fake_platform import ABSENT

CLAIMS: list[tuple[str, dict[str, Any], str]] = [
    ("wrong LTI version", {"version": "11.3"}, "claim_version"),
    ("no LTI version", {"version": ABSENT}, "claim_version"),
    ("timestamps incorrect", {"iat": 11111, "exp": 22222}, "token_expired"),
    ("message_type missing", {"message_type": ABSENT}, "claim_message_type"),
    ("roles claim missing", {"roles": ABSENT}, "claim_roles"),
    ("deployment_id missing", {"deployment_id": ABSENT}, "claim_deployment_id"),
    ("resource link missing", {"resource_link": ABSENT}, "claim_resource_link"),
    ("resource link id missing", {"resource_link": {"title": "Where I stand"}}, "claim_resource_link"),
    ("sub missing", {"sub": ABSENT}, "claim_subject"),
]


@pytest.mark.parametrize(("changes", "code"), [case[1:] for case in CLAIMS], ids=[case[0] for case in CLAIMS])
def test_a_claim_is_wrong(tool, refused, changes, code):
    refused.check(tool.launch(**changes), code)
    assert tool.launch().status_code == 200


def test_no_kid_in_the_header(tool, refused):
    begun = tool.begin()
    claims = tool.claims(begun)
    refused.check(
        tool.post(begun.browser, begun.state, tool.platform.sign(claims, kid=ABSENT)), "token_kid_missing"
    )
    assert tool.post(begun.browser, begun.state, tool.platform.sign(claims)).status_code == 200


def test_unknown_kid(tool, refused):
    begun = tool.begin()
    claims = tool.claims(begun)
    refused.check(
        tool.post(begun.browser, begun.state, tool.platform.sign(claims, kid="never-published")),
        "token_kid_unknown",
    )
    assert tool.post(begun.browser, begun.state, tool.platform.sign(claims)).status_code == 200


def test_not_a_1_3_message(tool, refused):
    begun = tool.begin()
    token = tool.platform.sign({"name": "badltilaunch"})
    refused.check(tool.post(begun.browser, begun.state, token), "token_issuer")
    assert tool.launch(begun).status_code == 200


def test_lti_claims_missing(tool, refused):
    begun = tool.begin()
    now = int(time.time())
    bare = {
        "iss": tool.platform.issuer,
        "aud": tool.platform.client_id,
        "sub": "person",
        "iat": now,
        "exp": now + 60,
        "nonce": begun.nonce,
        "name": "badltilaunch",
    }
    refused.check(tool.post(begun.browser, begun.state, tool.platform.sign(bare)), "claims_not_lti")
    assert tool.launch(begun).status_code == 200
