"""Accounts of the admin site: made, listed, switched off, reset."""

from __future__ import annotations

import argparse
import getpass
import sys

from lti_tool.actions.admin_accounts import (
    NewAccount,
    add_account,
    invite_again,
    list_accounts,
    public_id_of_email,
    reset_second_factor,
    school_id_of_name,
    switch_account,
)
from lti_tool.actions.admin_secrets import check_password
from lti_tool.actions.invite_platform import account_link
from lti_tool.actions.runtime import Runtime
from lti_tool.database.scope import AdminScope

from .command import CommandFailed, Subparsers, add, group, report, runtime_from_env

SCOPE = AdminScope()


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    admins = group(parsers, "admin", "Accounts of the admin site (/admin).")
    new = add(admins, "add", "Make an account; the password is asked for.", run_add, with_json=True)
    new.add_argument("email", metavar="EMAIL")
    new.add_argument("--name", default="", help="of the person")
    new.add_argument("--school", default="", metavar="NAME", help="only this school (default: everything)")
    how = new.add_mutually_exclusive_group()
    how.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    how.add_argument("--invite", action="store_true", help="print a link by which the person chooses one")
    add(admins, "list", "List the accounts.", run_list, with_json=True)
    for name, summary, run in (
        ("disable", "Keep an account out, at once.", run_disable),
        ("enable", "Let an account in again, also one that rests after wrong tries.", run_enable),
        ("reset-password", "Make the password worthless and print a link for a new one.", run_password),
        ("reset-second-factor", "Let the second factor be set up anew at the next log-in.", run_factor),
    ):
        add(admins, name, summary, run, with_json=True).add_argument("email", metavar="EMAIL")


def run_add(arguments: argparse.Namespace) -> int:
    """`senda admin add`."""
    runtime = runtime_from_env()
    email = arguments.email.strip().lower()
    school_id = school_id_of_name(runtime.database, arguments.school) if arguments.school else None
    hashed = "" if arguments.invite else _hashed(runtime, email, from_stdin=arguments.password_stdin)
    secret = add_account(
        runtime.database,
        SCOPE,
        NewAccount(email, arguments.name, school_id),
        now=runtime.clock(),
        password_hash=hashed,
    )
    site = f"{runtime.config.public_url}/admin/"
    document = {"email": email, "school": arguments.school or None, "admin_site": site}
    lines = [f"Made the account of {email}. Log in at {site}; the second factor is set up there."]
    if secret:
        document["link"] = account_link(runtime.config.public_url, secret)
        lines = [
            f"Made the account of {email}. This link is good once, for a week; give it to nobody else:",
            f"  {document['link']}",
        ]
    report(arguments, document, lines)
    return 0


def _hashed(runtime: Runtime, email: str, *, from_stdin: bool) -> str:
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("The same once more: ") != password:
            raise CommandFailed("The two passwords are not the same: nothing was made.")
    else:
        raise CommandFailed("There is no terminal to ask on: use --password-stdin or --invite.")
    check_password(password, email)
    return runtime.passwords.hash(password)


def run_list(arguments: argparse.Namespace) -> int:
    """`senda admin list`."""
    runtime = runtime_from_env()
    rows = list_accounts(runtime.database, SCOPE, now=runtime.clock())
    document = [
        {
            "email": row.email,
            "name": row.name,
            "school": row.school or None,
            "state": row.state,
            "second_factor": row.has_factor,
            "last_login_at": row.last_login_at,
        }
        for row in rows
    ]
    lines = [
        f"{row.email}  {row.state}  {row.school or 'everything'}  "
        f"second factor: {'yes' if row.has_factor else 'not yet'}  "
        f"last log-in: {f'{row.last_login_at:%Y-%m-%d}' if row.last_login_at else 'never'}"
        for row in rows
    ]
    report(arguments, document, lines or ["There is no account yet: see `senda admin add --help`."])
    return 0


def run_disable(arguments: argparse.Namespace) -> int:
    """`senda admin disable`."""
    return _switch(arguments, enabled=False)


def run_enable(arguments: argparse.Namespace) -> int:
    """`senda admin enable`."""
    return _switch(arguments, enabled=True)


def _switch(arguments: argparse.Namespace, *, enabled: bool) -> int:
    runtime, account = _find(arguments)
    switch_account(runtime.database, SCOPE, account, enabled=enabled, now=runtime.clock())
    state = "enabled" if enabled else "disabled"
    report(arguments, {"email": arguments.email, "state": state}, [f"{arguments.email} is {state}."])
    return 0


def run_password(arguments: argparse.Namespace) -> int:
    """`senda admin reset-password`."""
    runtime, account = _find(arguments)
    secret = invite_again(runtime.database, SCOPE, account, now=runtime.clock())
    link = account_link(runtime.config.public_url, secret)
    lines = ["The password is worth nothing any more. This link is good once, for a week:", f"  {link}"]
    report(arguments, {"email": arguments.email, "link": link}, lines)
    return 0


def run_factor(arguments: argparse.Namespace) -> int:
    """`senda admin reset-second-factor`."""
    runtime, account = _find(arguments)
    reset_second_factor(runtime.database, SCOPE, account, now=runtime.clock())
    lines = [f"{arguments.email} sets the second factor up anew at the next log-in."]
    report(arguments, {"email": arguments.email, "second_factor": False}, lines)
    return 0


def _find(arguments: argparse.Namespace) -> tuple[Runtime, str]:
    runtime = runtime_from_env()
    return runtime, public_id_of_email(runtime.database, arguments.email)
