"""What administrators see and change, each only of their own schools."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from admin_site import Browser, Site, error
from classroom import make_classroom
from sqlalchemy import func, select
from tool_under_test import TOOL

from lti_tool.database.admins import AdminEvent, account_of_email
from lti_tool.database.classes import CourseClass
from lti_tool.database.grades import GradeJob
from lti_tool.database.invitations import Invitation
from lti_tool.database.platforms import Deployment, Platform
from lti_tool.database.refusals import RefusedLaunch
from lti_tool.database.schools import School, SchoolRule

ROOT = "root@senda.test"


def platforms(site: Site) -> list[Platform]:
    """The two platforms of the tool, each of its own school."""
    with site.tool.runtime.database.read() as session:
        return list(session.scalars(select(Platform).order_by(Platform.id)))


def school_of(site: Site, platform: Platform) -> School:
    with site.tool.runtime.database.read() as session:
        return session.get_one(School, platform.school_id)


def count(site: Site, table: Any) -> int:
    with site.tool.runtime.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def add(site: Site, *rows: Any) -> Any:
    with site.tool.runtime.database.write() as session:
        session.add_all(rows)
        session.flush()
    return rows[0]


def pending(site: Site, platform: Platform, name: str = "new-deployment") -> Deployment:
    return add(
        site,
        Deployment(
            school_id=platform.school_id,
            platform_id=platform.id,
            deployment_id=name,
            status="pending",
            label="Historia 3B",
            created_at=site.clock.now,
        ),
    )


def course(site: Site, platform: Platform, title: str = "Matemáticas 2A", **more: Any) -> CourseClass:
    return add(
        site,
        CourseClass(
            public_id=f"c-{title}-{platform.id}",
            school_id=platform.school_id,
            platform_id=platform.id,
            title=title,
            created_at=site.clock.now,
            **more,
        ),
    )


def fill(site: Site) -> None:
    """Something on every page."""
    first, second = platforms(site)
    for platform in (first, second):
        pending(site, platform)
        course(site, platform, roster_problem="service_timeout")
        add(
            site,
            RefusedLaunch(
                platform_id=platform.id, issuer=platform.issuer, step="launch", code="token_expired",
                incident=f"AAAA-000{platform.id}", facts={"seconds": 70}, at=site.clock.now,
            ),
        )  # fmt: skip


def addresses(site: Site, **ids: str) -> list[str]:
    """Every page of the site that can be looked at."""
    found = []
    for rule in site.tool.app.url_map.iter_rules():
        if rule.rule.startswith("/admin") and "GET" in rule.methods:
            path = rule.rule.removeprefix("/admin")
            found.append(re.sub(r"<(?:[a-z]+:)?([a-z]+)>", lambda name: ids[name[1]], path))
    return sorted(found)


def page_ids(site: Site, platform: Platform) -> dict[str, str]:
    return {"platform": platform.public_id, "school": school_of(site, platform).public_id}


FOR_ALL = {"/login", "/welcome", "/second-factor", "/second-factor/new"}
WHOLE_INSTALLATION = {"/keys", "/jobs"}


class TestWhoSeesWhat:
    @pytest.mark.parametrize("language", ["es", "en"])
    def test_every_page_opens_for_the_installation_in_both_languages(self, site: Site, language: str) -> None:
        fill(site)
        browser = site.inside()
        browser.post("/language", {"language": language})
        for path in addresses(site, **page_ids(site, platforms(site)[0])):
            if path not in FOR_ALL:
                page = browser.get(path)
                assert page.status_code == 200, path
                if not path.endswith(".csv"):
                    assert f'lang="{language}"' in page.text
                    assert "<style" not in page.text
                    assert " style=" not in page.text
                    assert "<h1>" in page.text

    def test_every_page_has_something_to_say_when_there_is_nothing(self, site: Site) -> None:
        school = site.school_id("Empty school")
        browser = site.inside("one@senda.test", "Empty school")
        with site.tool.runtime.database.read() as session:
            public_id = session.get_one(School, school).public_id
        for path in addresses(site, platform="x", school=public_id):
            if path not in FOR_ALL | WHOLE_INSTALLATION | {"/lms/x"}:
                assert browser.get(path).status_code == 200, path

    def test_nobody_else_sees_anything(self, site: Site) -> None:
        browser = site.browser()
        for path in addresses(site, **page_ids(site, platforms(site)[0])):
            if path not in FOR_ALL:
                assert "/admin/login" in browser.get(path).headers["Location"], path

    def test_an_administrator_of_a_school_sees_that_school(self, site: Site) -> None:
        fill(site)
        first, second = platforms(site)
        own, other = school_of(site, first), school_of(site, second)
        browser = site.inside("one@senda.test", own.name)
        for path in addresses(site, **page_ids(site, first)):
            if path in FOR_ALL:
                continue
            page = browser.get(path)
            if path in WHOLE_INSTALLATION:
                assert error(page) == "admin_role_refused"
                continue
            assert page.status_code == 200, path
            text = page.text.replace(f"{own.name}/", "")
            assert other.name not in text, path
            assert second.public_id not in text, path
            assert "AAAA-0002" not in text

    def test_forged_ids_are_not_found(self, site: Site) -> None:
        fill(site)
        first, second = platforms(site)
        mine, theirs = school_of(site, first), school_of(site, second)
        browser = site.inside("one@senda.test", mine.name)
        site.account("two@senda.test", theirs.name)
        with site.tool.runtime.database.read() as session:
            stranger = account_of_email(session, "two@senda.test").public_id
            deployment = session.scalar(
                select(Deployment.id).where(Deployment.platform_id == second.id, Deployment.status == "pending")
            )
        values = {**second_values(second), "family": "canvas"}
        before = count(site, AdminEvent)
        for path, form in (
            (f"/lms/{second.public_id}", values),
            (f"/lms/{second.public_id}/off", {}),
            (f"/lms/{second.public_id}/remove", {}),
            (f"/lms/{second.public_id}/check", {}),
            (f"/deployments/{deployment}/approved", {}),
            (f"/deployments/{deployment}/refused", {}),
            (f"/deployments/{deployment}/origins", {"origin": "https://evil.test"}),
            (f"/schools/{theirs.public_id}", {"name": "Mine now"}),
            (f"/schools/{theirs.public_id}/administrators", {"email": "x@y.test"}),
            (f"/health/{second.public_id}/again", {}),
            (f"/accounts/{stranger}/off", {}),
            (f"/accounts/{stranger}/password", {}),
            (f"/accounts/{stranger}/factor", {}),
            ("/register/never-was/revoke", {}),
        ):
            response = browser.post(path, form)
            assert response.status_code == 404, (path, error(response))
        for path in (f"/lms/{second.public_id}", f"/schools/{theirs.public_id}", "/lms/x", "/schools/x"):
            assert browser.get(path).status_code == 404
        assert count(site, AdminEvent) == before

    def test_what_is_for_the_whole_installation_is_closed_to_a_school(self, site: Site) -> None:
        first, _second = platforms(site)
        browser = site.inside("one@senda.test", school_of(site, first).name)
        for path, form in (
            ("/schools", {"name": "New"}),
            ("/accounts", {"email": "x@y.test"}),
            ("/keys/rotate", {}),
            ("/register/list", {}),
            (f"/lms/{first.public_id}/schools", {"school_by": "list", "school_unknown": "own"}),
            (f"/lms/{first.public_id}/rules", {"value": "a", "school": "b"}),
        ):
            assert error(browser.post(path, form)) == "admin_role_refused", path

    def test_a_school_on_a_shared_platform_sees_it_and_cannot_change_it(self, site: Site) -> None:
        first, second = platforms(site)
        own = school_of(site, first)
        add(
            site,
            SchoolRule(
                school_id=own.id, platform_id=second.id, kind="attribute", value="a", created_at=site.clock.now
            ),
        )
        browser = site.inside("one@senda.test", own.name)
        page = browser.get(f"/lms/{second.public_id}")
        assert page.status_code == 200
        assert 'name="client_id"' not in page.text
        assert browser.post(f"/lms/{second.public_id}", second_values(second)).status_code == 404


def second_values(platform: Platform) -> dict[str, str]:
    names = ("issuer", "client_id", "auth_login_url", "auth_token_url", "jwks_url", "label")
    return {name: getattr(platform, name) for name in names}


class TestPlatforms:
    def test_a_deployment_is_approved_and_the_next_launch_enters(self, site: Site) -> None:
        platform, _ = platforms(site)
        browser = site.inside()
        waiting = pending(site, platform)
        assert "Historia 3B" in browser.get("/deployments").text
        assert browser.post(f"/deployments/{waiting.id}/approved").status_code == 303
        with site.tool.runtime.database.read() as session:
            assert session.get_one(Deployment, waiting.id).status == "approved"
        assert "approved" in browser.get("/deployments").text
        assert browser.post(f"/deployments/{waiting.id}/refused", {"back": "platform"}).headers[
            "Location"
        ].endswith(platform.public_id)

    def test_values_are_changed_and_faults_named(self, site: Site) -> None:
        first, second = platforms(site)
        browser = site.inside()
        good = {**second_values(first), "label": "Our Moodle", "family": "moodle", "deployment_policy": "approve"}
        assert browser.post(f"/lms/{first.public_id}", good).status_code == 303
        changed = platforms(site)[0]
        assert (changed.label, changed.family, changed.deployment_policy) == ("Our Moodle", "moodle", "approve")
        for wrong in ("", "ftp://x.test", "https://", "javascript:alert(1)", "https://u:p@x.test/", "http://["):
            response = browser.post(f"/lms/{first.public_id}", {**good, "jwks_url": wrong})
            assert error(response) == "address_invalid"
            assert "Our Moodle" in response.text
        taken = {**good, "issuer": second.issuer, "client_id": second.client_id}
        assert error(browser.post(f"/lms/{first.public_id}", taken)) == "platform_taken"
        assert platforms(site)[0].jwks_url == first.jwks_url

    def test_switched_off_nobody_enters(self, site: Site) -> None:
        platform, _ = platforms(site)
        browser = site.inside()
        assert browser.post(f"/lms/{platform.public_id}/off").status_code == 303
        response = site.tool.login(site.tool.browser())
        assert error(response) == "platform_disabled"
        browser.post(f"/lms/{platform.public_id}/on")
        assert site.tool.login(site.tool.browser()).status_code == 302

    def test_origins(self, site: Site) -> None:
        platform, _ = platforms(site)
        browser = site.inside()
        waiting = pending(site, platform)
        path = f"/deployments/{waiting.id}/origins"

        def origins() -> list[str]:
            with site.tool.runtime.database.read() as session:
                return session.get_one(Deployment, waiting.id).frame_origins

        for typed in ("https://Portal.Example.org/", "https://portal.example.org:8443"):
            browser.post(path, {"origin": typed, "platform": platform.public_id})
        assert origins() == ["https://portal.example.org", "https://portal.example.org:8443"]
        for wrong in ("portal.example.org", "https://a.test/path", "https://a b", "https://*", "https://x;'self'", "*"):
            response = browser.post(path, {"origin": wrong, "platform": platform.public_id})
            assert error(response) == "origin_invalid", wrong
        browser.post(path, {"remove": "https://portal.example.org", "platform": platform.public_id})
        assert origins() == ["https://portal.example.org:8443"]

    def test_rules_for_schools(self, site: Site) -> None:
        platform, _ = platforms(site)
        browser = site.inside()
        path = f"/lms/{platform.public_id}"
        by = {"school_by": "attribute", "school_attribute": "", "school_unknown": "own"}
        assert error(browser.post(f"{path}/schools", by)) == "name_missing"
        assert browser.post(f"{path}/schools", {**by, "school_attribute": "category"}).status_code == 303
        assert browser.post(f"{path}/rules", {"value": "28001", "school": "IES Uno"}).status_code == 303
        assert error(browser.post(f"{path}/rules", {"value": "", "school": "IES Uno"})) == "name_missing"
        table = "value;school\n28002;IES Dos\n28001;IES Tres\n".encode("utf-8-sig")
        assert browser.post(f"{path}/rules", {"file": (io.BytesIO(table), "rules.csv")}).status_code == 303
        assert "IES Tres" in browser.get(path).text
        with site.tool.runtime.database.read() as session:
            rules = {rule.value: rule for rule in session.scalars(select(SchoolRule))}
        assert set(rules) == {"28001", "28002"}
        browser.post(f"{path}/rules", {"remove": str(rules["28001"].id)})
        assert count(site, SchoolRule) == 1

    @pytest.mark.parametrize(
        ("table", "code"),
        [
            (b"value,school\n1,A\n1,B\n", "rules_refused"),
            (b"value,school\n1,\n", "rules_refused"),
            (b"name,school\n1,A\n", "rules_refused"),
            (b"value,school\n", "rules_refused"),
            (b"", "rules_refused"),
            (b"value,school\n\xff\xfe,A\n", "file_unreadable"),
            (b'value,school\n"1,A\n', "file_unreadable"),
        ],
    )
    def test_a_file_with_a_fault_changes_nothing(self, site: Site, table: bytes, code: str) -> None:
        platform, _ = platforms(site)
        browser = site.inside()
        response = browser.post(
            f"/lms/{platform.public_id}/rules", {"file": (io.BytesIO(b"value,school\n9,Z\n" * 0 + table), "r.csv")}
        )
        assert error(response) == code
        assert count(site, SchoolRule) == 0

    def test_one_that_nobody_used_is_removed_and_another_switched_off(self, site: Site) -> None:
        first, second = platforms(site)
        course(site, second)
        browser = site.inside()
        for platform in (first, second):
            assert browser.post(f"/lms/{platform.public_id}/remove").status_code == 303
        left = platforms(site)
        assert [(one.public_id, one.active) for one in left] == [(second.public_id, False)]

    def test_the_connection_is_tested(self, site: Site) -> None:
        platform, _ = platforms(site)
        browser = site.inside()
        assert browser.post(f"/lms/{platform.public_id}/check").status_code == 303
        page = browser.get(f"/lms/{platform.public_id}").text
        assert "Not tested yet" not in page
        assert "Tested" in page


class TestRegistering:
    def test_a_link_is_shown_once_and_revoked(self, site: Site) -> None:
        browser = site.inside()
        page = browser.post("/register/invite", {"school": "IES Uno", "family": "moodle", "days": "7"})
        link = re.search(r'value="(https://senda.test/lti/register\?invite=[^"]+)"', page.text)[1]
        secret = link.partition("=")[2]
        assert "Add LTI Advantage" in page.text
        board = browser.get("/register").text
        assert "IES Uno" in board
        assert secret not in board
        with site.tool.runtime.database.read() as session:
            row = session.scalars(select(Invitation)).one()
        assert row.expires_at == site.clock.now + timedelta(days=7)
        assert browser.post(f"/register/{row.public_id}/revoke").status_code == 303
        assert "Revoked" in browser.get("/register").text

    def test_a_school_must_be_named(self, site: Site) -> None:
        assert error(site.inside().post("/register/invite", {"school": " "})) == "name_missing"

    def test_an_administrator_of_a_school_invites_for_that_school_only(self, site: Site) -> None:
        platform, _ = platforms(site)
        own = school_of(site, platform)
        browser = site.inside("one@senda.test", own.name)
        browser.post("/register/invite", {"school": "Another school"})
        with site.tool.runtime.database.read() as session:
            assert session.scalars(select(Invitation)).one().school_id == own.id
        assert count(site, School) == 2

    def test_a_list_of_schools(self, site: Site) -> None:
        browser = site.inside()
        table = b"school,family,label,administrator\nIES Uno,moodle,,uno@x.test\nIES Dos,canvas,,\n"
        form = {"file": (io.BytesIO(table), "schools.csv"), "as": "file"}
        answer = browser.post("/register/list", form)
        assert answer.mimetype == "text/csv"
        assert answer.text.count("/lti/register?invite=") == 2
        assert answer.text.count("/admin/welcome?invite=") == 1
        wrong = b"school,administrator\nIES Tres,not an address\n,\nIES Cuatro,x@y.test\n"
        refused = browser.post("/register/list", {"file": (io.BytesIO(wrong), "s.csv")})
        assert refused.status_code == 422
        assert "IES Cuatro" not in browser.get("/schools").text

    def test_by_hand(self, site: Site) -> None:
        browser = site.inside()
        for family in ("generic", "moodle", "canvas"):
            page = browser.get(f"/register/by-hand?family={family}").text
            for path in ("/lti/launch", "/lti/login", "/lti/jwks.json"):
                assert f'value="{TOOL}{path}"' in page
        assert browser.get("/register/by-hand?family=nonsense").status_code == 404
        form = {
            "school": "IES Uno",
            "issuer": "https://lms.example",
            "client_id": "abc",
            "auth_login_url": "https://lms.example/auth",
            "auth_token_url": "https://lms.example/token",
            "jwks_url": "https://lms.example/jwks",
            "deployments": "1 2",
        }
        assert error(browser.post("/register/by-hand", {**form, "jwks_url": "lms"})) == "address_invalid"
        assert error(browser.post("/register/by-hand", {**form, "client_id": " "})) == "name_missing"
        assert browser.post("/register/by-hand", form).status_code == 303
        assert error(browser.post("/register/by-hand", form)) == "platform_taken"
        assert count(site, Platform) == 3


class TestSchools:
    def test_made_changed_and_given_an_administrator(self, site: Site) -> None:
        browser = site.inside()
        path = browser.post("/schools", {"name": "  IES   Uno "}).headers["Location"].removeprefix("/admin")
        assert "IES Uno" in browser.get(path).text
        assert error(browser.post("/schools", {"name": "IES Uno"})) == "school_taken"
        assert error(browser.post("/schools", {"name": " "})) == "name_missing"
        for days, code in (("29", "days_invalid"), ("x", "days_invalid"), ("3651", "days_invalid"), ("٣٠٠", "days_invalid")):
            assert error(browser.post(path, {"name": "IES Uno", "retention_days": days})) == code
        assert browser.post(path, {"name": "IES Dos", "retention_days": "365"}).status_code == 303
        page = browser.post(f"{path}/administrators", {"email": "uno@x.test"})
        link = re.search(r'value="https://senda.test(/admin/welcome\?invite=[^"]+)"', page.text)[1]
        assert "uno@x.test" in site.browser().get(link.removeprefix("/admin")).text
        again = browser.post(f"{path}/administrators", {"email": "UNO@x.test"})
        assert error(again) == "account_exists"

    def test_accounts_are_switched_and_reset(self, site: Site) -> None:
        browser = site.inside()
        page = browser.post("/accounts", {"email": "two@senda.test", "person": "Two"})
        assert "/admin/welcome?invite=" in page.text
        with site.tool.runtime.database.read() as session:
            own = account_of_email(session, ROOT).public_id
            other = account_of_email(session, "two@senda.test").public_id
        assert error(browser.post(f"/accounts/{own}/off")) == "account_own"
        for what, shown in (("off", "Switched off"), ("on", "Invited"), ("factor", "Invited")):
            assert browser.post(f"/accounts/{other}/{what}").status_code == 303
            assert shown in browser.get("/accounts").text
        assert "/admin/welcome?invite=" in browser.post(f"/accounts/{other}/password").text


class TestHealth:
    def test_failed_grades_are_told_by_reason_and_sent_again(self, site: Site) -> None:
        platform, job = failed_job(site)
        browser = site.inside()
        assert "The LMS refused what was sent" in browser.get("/health").text
        assert "1 grade could not be sent" in browser.get("/").text
        assert browser.post(f"/health/{platform}/again").status_code == 303
        with site.tool.runtime.database.read() as session:
            row = session.get_one(GradeJob, job)
        assert (row.state, row.due_at, row.attempts) == ("waiting", site.clock.now, 0)
        assert "No grade has failed" in browser.get("/health").text

    def test_keys_and_jobs(self, site: Site) -> None:
        browser = site.inside()
        assert "Signs" in browser.get("/keys").text
        assert browser.post("/keys/rotate").status_code == 303
        assert "does not sign yet" in browser.get("/keys").text
        browser.post("/keys/rotate")
        assert "published already" in browser.get("/keys").text
        assert "never seen" in browser.get("/jobs").text

    def test_the_trail_is_filtered_paged_and_taken_along(self, site: Site) -> None:
        browser = site.inside()
        for number in range(60):
            add(
                site,
                AdminEvent(actor="=cmd", event="school_made", values={"name": f"S{number}"}, at=site.clock.now),
            )
        page = browser.get("/trail?event=school_made").text
        assert "S59" in page
        assert "S9<" not in page
        assert "S9" in browser.get("/trail?event=school_made&page=2").text
        assert "Logged in" not in page.partition("<table")[2]
        table = browser.get("/trail.csv?event=school_made")
        assert table.text.count("\n") == 61
        assert "'=cmd" in table.text


def failed_job(site: Site) -> tuple[str, int]:
    """A class whose student's grade the platform refused: its platform and the job."""
    classroom = make_classroom(site.tool.runtime.database, clock=site.clock)
    classroom.set_up()
    classroom.take("student")
    with site.tool.runtime.database.write() as session:
        job = session.scalars(select(GradeJob)).one()
        job.state, job.reason, job.attempts = "failed", "service_rejected", 3
        return session.get_one(Platform, classroom.platform.id).public_id, job.id


class TestDoctor:
    def test_refused_and_entered_launches_stand_together_without_names(self, site: Site) -> None:
        site.tool.launch(sub="somebody")
        site.clock.forward(seconds=5)
        refused = site.tool.launch(roles=None)
        incident = re.search(r"<code>([0-9A-F]{4}-[0-9A-F]{4})</code>", refused.text)[1]
        browser = site.inside()
        page = browser.get("/doctor").text
        assert page.index("The LMS did not say which roles you have") < page.index("Entered</span>")
        assert incident in page
        assert "somebody" not in page
        assert "Nobody Known" not in page
        only = browser.get(f"/doctor?incident={incident.lower()}").text
        assert incident in only
        assert "light-good" not in only.partition("<tbody")[2]
        assert incident not in browser.get("/doctor?decision=entered").text
        assert incident not in browser.get("/doctor?incident=FFFF-FFFF").text.partition("<table")[2]

    def test_a_token_is_looked_at_check_by_check_and_forgotten(self, site: Site) -> None:
        begun = site.tool.begin()
        good = site.tool.platform.sign(site.tool.claims(begun))
        browser = site.inside()
        before = site.tool.rows()
        page = browser.post("/doctor", {"token": good})
        assert page.status_code == 200
        assert good not in page.text
        site.clock.forward(hours=3)
        browser.enter(ROOT)
        old = browser.post("/doctor", {"token": good}).text
        assert "seconds too old" in old
        for junk in ("", "x", "a.b.c", "é" * 100, "x" * 100_000):
            answer = browser.post("/doctor", {"token": junk})
            assert answer.status_code == 200
            assert "Refused here" in answer.text
        assert site.tool.rows() == before

    def test_a_school_learns_nothing_of_other_platforms(self, site: Site) -> None:
        first, second = platforms(site)
        browser = site.inside("one@senda.test", school_of(site, second).name)
        token = site.tool.platform.sign(site.tool.claims(site.tool.begin()))
        assert "This LMS is not registered here" in browser.post("/doctor", {"token": token}).text
        assert first.issuer not in browser.get("/doctor").text


class TestOverview:
    def test_what_needs_doing_stands_first(self, site: Site) -> None:
        fill(site)
        browser = site.inside()
        page = browser.get("/").text
        assert "2 deployments wait" in page
        assert "2 class lists could not be fetched" in page
        assert "The worker is silent" in page
        assert page.count("Needs attention") == 2
        assert "Nothing. Everything" not in page

    def test_search_and_empty(self, site: Site) -> None:
        browser = site.inside()
        assert "Nothing is called like that" in browser.get("/lms?q=nonsense").text
        assert platforms(site)[0].public_id in browser.get("/lms?q=lms").text


def test_a_browser_helper_keeps_the_token(site: Site) -> None:
    assert isinstance(site.browser(), Browser)
