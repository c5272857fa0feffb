"""Deep linking without a database: what is refused, what an item holds, what a key of ours that is shut does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.lms.base import DeepLinking
from keys.sealing import CannotUnseal
from lti_tool.errors import ClaimsRefused, PassingFailure
from lti_tool.lti.deep_linking import Asked, Chosen, check_request, content_item, response_claims, sign

NOW = datetime(2026, 3, 2, 9, 0, 30, tzinfo=UTC)
SETTINGS = DeepLinking("https://lms.example/return", ("ltiResourceLink",), ("iframe",))
CHOSEN = Chosen("abc", "diagnostic", "Fractions", "A few questions.")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"return_url": "http://lms.example/return"}, "deep_linking_return"),
        ({"return_url": "https://a:b@lms.example/"}, "deep_linking_return"),
        ({"return_url": "javascript:alert(1)"}, "deep_linking_return"),
        ({"return_url": ""}, "deep_linking_return"),
        ({"accept_types": ("link", "html")}, "deep_linking_types"),
        ({"accept_types": ()}, "deep_linking_types"),
    ],
)
def test_what_cannot_be_answered(changes: dict[str, object], code: str) -> None:
    with pytest.raises(ClaimsRefused, match=code):
        check_request(replace(SETTINGS, **changes), allow_private_hosts=False)  # type: ignore[arg-type]


def test_plain_http_only_for_development() -> None:
    plain = replace(SETTINGS, return_url="http://127.0.0.1:8001/return")
    check_request(plain, allow_private_hosts=True)
    check_request(SETTINGS, allow_private_hosts=False)


@pytest.mark.parametrize(("maximum", "written"), [(10.0, 10), (7.5, 7.5), (0.1, 0.1)])
def test_the_maximum_as_it_is_written(maximum: float, written: object) -> None:
    item = content_item(replace(CHOSEN, maximum=maximum), SETTINGS, "https://senda.example")
    assert item["lineItem"]["scoreMaximum"] == written
    assert type(item["lineItem"]["scoreMaximum"]) is type(written)


def test_only_what_was_chosen_is_said() -> None:
    item = content_item(CHOSEN, SETTINGS, "https://senda.example")
    assert set(item) == {"type", "title", "text", "url", "icon", "custom", "iframe"}
    opening = replace(CHOSEN, opens_at=NOW.astimezone(tz=None))
    assert content_item(opening, SETTINGS, "")["available"] == {"startDateTime": "2026-03-02T09:00:30Z"}
    assert "submission" not in content_item(opening, SETTINGS, "")


def test_an_answer_lives_five_minutes_and_is_dated_a_little_back() -> None:
    asked = Asked("https://lms.example", "client", "1", SETTINGS)
    claims = response_claims(asked, [], now=NOW)
    assert claims["iat"] == int((NOW - timedelta(seconds=30)).timestamp())
    assert claims["exp"] - claims["iat"] == 300
    assert claims["nonce"] != response_claims(asked, [], now=NOW)["nonce"]


def test_a_key_that_cannot_be_opened_is_the_operators_to_mend() -> None:
    class Shut:
        def signing_key(self, now: datetime) -> object:
            raise CannotUnseal("sealed with another secret")

    with pytest.raises(PassingFailure, match="key_unavailable"):
        sign(Shut(), {}, NOW)  # type: ignore[arg-type]
