"""Platform storage in place of a cookie: what counts as proof that this browser began."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
from fake_platform import query_of
from tool_under_test import TOOL


@pytest.fixture
def stored(tool):
    """A login whose value lies in the platform's storage, and a token that answers it."""
    response = tool.login(tool.browser(), lti_storage_target="_parent")
    assert response.status_code == 200
    data = {name: html.unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', response.text)}
    asked = query_of(data["onward"])
    data["state"] = asked["state"]
    data["token"] = tool.platform.sign(tool.platform.claims(TOOL, asked["nonce"]))
    return data


def send(tool, stored, *, storage: str | None, **headers: str):
    form = {"state": stored["state"], "id_token": stored["token"]}
    if storage is not None:
        form["storage"] = storage
    return tool.browser().post("/lti/launch", data=form, headers=headers, base_url=TOOL)


def test_the_login_leaves_a_value_with_the_platform_alone(tool, stored):
    assert stored["origin"] == tool.platform.issuer
    assert urlsplit(stored["onward"])._replace(query="").geturl() == tool.platform.auth_login_url
    assert stored["value"] not in stored["onward"]


def test_without_a_cookie_the_storage_is_asked_and_nothing_is_opened(tool, refused, stored):
    response = send(tool, stored, storage=None)
    assert response.status_code == 200
    assert 'data-step="get"' in response.text
    assert stored["value"] not in response.text
    assert tool.rows() == refused.before


@pytest.mark.parametrize(
    "headers", [{"Origin": TOOL}, {"Sec-Fetch-Site": "same-origin"}], ids=["origin", "fetch"]
)
def test_the_value_from_our_own_page_opens(tool, stored, headers):
    assert send(tool, stored, storage=stored["value"], **headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://lms.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=["nobody", "null", "foreign", "the platform", "cross-site", "contradiction"],
)
def test_the_value_from_another_page_does_not(tool, refused, stored, headers):
    refused.check(send(tool, stored, storage=stored["value"], **headers), "browser_unbound")
    assert send(tool, stored, storage=stored["value"], Origin=TOOL).status_code == 200


@pytest.mark.parametrize("value", ["", "forged", "ñ"])
def test_another_value_does_not(tool, refused, stored, value):
    refused.check(send(tool, stored, storage=value, Origin=TOOL), "browser_unbound")


def test_a_login_without_storage_takes_no_storage_value(tool, refused):
    begun = tool.begin()
    form = {"state": begun.state, "id_token": tool.platform.sign(tool.claims(begun)), "storage": "x"}
    response = tool.browser().post("/lti/launch", data=form, headers={"Origin": TOOL}, base_url=TOOL)
    refused.check(response, "browser_unbound")
