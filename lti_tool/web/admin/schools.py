"""Schools and the accounts of administrators."""

from __future__ import annotations

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.actions.admin_accounts import (
    NewAccount,
    add_account,
    invite_again,
    list_accounts,
    reset_second_factor,
    switch_account,
)
from lti_tool.actions.admin_schools import (
    add_school,
    change_school,
    invite_administrator,
    list_schools,
    open_school,
)
from lti_tool.actions.invite_platform import account_link
from lti_tool.errors import N_, InputRefused, NotFound, SendaError
from lti_tool.web.entrance import runtime

from .access import Level, administers
from .blueprint import admin, page, page_number, refused, say, visit
from .listing import Listed

SIZE = 100


@admin.get("/schools")
@administers(Level.SCHOOL)
def schools() -> str:
    """Every school that may be seen."""
    return page("schools.html", **_list())


def _list() -> dict[str, object]:
    search, number = request.args.get("q", ""), page_number()
    found = list_schools(runtime().database, visit().scope, search=search)
    listed = Listed(number, len(found) > number * SIZE, {"q": search} if search else {})
    shown = found[(number - 1) * SIZE : number * SIZE]
    return {"schools": shown, "listed": listed, "search": search, "typed": request.form}


@admin.post("/schools", endpoint="add_school")
@administers(Level.INSTALLATION)
def add() -> AnyResponse:
    """Make a school."""
    senda = runtime()
    try:
        public_id = add_school(senda.database, visit().scope, request.form.get("name", ""), now=senda.clock())
    except InputRefused as refusal:
        return refused("schools.html", refusal, **_list())
    say(N_("The school is made."))
    return redirect(url_for("admin.school", school=public_id), 303)


@admin.get("/schools/<school>")
@administers(Level.SCHOOL)
def school(school: str) -> str:
    """One school: its name, how long data is kept, its LMSs, its administrators."""
    return page("school.html", **_one(school))


def _one(public_id: str) -> dict[str, object]:
    senda = runtime()
    opened = open_school(senda, visit().scope, public_id, now=senda.clock())
    return {"page": opened, "typed": request.form}


@admin.post("/schools/<school>", endpoint="change_school")
@administers(Level.SCHOOL)
def change(school: str) -> AnyResponse:
    """Keep name and days."""
    senda, form = runtime(), request.form
    name, days = form.get("name", ""), form.get("retention_days", "")
    try:
        change_school(senda.database, visit().scope, school, name, days, now=senda.clock())
    except InputRefused as refusal:
        return refused("school.html", refusal, **_one(school))
    say(N_("The school is changed."))
    return redirect(url_for("admin.school", school=school), 303)


@admin.post("/schools/<school>/administrators", endpoint="invite_administrator")
@administers(Level.SCHOOL)
def invite(school: str) -> AnyResponse:
    """An account for the school, and its link, shown this once."""
    senda, form = runtime(), request.form
    try:
        secret = invite_administrator(
            senda.database,
            visit().scope,
            school,
            form.get("email", ""),
            form.get("person", ""),
            now=senda.clock(),
        )
    except InputRefused as refusal:
        return refused("school.html", refusal, **_one(school))
    return _link_page(secret, form.get("email", ""), url_for("admin.school", school=school))


def _link_page(secret: str, email: str, back: str) -> AnyResponse:
    link = account_link(runtime().config.public_url, secret)
    return make_response(page("account_link.html", link=link, email=email.strip().lower(), back=back))


@admin.get("/accounts")
@administers(Level.SCHOOL)
def accounts() -> str:
    """Every account that may be seen."""
    return page("accounts.html", **_accounts())


def _accounts() -> dict[str, object]:
    senda = runtime()
    return {
        "accounts": list_accounts(senda.database, visit().scope, now=senda.clock()),
        "schools": list_schools(senda.database, visit().scope),
        "typed": request.form,
    }


@admin.post("/accounts", endpoint="add_account")
@administers(Level.INSTALLATION)
def add_one() -> AnyResponse:
    """An account for the whole installation, and its link, shown this once."""
    senda, form = runtime(), request.form
    new = NewAccount(form.get("email", ""), form.get("person", ""))
    try:
        secret = add_account(senda.database, visit().scope, new, now=senda.clock())
    except InputRefused as refusal:
        return refused("accounts.html", refusal, **_accounts())
    return _link_page(secret, new.email, url_for("admin.accounts"))


@admin.post("/accounts/<account>/<any(on, off, password, factor):what>", endpoint="change_account")
@administers(Level.SCHOOL)
def change_account(account: str, what: str) -> AnyResponse:
    """Let somebody in again or keep them out, or reset what they have lost."""
    senda, scope = runtime(), visit().scope
    now = senda.clock()
    try:
        if what == "password":
            email = _email_of(account)
            secret = invite_again(senda.database, scope, account, now=now)
            return _link_page(secret, email, url_for("admin.accounts"))
        if what == "factor":
            reset_second_factor(senda.database, scope, account, now=now)
            say(N_("The second factor is reset: it is set up anew at the next log-in."))
        else:
            switch_account(senda.database, scope, account, enabled=what == "on", now=now)
            say(N_("The account is let in.") if what == "on" else N_("The account is switched off."))
    except InputRefused as refusal:
        return _refused_account(refusal)
    return redirect(url_for("admin.accounts"), 303)


def _refused_account(refusal: SendaError) -> AnyResponse:
    return refused("accounts.html", refusal, **_accounts())


def _email_of(public_id: str) -> str:
    senda = runtime()
    for one in list_accounts(senda.database, visit().scope, now=senda.clock()):
        if one.public_id == public_id:
            return one.email
    raise NotFound("page_unknown")
