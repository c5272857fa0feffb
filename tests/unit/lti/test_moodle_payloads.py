"""What a real Moodle 4.5 sent, through our own code; the data is not part of the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

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
            handler.send_header(name, value.encode().decode("latin-1"))  # as bytes, whatever they are
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


ERASING = ("score_cleared", "score_in_progress_no_score", "score_not_fully_graded")


@pytest.mark.parametrize("given", [0, 7.5, 10])
def test_no_score_of_ours_is_one_that_erased_a_grade(moodle, lms, given):
    """Moodle answered 200 to these and the grade was gone."""
    serve(lms, "/9/scores", load(moodle, "score_ok"))
    lms.book().post_score(lms.url("/9"), replace(score("3"), given=given))
    sent = json.loads(lms.sent("/9/scores")[0][3])
    for name in ERASING:
        erased = load(moodle, name)["request"]["body"]
        assert sent["gradingProgress"] == "FullyGraded"
        assert "scoreGiven" in sent
        assert erased["gradingProgress"] != "FullyGraded" or "scoreGiven" not in erased
    assert sent.keys() >= load(moodle, "score_ok")["request"]["body"].keys() - {"comment"}


@pytest.mark.parametrize("name", ["score_ok", "score_zero"])
def test_a_score_is_sent_where_and_how_moodle_took_one(moodle, lms, name):
    exchange = load(moodle, name)
    path = urlsplit(exchange["request"]["url"])
    serve(lms, path.path, exchange)
    lms.book().post_score(lms.url(f"{path.path.removesuffix('/scores')}?{path.query}"), score("3"))
    ((_, url, headers, _),) = lms.sent(path.path)
    assert url == f"{path.path}?{path.query}"
    wanted = exchange["request"]["headers"]
    assert (headers["Content-Type"], headers["Accept"]) == (wanted["Content-Type"], wanted["Accept"])


@pytest.mark.parametrize(
    "name",
    [
        "results",
        "results_after_cleared",
        "results_after_in_progress_no_score",
        "results_after_not_fully_graded",
        "results_after_zero_score",
        "results_after_zero_score_one_user",
        "results_empty",
        "results_one_user",
    ],
)
def test_every_list_of_results(moodle, lms, name):
    exchange = load(moodle, name)
    serve(lms, "/9/results", exchange)
    subject = parse_qs(urlsplit(exchange["request"]["url"]).query).get("user_id", [""])[0]
    found = {one.subject: (one.score, one.maximum) for one in lms.book().results(lms.url("/9"), subject)}
    body = exchange["response"]["body"]
    assert found == {one["userId"]: (one["resultScore"], one["resultMaximum"]) for one in body}
    ((_, url, headers, _),) = lms.sent("/9/results")
    assert headers["Accept"] == exchange["request"]["headers"]["Accept"]
    assert "limit" not in url


@pytest.mark.parametrize("name", ["lineitems", "lineitems_copied_course", "lineitems_page1"])
def test_any_column_of_a_placement_is_found_before_a_second_is_made(moodle, lms, name):
    """With two, Moodle's launches name neither."""
    exchange = load(moodle, name)
    serve(lms, "/lineitems", exchange)
    placed = [one for one in exchange["response"]["body"] if "resourceLinkId" in one]
    for one in placed:
        column = replace(COLUMN, resource_link_id=one["resourceLinkId"])
        assert lms.book().line_item(column) == one["id"]
    assert all(method == "GET" for method, *_ in lms.sent("/lineitems"))


def test_a_column_is_changed_and_keeps_what_moodle_would_drop(moodle, lms):
    known = next(one for one in load(moodle, "lineitems")["response"]["body"] if "submissionReview" in one)

    def answer(handler, body):
        reply(handler, 200, known if handler.command == "GET" else json.loads(body))

    lms.server.answers["/12/lineitem"] = answer
    lms.book().update(lms.url("/12/lineitem?type_id=2"), "Tema 3", 30)
    (read, written) = lms.sent("/12/lineitem")
    accept = load(moodle, "lineitem_get")["request"]["headers"]["Accept"]
    assert (read[0], read[2]["Accept"]) == ("GET", accept)
    assert written[0] == "PUT"
    assert json.loads(written[3]) == {**known, "label": "Tema 3", "scoreMaximum": 30}


def test_nothing_is_written_where_the_column_is_as_it_should_be(moodle, lms):
    known = load(moodle, "lineitem_get")["response"]["body"]
    serve(lms, "/9/lineitem", load(moodle, "lineitem_get"))
    lms.book().update(lms.url("/9/lineitem?type_id=2"), known["label"], known["scoreMaximum"])
    assert [method for method, *_ in lms.sent("/9/lineitem")] == ["GET"]


def test_a_token_of_moodle(moodle, lms):
    exchange = load(moodle, "token_ok")
    serve(lms, "/token", exchange)
    lms.server.answers["/lineitems"] = []
    assert lms.book().find(COLUMN) == ""
    assert lms.sent("/lineitems")[0][2]["Authorization"] == "Bearer ..."


def test_without_a_token_it_is_said_once_and_for_all(moodle, lms):
    serve(lms, "/lineitems", load(moodle, "lineitems_401_no_token"))
    with pytest.raises(PermanentFailure) as caught:
        lms.book().find(COLUMN)
    assert caught.value.code == "service_unauthorized"
    assert lms.server.count("/token") == 2, "one refresh, no more"


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
