"""Coming in and leaving: tries are counted, codes are good once, a session ends where it lives."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from admin_site import PASSWORD, Browser, Site, error
from sqlalchemy import func, select
from tool_under_test import TOOL

from lti_tool.actions.admin_accounts import invite_again, list_accounts, switch_account
from lti_tool.actions.admin_login import find_admin, log_in
from lti_tool.actions.admin_secrets import argon2_passwords
from lti_tool.database.admins import AdminAccount, AdminEvent, AdminSession, account_of_email
from lti_tool.database.scope import AdminScope
from lti_tool.errors import AccessRefused

ROOT = "root@senda.test"


class PlainPasswords:
    """Keeps passwords as they are and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hash(self, password: str) -> str:
        return f"plain {password}"

    def verify(self, stored: str, password: str) -> bool:
        self.asked.append(stored)
        return stored == f"plain {password}"

    def outdated(self, stored: str) -> bool:
        return False


def account(site: Site, email: str = ROOT) -> AdminAccount:
    with site.tool.runtime.database.read() as session:
        found = account_of_email(session, email)
        assert found is not None
        return found


def sessions(site: Site) -> int:
    with site.tool.runtime.database.read() as session:
        return session.scalar(select(func.count()).select_from(AdminSession)) or 0


def test_the_whole_way_in(site: Site) -> None:
    site.account(ROOT)
    browser = site.browser()
    assert browser.get("/").headers["Location"] == "/admin/login?next=/admin/"
    browser.log_in(ROOT)
    assert "/second-factor" in browser.get("/").headers["Location"]  # the password alone opens nothing
    codes = re.findall(r"<code>([a-z2-7-]{19})</code>", browser.set_up(ROOT).text)
    assert len(set(codes)) == 10
    assert browser.get("/").status_code == 200
    assert account(site).last_login_at == site.clock.now


class TestPasswords:
    def test_the_same_answer_whoever_it_is(self, site: Site) -> None:
        site.account(ROOT)
        site.account("off@senda.test")
        switch_account(
            site.tool.runtime.database, AdminScope(), account(site, "off@senda.test").public_id,
            enabled=False, now=site.clock.now,
        )  # fmt: skip
        answers = set()
        for email, password in (
            (ROOT, "wrong wrong wrong"),
            ("nobody@senda.test", PASSWORD),
            ("off@senda.test", PASSWORD),
        ):
            browser = site.browser()
            response = browser.log_in(email, password)
            assert (response.status_code, error(response)) == (401, "login_refused")
            page = re.sub(r'value="[^"]*"', "", response.text)
            answers.add(page)
        assert len(answers) == 1

    def test_one_check_of_a_password_each_time(self, site: Site) -> None:
        """An unknown account must not be answered sooner than a known one."""
        site.account(ROOT)
        passwords = site.tool.runtime.passwords = PlainPasswords()
        for email in (ROOT, "nobody@senda.test", ROOT):
            with pytest.raises(AccessRefused):
                log_in(site.tool.runtime, email, "x", now=site.clock.now)
        for _ in range(8):
            with pytest.raises(AccessRefused):
                log_in(site.tool.runtime, ROOT, "x", now=site.clock.now)
        assert len(passwords.asked) == 11  # also while the account was locked

    def test_an_account_rests_after_five_wrong_tries_and_longer_each_time(self, site: Site) -> None:
        site.account(ROOT)
        site.tool.runtime.passwords, now = PlainPasswords(), site.clock.now
        for _ in range(5):
            with pytest.raises(AccessRefused):
                log_in(site.tool.runtime, ROOT, "x", now=now)
        rests = []
        for _ in range(9):
            locked = account(site).locked_until
            assert locked is not None
            rests.append((locked - now).total_seconds() / 60)
            with pytest.raises(AccessRefused):  # not even counted meanwhile
                log_in(site.tool.runtime, ROOT, "x", now=locked - timedelta(seconds=1))
            now = locked
            with pytest.raises(AccessRefused):
                log_in(site.tool.runtime, ROOT, "x", now=now)
        assert rests == [1, 2, 4, 8, 16, 32, 60, 60, 60]

    def test_the_right_password_does_not_help_while_it_rests(self, site: Site) -> None:
        site.account(ROOT)
        browser = site.browser()
        for _ in range(5):
            browser.log_in(ROOT, "wrong wrong wrong")
        assert error(browser.log_in(ROOT)) == "login_refused"
        site.clock.forward(minutes=1)
        assert browser.log_in(ROOT).status_code == 303

    def test_many_tries_at_once_are_as_many_tries(self, site: Site) -> None:
        site.account(ROOT)
        site.tool.runtime.passwords = PlainPasswords()
        start = threading.Barrier(12)

        def attack() -> None:
            start.wait()
            with pytest.raises(AccessRefused):
                log_in(site.tool.runtime, ROOT, "x", now=site.clock.now)

        threads = [threading.Thread(target=attack) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert account(site).failures == 5

    def test_a_right_password_forgives_only_its_own_try(self, site: Site) -> None:
        """Or whoever has the password could try codes of the second factor for ever."""
        site.inside()
        browser = site.browser()
        for _ in range(4):
            assert browser.log_in(ROOT).status_code == 303
            assert error(browser.show_code("000000")) == "code_refused"
        assert account(site).failures == 4
        browser.log_in(ROOT)
        browser.show_code("000000")
        assert error(browser.log_in(ROOT)) == "login_refused"

    def test_the_database_has_no_password_and_no_secret(self, site: Site) -> None:
        browser = site.inside()
        stored = account(site)
        assert stored.password_hash.startswith("$argon2id$")
        assert site.secrets[ROOT].encode() not in stored.totp_sealed
        with site.tool.runtime.database.read() as session:
            assert browser.cookie().encode() not in session.scalars(select(AdminSession.digest)).all()


class TestSecondFactor:
    def test_a_code_is_good_once(self, site: Site) -> None:
        site.inside()
        code = site.code(ROOT)  # the one that set the factor up
        browser = site.browser()
        browser.log_in(ROOT)
        assert error(browser.show_code(code)) == "code_refused"
        site.clock.forward(seconds=30)
        code = site.code(ROOT)
        assert browser.show_code(code).status_code == 303
        other = site.browser()
        other.log_in(ROOT)
        assert error(other.show_code(code)) == "code_refused"

    def test_a_clock_may_be_off_by_a_step_and_no_more(self, site: Site) -> None:
        site.inside()
        code = site.code(ROOT)
        for seconds, status in ((90, 401), (0, 303)):
            site.clock.forward(minutes=3)
            code = site.code(ROOT)
            site.clock.forward(seconds=seconds)
            browser = site.browser()
            browser.log_in(ROOT)
            assert browser.show_code(code).status_code == status

    def test_a_recovery_code_is_good_once(self, site: Site) -> None:
        site.account(ROOT)
        browser = site.browser()
        browser.log_in(ROOT)
        codes = re.findall(r"<code>([a-z2-7-]{19})</code>", browser.set_up(ROOT).text)
        for number, status in ((0, 303), (0, 401), (1, 303)):
            other = site.browser()
            other.log_in(ROOT)
            assert other.show_code(codes[number].upper().replace("-", " ")).status_code == status
        assert len(account(site).recovery_digests) == 8
        assert codes[2] not in str(account(site).recovery_digests)

    def test_it_is_set_up_before_anything_else_opens(self, site: Site) -> None:
        site.account(ROOT)
        browser = site.browser()
        browser.log_in(ROOT)
        for path in ("/lms", "/keys", "/account", "/trail.csv"):
            assert "/second-factor" in browser.get(path).headers["Location"]
        assert error(browser.post("/keys/rotate")) == "admin_session_missing"
        wrong = browser.post("/second-factor/new", {"code": "123"})
        assert (wrong.status_code, account(site).totp_sealed) == (422, None)

    def test_nobody_with_the_password_alone_sets_another_one_up(self, site: Site) -> None:
        site.inside()
        sealed = account(site).totp_sealed
        thief = site.browser()
        thief.log_in(ROOT)
        assert thief.get("/second-factor/new").headers["Location"] == "/admin/second-factor"
        assert thief.post("/second-factor/new", {"code": "123456"}).status_code == 401
        assert account(site).totp_sealed == sealed

    def test_half_a_log_in_ends_after_ten_minutes(self, site: Site) -> None:
        site.account(ROOT)
        browser = site.browser()
        browser.log_in(ROOT)
        site.clock.forward(minutes=11)
        assert "/login" in browser.get("/second-factor").headers["Location"]


class TestSession:
    def test_its_cookie(self, site: Site) -> None:
        site.account(ROOT)
        browser = site.browser()
        cookies = browser.log_in(ROOT).headers.getlist("Set-Cookie")
        (cookie,) = [one for one in cookies if one.startswith("__Secure-senda_admin=")]
        for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/admin"):
            assert part in cookie
        (forms,) = [one for one in cookies if one.startswith("__Secure-senda_admin_forms=")]
        for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/admin"):
            assert part in forms

    def test_a_secret_from_before_the_log_in_is_worth_nothing(self, site: Site) -> None:
        """Session fixation: whoever planted or saw a cookie earlier has nothing."""
        site.inside()
        planted = "planted-by-somebody-else"
        browser = site.browser()
        browser.client.set_cookie("__Secure-senda_admin", planted, domain="senda.test", path="/admin", secure=True)
        browser.log_in(ROOT)
        half = browser.cookie()
        token = browser.token
        assert half != planted
        site.clock.forward(seconds=31)
        browser.show_code(site.code(ROOT))
        whole = browser.cookie()
        assert whole != half
        database, now = site.tool.runtime.database, site.clock.now
        assert find_admin(database, planted, now=now) is None
        assert find_admin(database, half, now=now) is None
        assert find_admin(database, whole, now=now).complete
        # A form that was opened before the log-in is worth nothing either.
        assert error(browser.post("/keys/rotate", {"csrf_token": token})) == "form_foreign"

    def test_log_out_ends_it_in_the_database(self, site: Site) -> None:
        browser = site.inside()
        secret = browser.cookie()
        assert browser.post("/logout").status_code == 303
        assert browser.cookie() == ""
        browser.client.set_cookie("__Secure-senda_admin", secret, domain="senda.test", path="/admin", secure=True)
        assert "/login" in browser.get("/").headers["Location"]
        assert sessions(site) == 0

    def test_it_ends_after_half_an_hour_without_use(self, site: Site) -> None:
        browser = site.inside()
        site.clock.forward(minutes=29)
        assert browser.get("/").status_code == 200
        site.clock.forward(minutes=29)
        assert browser.get("/").status_code == 200
        site.clock.forward(minutes=31)
        assert "/login" in browser.get("/").headers["Location"]
        assert error(browser.post("/keys/rotate")) == "admin_session_missing"

    def test_and_after_eight_hours_in_any_case(self, site: Site) -> None:
        browser = site.inside()
        for _ in range(19):
            site.clock.forward(minutes=25)
            assert browser.get("/").status_code == 200
        site.clock.forward(minutes=10)
        assert "/login" in browser.get("/").headers["Location"]

    def test_a_disabled_account_is_out_at_once(self, site: Site) -> None:
        browser = site.inside()
        switch_account(
            site.tool.runtime.database, AdminScope(), account(site).public_id, enabled=False, now=site.clock.now
        )
        assert "/login" in browser.get("/").headers["Location"]

    def test_where_to_go_after_the_log_in_stays_on_the_site(self, site: Site) -> None:
        site.inside()
        for wanted, reached in (
            ("/admin/keys", "/admin/keys"),
            ("//evil.test/admin", "/admin/"),
            ("https://evil.test/admin/", "/admin/"),
            ("/admin\\@evil.test", "/admin/"),
            ("/s/x/", "/admin/"),
        ):
            site.clock.forward(seconds=31)
            browser = site.browser()
            browser.get("/login")
            browser.post("/login", {"email": ROOT, "password": PASSWORD, "next": wanted})
            browser.get("/second-factor")
            done = browser.post("/second-factor", {"code": site.code(ROOT), "next": wanted})
            assert done.headers["Location"] == reached


class TestForms:
    def test_one_without_a_token_does_nothing(self, site: Site) -> None:
        browser = site.inside()
        for token in ("", "x", "x" * 5000):
            response = browser.post("/keys/rotate", {"csrf_token": token})
            assert (response.status_code, error(response)) == (403, "form_foreign")

    def test_one_with_the_token_of_another_browser_does_nothing(self, site: Site) -> None:
        mine, theirs = site.inside(), site.inside("other@senda.test")
        assert error(mine.post("/keys/rotate", {"csrf_token": theirs.token})) == "form_foreign"

    def test_one_from_another_site_does_nothing(self, site: Site) -> None:
        browser = site.inside()
        for where in ("cross-site", "same-site"):
            response = browser.post("/keys/rotate", headers={"Sec-Fetch-Site": where})
            assert error(response) == "form_foreign"

    def test_every_form_of_the_site_needs_one(self, site: Site) -> None:
        browser = site.inside()
        rules = [rule for rule in site.tool.app.url_map.iter_rules() if rule.rule.startswith("/admin")]
        posts = [rule for rule in rules if "POST" in rule.methods]
        assert len(posts) > 25
        for rule in posts:
            path = re.sub(r"<[^>]*>", "1", re.sub(r"<any\(([a-z]+)[^>]*>", r"\1", rule.rule))
            response = browser.client.post(path, data={"csrf_token": "x"}, base_url=TOOL)
            assert error(response) == "form_foreign", rule
        assert browser.get("/").status_code == 200  # nor did any of them log out

    def test_no_page_may_be_framed_and_launches_get_no_cookie(self, site: Site) -> None:
        browser = site.inside()
        for path in ("/", "/login", "/nowhere", "/welcome?invite=x"):
            assert "frame-ancestors 'none'" in browser.get(path).headers["Content-Security-Policy"]
        launch = site.tool.browser().get("/lti/login", base_url=TOOL)
        assert "admin" not in str(launch.headers.getlist("Set-Cookie"))


class TestWelcome:
    def invite(self, site: Site) -> tuple[Browser, str]:
        site.account("new@senda.test")
        secret = invite_again(
            site.tool.runtime.database, AdminScope(), account(site, "new@senda.test").public_id, now=site.clock.now
        )
        return site.browser(), secret

    def choose(self, browser: Browser, secret: str, password: str = PASSWORD, again: str = "") -> str | None:
        form = {"invite": secret, "new_password": password, "new_password_again": again or password}
        return error(browser.post("/welcome", form))

    def test_an_invited_person_chooses_a_password_once(self, site: Site) -> None:
        browser, secret = self.invite(site)
        for _ in range(2):  # looking does not use it up
            assert "new@senda.test" in browser.get(f"/welcome?invite={secret}").text
        assert error(site.browser().log_in("new@senda.test")) == "login_refused"
        assert self.choose(browser, secret, "short") == "password_short"
        assert self.choose(browser, secret, "a" * 14) == "password_guessable"
        assert self.choose(browser, secret, "new@senda.test") == "password_guessable"
        assert self.choose(browser, secret, PASSWORD, "another") == "passwords_differ"
        assert self.choose(browser, secret) is None
        assert self.choose(browser, secret, "somebody else's words") == "welcome_invalid"
        assert browser.log_in("new@senda.test").status_code == 303

    @pytest.mark.parametrize("secret", ["", "x", "ñ"])
    def test_a_link_that_was_never_given(self, site: Site, secret: str) -> None:
        self.invite(site)
        assert error(site.browser().get(f"/welcome?invite={secret}")) == "welcome_invalid"

    def test_a_link_that_is_too_old(self, site: Site) -> None:
        browser, secret = self.invite(site)
        site.clock.forward(days=7)
        assert self.choose(browser, secret) == "welcome_invalid"


class TestOwnAccount:
    def test_every_change_asks_for_the_password(self, site: Site) -> None:
        browser = site.inside()
        before = account(site)
        for path, form in (
            ("/account/password", {"new_password": "x" * 9 + "abcde", "new_password_again": "x" * 9 + "abcde"}),
            ("/account/email", {"email": "thief@senda.test"}),
            ("/account/second-factor", {}),
            ("/account/recovery-codes", {}),
        ):
            assert error(browser.post(path, {**form, "password": "not it at all"})) == "password_wrong"
        after = account(site)
        assert (after.email, after.password_hash) == (before.email, before.password_hash)
        assert after.recovery_digests == before.recovery_digests
        # And these tries count as well.
        browser.post("/account/recovery-codes", {"password": "not it at all"})
        assert error(browser.post("/account/recovery-codes", {"password": PASSWORD})) == "password_wrong"

    def test_another_password_ends_the_other_log_ins(self, site: Site) -> None:
        browser = site.inside()
        other = site.browser()
        other.enter(ROOT)
        words = "quite another set of words"
        form = {"password": PASSWORD, "new_password": words, "new_password_again": words}
        assert browser.post("/account/password", form).status_code == 303
        assert browser.get("/").status_code == 200
        assert "/login" in other.get("/").headers["Location"]
        assert site.browser().log_in(ROOT, words).status_code == 303

    def test_another_phone(self, site: Site) -> None:
        browser = site.inside()
        old = site.secrets[ROOT]
        assert browser.get("/second-factor/new").headers["Location"] == "/admin/account"
        assert browser.post("/account/second-factor", {"password": PASSWORD}).status_code == 303
        browser.set_up(ROOT)
        assert site.secrets[ROOT] != old
        site.clock.forward(seconds=31)
        site.browser().enter(ROOT)

    def test_another_address_and_log_out_everywhere(self, site: Site) -> None:
        browser = site.inside()
        site.account("taken@senda.test")
        for email, code in (("taken@senda.test", "account_exists"), ("x", "email_invalid")):
            assert error(browser.post("/account/email", {"password": PASSWORD, "email": email})) == code
        browser.post("/account/email", {"password": PASSWORD, "email": "Me@Senda.test"})
        assert account(site, "me@senda.test").email == "me@senda.test"
        assert browser.post("/account/log-out-everywhere").status_code == 303
        assert sessions(site) == 0

    def test_new_recovery_codes(self, site: Site) -> None:
        browser = site.inside()
        before = account(site).recovery_digests
        page = browser.post("/account/recovery-codes", {"password": PASSWORD})
        assert len(re.findall(r"<code>[a-z2-7-]{19}</code>", page.text)) == 10
        assert not set(before) & set(account(site).recovery_digests)


def test_everything_is_written_down_and_no_secret_with_it(site: Site) -> None:
    browser = site.inside()
    browser.post("/account/recovery-codes", {"password": PASSWORD})
    with site.tool.runtime.database.read() as session:
        events = session.scalars(select(AdminEvent).order_by(AdminEvent.id)).all()
    assert [one.event for one in events][-4:] == [
        "account_made", "logged_in", "second_factor_set", "recovery_codes_made",
    ]  # fmt: skip
    text = str([(one.actor, one.values) for one in events])
    assert PASSWORD not in text
    assert site.secrets[ROOT] not in text


def test_a_hash_with_the_settings_of_yesterday_is_made_anew(site: Site) -> None:
    site.account(ROOT)
    assert "m=8," in account(site).password_hash
    site.tool.runtime.passwords = argon2_passwords()
    assert site.browser().log_in(ROOT).status_code == 303
    assert "m=65536" in account(site).password_hash
    assert list_accounts(site.tool.runtime.database, AdminScope(), now=site.clock.now)[0].state == "active"
