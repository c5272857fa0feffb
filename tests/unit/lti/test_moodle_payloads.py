"""What a real Moodle 4.5 sent, through our own code; the data is not part of the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_platform import reply
from fake_services import COLUMN, NOW, Lms, services

from adapters.lms.base import Role, RosterService, Submission
from lti_tool.database.platforms import PlatformRecord
from lti_tool.errors import PassingFailure, PermanentFailure
from lti_tool.lti.ags import Score
from lti_tool.lti.claims import launch_of
from lti_tool.lti.login import read_login
from lti_tool.lti.nrps import members
from lti_tool.lti.tokens import VerifiedClaims

TOOL = "http://localhost:9100"
MOODLE = PlatformRecord(1, 1, "http://localhost:8100", "0sNTeBAw9DKGno5", "", "", "", "", "moodle", False, {})


@pytest.fixture
def moodle(test_data: Path) -> Path:
    return test_data / "moodle"


def load(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text())
    return found


@pytest.mark.parametrize(
    ("name", "role", "locale"),
    [
        ("resource_link_student", Role.STUDENT, "en"),
        ("resource_link_student_es", Role.STUDENT, "es"),
        ("resource_link_student_rich", Role.STUDENT, "en"),
        ("resource_link_teacher", Role.TEACHER, "en"),
        ("resource_link_admin", Role.TEACHER, "en"),
        ("no_personal_data", Role.STUDENT, "en"),
        ("copied_course_teacher", Role.TEACHER, "en"),
        ("copied_course_student", Role.STUDENT, "en"),
    ],
)
def test_launches(moodle, name, role, locale):
    payload = load(moodle, name)["payload"]
    launch = launch_of(VerifiedClaims(payload), MOODLE, TOOL)
    assert (launch.role, launch.locale) == (role, locale)
    assert launch.person.subject == payload["sub"]
    assert bool(launch.person.name) is (name != "no_personal_data")
    assert launch.grades is not None
    assert launch.grades.lineitems_url
    assert launch.roster is not None
    # Variables that Moodle does not know arrive as they were written.
    assert not any(value.startswith("$") for value in launch.custom.values())


def test_a_login_initiation(moodle):
    form = load(moodle, "login_initiation")["form"]
    asked = read_login({name: [value] for name, value in form.items()}, TOOL)
    assert asked.issuer == MOODLE.issuer
    assert asked.message_hint == form["lti_message_hint"]
    assert asked.storage_target == ""


@pytest.fixture
def lms() -> Iterator[Lms]:
    with services("moodle") as started:
        yield started


def serve(lms: Lms, path: str, exchange: dict[str, Any]) -> None:
    """Answer as Moodle answered."""
    response = exchange["response"]
    headers = {
        name: value.replace("http://localhost:8100", lms.server.origin)
        for name, value in response["headers"].items()
        if name in ("Content-Type", "Link")
    }

    def answer(handler, _):
        body = b"" if response["body"] is None else json.dumps(response["body"]).encode()
        handler.send_response(response["status"], response["reason"])
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    lms.server.answers[path] = answer


def score(subject: str) -> Score:
    return Score(subject, 7.5, 10, NOW, Submission(NOW))


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("score_ok", None, ""),
        ("score_zero", None, ""),
        ("score_400_teacher", PermanentFailure, "service_person_refused"),
        ("score_400_unknown_user", PermanentFailure, "service_person_refused"),
        ("score_409_older_timestamp", PassingFailure, "service_conflict"),
        ("score_409_same_timestamp", PassingFailure, "service_conflict"),
    ],
)
def test_scores(moodle, lms, name, error, code):
    serve(lms, "/2/lineitems/9/lineitem/scores", load(moodle, name))
    post = lms.book().post_score
    if error is None:
        post(lms.url("/2/lineitems/9/lineitem?type_id=2"), score("3"))
        return
    with pytest.raises(error) as caught:
        post(lms.url("/2/lineitems/9/lineitem?type_id=2"), score("9"))
    assert caught.value.code == code


def test_line_items(moodle, lms):
    exchange = load(moodle, "lineitems")
    serve(lms, "/lineitems", exchange)
    wanted = exchange["response"]["body"][1]
    column = replace(
        COLUMN, resource_id=wanted["resourceId"], tag=wanted["tag"], resource_link_id=wanted["resourceLinkId"]
    )
    assert lms.book().find(column) == wanted["id"]
    sent = lms.sent("/lineitems")[0][2]["Accept"]
    assert sent == exchange["request"]["headers"]["Accept"]


def test_a_line_item_is_made(moodle, lms):
    serve(lms, "/lineitems", load(moodle, "lineitem_created"))
    assert lms.book().create(COLUMN) == load(moodle, "lineitem_created")["response"]["body"]["id"]


def test_results(moodle, lms):
    exchange = load(moodle, "results")
    serve(lms, "/9/results", exchange)
    found = {result.subject: result.score for result in lms.book().results(lms.url("/9"))}
    assert found == {entry["userId"]: entry.get("resultScore") for entry in exchange["response"]["body"]}


def test_a_roster_in_pages(moodle, lms):
    for name, page in (("members_page1", ""), ("members_page2", "2"), ("members_page_last", "last")):
        assert load(moodle, name)["response"]["body"]["members"], page
    pages = iter(["members_page1", "members_page2", "members_page_last"])

    def answer(handler, body):
        exchange = load(moodle, next(pages))
        link = exchange["response"]["headers"].get("Link", "")
        here = lms.url("/members")
        links = {"Link": link.replace(link[1 : link.index("?")], here)} if link else {}
        reply(handler, 200, exchange["response"]["body"], links)

    lms.server.answers["/members"] = answer
    found = list(members(lms.client, RosterService(lms.url("/members"))))
    assert len(found) == sum(
        len(load(moodle, name)["response"]["body"]["members"])
        for name in ("members_page1", "members_page2", "members_page_last")
    )
    assert {member.role for member in found} == {Role.TEACHER, Role.STUDENT}


@pytest.mark.parametrize("name", ["token_400_iat_ahead", "token_400_unsupported_scope"])
def test_a_token_is_refused(moodle, lms, name):
    serve(lms, "/token", load(moodle, name))
    with pytest.raises(PermanentFailure) as caught:
        lms.book().find(COLUMN)
    assert caught.value.status_code == 400
