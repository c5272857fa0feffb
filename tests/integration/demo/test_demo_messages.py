"""Messages besides launches and choices of the generic platform: reviews, privacy, groups; its gradebook."""

from __future__ import annotations

from typing import Any

import pytest
from demo_family import Classroom
from demo_tool import AGS, LTI, NRPS

from lti_tool.demo.groups import GROUPS_TYPE, SETS_TYPE
from lti_tool.demo.people import CourseRole
from lti_tool.demo.scopes import GROUPS_SCOPE, NRPS_SCOPE

GROUPS = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"
ITEM: dict[str, Any] = {"type": "ltiResourceLink", "title": "Tema", "lineItem": {"scoreMaximum": 10}}


def _reviewed(room: Classroom, **review: Any) -> tuple[str, str]:
    """An activity whose column says how it is reviewed; the page of one student's work, and the link."""
    sent = {**ITEM, "lineItem": {"scoreMaximum": 10, "submissionReview": review}}
    (link,) = room.add([sent])
    item = room.launch("11", link_id=link.id)[AGS]["lineitem"]
    item_id = item.split("/lineitems/")[1].split("/")[0]
    return f"/courses/101/grades/{item_id}/11", link.id


def test_a_review_names_the_student_and_the_column(generic: Classroom) -> None:
    page, link_id = _reviewed(generic, url=f"{generic.tool.url}/lti/launch?review=1", custom={"mode": "review"})
    assert "Revisar el trabajo" in generic.browser("2").get(page).text
    launch = generic.open("2", f"{page}/review/launch")
    assert launch[LTI + "message_type"] == "LtiSubmissionReviewRequest"
    assert launch[LTI + "target_link_uri"].endswith("?review=1")
    assert launch[LTI + "custom"]["mode"] == "review"
    assert launch[LTI + "resource_link"]["id"] == link_id
    assert f"/lineitems/{page.split('/')[4]}/" in launch[AGS]["lineitem"]
    student = launch[LTI + "for_user"]
    assert (student["user_id"], student["name"]) == ("11", "Lucía Romero Castaño")
    assert any(role.endswith("#Learner") for role in student["roles"])


def test_a_review_without_an_address_goes_to_the_activitys_own(generic: Classroom) -> None:
    page, _ = _reviewed(generic)
    assert generic.open("2", f"{page}/review/launch")[LTI + "target_link_uri"] == generic.settings.tool_launch_url


def test_a_column_that_says_nothing_of_reviews_has_none(generic: Classroom) -> None:
    (link,) = generic.add([ITEM])
    item = generic.launch("11", link_id=link.id)[AGS]["lineitem"]
    page = f"/courses/101/grades/{item.split('/lineitems/')[1].split('/')[0]}/11"
    browser = generic.browser("2")
    assert browser.get(page).status_code == 200
    assert browser.get(f"{page}/review").status_code == 404
    assert browser.get(f"{page}/review/launch").status_code == 404


@pytest.mark.parametrize(
    ("page", "status"), [("1/11", 404), ("{item}/2", 404), ("{item}/999", 404), ("{item}/41", 404)]
)
def test_work_that_is_not_there(generic: Classroom, page: str, status: int) -> None:
    item = _reviewed(generic)[0].split("/")[4]
    path = "/courses/101/grades/" + page.replace("{item}", item)
    path = path.replace("/1/", "/999/")
    assert generic.browser("2").get(path).status_code == status


def test_students_see_nobodys_work(generic: Classroom) -> None:
    page, _ = _reviewed(generic)
    for path in (page, f"{page}/review", f"{page}/review/launch"):
        assert generic.browser("11").get(path).status_code == 403
        assert generic.browser("4").get(path).status_code == 200  # who assists may grade
    assert generic.browser("11").post(page, {"score": "10"}).status_code == 403


def test_a_teacher_sets_a_grade_by_hand_and_takes_it_back(generic: Classroom) -> None:
    page, link_id = _reviewed(generic)
    item = generic.launch("11", link_id=link_id)[AGS]["lineitem"]
    teacher = generic.browser("2")
    for wrong in ("11", "-1", "x", "nan"):
        assert teacher.post(page, {"score": wrong}).status_code == 400
    assert teacher.post(page, {"score": "6,5"}).status_code == 200
    shown = teacher.get("/courses/101/grades").text
    assert "6,5 de 10" in shown
    assert "puesta a mano" in shown
    assert generic.score(item).status_code == 200
    assert generic.results(item)[0]["resultScore"] == 6.5
    assert teacher.post(page, {"score": ""}).status_code == 200
    assert generic.score(item, timestamp="2026-01-10T11:00:00Z").status_code == 200
    assert generic.results(item)[0]["resultScore"] == 7.5


def test_a_privacy_launch_has_no_course_and_is_about_oneself(generic: Classroom) -> None:
    browser = generic.browser("11")
    assert 'href="/account/privacy"' in browser.get("/courses/101").text
    assert "Mis datos en Senda" in browser.get("/account/privacy").text
    assert browser.get("/account/privacy/senda-demo").status_code == 200
    launch = generic.open("11", "/account/privacy/senda-demo/launch")
    assert launch[LTI + "message_type"] == "LtiDataPrivacyLaunchRequest"
    assert launch[LTI + "for_user"]["user_id"] == launch["sub"] == "11"
    assert LTI + "roles" in launch
    assert not {LTI + "context", LTI + "resource_link", AGS, NRPS} & launch.keys()
    assert generic.open("1", "/account/privacy/senda-demo/launch")[LTI + "roles"]


def test_nobody_without_entering_sees_privacy(generic: Classroom) -> None:
    browser = generic.browser("11")
    browser.post("/leave", {})
    for path in ("/account/privacy", "/account/privacy/senda-demo", "/account/privacy/senda-demo/launch"):
        assert browser.get(path).status_code == 403


def test_groups_and_sets_are_listed(generic: Classroom) -> None:
    claim = generic.launch("2")[GROUPS]
    assert claim["service_versions"] == ["1.0"]
    assert claim["scope"] == [GROUPS_SCOPE]
    groups = generic.call("GET", claim["context_groups_url"], GROUPS_TYPE).json()["groups"]
    assert groups[0] == {"id": "501", "name": "Grupo A", "set_id": "601"}
    assert groups[2] == {"id": "503", "name": "Refuerzo de los martes", "tag": "refuerzo"}
    sets = generic.call("GET", claim["context_group_sets_url"], SETS_TYPE).json()["sets"]
    assert sets == [{"id": "601", "name": "Desdobles"}]
    mine = generic.call("GET", claim["context_groups_url"] + "?user_id=12", GROUPS_TYPE).json()["groups"]
    assert [group["id"] for group in mine] == ["501", "503"]


def test_groups_come_in_pages(generic: Classroom) -> None:
    url: str | None = generic.launch("2")[GROUPS]["context_groups_url"] + "?limit=2"
    seen = []
    while url:
        answer = generic.call("GET", url, GROUPS_TYPE)
        seen += [group["id"] for group in answer.json()["groups"]]
        url = answer.links.get("next", {}).get("url")
    assert seen == ["501", "502", "503"]


def test_groups_need_scope_media_type_and_course(generic: Classroom) -> None:
    url = generic.launch("2")[GROUPS]["context_groups_url"]
    assert generic.call("GET", url, GROUPS_TYPE, token=generic.token(NRPS_SCOPE)).status_code == 403
    assert generic.call("GET", url, "application/json").status_code == 400
    assert generic.call("GET", url, GROUPS_TYPE, token="wrong").status_code == 401
    assert generic.call("GET", url.replace("/101/", "/999/"), GROUPS_TYPE).status_code == 404


def test_members_say_their_groups_when_asked(generic: Classroom) -> None:
    members = generic.members("?groups=true&limit=50").json()["members"]
    enrolled = {member["user_id"]: [one["group_id"] for one in member["group_enrollments"]] for member in members}
    assert enrolled["4"] == ["501"]  # who assists is in one group
    assert enrolled["12"] == ["501", "503"]
    assert enrolled["2"] == []
    assert "group_enrollments" not in generic.members().json()["members"][0]
    assert "groups=true" in generic.members("?groups=true").links["next"]["url"]


def test_the_course_page_shows_groups(generic: Classroom) -> None:
    page = generic.browser("2").get("/courses/101").text
    assert "Grupo A" in page
    assert "Refuerzo de los martes" in page
    assert "tu grupo" in generic.browser("4").get("/courses/101").text
    student = generic.browser("24").get("/courses/101").text
    assert "Grupo B" in student
    assert "Grupo A" not in student
    assert "Emma" not in generic.browser("11").get("/courses/101").text


def test_an_assistant_is_a_teaching_assistant(generic: Classroom) -> None:
    roles = generic.launch("4")[LTI + "roles"]
    assert "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant" in roles
    assert generic.platform.campus.courses["101"].role("4") is CourseRole.ASSISTANT
    assert generic.browser("4").get("/courses/101/grades").status_code == 200
