"""Coming in and leaving: password, second factor, first password, log-out, language."""

from __future__ import annotations

from urllib.parse import urlsplit

import segno
from flask import Response, g, make_response, redirect, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.admin_accounts import choose_first_password, open_welcome
from lti_tool.actions.admin_login import (
    FoundAdmin,
    begin_factor,
    confirm_factor,
    log_in,
    log_out,
    pending_factor,
    show_factor,
)
from lti_tool.actions.admin_secrets import SHORTEST_PASSWORD
from lti_tool.errors import AccessRefused, InputRefused, SendaError
from lti_tool.web.entrance import runtime
from lti_tool.web.translation import LANGUAGES

from .access import LANGUAGE, PREFIX, Level, administers, begin_session, forget_session, in_admin
from .blueprint import admin, page, refused

NEXT = "next"


@admin.get("/login")
@administers(Level.ANYBODY)
def login() -> Response | AnyResponse:
    """The form for address and password."""
    if g.admin_found is not None and g.admin_found.complete:
        return redirect(url_for("admin.overview"), 303)
    notice = "password_chosen" if "chosen" in request.args else "out" if "out" in request.args else ""
    return make_response(page("login.html", onward=_onward(), notice=notice))


@admin.post("/login", endpoint="log_in")
@administers(Level.ANYBODY)
def enter() -> Response | AnyResponse:
    """Check address and password; the second factor comes next."""
    senda, email = runtime(), request.form.get("email", "")
    try:
        secret = log_in(senda, email, request.form.get("password", ""), now=senda.clock())
    except AccessRefused as refusal:
        return refused("login.html", refusal, email=email, onward=_onward())
    response = make_response(redirect(url_for("admin.second_factor", next=_onward() or None), 303))
    begin_session(response, secret)
    return response


@admin.get("/second-factor")
@administers(Level.HALF)
def second_factor() -> Response | AnyResponse:
    """The form for the code, or the way to set the second factor up."""
    found: FoundAdmin = g.admin.found
    if found.complete:
        return redirect(url_for("admin.overview"), 303)
    if not found.has_factor:
        return redirect(url_for("admin.set_up", next=_onward() or None), 303)
    return make_response(page("second_factor.html", onward=_onward()))


@admin.post("/second-factor", endpoint="show_factor")
@administers(Level.HALF)
def second_factor_shown() -> Response | AnyResponse:
    """Check the code; now the log-in is complete, under another secret."""
    senda = runtime()
    try:
        secret = show_factor(senda, g.admin.found, request.form.get("code", ""), now=senda.clock())
    except AccessRefused as refusal:
        return refused("second_factor.html", refusal, onward=_onward())
    response = make_response(redirect(_onward() or url_for("admin.overview"), 303))
    begin_session(response, secret)
    return response


@admin.get("/second-factor/new", endpoint="set_up")
@administers(Level.HALF)
def factor_to_set_up() -> Response | AnyResponse:
    """Picture and text of a new second factor."""
    senda, found = runtime(), g.admin.found
    pending = pending_factor(senda.database, senda.config, found)
    if pending is None and not found.complete and not found.has_factor:
        begin_factor(senda.database, senda.config, found)
        pending = pending_factor(senda.database, senda.config, found)
    if pending is None:
        # With a factor in use another one is begun on the account's page, with the password.
        where = "admin.account" if found.complete else "admin.second_factor"
        return redirect(url_for(where), 303)
    return make_response(_set_up_page(pending))


@admin.post("/second-factor/new", endpoint="confirm_factor")
@administers(Level.HALF)
def factor_set_up() -> Response | AnyResponse:
    """Take the new second factor and show the recovery codes, this once."""
    senda, found = runtime(), g.admin.found
    try:
        secret, codes = confirm_factor(senda, found, request.form.get("code", ""), now=senda.clock())
    except InputRefused as refusal:
        pending = pending_factor(senda.database, senda.config, found)
        if pending is None:
            return redirect(url_for("admin.second_factor"), 303)
        return make_response(_set_up_page(pending, problem=refusal), refusal.status)
    response = make_response(page("recovery_codes.html", codes=codes, first=not found.complete))
    begin_session(response, secret)
    return response


def _set_up_page(pending: tuple[str, str], problem: SendaError | None = None) -> str:
    address, text = pending
    # Dark on a white ground in both schemes: that is what cameras expect.
    picture = segno.make(address, error="m").svg_inline(scale=5, border=3, omitsize=True, light="#fff")
    spelled = " ".join(text[start : start + 4] for start in range(0, len(text), 4))
    return page("set_up.html", picture=Markup(picture), secret=spelled, problem=problem, onward=_onward())  # noqa: S704 - made here


@admin.get("/welcome")
@administers(Level.ANYBODY)
def welcome() -> str:
    """An invited person chooses a password; looking does not use the link up."""
    secret, senda = request.args.get("invite", ""), runtime()
    email = open_welcome(senda.database, secret, now=senda.clock())
    return page("welcome.html", email=email, secret=secret, shortest=SHORTEST_PASSWORD)


@admin.post("/welcome", endpoint="choose_password")
@administers(Level.ANYBODY)
def welcomed() -> Response | AnyResponse:
    """Keep the password; the link is used up."""
    secret, senda = request.form.get("invite", ""), runtime()
    email = open_welcome(senda.database, secret, now=senda.clock())
    try:
        password = chosen_password()
        choose_first_password(senda, secret, password, now=senda.clock())
    except InputRefused as refusal:
        return refused("welcome.html", refusal, email=email, secret=secret, shortest=SHORTEST_PASSWORD)
    return redirect(url_for("admin.login", chosen=1), 303)


@admin.post("/logout", endpoint="log_out")
@administers(Level.HALF)
def leave() -> AnyResponse:
    """End the log-in here and in the database."""
    log_out(runtime().database, g.admin.found)
    response = redirect(url_for("admin.login", out=1), 303)
    forget_session(response)
    return response


@admin.post("/language")
@administers(Level.ANYBODY)
def language() -> AnyResponse:
    """Go on in another language."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session[LANGUAGE] = wanted
    return redirect(_onward() or url_for("admin.login"), 303)


def chosen_password() -> str:
    """A new password, typed twice.

    Raises
    ------
    InputRefused
    """
    password = request.form.get("new_password", "")
    if password != request.form.get("new_password_again", ""):
        raise InputRefused("passwords_differ")
    return password


def _onward() -> str:
    """Where somebody wanted to go: an address of the admin site, else empty."""
    wanted = request.values.get(NEXT, "")
    parts = urlsplit(wanted)
    inside = not parts.scheme and not parts.netloc and "\\" not in wanted and in_admin(parts.path)
    return wanted if inside and not wanted.startswith(f"{PREFIX}/log") else ""
