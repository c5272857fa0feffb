"""The demo platform's own pages, and its start."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests
from demo_browser import DemoBrowser
from demo_world import World

from lti_tool.demo.people import COURSE, COURSES, PEOPLE, STUDENTS, TEACHERS
from lti_tool.demo.platform import create_platform, platform_of
from lti_tool.demo.settings import PlatformSettings
from lti_tool.demo.texts import TEXTS


def test_everyone_of_the_course_can_be_entered_as(world: World) -> None:
    page = world.browser().get("/").text
    assert COURSE.title in page
    offered = set(re.findall(r'name="person" value="(\d+)"', page))
    assert offered == {person.subject for person in PEOPLE}
    assert len(STUDENTS) == len(COURSE.students) == 24


def test_people_are_told_apart_and_courses_know_them() -> None:
    assert len({person.subject for person in PEOPLE}) == len(PEOPLE)
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)
    assert {person.locale for person in STUDENTS} == {"es", "en"}
    known = {person.subject for person in PEOPLE}
    for course in COURSES:
        assert {*course.teachers, *course.students} <= known
    assert set(COURSES[0].students) & set(COURSES[1].students)
    assert {person.subject for person in TEACHERS} == {*COURSES[0].teachers, *COURSES[1].teachers}


def test_a_student_reads_the_course_in_her_language_and_sees_no_grades(world: World) -> None:
    browser = world.browser("24")
    page = browser.get("/courses/101")
    assert '<html lang="en">' in page.text
    assert "You have entered as Emma O&#39;Connor" in page.text
    assert "/courses/101/grades" not in page.text
    refused = browser.get("/courses/101/grades")
    assert refused.status_code == 403
    assert "Grades are for teachers" in refused.text


def test_the_activity_stands_in_a_frame_and_in_a_window(world: World) -> None:
    page = world.browser("11").get("/courses/101/activities/1001").text
    frame = re.search(r'<iframe[^>]* src="([^"]+)"', page)
    assert frame
    assert frame.group(1) == "/courses/101/activities/1001/launch"
    assert 'target="_blank" rel="noopener"' in page
    assert world.browser("11").get("/courses/101/activities/1002").status_code == 404


def test_the_gradebook_is_the_teachers_own_courses(world: World) -> None:
    teacher = world.browser("2")
    assert teacher.get("/courses/101/grades").status_code == 200
    assert teacher.get("/courses/102/grades").status_code == 403
    assert world.browser("1").get("/courses/101/grades").status_code == 403
    assert world.browser().get("/courses/101/grades").status_code == 403


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere", 404), ("/courses/999", 404), ("/enter", 405), ("/courses/101", 403)]
)
def test_a_wrong_address_gets_a_page_that_leads_back(world: World, path: str, status: int) -> None:
    response = world.browser().get(path, headers={"Accept-Language": "es"})
    assert response.status_code == status
    assert TEXTS["es"][f"error_{status}"] in response.text
    assert 'href="/"' in response.text


def test_an_unknown_person_cannot_enter(world: World) -> None:
    browser = world.browser()
    assert browser.post("/enter", {"person": "999", "course": "101"}).status_code == 404
    assert browser.get("/courses/101").status_code == 403


def test_leaving_forgets_the_person(world: World) -> None:
    browser = world.browser("11")
    assert browser.post("/leave", {}).status_code == 200
    assert browser.get("/courses/101").status_code == 403


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("/courses/101", "/courses/101"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
    ],
)
def test_language_leads_back_on_this_site_only(world: World, address: str, reached: str) -> None:
    browser = world.browser("11")
    response = browser.post("/language", {"language": "en", "next": address}, allow_redirects=False)
    assert (response.status_code, response.headers["Location"]) == (303, reached)
    assert '<html lang="en">' in browser.get("/").text
    assert browser.post("/language", {"language": "xx", "next": "/"}).status_code == 400


def test_pages_allow_only_their_own_and_the_tools(world: World) -> None:
    policy = world.browser("11").get("/courses/101/activities/1001").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    tool = world.platform.settings.tool_url
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == directives["frame-ancestors"] == "'self'"
    assert directives["frame-src"] == directives["form-action"] == f"'self' {tool}"
    page = world.browser("2").get("/courses/101/grades").text
    assert not re.search(r"<style|style=|<script(?![^>]*src)|onclick", page)


def test_both_languages_say_the_same_things() -> None:
    assert TEXTS["es"].keys() == TEXTS["en"].keys()
    for key, text in TEXTS["es"].items():
        assert re.findall(r"{\w+}", text) == re.findall(r"{\w+}", TEXTS["en"][key]), key


def test_data_file_keeps_the_key_and_is_nobody_elses(data_file: Path) -> None:
    first = platform_of(create_platform(PlatformSettings(data=data_file)))
    moved = PlatformSettings(
        data=data_file, public_url="http://127.0.0.1:9001", tool_url="http://localhost:9000"
    )
    second = platform_of(create_platform(moved))
    assert second.key.kid == first.key.kid
    assert second.settings.tool_launch_url == "http://localhost:9000/lti/launch"
    assert data_file.stat().st_mode & 0o077 == 0


def _start(data: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "lti_tool.demo", "--port", str(port), "--data", str(data)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C"}
    )


def test_command_serves_and_a_taken_port_says_what_to_do(data_file: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = _start(data_file, port)
    try:
        assert serving.stdout is not None
        assert serving.stdout.readline() == f"Demo LMS: http://127.0.0.1:{port}\n"
        assert DemoBrowser(f"http://127.0.0.1:{port}").get("/").status_code == 200
        second = _start(data_file, port)
        out, err = second.communicate(timeout=30)
        assert (second.returncode, out) == (1, "")
        assert err.count("\n") == 1
        assert f"Port {port} is taken" in err
        assert "--port" in err
    finally:
        serving.terminate()
        _, errors = serving.communicate(timeout=30)
    assert errors == ""  # no line for each request


def test_ten_people_at_once(world: World) -> None:
    seen: list[int] = []

    def open_course(subject: str) -> None:
        browser = world.browser(subject)
        seen.append(browser.launch().status_code)

    threads = [threading.Thread(target=open_course, args=(subject,)) for subject in COURSE.students[:10]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [200] * 10


def test_services_of_an_unknown_address_answer_json(world: World) -> None:
    response = requests.get(f"{world.url}/lti/courses/101/unknown", timeout=10)
    assert (response.status_code, response.json()["status"]) == (404, 404)
