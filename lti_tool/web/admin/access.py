"""Who may enter a page of the admin site, and the cookie that shows who it is.

Launches have no cookie session (their pages stand in frames of other sites); here it is the other way
round: a page of its own, never framed, with a strict cookie and a token in every form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Request, Response, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from lti_tool.actions.admin_login import LIFE, FoundAdmin, find_admin
from lti_tool.database.scope import AdminScope
from lti_tool.errors import AccessRefused
from lti_tool.web.auth import Access
from lti_tool.web.entrance import runtime
from lti_tool.web.headers import allow_framing
from lti_tool.web.translation import LANGUAGES

PREFIX = "/admin"
LANGUAGE = "language"
_FORMS_COOKIE = "senda_admin_forms"
_View = TypeVar("_View", bound=Callable[..., Any])


class Level(StrEnum):
    """Whom a page of the admin site is for."""

    ANYBODY = "anybody"
    """Log-in and welcome: nobody is known yet."""
    HALF = "half"
    """The password was right, the second factor is still missing."""
    SCHOOL = "school"
    """Every administrator; one of a school sees that school."""
    INSTALLATION = "installation"
    """Administrators of everything."""


@dataclass(frozen=True, slots=True)
class AdminVisit:
    """Who looks at a page of the admin site."""

    found: FoundAdmin

    @property
    def scope(self) -> AdminScope:
        """What they may see and touch."""
        return self.found.scope

    @property
    def everything(self) -> bool:
        """Whether they administer the whole installation."""
        return self.found.scope.school_id is None


class AdminForms(SecureCookieSessionInterface):
    """A signed cookie for the tokens of forms, below `/admin` only: launches have no cookie session."""

    def open_session(self, app: Flask, request: Request) -> Any:
        """None, at no cost, for everything but the admin site."""
        return super().open_session(app, request) if in_admin(request.path) else None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Only what `open_session` opened comes here."""
        super().save_session(app, session, response)

    def get_cookie_name(self, app: Flask) -> str:
        """A name of our own: an LMS on another port of the host sees our cookies and we see its."""
        return cookie_name(_FORMS_COOKIE)

    def get_cookie_path(self, app: Flask) -> str:
        """The admin site."""
        return PREFIX

    def get_cookie_domain(self, app: Flask) -> str | None:
        """This host alone."""
        return None

    def get_cookie_secure(self, app: Flask) -> bool:
        """Where browsers come over HTTPS."""
        return runtime().config.secure

    def get_cookie_samesite(self, app: Flask) -> str:
        """Nobody comes to a form of the admin site from another site."""
        return "Strict"

    def get_cookie_httponly(self, app: Flask) -> bool:
        """Scripts need not read it."""
        return True


def in_admin(path: str) -> bool:
    """Whether an address belongs to the admin site."""
    return path == PREFIX or path.startswith(PREFIX + "/")


def cookie_name(name: str) -> str:
    """Over HTTPS the prefix makes browsers refuse it from an insecure page."""
    return f"__Secure-{name}" if runtime().config.secure else name


def administers(level: Level) -> Callable[[_View], _View]:
    """Declare whom a view of the admin site is for; sets ``g.admin``."""
    access = Access(None, admin=level.value)

    def declare(view: _View) -> _View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if level is Level.ANYBODY:
                return view(*args, **kwargs)
            elsewhere = _enter(level)
            return elsewhere if elsewhere is not None else view(*args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def _enter(level: Level) -> Any:
    """Let somebody in; the answer that sends them elsewhere first, or a refusal."""
    found: FoundAdmin | None = g.get("admin_found")
    if found is None:
        if request.method == "GET":
            return redirect(url_for("admin.login", next=request.full_path.rstrip("?")), 303)
        raise AccessRefused("admin_session_missing")
    if level is Level.HALF:
        g.admin = AdminVisit(found)
        return None
    if not found.complete:
        if request.method == "GET":
            return redirect(url_for("admin.second_factor"), 303)
        raise AccessRefused("admin_session_missing")
    g.admin = AdminVisit(found)
    if level is Level.INSTALLATION and not g.admin.everything:
        raise AccessRefused("admin_role_refused")
    return None


def before_every_page() -> None:
    """Find out who comes and in which language, and let no form in that was not opened here."""
    allow_framing(())
    senda = runtime()
    if session.get(LANGUAGE) in LANGUAGES:
        g.page_language = session[LANGUAGE]
    secret = request.cookies.get(cookie_name("senda_admin"), "")
    g.admin_found = find_admin(senda.database, secret, now=senda.clock())
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _check_form()


def _check_form() -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise AccessRefused("form_foreign")
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        raise AccessRefused("form_foreign") from None


def form_token() -> str:
    """What every form carries."""
    return str(generate_csrf())


def begin_session(response: AnyResponse, secret: str) -> None:
    """Give the browser a log-in; tokens of forms that were opened before it are worth nothing."""
    kept = session.get(LANGUAGE)
    session.clear()
    if kept:
        session[LANGUAGE] = kept
    _set_cookie(response, secret, int(LIFE.total_seconds()))


def forget_session(response: AnyResponse) -> None:
    """Take the log-in out of the browser."""
    session.clear()
    _set_cookie(response, "", 0)


def _set_cookie(response: AnyResponse, value: str, seconds: int) -> None:
    response.set_cookie(
        cookie_name("senda_admin"),
        value,
        max_age=seconds,
        path=PREFIX,
        secure=runtime().config.secure,
        httponly=True,
        samesite="Strict",
    )
