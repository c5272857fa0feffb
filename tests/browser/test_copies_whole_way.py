"""A course is copied in the LMS, two are taught as one class, and a set-up moves to another LMS."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from classroom import make_classroom
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Frame, Page, expect
from sqlalchemy import delete, func, select, update
from test_real_pages_barriers import no_barrier
from visits import Visitor, begin, heading, turn

from adapters.lms.base import Role
from lti_tool.actions.register_notices import register_notices
from lti_tool.actions.register_platform import Registration
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.notices import CONTEXT_COPY, Notice
from lti_tool.database.platforms import Deployment
from lti_tool.demo.people import COURSE
from lti_tool.demo.serve import running
from lti_tool.demo.settings import PlatformSettings

pytestmark = pytest.mark.browser

TEACHER, STUDENT = "Carmen Ortega Vidal", "Lucía Romero Castaño"
SHOTS = os.environ.get("PICTURES_TO", "")
"""Where pictures of the pages go, for somebody to look at."""


@pytest.fixture(scope="module", params=["generic", "moodle", "canvas"])
def world(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """A course with a diagnostic that closed last year, and students who answered it."""
    folder = tmp_path_factory.mktemp(request.param)
    with live(databases.make("sqlite"), folder, family=request.param) as both:
        both.classroom.set_up("101")
        student = both.classroom.enter("12", course="101")
        both.classroom.begin(student)
        closed = both.runtime.clock().replace(microsecond=0) - timedelta(days=40)
        with both.runtime.database.write() as session:
            dates = {"opens_at": closed - timedelta(days=11), "closes_at": closed}
            session.execute(update(CourseActivity).values(**dates))
        yield both


def teacher_of(newcomer: Newcomer, world: Live, course: str = "101") -> Visitor:
    visitor = newcomer(
        world, viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/Madrid"
    )
    come(visitor, TEACHER, course)
    return visitor


def come(visitor: Visitor, name: str, course: str = "101") -> None:
    """Become somebody in the LMS, who reads English."""
    visitor.enter(name, course)
    visitor.speak("en")


def copied(visitor: Visitor) -> str:
    """Copy the course in the LMS, people included; its id."""
    visitor.page.locator("a[href$='/copy']").click()
    visitor.page.locator("input[name=users]").check()
    visitor.page.locator("form.stack button").click()
    expect(visitor.page.locator("a.button").first).to_be_visible()
    return visitor.page.url.rstrip("/").rpartition("/")[2]


def opened(visitor: Visitor) -> Page:
    """The activity in a window of its own."""
    visitor.page.locator("a.button").first.click()
    return visitor.open_window()


def picture(page: Page | Frame, name: str) -> None:
    """A picture at two widths, where pictures are wanted."""
    if not SHOTS or isinstance(page, Frame):
        return
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def count(world: Live, model: type) -> int:
    with world.runtime.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_teacher_of_a_copy_takes_over_its_set_up(newcomer: Newcomer, world: Live) -> None:
    family = world.platform.settings.family
    teacher = teacher_of(newcomer, world)
    teacher.open_activity()  # the platform says where it takes handlers of notices
    with world.runtime.database.read() as session:
        deployment = session.scalars(select(Deployment)).one()
    registered = register_notices(world.runtime, deployment.id, now=world.runtime.clock())
    assert registered is (family != "moodle"), "Moodle has no notices"
    come(teacher, TEACHER)
    attempts, course = count(world, Attempt), copied(teacher)
    with world.runtime.database.read() as session:
        copies = select(Notice).where(Notice.kind == CONTEXT_COPY)
        told = [(one.context_id, one.values) for one in session.scalars(copies)]
    assert told == ([] if family == "moodle" else [(course, {"origins": ["101"]})])

    student = newcomer(world, locale="en-GB")
    come(student, STUDENT, course)
    tool = student.open_activity()
    expect(tool.locator("main .panel")).to_be_visible()
    assert tool.locator("main form").count() == 0, "not set up yet"

    page = opened(teacher)
    heading(page, f"This course is a copy of “{COURSE.title}”. Use its set-up?")
    expect(page.locator(".offered li")).to_have_count(1)
    expect(page.locator(".offered")).to_contain_text("52 weeks later")
    assert "El Amrani" not in page.content(), "nobody of the earlier course is named"
    no_barrier(page)
    picture(page, f"offer-{family}")
    turn(page, page.get_by_role("button", name="Use this set-up"))
    expect(page.locator("nav.tabs")).to_be_visible()
    with world.runtime.database.read() as session:
        old, new = session.scalars(select(CourseActivity).order_by(CourseActivity.id).limit(2))
    assert (new.origin_id, new.title) == (old.id, old.title)
    assert new.closes_at - old.closes_at == timedelta(weeks=52)
    with world.runtime.database.write() as session:
        session.execute(
            update(CourseActivity).where(CourseActivity.id == new.id).values(opens_at=None, closes_at=None)
        )
    assert count(world, Attempt) == attempts

    come(student, STUDENT, course)
    begin(student.open_activity(), "en")
    assert count(world, Attempt) == attempts + 1


def test_a_teacher_starts_afresh_and_is_asked_no_more(newcomer: Newcomer, world: Live) -> None:
    teacher = teacher_of(newcomer, world)
    teacher.open_activity()
    come(teacher, TEACHER)
    course = copied(teacher)
    page = opened(teacher)
    turn(page, page.get_by_role("button", name="Start afresh"))
    heading(page, "What does your class learn?")
    page.close()
    come(teacher, TEACHER, course)
    heading(teacher.open_activity(), "What does your class learn?")


def test_two_courses_as_one_class_and_back(newcomer: Newcomer, world: Live) -> None:
    teacher = teacher_of(newcomer, world)
    teacher.open_activity()
    come(teacher, TEACHER)
    course = copied(teacher)
    page = opened(teacher)
    page.get_by_role("link", name="Courses of this class").click()
    heading(page, "Courses of this class")
    expect(page.get_by_role("radio", name=COURSE.title).first).to_be_disabled()  # students have begun there
    no_barrier(page)
    picture(page, f"courses-empty-{world.platform.settings.family}")
    page.close()

    come(teacher, TEACHER)
    page = opened(teacher)
    page.get_by_role("link", name="Courses of this class").click()
    heading(page, "Courses of this class")
    page.locator("input[name=class]:not([disabled])").first.check()
    turn(page, page.get_by_role("button", name="Teach it as this class"))
    expect(page.get_by_role("status").filter(has_text="one class now")).to_be_visible()
    no_barrier(page)
    picture(page, f"courses-joined-{world.platform.settings.family}")
    turn(page, page.get_by_role("button", name="Make it a class of its own again").first)
    expect(page.get_by_role("status").filter(has_text="of its own again")).to_be_visible()
    assert course


def test_a_set_up_moves_to_another_lms(newcomer: Newcomer, world: Live, tmp_path: Path) -> None:
    """A new school year on a new LMS: another issuer, a school that has no questions yet."""
    teacher = teacher_of(newcomer, world)
    page = opened(teacher)
    page.get_by_role("link", name="Courses of this class").click()
    heading(page, "Courses of this class")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the set-up").click()
    file = tmp_path / "set-up.json"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b'{\n "content"')
    page.close()

    settings = PlatformSettings(
        data=tmp_path / "new.sqlite", tool_url=world.tool, family=world.platform.settings.family
    )
    with running(settings) as platform:
        new = make_classroom(
            world.runtime.database,
            platform.settings.public_url,
            registration=Registration(
                issuer=platform.settings.issuer,
                client_id=settings.client_id,
                auth_login_url=platform.settings.auth_url,
                auth_token_url=platform.settings.token_url,
                jwks_url=platform.settings.jwks_url,
                deployment_ids=(settings.deployment_id,),
                family=settings.family,
            ),
        )
        with world.runtime.database.write() as session:
            for model in (BankEntry, ItemRow, Bank):
                session.execute(delete(model).where(model.school_id == new.platform.school_id))
        there = replace(world, platform=platform, classroom=new)
        teacher = teacher_of(newcomer, there)
        page = opened(teacher)
        heading(page, "What does your class learn?")
        page.get_by_role("link", name="Courses of this class").click()
        heading(page, "Courses of this class")
        broken = tmp_path / "broken.json"
        broken.write_bytes(file.read_bytes().replace(b"Frac", b"Fric"))
        teacher.forgive("422")
        page.get_by_label("Set-up file from the earlier course").set_input_files(broken)
        turn(page, page.get_by_role("button", name="Take over the set-up"))
        expect(
            page.get_by_role("alert").filter(has_text="was changed after it was downloaded")
        ).to_be_visible()
        no_barrier(page)
        picture(page, f"file-refused-{world.platform.settings.family}")
        page.get_by_label("Set-up file from the earlier course").set_input_files(file)
        turn(page, page.get_by_role("button", name="Take over the set-up"))
        expect(page.get_by_role("status").filter(has_text="1 activity was taken over")).to_be_visible()
        no_barrier(page)
        picture(page, f"file-taken-{world.platform.settings.family}")
        page.close()
        student = newcomer(there, locale="en-GB")
        come(student, STUDENT)
        begin(student.open_activity(), "en")
        assert new.enter("2", Role.TEACHER, "101").school_id != world.classroom.platform.school_id
