"""An administrator at a browser: in with a second factor, an invitation, a deployment, the doctor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from admin_site import PASSWORD, QUICK
from conftest import Newcomer
from databases import Databases
from live import Live, live
from playwright.sync_api import Page, expect
from sqlalchemy import select
from test_real_pages_barriers import no_barrier

from lti_tool.actions.admin_accounts import NewAccount, add_account
from lti_tool.database.classes import CourseClass
from lti_tool.database.grades import GradeJob
from lti_tool.database.platforms import Deployment, Platform
from lti_tool.database.refusals import RefusedLaunch
from lti_tool.database.schools import School
from lti_tool.database.scope import AdminScope

pytestmark = pytest.mark.browser

ROOT = "root@senda.test"


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A class with a grade that failed and a list that did not come, a deployment that waits, a refusal."""
    with live(databases.make("sqlite"), tmp_path_factory.mktemp("world")) as both:
        both.classroom.set_up("101")
        scope = both.classroom.enter("12", course="101")
        both.classroom.begin(scope)
        both.classroom.finish(scope)
        now = both.runtime.clock()
        with both.runtime.database.write() as session:
            platform = session.scalars(select(Platform)).one()
            session.get_one(School, platform.school_id).name = "IES Ribera del Duero"
            platform.label = "Moodle del centro"
            for job in session.scalars(select(GradeJob)):
                job.state, job.reason, job.attempts = "failed", "service_rejected", 1
            session.get_one(CourseClass, scope.class_id).roster_problem = "service_timeout"
            session.add_all(
                [
                    Deployment(
                        school_id=platform.school_id, platform_id=platform.id, deployment_id="7:c0ffee",
                        status="pending", label="Historia 3.º B", created_at=now,
                    ),
                    RefusedLaunch(
                        platform_id=platform.id, issuer=platform.issuer, step="launch", code="token_expired",
                        incident="12AB-34CD", facts={"seconds": 95}, at=now,
                    ),
                    RefusedLaunch(
                        issuer="https://unknown.example", step="login", code="platform_unknown",
                        incident="99AB-34CD", facts={}, at=now - timedelta(minutes=7),
                    ),
                ]
            )  # fmt: skip
        add_account(
            both.runtime.database, AdminScope(), NewAccount(ROOT, "Marta Ruiz"), now=now, password_hash=QUICK.hash(PASSWORD)
        )
        yield both


class Inside:
    """Somebody who is logged in; the key of the second factor is kept for the next time."""

    key = ""

    def __init__(self, world: Live, newcomer: Newcomer) -> None:
        self.world, visitor = world, newcomer()
        visitor.forgive("40[134]", "422")
        self.page = visitor.page

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.world.tool}/admin{path}")
        return self.page

    def log_in(self, email: str = ROOT) -> None:
        page = self.go("/login")
        page.locator("#f-email").fill(email)
        page.locator("#f-password").fill(PASSWORD)
        page.locator("main .btn-primary").click()

    def code(self) -> str:
        return pyotp.TOTP(type(self).key).at(int(self.world.runtime.clock().timestamp()))


@pytest.fixture
def inside(world: Live, newcomer: Newcomer) -> Inside:
    """Logged in; the first one sets the second factor up."""
    who = Inside(world, newcomer)
    if not Inside.key:
        set_up(who)
        return who
    clock = world.runtime.clock
    world.runtime.clock = lambda: clock() + timedelta(seconds=31)
    who.log_in()
    who.page.locator("#f-code").fill(who.code())
    who.page.locator("main .btn-primary").click()
    expect(who.page.locator("h1")).to_have_text(re.compile("Overview|Resumen"))
    return who


def set_up(who: Inside) -> None:
    who.log_in()
    page = who.page
    expect(page.locator(".qr svg")).to_be_visible()
    page.locator("details summary").first.click()
    Inside.key = page.locator(".secret").inner_text().replace(" ", "")
    page.locator("#f-code").fill("000000")
    page.locator("main .btn-primary").click()
    expect(page.locator("#problem")).to_be_focused()
    no_barrier(page)
    page.locator("#f-code").fill(who.code())
    page.locator("main .btn-primary").click()
    expect(page.locator(".codes li")).to_have_count(10)
    no_barrier(page)
    page.locator("main .btn-primary").click()
    expect(page.locator(".menu-wide")).to_be_visible()


def test_the_way_in_has_no_barrier(world: Live, newcomer: Newcomer) -> None:
    who = Inside(world, newcomer)
    page = who.go("/login")
    no_barrier(page)
    page.locator("#f-email").fill("nobody@senda.test")
    page.locator("#f-password").fill("wrong wrong wrong")
    page.locator("main .btn-primary").click()
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#f-email")).to_have_value("nobody@senda.test")
    no_barrier(page)
    no_barrier(who.go("/welcome?invite=x"))
    no_barrier(who.go("/nowhere"))


def test_every_page_without_a_barrier(inside: Inside, world: Live) -> None:
    with world.runtime.database.read() as session:
        platform = session.scalars(select(Platform)).one()
        school = session.get_one(School, platform.school_id).public_id
    for path in (
        "/", "/lms", f"/lms/{platform.public_id}", "/deployments", "/register", "/register/by-hand?family=canvas",
        "/schools", f"/schools/{school}", "/accounts", "/account", "/health", "/keys", "/jobs", "/trail", "/doctor",
    ):  # fmt: skip
        page = inside.go(path)
        expect(page.locator("h1")).to_be_visible()
        no_barrier(page)


def test_a_deployment_is_approved(inside: Inside, world: Live) -> None:
    page = inside.go("/")
    page.locator(".todo-list a[href$='/deployments']").click()
    page.get_by_role("button", name=re.compile("^(Approve|Aprobar)")).first.click()
    expect(page.locator(".message-calm")).to_be_visible()
    with world.runtime.database.read() as session:
        states = session.scalars(select(Deployment.status)).all()
    assert set(states) == {"approved"}


def test_an_lms_and_an_administrator_are_invited(inside: Inside) -> None:
    page = inside.go("/register")
    page.locator("#f-school").fill("IES Nuevo")
    page.locator("#f-family").select_option("moodle")
    page.locator("main .btn-primary").click()
    link = page.locator("#c-link1").input_value()
    assert "/lti/register?invite=" in link
    page.get_by_role("button", name=re.compile("^(Copy|Copiar)")).click()
    expect(page.get_by_role("button", name=re.compile("Copied|Copiado"))).to_be_visible()
    no_barrier(page)
    inside.go("/schools").get_by_role("link", name="IES Nuevo").click()
    page.locator("#f-email").fill("uno@senda.test")
    page.locator("main form button").last.click()
    welcome = page.locator("#c-link").input_value()
    no_barrier(page)
    page.locator(".admin-who button").click()  # log out
    page.goto(welcome)
    no_barrier(page)
    for name in ("new_password", "new_password_again"):
        page.locator(f"#f-{name}").fill(PASSWORD)
    page.locator("main .btn-primary").click()
    expect(page.locator("#f-password")).to_be_visible()
    inside.log_in("uno@senda.test")
    expect(page.locator(".qr svg")).to_be_visible()


def test_the_doctor_looks_at_a_token(inside: Inside) -> None:
    page = inside.go("/doctor")
    page.locator("#f-incident").fill("12ab-34cd")
    page.locator(".filter button").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("#f-token").fill("eyJhbGciOiJub25lIn0.e30.")
    page.locator("main .btn-primary").click()
    expect(page.locator(".checks li").first).to_be_visible()
    expect(page.locator("#checks .light-warn").first).to_be_visible()
    no_barrier(page)


def test_dangerous_things_ask_once_more(inside: Inside, world: Live) -> None:
    inside.go("/lms").locator("tbody th a").first.click()
    page = inside.page
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name=re.compile("^(Switch off|Desactivar)")).click()
    with world.runtime.database.read() as session:
        assert session.scalars(select(Platform.active)).one()
