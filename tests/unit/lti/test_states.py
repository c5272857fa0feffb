from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.errors import StateRefused
from lti_tool.lti.state import LONGEST_STATE, STATE_LIFE, Login, States
from lti_tool.lti.storage import Binding, Evidence, binding_of, origin_of

NOW = datetime(2026, 11, 21, 9, 30, 15, tzinfo=UTC)
STATES = States(b"k" * 32)
LOGIN = Login(7, "https://senda.test/lti/launch", "frame", "user", '{"cmid":3}')


@given(st.text(max_size=200), st.text(max_size=300), st.integers(1, 2**40))
def test_what_was_put_in_comes_back(hint, message, platform):
    login = Login(platform, "https://senda.test/", "_parent", hint, message)
    issued = STATES.issue(login, NOW)
    opened = STATES.open(issued.text, NOW + timedelta(minutes=3))
    assert opened == issued


def test_a_state_is_never_issued_twice():
    issued = [STATES.issue(LOGIN, NOW) for _ in range(200)]
    for name in ("text", "nonce", "cookie", "storage", "digest", "cookie_name"):
        assert len({getattr(state, name) for state in issued}) == 200, name


def test_what_the_platform_sees_does_not_tell_what_the_browser_keeps():
    state = STATES.issue(LOGIN, NOW)
    assert len({state.nonce, state.cookie, state.storage, state.text.partition(".")[2]}) == 4


@given(st.data())
def test_any_change_of_a_character_is_refused(data):
    text = STATES.issue(LOGIN, NOW).text
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_.=~"))
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        with pytest.raises(StateRefused) as caught:
            STATES.open(changed, NOW)
        assert caught.value.code == "state_invalid"


@pytest.mark.parametrize("text", ["", ".", "x", "ñ.ñ", "\ud800.", "a.b.c"])
def test_junk_is_refused(text):
    with pytest.raises(StateRefused):
        STATES.open(text.encode("utf-8", "replace").decode(), NOW)


def test_of_another_deployment():
    with pytest.raises(StateRefused):
        States(b"l" * 32).open(STATES.issue(LOGIN, NOW).text, NOW)


def test_life():
    state = STATES.issue(LOGIN, NOW)
    STATES.open(state.text, NOW + STATE_LIFE)
    for moment in (NOW + STATE_LIFE + timedelta(seconds=1), NOW - timedelta(seconds=5)):
        with pytest.raises(StateRefused) as caught:
            STATES.open(state.text, moment)
        assert caught.value.code == "state_expired"


def test_hints_too_long_for_an_address_are_left_out():
    state = STATES.issue(Login(1, "https://senda.test/", "", "user", "m" * 6000), NOW)
    assert len(state.text) < LONGEST_STATE
    assert STATES.open(state.text, NOW).login == Login(1, "https://senda.test/")


class TestBinding:
    STATE = STATES.issue(LOGIN, NOW)
    WITHOUT_STORAGE = STATES.issue(Login(7, "https://senda.test/"), NOW)

    @pytest.mark.parametrize(
        ("evidence", "binding"),
        [
            (Evidence(STATE.cookie, None, False), Binding.COOKIE),
            (Evidence("", None, False), Binding.ASK_STORAGE),
            (Evidence("wrong", None, False), Binding.ASK_STORAGE),
            (Evidence("", STATE.storage, True), Binding.STORAGE),
            (Evidence("", STATE.storage, False), Binding.NONE),
            (Evidence("", STATE.cookie, True), Binding.NONE),
            (Evidence("", "", True), Binding.NONE),
            (Evidence("ñ", "ñ", True), Binding.NONE),
        ],
        ids=[
            "cookie",
            "no cookie",
            "wrong cookie",
            "storage",
            "storage from a foreign page",
            "cookie value as storage",
            "empty storage",
            "not ASCII",
        ],
    )
    def test_with_storage(self, evidence, binding):
        assert binding_of(self.STATE, evidence) is binding

    def test_without_storage_nothing_but_the_cookie_counts(self):
        state = self.WITHOUT_STORAGE
        assert binding_of(state, Evidence("", state.storage, True)) is Binding.NONE
        assert binding_of(state, Evidence(state.cookie, None, False)) is Binding.COOKIE


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://LMS.example/course/1?x=2", "https://lms.example"),
        ("https://lms.example:443/", "https://lms.example"),
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8001"),
        ("http://[::1]:80/", "http://[::1]"),
        ("https://user@lms.example/", ""),
        ("https://a;b/", ""),
        ("https://a b/", ""),
        ("https://ñ.example/", ""),
        ("javascript:alert(1)", ""),
        ("https://x:port/", ""),
        ("//lms.example", ""),
        ("", ""),
    ],
)
def test_origins(url, origin):
    assert origin_of(url) == origin
