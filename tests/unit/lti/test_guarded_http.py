from __future__ import annotations

import gzip
import time
from collections.abc import Iterator

import pytest
import requests
from fake_platform import JsonServer, reply

from lti_tool.errors import PassingFailure, PermanentFailure
from lti_tool.lti import http
from lti_tool.lti.http import GuardedSession, is_public, next_link, parse_json

AGENT = "Senda/test"


@pytest.fixture
def lms() -> Iterator[JsonServer]:
    server = JsonServer()
    yield server
    server.close()


@pytest.fixture
def session() -> GuardedSession:
    return GuardedSession(AGENT, allow_private_hosts=True)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700:4700::1111", "8.8.8.8"])
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::a9fe:a9fe", "198.18.0.1", "240.0.0.1",
    ],
)  # fmt: skip
def test_other_addresses(address):
    assert not is_public(address)


class TestInProduction:
    """Without SENDA_ALLOW_PRIVATE_HOSTS."""

    @pytest.mark.parametrize(
        "url",
        [
            "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://2130706433/",
            "https://0x7f.1/", "https://169.254.169.254/latest/meta-data", "https://[::ffff:127.0.0.1]/",
            "https://localhost.localdomain./",
        ],
    )  # fmt: skip
    def test_private_addresses_are_refused_by_every_name(self, url):
        with pytest.raises((PermanentFailure, PassingFailure)) as caught:
            GuardedSession(AGENT).get(url)
        # A name that resolves nowhere is no address at all: unreachable, and nothing was asked either.
        assert caught.value.code in ("service_host_refused", "service_unreachable")

    def test_nobody_is_connected_to(self, lms):
        port = lms.origin.rpartition(":")[2]
        with pytest.raises(PermanentFailure) as caught:
            GuardedSession(AGENT).get(f"https://127.0.0.1:{port}/")
        assert caught.value.code == "service_host_refused"
        assert lms.requests == []

    @pytest.mark.parametrize(
        "url", ["http://lms.example/", "file:///etc/passwd", "ftp://x/", "lms", "https://a@b/"]
    )
    def test_other_schemes_are_refused(self, url):
        with pytest.raises(PermanentFailure) as caught:
            GuardedSession(AGENT).get(url)
        assert caught.value.code == "service_host_refused"


def test_who_asks_is_said(lms, session):
    lms.answers["/x"] = {"fine": True}
    assert parse_json(session.get(lms.origin + "/x")) == {"fine": True}
    assert lms.requests[0][2]["User-Agent"] == AGENT


def test_cookies_are_not_kept(lms, session):
    lms.answers["/x"] = lambda handler, body: reply(handler, 200, {}, {"Set-Cookie": "a=b; Path=/"})
    session.get(lms.origin + "/x")
    session.get(lms.origin + "/x")
    assert "Cookie" not in lms.requests[1][2]


def test_a_redirect_on_the_same_host_is_followed(lms, session):
    lms.answers["/a"] = lambda handler, body: reply(handler, 302, None, {"Location": "/b?x=1"})
    lms.answers["/b"] = {"here": 1}
    assert parse_json(session.get(lms.origin + "/a", params={"q": "1"})) == {"here": 1}
    assert lms.requests[1][1] == "/b?x=1"


def test_a_redirect_to_another_host_is_refused(lms, session):
    other = JsonServer()
    try:
        lms.answers["/a"] = lambda handler, body: reply(handler, 302, None, {"Location": other.origin + "/b"})
        with pytest.raises(PermanentFailure) as caught:
            session.get(lms.origin + "/a", headers={"Authorization": "Bearer secret"})
        assert caught.value.code == "service_redirected"
        assert other.requests == []
    finally:
        other.close()


def test_a_redirected_post_is_refused(lms, session):
    lms.answers["/a"] = lambda handler, body: reply(handler, 307, None, {"Location": "/b"})
    with pytest.raises(PermanentFailure) as caught:
        session.post(lms.origin + "/a", data="x")
    assert caught.value.code == "service_redirected"


def test_redirects_in_a_circle_end(lms, session):
    lms.answers["/a"] = lambda handler, body: reply(handler, 302, None, {"Location": "/a"})
    with pytest.raises(PermanentFailure):
        session.get(lms.origin + "/a")
    assert lms.count("/a") == http.MOST_REDIRECTS + 1


def test_a_flood_is_cut_off(lms, session, monkeypatch):
    monkeypatch.setattr(http, "LARGEST_RESPONSE", 100_000)
    lms.answers["/x"] = lambda handler, body: reply(handler, 200, raw=b" " * 200_000)
    with pytest.raises(PermanentFailure) as caught:
        session.get(lms.origin + "/x")
    assert caught.value.code == "service_response_too_large"


def test_a_packed_answer_counts_unpacked(lms, session, monkeypatch):
    packed = gzip.compress(b" " * 200_000)
    lms.answers["/x"] = lambda handler, body: reply(
        handler, 200, raw=packed, headers={"Content-Encoding": "gzip"}
    )
    assert len(session.get(lms.origin + "/x").content) == 200_000
    monkeypatch.setattr(http, "LARGEST_RESPONSE", 100_000)
    with pytest.raises(PermanentFailure) as caught:
        session.get(lms.origin + "/x")
    assert caught.value.code == "service_response_too_large"


def test_an_answer_in_pieces(lms, session):
    def pieces(handler, body):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for part in (b'{"a":', b" 1}"):
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")

    lms.answers["/x"] = pieces
    assert parse_json(session.get(lms.origin + "/x")) == {"a": 1}


def test_an_answer_cut_off(lms, session):
    def cut(handler, body):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"{}")
        handler.close_connection = True

    lms.answers["/x"] = cut
    with pytest.raises(PassingFailure) as caught:
        session.get(lms.origin + "/x")
    assert caught.value.code == "service_unreachable"


def test_one_who_drips_is_left(lms):
    impatient = GuardedSession("Senda/test", allow_private_hosts=True, read_seconds=0.2)

    def drip(handler, body):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            for _ in range(20):
                handler.wfile.write(b" ")
                time.sleep(0.1)
        except OSError:
            pass

    lms.answers["/x"] = drip
    with pytest.raises(PassingFailure) as caught:
        impatient.get(lms.origin + "/x")
    assert caught.value.code == "service_timeout"


def test_nobody_answers(session):
    with pytest.raises(PassingFailure) as caught:
        session.get("http://127.0.0.1:9/")
    assert caught.value.code == "service_unreachable"


def test_what_is_no_json(lms, session):
    lms.answers["/x"] = lambda handler, body: reply(handler, 200, raw=b"<html>")
    with pytest.raises(PermanentFailure) as caught:
        parse_json(session.get(lms.origin + "/x"))
    assert caught.value.code == "service_response_invalid"


@pytest.mark.parametrize(
    ("header", "link"),
    [
        (
            '<https://lms.example/p?page=bookmark:WzUwXQ>; rel="next"',
            "https://lms.example/p?page=bookmark:WzUwXQ",
        ),
        (
            '<https://lms.example/1>; rel="current",<https://lms.example/2>; rel="next"',
            "https://lms.example/2",
        ),
        ('</members?p=2>; rel="next"', "https://lms.example/members?p=2"),
        ('<https://lms.example/1>; rel="last"', ""),
        ("", ""),
    ],
)
def test_links_keep_their_letter_case(header, link):
    response = requests.Response()
    response.url = "https://lms.example/members?p=1"
    response.headers["Link"] = header
    assert next_link(response) == link
