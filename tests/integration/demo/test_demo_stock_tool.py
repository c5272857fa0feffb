"""PyLTI1p3's stock Flask tool, launched from the demo platform over real HTTP."""

from __future__ import annotations

import re

import requests
from demo_browser import only_form
from demo_world import World

from lti_tool.demo.people import COURSE, VISITOR, find_person


def _launch_id(response: requests.Response) -> str:
    assert response.status_code == 200, response.text
    found = re.search(r'data-launch="([^"]+)"', response.text)
    assert found, response.text
    return found.group(1)


def test_stock_tool_takes_a_students_launch(world: World) -> None:
    response = world.browser("24").launch()
    assert _launch_id(response)
    assert "Hello Emma O&#39;Connor" in response.text
    assert "Resource link" in response.text


def test_stock_tool_takes_the_teacher_and_the_visitor(world: World) -> None:
    for subject in (*COURSE.teachers, VISITOR.subject):
        person = find_person(subject)
        assert person is not None
        assert f"Hello {person.name}" in world.browser(subject).launch().text


def test_stock_tool_refuses_a_token_that_was_changed_on_its_way(world: World) -> None:
    browser = world.browser("24")
    form = only_form(browser.submit(browser.login_form()))
    head, payload, signature = form.fields["id_token"].split(".")
    form.fields["id_token"] = f"{head}.{payload}.{signature[:-6]}AAAAAA"
    assert browser.submit(form).status_code == 401


def test_stock_tool_puts_a_grade_into_the_gradebook(world: World) -> None:
    launch_id = _launch_id(world.browser("24").launch())
    tool = world.platform.settings.tool_url
    answer = requests.post(f"{tool}/api/score/{launch_id}/85/2026-01-10T10:00:00Z", timeout=10)
    assert answer.status_code == 200, answer.text
    (result,) = answer.json()
    assert (result["userId"], result["resultScore"], result["resultMaximum"]) == ("24", 85, 100)
    page = world.browser(COURSE.teachers[0]).get("/courses/101/grades").text
    assert "85 de 100" in page
    entrance = world.browser().get("/", headers={"Accept-Language": "es"}).text
    assert entrance.count("ya tiene nota") == 1

    again = requests.post(f"{tool}/api/score/{launch_id}/90/2026-01-10T10:00:00.900Z", timeout=10)
    assert (again.status_code, "409" in again.text) == (401, True)


def test_stock_tool_reads_the_whole_roster_over_its_pages(world: World) -> None:
    before = world.platform.calls["GET roster.memberships"]
    launch_id = _launch_id(world.browser("2").launch())
    members = requests.get(f"{world.platform.settings.tool_url}/api/members/{launch_id}", timeout=10).json()
    assert {member["user_id"] for member in members} == set(COURSE.members)
    assert world.platform.calls["GET roster.memberships"] - before == 3  # 26 people, 10 a page
