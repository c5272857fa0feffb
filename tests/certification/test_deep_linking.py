"""Deep linking: the request is received; the answer's format, times, signature, claims and values."""

from __future__ import annotations

import json
import re
import time
from html import unescape

import jwt
import pytest
from fake_platform import ABSENT, CLAIM, MEMBERSHIP
from tool_under_test import TOOL

from lti_tool.actions.take_own_bank import own_content

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
RETURN = "https://lms.example/mod/lti/contentitem_return.php?course=2&id=2"
CODES = ("fractions-equivalent", "fractions-add")
SETTINGS = {
    "deep_link_return_url": RETURN,
    "accept_types": ["link", "ltiResourceLink"],
    "accept_presentation_document_targets": ["iframe", "window"],
    "accept_multiple": True,
    "data": 'to the "letter" & <back> ñ',
}


def ask(tool, settings=SETTINGS, *, role="Instructor", **changes):
    """A deep linking launch."""
    wanted = {
        "message_type": "LtiDeepLinkingRequest",
        "resource_link": ABSENT,
        "roles": [MEMBERSHIP + role],
        DL + "deep_linking_settings": settings,
        "context": {"id": f"course-{time.monotonic_ns()}", "title": "Course"},
    }
    begun = tool.begin()
    return begun.browser, tool.launch(begun, **{**wanted, **changes})


class Dialogue:
    """A deep linking launch that was let in, and what is done in it."""

    def __init__(self, tool, settings=SETTINGS, **changes):
        self.browser, self.first = ask(tool, settings, **changes)
        assert self.first.status_code == 200, self.first.text
        self.launch = re.search(r'data-launch="([^"]+)"', self.first.text)[1]
        self.token = re.search(r'name="senda-token" content="([^"]+)"', self.first.text)[1]
        self.tool = tool

    def open(self, path, **form):
        return self.browser.open(
            f"/s/{self.launch}/placing/{path}",
            base_url=TOOL,
            method="POST" if form else "GET",
            data=form or None,
            headers={"Authorization": f"Bearer {self.token}"},
        )

    def bank(self):
        """The bank of Senda, taken in where it is missing."""
        went = self.open("framework", framework="", next="x")
        competencies = self.browser.get(
            went.headers["Location"], base_url=TOOL, headers={"Authorization": f"Bearer {self.token}"}
        )
        framework = re.search(r'name="framework" value="([^"]+)"', competencies.text)[1]
        page = self.open(f"bank?framework={framework}&competency={CODES[0]}&competency={CODES[1]}")
        return re.search(r'name="bank" value="([^"]+)"', page.text)[1]

    def place(self, *kinds, **form):
        """What the last page sends."""
        values = {
            "key": "a key of this form",
            "bank": self.bank(),
            "competency": list(CODES),
            "kind": list(kinds),
        }
        for kind in kinds:
            values |= {f"title-{kind}": f"The {kind}", f"graded-{kind}": "yes", f"maximum-{kind}": "10"}
        values |= form
        return self.open("", **{name: value for name, value in values.items() if value is not None})


def carried(page):
    """Address and token of the form that leaves for the platform."""
    form = re.search(
        r'<form method="post" action="([^"]+)"[^>]*data-leave>(.*?)</form>', page.text, re.DOTALL
    )
    names = re.findall(r'name="([^"]+)"', form[2])
    assert names == ["JWT"], "nothing else is sent"
    return unescape(form[1]), re.search(r'name="JWT" value="([^"]+)"', form[2])[1]


def verified(tool, token):
    """The claims, checked with our published keys as a platform does."""
    header = jwt.get_unverified_header(token)
    keys = {key["kid"]: key for key in tool.browser().get("/lti/jwks.json", base_url=TOOL).get_json()["keys"]}
    assert header["alg"] == "RS256"
    public = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(keys[header["kid"]]))
    return jwt.decode(
        token,
        public,
        algorithms=["RS256"],
        audience=tool.platform.issuer,
        issuer=tool.platform.client_id,
        options={"require": ["iss", "aud", "iat", "exp", "nonce"]},
    )


@pytest.fixture(scope="module")
def answer(tool):
    """An answer with two activities, and its claims."""
    page = Dialogue(tool).place(
        "diagnostic",
        "itinerary",
        **{
            "title-diagnostic": 'Fractions: "¿qué sabes?" <b>',
            "opens-diagnostic": "2030-01-10T08:00:00+01:00",
            "closes-diagnostic": "2030-02-10T07:00:00Z",
            "target": "window",
            "graded-itinerary": None,
        },
    )
    assert page.status_code == 200, page.text
    address, token = carried(page)
    return address, token, verified(tool, token)


def test_the_request_is_received(tool):
    page = Dialogue(tool).first
    assert 'name="senda-token"' in page.text
    assert "What does your class learn?" in page.text


def test_the_response_is_a_form_post_to_the_return_url_of_the_token(answer):
    address, token, _ = answer
    assert address == RETURN
    assert token.count(".") == 2


def test_the_signature_is_of_a_published_key(tool, answer):
    _, token, claims = answer
    assert claims == verified(tool, token)
    header, payload, signature = token.split(".")
    with pytest.raises(jwt.InvalidSignatureError):
        verified(tool, ".".join([header, payload, "A" * len(signature)]))


def test_the_timestamps(answer):
    _, _, claims = answer
    assert isinstance(claims["iat"], int)
    assert isinstance(claims["exp"], int)
    assert time.time() - 60 < claims["iat"] <= time.time()
    assert time.time() < claims["exp"] <= claims["iat"] + 300


def test_the_required_claims_and_their_values(tool, answer):
    _, _, claims = answer
    assert claims["iss"] == tool.platform.client_id
    assert claims["aud"] == [tool.platform.issuer]
    assert len(claims["nonce"]) >= 22
    assert claims[CLAIM + "message_type"] == "LtiDeepLinkingResponse"
    assert claims[CLAIM + "version"] == "1.3.0"
    assert claims[CLAIM + "deployment_id"] == tool.platform.deployment_id
    assert claims[DL + "data"] == SETTINGS["data"]
    assert not set(claims) & {DL + "msg", DL + "errormsg"}


def test_the_content_items(tool, answer):
    _, _, claims = answer
    first, second = claims[DL + "content_items"]
    activity = first["custom"]["senda_activity"]
    assert re.fullmatch(r"[A-Za-z0-9_-]{16}", activity)
    assert first == {
        "type": "ltiResourceLink",
        "title": 'Fractions: "¿qué sabes?" <b>',
        "text": "A few questions to find out what you already master. It is not an exam.",
        "url": f"{TOOL}/lti/launch",
        "icon": {"url": f"{TOOL}/static/favicon.svg", "width": 16, "height": 16},
        "custom": {"senda_activity": activity},
        "lineItem": {
            "label": 'Fractions: "¿qué sabes?" <b>',
            "scoreMaximum": 10,
            "resourceId": activity,
            "tag": "senda-diagnostic",
            "submissionReview": {"reviewableStatus": ["Submitted", "Completed"], "label": "Result in Senda"},
        },
        "available": {"startDateTime": "2030-01-10T07:00:00Z", "endDateTime": "2030-02-10T07:00:00Z"},
        "submission": {"endDateTime": "2030-02-10T07:00:00Z"},
        "window": {"targetName": f"senda-{activity}"},
    }
    assert (second["type"], second["title"]) == ("ltiResourceLink", "The itinerary")
    assert not {"lineItem", "available", "submission", "iframe"} & set(second), "no grade, no dates, a window"
    assert tool.browser().get("/static/favicon.svg", base_url=TOOL).status_code == 200


def test_without_data_none_comes_back(tool):
    settings = {name: value for name, value in SETTINGS.items() if name != "data"}
    _, token = carried(Dialogue(tool, settings).place("diagnostic"))
    assert DL + "data" not in verified(tool, token)


def test_empty_data_comes_back_empty(tool):
    _, token = carried(Dialogue(tool, SETTINGS | {"data": ""}).place("diagnostic"))
    assert verified(tool, token)[DL + "data"] == ""


def test_the_same_form_twice_gives_the_same_items_under_new_nonces(tool):
    dialogue = Dialogue(tool)
    first, second = (verified(tool, carried(dialogue.place("diagnostic"))[1]) for _ in range(2))
    assert first[DL + "content_items"] == second[DL + "content_items"]
    assert first["nonce"] != second["nonce"]


@pytest.mark.parametrize(
    ("targets", "chosen", "there", "away"),
    [
        (["iframe", "window"], "iframe", "iframe", "window"),
        (["frame", "iframe"], "window", "iframe", "window"),
        (["window"], "iframe", "window", "iframe"),
        (["embed"], "", "custom", "iframe"),
    ],
)
def test_it_opens_as_the_platform_accepts(tool, targets, chosen, there, away):
    settings = SETTINGS | {"accept_presentation_document_targets": targets}
    _, token = carried(Dialogue(tool, settings).place("diagnostic", target=chosen))
    (item,) = verified(tool, token)[DL + "content_items"]
    assert there in item
    assert away not in item


def test_no_line_item_where_the_platform_takes_none(tool):
    _, token = carried(Dialogue(tool, SETTINGS | {"accept_lineitem": False}).place("diagnostic"))
    assert "lineItem" not in verified(tool, token)[DL + "content_items"][0]


def test_tutoring_gives_no_grade_whatever_is_sent(tool):
    _, token = carried(Dialogue(tool).place("tutoring"))
    assert "lineItem" not in verified(tool, token)[DL + "content_items"][0]


def test_going_back_with_nothing(tool):
    address, token = carried(Dialogue(tool).open("cancel", go="back"))
    claims = verified(tool, token)
    assert address == RETURN
    assert claims[DL + "content_items"] == []
    assert claims[DL + "msg"] == "Nothing was chosen."
    assert claims[DL + "data"] == SETTINGS["data"]


def test_the_first_document_may_post_to_the_return_url_and_to_no_foreign_site(tool):
    first = Dialogue(tool).first
    policy = dict(part.split(" ", 1) for part in first.headers["Content-Security-Policy"].split("; "))
    assert policy["form-action"].split()[:2] == ["'self'", "https://lms.example"]
    assert "*" not in policy["form-action"]
    assert "https://lms.example" in policy["frame-ancestors"]
    ordinary = tool.launch(roles=[MEMBERSHIP + "Instructor"])
    assert "form-action 'self';" in ordinary.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["return_url", "deep_link_return_url", "action", "url"])
def test_a_return_url_in_the_form_is_not_used(tool, name):
    forged = {name: "https://evil.example/steal"}
    for page in (Dialogue(tool).place("diagnostic", **forged), Dialogue(tool).open("cancel", **forged)):
        assert carried(page)[0] == RETURN
        assert "evil.example" not in page.text
        assert "evil.example" not in page.headers["Content-Security-Policy"]


def test_several_where_the_platform_takes_one(tool):
    dialogue = Dialogue(tool, SETTINGS | {"accept_multiple": False})
    page = dialogue.place("diagnostic", "itinerary")
    assert page.status_code == 422
    assert page.headers.get("X-Senda-Error") == "placing_kind"
    assert len(verified(tool, carried(dialogue.place("itinerary"))[1])[DL + "content_items"]) == 1


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (ABSENT, "claim_deep_linking"),
        (None, "claim_deep_linking"),
        ("text", "claim_deep_linking"),
        ({n: v for n, v in SETTINGS.items() if n != "deep_link_return_url"}, "claim_deep_linking"),
        ({**SETTINGS, "data": ["a"]}, "claim_invalid"),
        ({**SETTINGS, "data": "x" * 20_000}, "claim_invalid"),
    ],
    ids=["missing", "null", "a text", "no return url", "data a list", "data far too long"],
)
def test_settings_that_cannot_be(tool, refused, settings, code):
    refused.check(ask(tool, settings)[1], code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"accept_types": ["link", "file"]}, "deep_linking_types"),
        ({"accept_types": []}, "deep_linking_types"),
    ],
    ids=["other types", "no type"],
)
def test_where_no_activity_is_wanted(tool, changes, code):
    page = ask(tool, SETTINGS | changes)[1]
    _is_refused(page, code)


@pytest.mark.parametrize("role", ["Learner", "Mentor"])
def test_only_teachers(tool, role):
    _is_refused(ask(tool, role=role)[1], "deep_linking_teachers")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//lms.example/return", "ftp://lms.example/x", 7, ""])
def test_return_urls_that_are_none(tool, refused, url):
    page = ask(tool, SETTINGS | {"deep_link_return_url": url})[1]
    assert page.status_code == 400
    assert page.headers["X-Senda-Error"] in ("claim_deep_linking", "deep_linking_return", "claim_invalid")
    assert "senda-token" not in page.text


def _is_refused(page, code):
    """A page that says it, without a session in it."""
    assert page.headers.get("X-Senda-Error") == code, page.text
    assert 400 <= page.status_code < 500
    assert "senda-token" not in page.text
    assert "data-launch" not in page.text
    assert "Traceback" not in page.text


def test_the_bank_is_read_once_for_all():
    assert own_content() is own_content()
