"""The platform as Canvas, as its documents and its source describe it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_browser import only_form
from demo_family import LINE_ITEM_TYPE, LINE_ITEMS_TYPE, MEMBERS_TYPE, Classroom, below, classroom
from demo_tool import AGS, LTI

from lti_tool.demo import submissions
from lti_tool.demo.gradebook import override_grade
from lti_tool.demo.submissions import Submission

_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
_EXTENSION = "https://canvas.instructure.com/lti/submission"
ITEM: dict[str, Any] = {"type": "ltiResourceLink", "title": "Tarea", "lineItem": {"scoreMaximum": 10}}


def _task(room: Classroom, **parts: Any) -> tuple[str, str]:
    """An assignment; give the link's id and the address of its line item."""
    (link,) = room.add([{**ITEM, **parts}], placement="assignment_selection")
    return link.id, room.launch("11", link_id=link.id)[AGS]["lineitem"]


def _submission(room: Classroom, item_url: str, subject: str = "11") -> Submission | None:
    with room.platform.store.read() as connection:
        return submissions.find(connection, int(item_url.rsplit("/", 1)[1]), subject)


def test_login_has_canvass_parameters(canvas: Classroom) -> None:
    fields = only_form(canvas.browser("11").get("/courses/101/activities/1001/launch")).fields
    assert fields.keys() == {
        "iss", "target_link_uri", "login_hint", "lti_message_hint", "client_id", "deployment_id",
        "canvas_environment", "canvas_region", "lti_storage_target",
    }  # fmt: skip
    assert fields["lti_storage_target"] == "post_message_forwarding"


def test_endpoints_are_where_canvas_has_them(canvas: Classroom) -> None:
    settings, base = canvas.settings, canvas.settings.public_url
    assert settings.auth_url == f"{base}/api/lti/authorize_redirect"
    assert settings.token_url == f"{base}/login/oauth2/token"
    assert settings.jwks_url == f"{base}/api/lti/security/jwks"
    launch = canvas.launch("11")
    assert launch[AGS]["lineitems"] == f"{base}/api/lti/courses/101/line_items"


def test_the_issuer_may_be_that_of_all_tenants(tmp_path: Path, tool_key: rsa.RSAPrivateKey) -> None:
    issuer = "https://canvas.instructure.com"
    with classroom("canvas", tmp_path, tool_key, issuer_url=issuer) as room:
        launch = room.launch("11")
        assert (launch["iss"], room.tool.logins[-1]["iss"]) == (issuer, issuer)
        guid = launch[LTI + "tool_platform"]["guid"]
        assert guid.endswith(":canvas-lms")
        assert room.give_back(room.choose(), [ITEM], aud=issuer).status_code == 200
        assert room.give_back(room.choose(), [ITEM], aud=room.settings.public_url).status_code == 400


def test_everything_that_somebody_is_anywhere(canvas: Classroom) -> None:
    roles = canvas.launch("11")[LTI + "roles"]
    assert f"{_VOCABULARY}membership#Learner" in roles
    assert f"{_VOCABULARY}institution/person#Student" in roles
    # Who assists in one course and studies in another is an instructor of the institution in both.
    abroad = canvas.launch("4", "102", "1002")[LTI + "roles"]
    assert f"{_VOCABULARY}membership#Learner" in abroad
    assert f"{_VOCABULARY}institution/person#Instructor" in abroad
    assert f"{_VOCABULARY}membership#Instructor" not in abroad
    at_home = canvas.launch("4")[LTI + "roles"]
    assert f"{_VOCABULARY}membership/Instructor#TeachingAssistant" in at_home
    visitor = canvas.launch("1")[LTI + "roles"]
    assert not [role for role in visitor if "membership" in role]
    assert f"{_VOCABULARY}institution/person#Administrator" in visitor


def test_claims_of_canvas_alone(canvas: Classroom) -> None:
    launch = canvas.launch("11")
    assert launch["azp"] == launch["aud"] == canvas.settings.client_id
    assert launch["exp"] - launch["iat"] == 3600
    assert len(launch[LTI + "lti11_legacy_user_id"]) == 40
    assert launch[LTI + "context"]["type"] == [f"{_VOCABULARY}course#CourseOffering"]
    assert launch[LTI + "tool_platform"]["product_family_code"] == "canvas"
    assert launch[LTI + "custom"]["group_ids"] == "$Moodle.Person.userGroupIds"
    assert launch[LTI + "custom"]["section_ids"] == "501"
    assert not [name for name in launch if "groupsservice" in name]


def test_the_course_menu_is_a_link_of_the_course(canvas: Classroom) -> None:
    assert 'href="/courses/101/menu/senda-demo"' in canvas.browser("11").get("/courses/101").text
    launch = canvas.open("11", "/courses/101/menu/senda-demo/launch")
    assert launch[LTI + "resource_link"]["id"] == launch[LTI + "context"]["id"] == "101"
    assert launch["https://www.instructure.com/placement"] == "course_navigation"
    assert "lineitem" not in launch[AGS]
    assert canvas.browser("11").get("/courses/101/menu/unknown").status_code == 404


def test_other_families_have_no_course_menu(generic: Classroom) -> None:
    assert generic.browser("11").get("/courses/101/menu/senda-demo").status_code == 404


def test_line_items_ten_a_page(tmp_path: Path, tool_key: rsa.RSAPrivateKey) -> None:
    with classroom("canvas", tmp_path, tool_key) as room:
        made = [room.create(tag=f"t{number}")["id"] for number in range(23)]
        first = room.call("GET", room.line_items_url(), LINE_ITEMS_TYPE)
        assert len(first.json()) == 10
        assert set(first.links) == {"current", "next", "first", "last"}
        seen, answer = [item["id"] for item in first.json()], first
        while "next" in answer.links:
            answer = room.call("GET", answer.links["next"]["url"], "*/*")
            seen += [item["id"] for item in answer.json()]
        assert seen == made
        assert "next" not in answer.links
        assert room.call("GET", room.line_items_url() + "?per_page=50").json()[22]["tag"] == "t22"
        assert room.call("GET", room.line_items_url() + "?tag=t3").json()[0]["id"] == made[3]


def test_members_fifty_a_page_by_bookmarks(tmp_path: Path, tool_key: rsa.RSAPrivateKey) -> None:
    with classroom("canvas", tmp_path, tool_key) as room:
        added = room.platform.add_people("101", 100)
        answer = room.members()
        assert len(answer.json()["members"]) == 50
        seen = [member["user_id"] for member in answer.json()["members"]]
        while "next" in answer.links:
            url = answer.links["next"]["url"]
            page = parse_qs(urlsplit(url).query)["page"][0]
            assert page.startswith("bookmark:")
            lowered = room.call("GET", url.replace(page.split(":")[1], page.split(":")[1].lower()), MEMBERS_TYPE)
            assert lowered.status_code == 400
            answer = room.call("GET", url, MEMBERS_TYPE)
            seen += [member["user_id"] for member in answer.json()["members"]]
        assert seen == list(room.platform.campus.courses["101"].members)
        assert set(added) < set(seen)
        assert room.members("?page=2").status_code == 400


def test_members_are_written_out(canvas: Classroom) -> None:
    members = {member["user_id"]: member for member in canvas.members().json()["members"]}
    assert members["11"]["roles"] == [f"{_VOCABULARY}membership#Learner"]
    assert f"{_VOCABULARY}membership/Instructor#TeachingAssistant" in members["4"]["roles"]
    assert members["11"]["lti11_legacy_user_id"] == canvas.launch("11")[LTI + "lti11_legacy_user_id"]
    learners = canvas.members("?role=Learner").json()["members"]
    assert learners == []  # short names are not known here
    assert canvas.members("?rlid=999").status_code == 400


def test_a_line_item_without_a_link_is_a_new_assignment(canvas: Classroom) -> None:
    before = len(canvas.links())
    bare = canvas.create(label="Solo columna")
    assert len(canvas.links()) == before
    address = f"{canvas.tool.url}/lti/launch?task=1"
    kind = "https://canvas.instructure.com/lti/submission_type"
    made = canvas.create(label="Con enlace", **{kind: {"type": "external_tool", "external_tool_url": address}})
    link = canvas.links()[-1]
    assert (len(canvas.links()), link.title) == (before + 1, "Con enlace")
    assert made["resourceLinkId"] == link.id
    launch = canvas.launch("11", link_id=link.id)
    assert launch[LTI + "target_link_uri"] == address
    assert launch[AGS]["lineitem"] == made["id"] != bare["id"]
    for wrong in (5, {"type": "x"}):
        refused = canvas.call("POST", canvas.line_items_url(), json={"label": "x", "scoreMaximum": 1, kind: wrong},
                              headers={"Content-Type": LINE_ITEM_TYPE})  # fmt: skip
        assert refused.status_code == 400
    strange = {"type": "external_tool", "external_tool_url": "https://elsewhere.example/"}
    refused = canvas.call("POST", canvas.line_items_url(), json={"label": "x", "scoreMaximum": 1, kind: strange},
                          headers={"Content-Type": LINE_ITEM_TYPE})  # fmt: skip
    assert refused.status_code == 422


def test_put_changes_what_is_sent_and_never_the_link(canvas: Classroom) -> None:
    link_id, item = _task(canvas)
    changed = canvas.call("PUT", item, json={"label": "Otra", "scoreMaximum": 20},
                          headers={"Content-Type": LINE_ITEM_TYPE}).json()  # fmt: skip
    assert (changed["label"], changed["scoreMaximum"], changed["resourceLinkId"]) == ("Otra", 20, link_id)


def test_a_second_column_leaves_the_first_in_launches(canvas: Classroom) -> None:
    link_id, item = _task(canvas)
    canvas.create(resourceLinkId=link_id)
    assert canvas.launch("11", link_id=link_id)[AGS]["lineitem"] == item


@pytest.mark.parametrize("subject", ["2", "4", "1", "999", "41"])
def test_a_score_for_no_student_is_unprocessable(canvas: Classroom, subject: str) -> None:
    _, item = _task(canvas)
    refused = canvas.score(item, userId=subject)
    assert refused.status_code == 422
    assert refused.json()["errors"]["message"] == "User not found in course or is not a student"


def test_a_score_may_be_as_old_as_the_last_but_not_older(canvas: Classroom) -> None:
    _, item = _task(canvas)
    assert canvas.score(item).json()["resultUrl"].startswith(item)
    assert canvas.score(item, scoreGiven=8).status_code == 200
    assert canvas.results(item)[0]["resultScore"] == 8
    refused = canvas.score(item, timestamp="2026-01-10T09:59:59.900Z")
    assert refused.status_code == 400
    assert "before last updated timestamp" in refused.json()["errors"]["message"]
    assert canvas.score(item, timestamp="2026-01-10T10:00:00.100Z").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"scoreMaximum": None}, 422), ({"scoreGiven": -1}, 422), ({"timestamp": "yesterday"}, 400),
     ({"activityProgress": None}, 400), ({_EXTENSION: []}, 400), ({_EXTENSION: {"new_submission": "no"}}, 400),
     ({_EXTENSION: {"submission_type": "x"}}, 400), ({_EXTENSION: {"submission_data": 5}}, 400),
     ({"submission": []}, 400), ({"submission": {"submittedAt": "x"}}, 400),
     ({"submission": {"submittedAt": "2099-01-01T00:00:00Z"}}, 400)],
)  # fmt: skip
def test_wrong_scores(canvas: Classroom, wrong: dict[str, Any], status: int) -> None:
    _, item = _task(canvas)
    assert canvas.score(item, **wrong).status_code == status
    assert canvas.results(item) == []


def test_a_score_stays_only_fully_graded_or_waiting_for_a_person(canvas: Classroom) -> None:
    _, item = _task(canvas)
    assert canvas.score(item, gradingProgress="PendingManual").status_code == 200
    assert len(canvas.results(item)) == 1
    for progress in ("NotReady", "Failed", "Pending"):
        assert canvas.score(item).status_code == 200
        assert canvas.score(item, gradingProgress=progress).status_code == 200
        assert canvas.results(item) == []
    canvas.score(item)
    canvas.score(item, gradingProgress="NotReady", **{_EXTENSION: {"preserve_score": True}})
    assert len(canvas.results(item)) == 1


def test_a_tools_score_wins_over_a_teachers_unless_it_asks_otherwise(canvas: Classroom) -> None:
    _, item = _task(canvas)
    item_id = int(item.rsplit("/", 1)[1])
    canvas.score(item)
    override_grade(canvas.platform, item_id, "11", 3)
    kept = {_EXTENSION: {"prioritize_non_tool_grade": True}}
    assert canvas.score(item, timestamp="2026-01-10T11:00:00Z", **kept).status_code == 200
    assert canvas.results(item)[0]["resultScore"] == 3
    assert canvas.score(item, timestamp="2026-01-10T12:00:00Z").status_code == 200
    assert canvas.results(item)[0]["resultScore"] == 7.5
    # The flag keeps any grade that stands there, the tool's own too.
    assert canvas.score(item, timestamp="2026-01-10T13:00:00Z", scoreGiven=9, **kept).status_code == 200
    assert canvas.results(item)[0]["resultScore"] == 7.5


def test_work_is_late_unless_its_true_time_is_told(canvas: Classroom) -> None:
    due = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    before = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    _, item = _task(canvas, submission={"endDateTime": due})
    canvas.score(item, submission={"submittedAt": before})
    told = _submission(canvas, item)
    assert told is not None
    assert (told.attempt, told.late, told.submitted_at) == (1, False, before)

    again = {_EXTENSION: {"new_submission": False, "submission_data": "ignored"}}
    canvas.score(item, **again)
    assert _submission(canvas, item) == told
    canvas.score(item)  # taken for a new submission, now
    late = _submission(canvas, item)
    assert late is not None
    assert (late.attempt, late.late) == (2, True)
    page = canvas.browser("2").get("/courses/101/grades").text
    assert "entregada tarde" in page
    canvas.score(item, **{_EXTENSION: {"submitted_at": before}})
    old = _submission(canvas, item)
    assert old is not None
    assert (old.attempt, old.late) == (3, False)
    canvas.score(item, userId="12", **{_EXTENSION: {"submission_type": "none"}})
    assert _submission(canvas, item, "12") is None


def test_speedgrader_opens_the_address_that_was_handed_in(canvas: Classroom) -> None:
    link_id, item = _task(canvas)
    item_id = item.rsplit("/", 1)[1]
    teacher = canvas.browser("2")
    assert teacher.get(f"/courses/101/grades/{item_id}/11/review").status_code == 404
    address = f"{canvas.tool.url}/lti/launch?result=abc"
    handed = {_EXTENSION: {"submission_type": "basic_lti_launch", "submission_data": address}}
    assert canvas.score(item, **handed).status_code == 200
    assert "SpeedGrader" in teacher.get(f"/courses/101/grades/{item_id}/11").text
    launch = canvas.open("2", f"/courses/101/grades/{item_id}/11/review/launch")
    assert launch[LTI + "message_type"] == "LtiResourceLinkRequest"
    assert launch[LTI + "target_link_uri"] == address
    assert launch[LTI + "resource_link"]["id"] == link_id
    assert launch["sub"] == "2"
    assert LTI + "for_user" not in launch


def test_a_launch_at_an_address_that_the_tool_asked_for(canvas: Classroom) -> None:
    path = "/courses/101/activities/1001/launch?target=window&uri="
    launch = canvas.open("11", f"{path}{canvas.tool.url}/lti/launch?page=2")
    assert launch[LTI + "target_link_uri"] == f"{canvas.tool.url}/lti/launch?page=2"
    assert canvas.browser("11").get(f"{path}https://elsewhere.example/").status_code == 400


def test_errors_are_canvass(canvas: Classroom) -> None:
    missing = canvas.call("GET", canvas.line_items_url() + "/999", LINE_ITEM_TYPE)
    assert (missing.status_code, missing.json()["errors"]["type"]) == (404, "not_found")
    refused = canvas.call("GET", canvas.line_items_url(), token="wrong")
    assert (refused.status_code, refused.json()["errors"]["type"]) == (401, "unauthorized")
    ahead = canvas.tool.ask_token(canvas.settings, canvas.platform.family.scopes, iat=int(time.time()) + 10)
    assert (ahead.status_code, ahead.json()["error"]) == (400, "invalid_client")


def test_a_column_outside_the_course_is_not_there(canvas: Classroom) -> None:
    _, item = _task(canvas)
    elsewhere = item.replace("/courses/101/", "/courses/102/")
    assert canvas.score(elsewhere).status_code == 404
    course = canvas.platform.campus.courses["102"]
    assert replace(course).role("11") == "student"
    assert canvas.call("GET", below(elsewhere, "results")).status_code == 404
