"""Deep linking of the demo platform: what is asked, what comes back, and each refusal one change away."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_family import Classroom
from demo_tool import AGS, DL, LTI, NRPS

ITEM = {
    "type": "ltiResourceLink",
    "title": "Diagnóstico ñ",
    "text": "Lo que sabes",
    "custom": {"kind": "diagnostic", "link": "$ResourceLink.id"},
    "lineItem": {"label": "Nota del tema", "scoreMaximum": 20, "resourceId": "r1", "tag": "nota"},
    "available": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2027-01-01T00:00:00Z"},
    "submission": {"endDateTime": "2026-06-01T00:00:00Z"},
    "iframe": {"width": 900, "height": 777},
}


def _column(room: Classroom, link_id: str) -> dict[str, Any] | None:
    with room.platform.store.read() as connection:
        row = connection.execute("SELECT body FROM line_item WHERE resource_link_id = ?", (link_id,)).fetchone()
    return None if row is None else dict(json.loads(row["body"]))


def test_the_request_says_what_may_be_chosen(anywhere: Classroom) -> None:
    launch = anywhere.choose()
    assert launch[LTI + "message_type"] == "LtiDeepLinkingRequest"
    assert LTI + "resource_link" not in launch
    settings = launch[DL + "deep_linking_settings"]
    assert settings["accept_types"] == ["ltiResourceLink"]
    assert settings["deep_link_return_url"].startswith(anywhere.settings.public_url)
    assert ("data" in settings) == (anywhere.settings.family != "moodle")
    assert launch[AGS]["lineitems"] == anywhere.line_items_url()


def test_a_chosen_item_becomes_an_activity_that_launches(anywhere: Classroom) -> None:
    (link,) = anywhere.add([{**ITEM, "url": f"{anywhere.tool.url}/lti/launch?topic=1"}])
    assert (link.title, link.description) == ("Diagnóstico ñ", "Lo que sabes")
    launch = anywhere.launch("11", link_id=link.id)
    assert launch[LTI + "target_link_uri"] == f"{anywhere.tool.url}/lti/launch?topic=1"
    assert launch[LTI + "custom"]["kind"] == "diagnostic"
    assert launch[LTI + "custom"]["link"] == link.id
    assert launch[LTI + "resource_link"]["title"] == "Diagnóstico ñ"
    page = anywhere.browser("11").get("/courses/101").text
    assert "Diagnóstico ñ" in page


def test_what_generic_keeps(generic: Classroom) -> None:
    first, second = generic.add([ITEM, {"type": "ltiResourceLink", "window": {"targetName": "w"}}])
    assert (first.begins, first.ends) == ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
    assert (first.due, first.height, first.new_window) == ("2026-06-01T00:00:00Z", 777, False)
    column = _column(generic, first.id)
    assert column is not None
    assert (column["label"], column["scoreMaximum"], column["tag"]) == ("Nota del tema", 20, "nota")
    assert (second.title, second.new_window) == ("Senda", True)
    assert _column(generic, second.id) is None  # without a line item there is no grade
    assert "lineitem" in generic.launch("11", link_id=first.id)[AGS]
    assert "lineitem" not in generic.launch("11", link_id=second.id)[AGS]


def test_what_moodle_keeps(moodle: Classroom) -> None:
    review = {"label": "Ver", "url": f"{moodle.tool.url}/lti/launch", "custom": {"a": "b"}}
    sent = {**ITEM, "lineItem": {**ITEM["lineItem"], "submissionReview": review}}  # type: ignore[dict-item]
    (link,) = moodle.add([sent])
    assert (link.begins, link.ends, link.due, link.height) == ("", "", "", 0)
    column = _column(moodle, link.id)
    assert column is not None
    assert column["label"] == link.title  # the line item's own label is ignored
    assert column["submissionReview"] == {"url": review["url"], "custom": {"a": "b"}}


def test_what_canvas_keeps(canvas: Classroom) -> None:
    (task,) = canvas.add([ITEM], placement="assignment_selection")
    assert (task.due, task.height) == ("2026-06-01T00:00:00Z", 777)
    column = _column(canvas, task.id)
    assert column is not None
    assert (column["label"], column["scoreMaximum"]) == ("Nota del tema", 20)
    (bare,) = canvas.add([{"type": "ltiResourceLink"}], placement="assignment_selection")
    assert _column(canvas, bare.id) is not None  # an assignment always has points
    one, two = canvas.add([ITEM, ITEM], placement="link_selection")
    assert _column(canvas, one.id) is None
    assert one.id != two.id


def test_canvas_takes_one_item_for_an_assignment(canvas: Classroom) -> None:
    launch = canvas.choose(placement="assignment_selection")
    assert launch[DL + "deep_linking_settings"]["accept_multiple"] is False
    assert launch["https://www.instructure.com/placement"] == "assignment_selection"
    assert canvas.give_back(launch, [ITEM, ITEM]).status_code == 400
    path = f"/courses/101/add/{canvas.settings.client_id}/choose/launch?placement=editor_button"
    assert canvas.browser("2").get(path).status_code == 400


def test_messages_of_the_tool_are_shown_where_the_family_shows_them(anywhere: Classroom) -> None:
    before = anywhere.links()
    words = {DL + "errormsg": "No hay banco", DL + "msg": "Adiós"}
    page = anywhere.give_back(anywhere.choose(), [], **words).text
    assert anywhere.links() == before
    assert "No se ha añadido nada" in page
    assert ("No hay banco" in page) == (anywhere.settings.family != "moodle")


def test_moodle_names_the_roster_only_where_the_tool_has_an_activity(moodle: Classroom) -> None:
    assert NRPS in moodle.choose()
    courses = moodle.platform.campus.courses
    courses["102"] = replace(courses["102"], links=())
    launch = moodle.choose("3", "102")
    assert NRPS not in launch
    assert AGS in launch


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "another"}, {"aud": "https://elsewhere.example"}, {"aud": []}, {"exp": 1}, {"iat": 9_999_999_999},
        {"nonce": ""}, {"nonce": 7},
        {LTI + "message_type": "LtiResourceLinkRequest"}, {LTI + "version": "1.1"},
        {LTI + "deployment_id": "another"}, {DL + "msg": 5},
        *[{name: None} for name in ("iss", "aud", "exp", "iat", "nonce", LTI + "message_type", LTI + "version",
                                    LTI + "deployment_id")],
    ],
)  # fmt: skip
def test_a_response_that_is_wrong_makes_nothing(anywhere: Classroom, changes: dict[str, Any]) -> None:
    before = anywhere.links()
    answer = anywhere.give_back(anywhere.choose(), [ITEM], **changes)
    assert answer.status_code == 400
    assert anywhere.links() == before


@pytest.mark.parametrize("data", [None, "", "another"])
def test_data_must_come_back_to_the_letter(generic: Classroom, data: str | None) -> None:
    assert generic.give_back(generic.choose(), [ITEM], **{DL + "data": data}).status_code == 400


def test_a_response_enters_once(anywhere: Classroom) -> None:
    launch = anywhere.choose()
    assert anywhere.give_back(launch, [ITEM], nonce="once").status_code == 200
    assert anywhere.give_back(launch, [ITEM], nonce="once").status_code == 400


def test_a_strangers_signature_makes_nothing(anywhere: Classroom) -> None:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert anywhere.give_back(anywhere.choose(), [ITEM], key=stranger).status_code == 400


@pytest.mark.parametrize(
    "item",
    [
        5, {}, {"type": "html"}, {"type": "ltiResourceLink", "title": 5},
        {"type": "ltiResourceLink", "url": "https://elsewhere.example/"}, {"type": "ltiResourceLink", "custom": {"a": 5}},
        {"type": "ltiResourceLink", "custom": []}, {"type": "ltiResourceLink", "lineItem": []},
        {"type": "ltiResourceLink", "lineItem": {}}, {"type": "ltiResourceLink", "lineItem": {"scoreMaximum": 0}},
        {"type": "ltiResourceLink", "icon": "x"}, {"type": "ltiResourceLink", "iframe": {"height": "7"}},
        {"type": "ltiResourceLink", "available": {"startDateTime": "2026-01-01"}},
        {"type": "ltiResourceLink", "available": {"startDateTime": "2026-01-02T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"}},
        {"type": "ltiResourceLink", "submission": []}, {"type": "ltiResourceLink", "window": []},
    ],
)  # fmt: skip
def test_wrong_items_make_nothing(generic: Classroom, item: Any) -> None:
    before = generic.links()
    assert generic.give_back(generic.choose(), [item]).status_code == 400
    assert generic.links() == before


def test_a_forged_or_old_address_of_return_is_refused(anywhere: Classroom) -> None:
    launch = anywhere.choose()
    address = launch[DL + "deep_linking_settings"]["deep_link_return_url"]
    token = anywhere.tool.deep_link_response(launch, [ITEM])
    assert requests.post(address + "x", data={"JWT": token}, timeout=10).status_code == 400
    assert requests.post(address, data={}, timeout=10).status_code == 400
    anywhere.platform.clock_offset = 3700
    try:
        assert requests.post(address, data={"JWT": token}, timeout=10).status_code == 400
    finally:
        anywhere.platform.clock_offset = 0


def test_only_teachers_and_administrators_add_activities(anywhere: Classroom) -> None:
    client_id = anywhere.settings.client_id
    for path in ("/courses/101/add", f"/courses/101/add/{client_id}/choose"):
        assert anywhere.browser("2").get(path).status_code == 200
        assert anywhere.browser("1").get(path).status_code == 200
        assert anywhere.browser("4").get(path).status_code == 403
        assert anywhere.browser("11").get(path).status_code == 403
    assert anywhere.browser("2").get("/courses/101/add/unknown/choose").status_code == 404


def test_an_activity_without_choosing(anywhere: Classroom) -> None:
    client_id, teacher = anywhere.settings.client_id, anywhere.browser("2")
    before = len(anywhere.links())
    plain = f"/courses/101/add/{client_id}/plain"
    assert teacher.post(plain, {"title": " "}).status_code == 400
    assert teacher.post(plain, {"title": "Sin elegir", "graded": "yes"}).status_code == 200
    assert teacher.post(plain, {"title": "Sin nota"}).status_code == 200
    graded, bare = anywhere.links()[before:]
    first, second = anywhere.launch("11", link_id=graded.id), anywhere.launch("11", link_id=bare.id)
    assert first[LTI + "target_link_uri"] == anywhere.settings.tool_launch_url
    assert ("lineitem" in first[AGS], "lineitem" in second[AGS]) == (True, False)
    assert anywhere.browser("11").post(plain, {"title": "x"}).status_code == 403
