"""Bad launches beyond the conformance list: each differs from an accepted twin in one thing."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fake_platform import ABSENT, MEMBERSHIP, FakePlatform, private_key, sign_bytes

NOW = int(time.time())
# So far off that it is still the future when this file's turn comes.
TOMORROW = NOW + 24 * 3600

CLAIMS: list[tuple[str, dict[str, Any], str]] = [
    ("exp missing", {"exp": ABSENT}, "token_times_missing"),
    ("iat missing", {"iat": ABSENT}, "token_times_missing"),
    ("exp null", {"exp": None}, "token_times_invalid"),
    ("exp a text", {"exp": "2100-01-01"}, "token_times_invalid"),
    ("exp true", {"exp": True}, "token_times_invalid"),
    ("exp beyond all time", {"exp": 10**400}, "token_times_invalid"),
    ("iat negative", {"iat": -1}, "token_times_invalid"),
    ("expired", {"iat": NOW - 3600, "exp": NOW - 3000}, "token_expired"),
    ("issued in the future", {"iat": TOMORROW, "exp": TOMORROW + 60}, "token_from_future"),
    ("not before the future", {"nbf": TOMORROW}, "token_from_future"),
    ("nonce missing", {"nonce": ABSENT}, "token_nonce_missing"),
    ("nonce null", {"nonce": None}, "token_nonce_missing"),
    ("nonce of nobody", {"nonce": "a nonce that no login made"}, "token_nonce"),
    ("nonce not ASCII", {"nonce": "ñandú"}, "token_nonce"),
    ("wrong aud", {"aud": "client-of-another"}, "token_audience"),
    ("aud missing", {"aud": ABSENT}, "token_audience"),
    ("aud null", {"aud": None}, "token_audience"),
    ("aud a mapping", {"aud": {"client-1": True}}, "token_audience"),
    ("aud contains the client's name", {"aud": "client-11"}, "token_audience"),
    ("several aud without azp", {"aud": ["client-1", "other"]}, "token_authorized_party"),
    (
        "several aud with a wrong azp",
        {"aud": ["client-1", "other"], "azp": "other"},
        "token_authorized_party",
    ),
    ("one aud with a wrong azp", {"azp": "other"}, "token_authorized_party"),
    ("wrong iss", {"iss": "https://somebody.example"}, "token_issuer"),
    ("iss missing", {"iss": ABSENT}, "token_issuer"),
    ("iss a list", {"iss": ["https://lms.example"]}, "token_issuer"),
    ("unknown deployment", {"deployment_id": "77"}, "deployment_pending"),
    ("deployment of another platform", {"deployment_id": "9"}, "deployment_pending"),
    ("deployment a number", {"deployment_id": 1}, "claim_deployment_id"),
    ("deployment empty", {"deployment_id": ""}, "claim_deployment_id"),
    ("roles null", {"roles": None}, "claim_roles"),
    ("roles a text", {"roles": MEMBERSHIP + "Learner"}, "claim_roles"),
    ("roles with a number in it", {"roles": [MEMBERSHIP + "Learner", 7]}, "claim_roles"),
    ("resource link null", {"resource_link": None}, "claim_resource_link"),
    ("resource link a list", {"resource_link": ["link-1"]}, "claim_resource_link"),
    ("resource link id null", {"resource_link": {"id": None}}, "claim_resource_link"),
    ("resource link id empty", {"resource_link": {"id": " "}}, "claim_resource_link"),
    ("resource link id too long", {"resource_link": {"id": "x" * 256}}, "claim_resource_link"),
    ("context null", {"context": None}, "claim_invalid"),
    ("context without id", {"context": {"title": "Mathematics"}}, "claim_invalid"),
    ("sub null", {"sub": None}, "claim_subject"),
    ("sub empty", {"sub": ""}, "claim_subject"),
    ("sub a number", {"sub": 7}, "claim_subject"),
    ("sub with a zero byte", {"sub": "person\0"}, "claim_subject"),
    ("sub too long", {"sub": "x" * 256}, "claim_subject"),
    ("version null", {"version": None}, "claim_version"),
    ("version a number", {"version": 1.3}, "claim_version"),
    ("message type null", {"message_type": None}, "claim_message_type"),
    ("message type unknown", {"message_type": "LtiSomethingRequest"}, "message_type_unsupported"),
    ("target missing", {"target_link_uri": ABSENT}, "target_missing"),
    ("target null", {"target_link_uri": None}, "claim_invalid"),
    (
        "target on a foreign host",
        {"target_link_uri": "https://elsewhere.example/lti/launch"},
        "target_foreign",
    ),
    (
        "target on a host that begins alike",
        {"target_link_uri": "https://senda.test.evil.example/"},
        "target_foreign",
    ),
    ("target with a user name", {"target_link_uri": "https://senda.test@evil.example/"}, "target_foreign"),
    ("target with a backslash", {"target_link_uri": "https://senda.test/\\evil.example/"}, "target_foreign"),
    ("target a script", {"target_link_uri": "javascript:alert(1)"}, "target_foreign"),
    ("presentation null", {"launch_presentation": None}, "claim_invalid"),
    (
        "return address a script",
        {"launch_presentation": {"return_url": "javascript:alert(1)"}},
        "claim_invalid",
    ),
    (
        "return address that would add to a header",
        {"launch_presentation": {"return_url": "https://x; script-src *@lms.example/"}},
        "claim_invalid",
    ),
    ("custom a text", {"https://purl.imsglobal.org/spec/lti/claim/custom": "a=b"}, "claim_invalid"),
    ("grade service null", {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": None}, "claim_invalid"),
]


@pytest.mark.parametrize(("changes", "code"), [case[1:] for case in CLAIMS], ids=[case[0] for case in CLAIMS])
def test_a_claim_is_wrong(tool, refused, changes, code):
    begun = tool.begin()
    refused.check(tool.launch(begun, **changes), code)
    # Junk does not burn a state: the same login still takes the accepted twin.
    assert tool.launch(begun).status_code == 200


class TestTheToken:
    """The token itself is wrong; its claims are those of the accepted twin."""

    @pytest.fixture
    def begun(self, tool):
        return tool.begin()

    @pytest.fixture
    def refuse(self, tool, refused, begun):
        """Post a token, expect the refusal; the twin is accepted afterwards."""

        def check(token: str, code: str) -> None:
            refused.check(tool.post(begun.browser, begun.state, token), code)
            assert tool.launch(begun).status_code == 200

        return check

    def test_exp_is_infinite(self, tool, begun, refuse):
        payload = json.dumps(tool.claims(begun, exp="EXP")).replace('"EXP"', "1e400")
        refuse(tool.platform.sign(payload.encode()), "token_malformed")

    def test_exp_is_not_a_number(self, tool, begun, refuse):
        payload = json.dumps(tool.claims(begun, exp=float("nan")))
        refuse(tool.platform.sign(payload.encode()), "token_malformed")

    @pytest.mark.parametrize("claim", ["sub", "nonce", "exp"])
    def test_duplicate_keys(self, tool, begun, refuse, claim):
        claims = tool.claims(begun)
        payload = json.dumps(claims)[:-1] + f", {json.dumps(claim)}: {json.dumps(claims[claim])}}}"
        refuse(tool.platform.sign(payload.encode()), "token_duplicate_key")

    def test_duplicate_keys_deep_inside(self, tool, begun, refuse):
        payload = json.dumps(tool.claims(begun)).replace('{"id": "link-1"', '{"id": "link-2", "id": "link-1"')
        refuse(tool.platform.sign(payload.encode()), "token_duplicate_key")

    def test_crit_header(self, tool, begun, refuse):
        refuse(tool.platform.sign(tool.claims(begun), crit=["exp"]), "token_critical_header")

    def test_crit_header_that_libraries_know(self, tool, begun, refuse):
        refuse(tool.platform.sign(tool.claims(begun), crit=["b64"], b64=True), "token_critical_header")

    def test_kid_a_number(self, tool, begun, refuse):
        refuse(tool.platform.sign(tool.claims(begun), kid=1), "token_kid_missing")

    def test_alg_none(self, tool, begun, refuse):
        payload = json.dumps(tool.claims(begun)).encode()
        refuse(sign_bytes(payload, {"kid": tool.platform.kid}, None, "none"), "token_algorithm")

    def test_hs256_keyed_with_the_public_key(self, tool, begun, refuse):
        public = tool.platform.keys[tool.platform.kid].public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        header = {"alg": "HS256", "kid": tool.platform.kid, "typ": "JWT"}
        parts = [
            jwt.utils.base64url_encode(json.dumps(part).encode()) for part in (header, tool.claims(begun))
        ]
        signer = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
        signature = jwt.utils.base64url_encode(signer.sign(b".".join(parts), pem))
        refuse(b".".join([*parts, signature]).decode(), "token_algorithm")

    def test_rs512(self, tool, begun, refuse):
        payload = json.dumps(tool.claims(begun)).encode()
        key = tool.platform.keys[tool.platform.kid]
        refuse(sign_bytes(payload, {"kid": tool.platform.kid}, key, "RS512"), "token_algorithm")

    def test_signed_by_another_registered_platform(self, tool, begun, refuse):
        payload = json.dumps(tool.claims(begun)).encode()
        key = tool.other.keys[tool.other.kid]
        refuse(sign_bytes(payload, {"kid": tool.other.kid}, key), "token_kid_unknown")

    def test_signed_by_another_platform_under_this_ones_kid(self, tool, begun, refuse):
        payload = json.dumps(tool.claims(begun)).encode()
        key = tool.other.keys[tool.other.kid]
        refuse(sign_bytes(payload, {"kid": tool.platform.kid}, key), "token_signature")

    def test_key_inside_the_header(self, tool, begun, refuse):
        stranger = FakePlatform(tool.server, name="stranger", number=2)
        header = {"kid": tool.platform.kid, "jku": stranger.server.origin + stranger.jwks_path}
        payload = json.dumps(tool.claims(begun)).encode()
        refuse(sign_bytes(payload, header, private_key(2)), "token_signature")
        assert tool.server.count(stranger.jwks_path) == 0

    def test_changed_after_signing(self, tool, begun, refuse):
        head, _, tail = tool.platform.sign(tool.claims(begun)).split(".")
        payload = jwt.utils.base64url_encode(json.dumps(tool.claims(begun, sub="somebody else")).encode())
        refuse(f"{head}.{payload.decode()}.{tail}", "token_signature")

    def test_a_megabyte(self, tool, begun, refuse):
        refuse(tool.platform.sign(tool.claims(begun, padding="x" * 1_000_000)), "too_large")

    def test_a_hundred_kilobytes(self, tool, begun, refuse):
        refuse(tool.platform.sign(tool.claims(begun, padding="x" * 100_000)), "token_too_large")

    def test_nested_very_deep(self, tool, begun, refuse):
        deep = b'{"a":' * 5_000 + b"1" + b"}" * 5_000
        refuse(tool.platform.sign(deep), "token_malformed")

    @pytest.mark.parametrize("token", ["x", "a.b", "a.b.c.d", "..", "e30.e30.", "ñ.ñ.ñ", "{}.{}.{}"])
    def test_no_token_at_all(self, refuse, token):
        code = "token_algorithm" if token == "e30.e30." else "token_malformed"
        refuse(token, code)

    def test_a_payload_that_is_a_list(self, tool, begun, refuse):
        refuse(tool.platform.sign(b"[1]"), "token_malformed")

    def test_a_payload_that_is_not_utf8(self, tool, begun, refuse):
        refuse(tool.platform.sign(b'{"sub": "\xff"}'), "token_malformed")


class TestTheState:
    """Token and login do not belong together, or not to this browser."""

    def test_a_state_used_twice(self, tool):
        begun = tool.begin()
        token = tool.platform.sign(tool.claims(begun))
        assert tool.post(begun.browser, begun.state, token).status_code == 200
        before = tool.rows()
        # The launch took the cookie away; a thief in the same browser would have kept it.
        _keep_cookie(tool, begun)
        again = tool.post(begun.browser, begun.state, token)
        assert (again.status_code, again.headers["X-Senda-Error"]) == (409, "state_used")
        assert tool.rows() == before

    def test_a_used_nonce_in_a_new_token(self, tool):
        begun = tool.begin()
        assert tool.launch(begun).status_code == 200
        before = tool.rows()
        _keep_cookie(tool, begun)
        again = tool.launch(begun)
        assert again.headers["X-Senda-Error"] == "state_used"
        assert tool.rows() == before

    def test_the_nonce_of_another_login(self, tool, refused):
        first, second = tool.begin(), tool.begin()
        token = tool.platform.sign(tool.claims(first))
        refused.check(tool.post(second.browser, second.state, token), "token_nonce")

    def test_a_login_at_one_platform_answered_by_anothers_token(self, tool, refused):
        begun = tool.begin()
        token = tool.other.sign(tool.other.claims("https://senda.test", begun.nonce))
        refused.check(tool.post(begun.browser, begun.state, token), "token_kid_unknown")

    def test_the_state_of_another_browser(self, tool, refused):
        begun = tool.begin()
        token = tool.platform.sign(tool.claims(begun))
        refused.check(tool.post(tool.browser(), begun.state, token), "browser_unbound")
        # A token stolen before use gives the thief nothing and takes nothing from its owner.
        assert tool.post(begun.browser, begun.state, token).status_code == 200

    def test_the_cookie_of_another_login(self, tool, refused):
        mine, theirs = tool.begin(), tool.begin()
        cookie = next(c for c in mine.response.headers.getlist("Set-Cookie") if c.startswith("senda_login_"))
        value = cookie.partition("=")[2].partition(";")[0]
        browser = tool.browser()
        browser.set_cookie("senda_login_" + _key(theirs), value, domain="senda.test", path="/lti/launch")
        token = tool.platform.sign(tool.claims(theirs))
        refused.check(tool.post(browser, theirs.state, token), "browser_unbound")

    @pytest.mark.parametrize("state", ["made up", "e30.e30", "", "."])
    def test_a_state_that_nobody_issued(self, tool, refused, state):
        begun = tool.begin()
        token = tool.platform.sign(tool.claims(begun))
        code = "form_incomplete" if not state else "state_invalid"
        refused.check(tool.post(begun.browser, state, token), code)

    def test_a_state_with_another_signature(self, tool, refused):
        begun, other = tool.begin(), tool.begin()
        mixed = begun.state.partition(".")[0] + "." + other.state.partition(".")[2]
        refused.check(
            tool.post(begun.browser, mixed, tool.platform.sign(tool.claims(begun))), "state_invalid"
        )

    def test_no_token(self, tool, refused):
        begun = tool.begin()
        response = begun.browser.post(
            "/lti/launch", data={"state": begun.state}, base_url="https://senda.test"
        )
        refused.check(response, "form_incomplete")

    @pytest.mark.parametrize("error", ["login_required", "interaction_required"])
    def test_the_platform_says_that_nobody_is_signed_in(self, tool, refused, error):
        begun = tool.begin()
        form = {"state": begun.state, "error": error, "error_description": "<script>alert(1)</script>"}
        response = begun.browser.post("/lti/launch", data=form, base_url="https://senda.test")
        refused.check(response, "platform_login_required")
        assert "<script>alert" not in response.text

    def test_the_platform_refuses(self, tool, refused):
        begun = tool.begin()
        form = {"state": begun.state, "error": "invalid_request"}
        response = begun.browser.post("/lti/launch", data=form, base_url="https://senda.test")
        refused.check(response, "platform_refused")


def _key(begun) -> str:
    cookie = next(c for c in begun.response.headers.getlist("Set-Cookie") if c.startswith("senda_login_"))
    return cookie.partition("=")[0].removeprefix("senda_login_")


def _keep_cookie(tool, begun) -> None:
    """Put the login's cookie back into the browser."""
    cookie = next(c for c in begun.response.headers.getlist("Set-Cookie") if c.startswith("senda_login_"))
    name, _, rest = cookie.partition("=")
    begun.browser.set_cookie(name, rest.partition(";")[0], domain="senda.test", path="/lti/launch")
