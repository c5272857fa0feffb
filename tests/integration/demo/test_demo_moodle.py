"""The platform as Moodle: shapes compared with what a real Moodle 4.5.6 sent, and its quirks."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from demo_browser import only_form
from demo_family import (
    LINE_ITEM_TYPE,
    LINE_ITEMS_TYPE,
    MEMBERS_TYPE,
    RESULTS_TYPE,
    SCORE_TYPE,
    Classroom,
    below,
)
from demo_tool import AGS, DL, LTI, NRPS

from lti_tool.demo.gradebook import override_grade
from lti_tool.demo.people import CourseRole, Link
from lti_tool.demo.scopes import GROUPS_SCOPE, NRPS_SCOPE
from lti_tool.demo.teaching import copy_course, place_plain

ITEM: dict[str, Any] = {
    "type": "ltiResourceLink", "title": "Tema 1", "text": "Ecuaciones",
    "lineItem": {"scoreMaximum": 10, "resourceId": "eq1", "tag": "nota"},
}  # fmt: skip


@pytest.fixture
def real(test_data: Path) -> Any:
    """Reads a payload of the real Moodle."""
    return lambda name: json.loads((test_data / f"moodle/{name}.json").read_text())


@pytest.fixture(scope="module")
def link(moodle: Classroom) -> Link:
    """An activity with a grade."""
    (made,) = moodle.add([ITEM])
    return made


def shape(value: Any) -> Any:
    """What a payload is made of: names of members and kinds of values, not the values."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if type(value) in (int, float) else type(value).__name__


def _without_custom(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in (LTI + "custom", "header")}


@pytest.mark.parametrize(
    ("name", "subject"),
    [("resource_link_student", "11"), ("resource_link_teacher", "2"), ("resource_link_admin", "1")],
)
def test_launches_have_the_shape_of_moodles(moodle: Classroom, link: Link, real: Any, name: str, subject: str) -> None:
    launch, wanted = moodle.launch(subject, link_id=link.id), real(name)
    assert launch["header"].keys() == wanted["header"].keys()
    assert shape(_without_custom(launch)) == shape(_without_custom(wanted["payload"]))
    assert launch["exp"] - launch["iat"] == 60
    assert launch[LTI + "roles"] == wanted["payload"][LTI + "roles"]
    assert launch[LTI + "context"]["type"] == ["CourseSection"]
    assert launch[AGS]["scope"] == wanted["payload"][AGS]["scope"]
    assert launch[NRPS]["service_versions"] == ["1.0", "2.0"]
    added = {name for name in wanted["payload"][LTI + "custom"] if name.endswith("_setting_url")}
    assert added < launch[LTI + "custom"].keys()


def test_deep_linking_has_the_shape_of_moodles(moodle: Classroom, link: Link, real: Any) -> None:
    assert link
    launch, wanted = moodle.choose(), real("deep_linking_teacher")["payload"]
    # This course has an activity of the tool already, the real one had none yet.
    assert launch.pop(NRPS)
    assert shape(_without_custom(launch)) == shape(_without_custom(wanted))
    settings = launch[DL + "deep_linking_settings"]
    for name in ("accept_types", "accept_presentation_document_targets", "accept_multiple", "auto_create"):
        assert settings[name] == wanted[DL + "deep_linking_settings"][name]
    assert launch[LTI + "launch_presentation"].keys() == {"locale"}


def test_a_review_has_the_shape_of_moodles(moodle: Classroom, link: Link, real: Any) -> None:
    launched = moodle.launch("2", link_id=link.id)
    item_id = int(launched[AGS]["lineitem"].split("/lineitems/")[1].split("/")[0])
    launch = moodle.open("2", f"/courses/101/grades/{item_id}/11/review/launch")
    wanted = real("submission_review")["payload"]
    assert shape(_without_custom(launch)) == shape(_without_custom(wanted))
    assert launch[LTI + "for_user"] == {"user_id": "11"}
    assert launch[LTI + "message_type"] == "LtiSubmissionReviewRequest"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("login_initiation", "/courses/101/activities/1001/launch"),
        ("login_initiation_deep_linking", "/courses/101/add/senda-demo/choose/launch"),
    ],
)
def test_logins_have_the_shape_of_moodles(moodle: Classroom, real: Any, name: str, path: str) -> None:
    form, wanted = only_form(moodle.browser("2").get(path)), real(name)
    assert form.fields.keys() == wanted["form"].keys()
    hint, real_hint = json.loads(form.fields["lti_message_hint"]), json.loads(wanted["form"]["lti_message_hint"])
    assert hint.keys() == real_hint.keys()
    assert hint["launchid"].startswith("ltilaunch")
    assert form.fields["login_hint"] == "2"


def test_a_redirect_uri_that_is_not_to_the_letter_gets_a_404_page(moodle: Classroom) -> None:
    browser = moodle.browser("11")
    fields = browser.login_form().fields
    values = {
        "scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none",
        "client_id": fields["client_id"], "redirect_uri": moodle.settings.tool_launch_url + "?x=1",
        "state": "s", "nonce": "n", "login_hint": "11", "lti_message_hint": fields["lti_message_hint"],
    }  # fmt: skip
    refused = browser.get(moodle.settings.paths.auth, params=values)
    assert refused.status_code == 404
    assert "redirect_uri" in refused.text
    for hint in ("{}", "[]", "x", '{"launchid":5}', '{"launchid":"ltilaunch7_x"}'):
        values |= {"redirect_uri": moodle.settings.tool_launch_url, "lti_message_hint": hint}
        answer = browser.get(moodle.settings.paths.auth, params=values)
        assert only_form(answer).fields["error"] == "invalid_request"


def test_variables_that_moodle_has_and_those_that_it_hands_on(moodle: Classroom) -> None:
    custom = moodle.launch("12")[LTI + "custom"]
    assert custom["group_ids"] == "501,503"
    assert custom["section"] == "MAT1"
    assert custom["context_history"] == ""
    assert custom["link_history"] == "$ResourceLink.id.history"
    assert custom["section_ids"] == "$Canvas.course.sectionIds"
    assert moodle.launch("2")[LTI + "custom"]["group_ids"] == ""


def test_a_tools_parameter_wins_over_the_links(moodle: Classroom) -> None:
    (link,) = moodle.add([{**ITEM, "custom": {"section": "of the link", "own": "o"}}])
    custom = moodle.launch("11", link_id=link.id)[LTI + "custom"]
    assert (custom["section"], custom["own"]) == ("MAT1", "o")


def test_a_window_is_called_a_frame_and_nothing_offers_storage(moodle: Classroom) -> None:
    form = moodle.browser("11").login_form(target="window")
    assert "lti_storage_target" not in form.fields
    launch = moodle.open("11", "/courses/101/activities/1001/launch?target=window")
    assert launch[LTI + "launch_presentation"]["document_target"] == "iframe"
    assert "locale" not in launch


def test_an_assistant_teaches_at_launch_and_learns_in_the_roster(moodle: Classroom) -> None:
    assert moodle.launch("4")[LTI + "roles"] == ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"]
    members = {member["user_id"]: member for member in moodle.members().json()["members"]}
    assert members["4"]["roles"] == ["Learner"]
    assert members["2"]["roles"] == ["Instructor"]


def test_tokens_are_json_called_html(moodle: Classroom, real: Any) -> None:
    wanted = real("token_ok")["response"]
    answer = moodle.tool.ask_token(moodle.settings, wanted["body"]["scope"].split())
    assert answer.headers["Content-Type"] == wanted["headers"]["Content-Type"]
    assert answer.json().keys() == wanted["body"].keys()
    assert set(answer.json()["scope"].split()) == set(wanted["body"]["scope"].split())
    some = moodle.tool.ask_token(moodle.settings, [NRPS_SCOPE, GROUPS_SCOPE, "openid"])
    assert some.json()["scope"] == NRPS_SCOPE


def test_refused_tokens_are_moodles(moodle: Classroom, real: Any) -> None:
    wanted = real("token_400_unsupported_scope")["response"]
    answer = moodle.tool.ask_token(moodle.settings, [GROUPS_SCOPE])
    assert (answer.status_code, answer.json()) == (wanted["status"], wanted["body"])
    assert answer.headers["Content-Type"] == wanted["headers"]["Content-Type"]
    wanted = real("token_400_iat_ahead")["response"]
    ahead = moodle.tool.ask_token(moodle.settings, [NRPS_SCOPE], iat=int(time.time()) + 4)
    assert (ahead.status_code, ahead.json().keys()) == (wanted["status"], wanted["body"].keys())


def test_members_have_the_shape_of_moodles(moodle: Classroom, real: Any) -> None:
    wanted = real("members_all")["response"]
    answer = moodle.members()
    assert answer.headers["Content-Type"] == wanted["headers"]["Content-Type"]
    assert shape(answer.json()) == shape(wanted["body"])
    assert len(answer.json()["members"]) == 26  # everybody, when no limit is given
    assert "Link" not in answer.headers


def test_pages_of_members_forget_the_role(moodle: Classroom, real: Any) -> None:
    wanted = real("members_page1")["response"]["headers"]["Link"]
    answer = moodle.members("?limit=2")
    address = moodle.settings.memberships_url("101")
    assert answer.headers["Link"] == wanted.replace(wanted[1 : wanted.index("?")], address)
    learners = moodle.members("?role=Learner&limit=2")
    assert "role" not in learners.links["next"]["url"]
    assert all(member["roles"] == ["Learner"] for member in learners.json()["members"])
    after = moodle.call("GET", learners.links["next"]["url"], MEMBERS_TYPE)
    assert after.json()["members"][0]["user_id"] == "11"


def test_members_of_a_link(moodle: Classroom, real: Any) -> None:
    wanted = real("members_rlid")["response"]["body"]
    assert shape(moodle.members("?rlid=1001").json()) == shape(wanted)
    assert moodle.members("?rlid=1002").status_code == 404
    assert moodle.members("?rlid=999").status_code == 404


def test_without_a_token(moodle: Classroom, real: Any) -> None:
    for name, url, accept in (
        ("members_401_no_token", moodle.settings.memberships_url("101"), MEMBERS_TYPE),
        ("lineitems_401_no_token", moodle.line_items_url(), LINE_ITEMS_TYPE),
    ):
        wanted = real(name)["response"]
        answer = requests.get(url, headers={"Accept": accept}, timeout=10)
        assert (answer.status_code, answer.reason) == (wanted["status"], wanted["reason"])
        assert shape(answer.json()) == shape(wanted["body"])
        assert answer.headers["Content-Type"] == wanted["headers"]["Content-Type"]
        assert url.endswith(answer.json()["request"]["url"])


def test_without_a_user_agent(moodle: Classroom) -> None:
    assert moodle.members(headers={"User-Agent": ""}).status_code == 403


def test_another_tools_addresses_are_refused(moodle: Classroom) -> None:
    address = moodle.settings.memberships_url("101", "7")
    assert moodle.call("GET", address, MEMBERS_TYPE).status_code == 404
    assert moodle.call("GET", moodle.settings.line_items_url("101", "7"), LINE_ITEMS_TYPE).status_code == 401


def test_line_items_have_the_shape_of_moodles(moodle: Classroom, link: Link, real: Any) -> None:
    wanted = real("lineitem_created")
    sent = wanted["request"]["body"]
    made = moodle.call("POST", moodle.line_items_url(), json=sent, headers={"Content-Type": LINE_ITEM_TYPE})
    assert made.status_code == 201
    assert made.json().keys() == wanted["response"]["body"].keys()
    assert made.headers["Content-Type"] == wanted["response"]["headers"]["Content-Type"]

    listed = moodle.call("GET", moodle.line_items_url(), LINE_ITEMS_TYPE)
    of_link = next(item for item in listed.json() if item.get("resourceLinkId") == link.id)
    bare = next(item for item in listed.json() if item["id"] == made.json()["id"])
    real_items = real("lineitems")["response"]["body"]
    assert list(of_link) == list(real_items[0])
    assert bare.keys() == real_items[4].keys()  # no dates in a list
    assert "?type_id=1" in of_link["id"]
    assert "Link" not in listed.headers

    one = moodle.call("GET", of_link["id"], LINE_ITEM_TYPE).json()
    assert one.keys() == real("lineitem_get")["response"]["body"].keys()


@pytest.mark.parametrize("accept", ["*/*", "application/json", f"{LINE_ITEMS_TYPE}, */*"])
def test_the_list_wants_its_own_media_type(moodle: Classroom, accept: str) -> None:
    answer = moodle.call("GET", moodle.line_items_url(), accept)
    assert (answer.status_code, answer.json()) == (400, [])


def test_a_limit_breaks_the_link_header_and_the_results(moodle: Classroom, real: Any) -> None:
    wanted = real("lineitems_page1")["response"]["headers"]["Link"]
    for _ in range(3):
        item = moodle.create()
    answer = moodle.call("GET", moodle.line_items_url() + "&limit=2", LINE_ITEMS_TYPE)
    text = answer.headers["Link"].encode("latin-1").decode()
    assert text.split(", ")[0].partition("?")[2] == wanted.split(", ")[0].partition("?")[2].replace("type_id=2", "type_id=1")
    assert "&amp;limit=2&amp;from=2>; rel=“next”" in text
    assert "next" not in answer.links
    assert moodle.call("GET", below(item["id"], "results") + "&limit=2", RESULTS_TYPE).status_code == 500


def test_put_drops_what_is_not_sent(moodle: Classroom) -> None:
    review = {"url": moodle.settings.tool_launch_url}
    item = moodle.create(resourceLinkId="1001", submissionReview=review)
    changed = moodle.call(
        "PUT", item["id"], json={"label": "x", "scoreMaximum": 5}, headers={"Content-Type": LINE_ITEM_TYPE}
    )
    assert changed.status_code == 200
    shown = moodle.call("GET", item["id"], LINE_ITEM_TYPE).json()
    assert not {"resourceLinkId", "ltiLinkId", "submissionReview"} & shown.keys()


def test_a_second_column_hides_both_from_launches(moodle: Classroom) -> None:
    (link,) = moodle.add([ITEM])
    assert "lineitem" in moodle.launch("11", link_id=link.id)[AGS]
    second = moodle.create(resourceLinkId=link.id)
    assert "lineitem" not in moodle.launch("11", link_id=link.id)[AGS]
    moodle.call("DELETE", second["id"])
    assert "lineitem" in moodle.launch("11", link_id=link.id)[AGS]


def test_scores_are_taken_and_refused_as_by_moodle(moodle: Classroom, real: Any) -> None:
    item = moodle.create()
    taken, wanted = moodle.score(item["id"], comment="Bien ñ"), real("score_ok")["response"]
    assert (taken.status_code, taken.content) == (wanted["status"], b"")
    assert taken.headers["Content-Type"] == wanted["headers"]["Content-Type"]

    same, wanted = moodle.score(item["id"]), real("score_409_same_timestamp")["response"]
    assert (same.status_code, same.json()) == (409, wanted["body"])
    assert same.reason.startswith("Refusing score with an earlier timestamp for item ")
    assert same.reason.endswith(" and user 11")

    wanted = real("score_400_teacher")["response"]
    for subject in ("2", "4", "1", "999", "41"):
        refused = moodle.score(item["id"], userId=subject)
        assert (refused.status_code, refused.json()) == (400, wanted["body"])
        assert refused.reason.startswith('Incorrect score received{"userId": "')
        assert refused.headers["Content-Type"] == wanted["headers"]["Content-Type"]

    (result,) = moodle.results(item["id"])
    assert result.keys() == real("results")["response"]["body"][0].keys()
    assert result["id"].endswith("&user_id=11")


@pytest.mark.parametrize("missing", ["userId", "timestamp", "activityProgress", "gradingProgress"])
def test_a_missing_field_of_a_score(moodle: Classroom, missing: str) -> None:
    refused = moodle.score(moodle.create()["id"], **{missing: None})
    assert refused.status_code == 400
    assert refused.reason.startswith("Incorrect score received")


def test_what_is_not_fully_graded_erases(moodle: Classroom) -> None:
    item = moodle.create()
    for second, erasing in enumerate(
        ({"gradingProgress": "PendingManual"}, {"gradingProgress": "NotReady", "scoreGiven": None}, {"scoreGiven": None})
    ):
        moodle.score(item["id"], timestamp=f"2026-01-10T10:0{second}:00Z")
        assert len(moodle.results(item["id"])) == 1
        assert moodle.score(item["id"], timestamp=f"2026-01-10T10:0{second}:30Z", **erasing).status_code == 200
        assert moodle.results(item["id"]) == []
    assert moodle.score(item["id"], timestamp="2026-01-10T10:03:00Z", scoreGiven=0).status_code == 200
    assert moodle.results(item["id"])[0]["resultScore"] == 0


def test_a_teachers_grade_stays_and_the_tool_hears_ok(moodle: Classroom) -> None:
    item = moodle.create()
    item_id = int(item["id"].split("/lineitems/")[1].split("/")[0])
    moodle.score(item["id"])
    override_grade(moodle.platform, item_id, "11", 3)
    assert moodle.score(item["id"], timestamp="2026-01-10T11:00:00Z").status_code == 200
    assert moodle.results(item["id"])[0]["resultScore"] == 3
    override_grade(moodle.platform, item_id, "11", None)
    assert moodle.score(item["id"], timestamp="2026-01-10T12:00:00Z").status_code == 200
    assert moodle.results(item["id"])[0]["resultScore"] == 7.5


def test_a_copy_tells_its_history_but_not_the_links(moodle: Classroom, real: Any) -> None:
    platform = moodle.platform
    origin, teacher = platform.campus.courses["101"], platform.campus.people["2"]
    copy = copy_course(platform, origin, teacher, users=True)
    again = copy_course(platform, copy, teacher, users=False)
    launch = moodle.launch("2", again.id, again.links[0].id)
    wanted = real("copied_twice_course_teacher")["payload"]
    assert launch[LTI + "custom"]["context_history"] == f"{copy.id},101"
    assert launch[LTI + "custom"]["link_history"] == "$ResourceLink.id.history"
    assert launch[LTI + "lis"]["course_section_sourcedid"] == wanted[LTI + "lis"]["course_section_sourcedid"] == ""
    assert again.students == ()
    assert copy.role("11") is CourseRole.STUDENT
    listed = moodle.call("GET", moodle.line_items_url(copy.id), LINE_ITEMS_TYPE).json()
    ids = {item["id"] for item in moodle.call("GET", moodle.line_items_url(), LINE_ITEMS_TYPE).json()}
    tagged = next(item for item in listed if item.get("tag") == "nota")
    assert tagged["resourceId"] == "eq1"
    assert tagged["id"] not in ids
    assert tagged["resourceLinkId"] in {link.id for link in copy.links}


def test_no_groups_no_notices_no_privacy(moodle: Classroom) -> None:
    launch = moodle.launch("2")
    assert not [name for name in launch if "groupsservice" in name or "notification" in name]
    assert moodle.browser("11").get("/account/privacy/senda-demo").status_code == 404
    assert "/account/privacy" not in moodle.browser("11").get("/courses/101").text


def test_a_plain_activity_has_a_column_of_a_hundred(moodle: Classroom) -> None:
    course = moodle.platform.campus.courses["101"]
    link = place_plain(moodle.platform, course, "", "Sin elegir", graded=True)
    item = moodle.launch("11", link_id=link.id)[AGS]["lineitem"]
    assert moodle.call("GET", item, LINE_ITEM_TYPE).json()["scoreMaximum"] == 100
    content_type = moodle.call("POST", below(item, "scores"), json={}, headers={"Content-Type": SCORE_TYPE})
    assert content_type.status_code == 400
