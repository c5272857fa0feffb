"""One's own account: address, password, second factor, log-ins."""

from __future__ import annotations

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.admin_accounts import (
    log_out_everywhere,
    new_recovery_codes,
    own_logins,
    set_email,
    set_password,
)
from lti_tool.actions.admin_login import begin_factor, check_again
from lti_tool.actions.admin_secrets import SHORTEST_PASSWORD
from lti_tool.errors import N_, InputRefused
from lti_tool.web.entrance import runtime

from .access import Level, administers, forget_session
from .blueprint import admin, page, refused, say, visit
from .entering import chosen_password


@admin.get("/account")
@administers(Level.SCHOOL)
def account() -> str:
    """One's own account."""
    return page("account.html", **_values())


def _values() -> dict[str, object]:
    senda = runtime()
    logins, left = own_logins(senda.database, visit().found, now=senda.clock())
    return {"logins": logins, "left": left, "shortest": SHORTEST_PASSWORD, "typed": request.form}


def _ask_password() -> None:
    """What somebody at an open screen must not do asks for the password again."""
    senda = runtime()
    check_again(senda, visit().found, request.form.get("password", ""), now=senda.clock())


@admin.post("/account/email", endpoint="change_email")
@administers(Level.SCHOOL)
def email() -> AnyResponse:
    """Another address."""
    senda = runtime()
    try:
        _ask_password()
        set_email(senda.database, visit().found, request.form.get("email", ""), now=senda.clock())
    except InputRefused as refusal:
        return refused("account.html", refusal, **_values())
    say(N_("Your address is changed: log in with it from now on."))
    return redirect(url_for("admin.account"), 303)


@admin.post("/account/password", endpoint="change_password")
@administers(Level.SCHOOL)
def password() -> AnyResponse:
    """Another password; every other log-in ends."""
    senda, found = runtime(), visit().found
    assert found.scope.account_id is not None
    try:
        _ask_password()
        set_password(
            senda,
            found.scope,
            found.scope.account_id,
            chosen_password(),
            now=senda.clock(),
            keep=found.digest,
        )
    except InputRefused as refusal:
        return refused("account.html", refusal, **_values())
    say(N_("Your password is changed. Every other log-in has ended."))
    return redirect(url_for("admin.account"), 303)


@admin.post("/account/second-factor", endpoint="change_factor")
@administers(Level.SCHOOL)
def factor() -> AnyResponse:
    """Set another second factor up; the present one counts until that is confirmed."""
    senda = runtime()
    try:
        _ask_password()
    except InputRefused as refusal:
        return refused("account.html", refusal, **_values())
    begin_factor(senda.database, senda.config, visit().found)
    return redirect(url_for("admin.set_up"), 303)


@admin.post("/account/recovery-codes", endpoint="change_codes")
@administers(Level.SCHOOL)
def codes() -> AnyResponse:
    """Ten new recovery codes, shown this once."""
    senda = runtime()
    try:
        _ask_password()
    except InputRefused as refusal:
        return refused("account.html", refusal, **_values())
    made = new_recovery_codes(senda, visit().found, now=senda.clock())
    return make_response(page("recovery_codes.html", codes=made, first=False))


@admin.post("/account/log-out-everywhere", endpoint="log_out_everywhere")
@administers(Level.SCHOOL)
def leave_everywhere() -> AnyResponse:
    """End every log-in, this one too."""
    senda = runtime()
    log_out_everywhere(senda.database, visit().found, now=senda.clock())
    response = redirect(url_for("admin.login", out=1), 303)
    forget_session(response)
    return response
