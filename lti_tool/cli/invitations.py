"""`senda platform invite`: links by which LMSs register themselves, and the board of them."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from adapters.lms.registry import ADAPTERS
from lti_tool.actions.invite_platform import (
    LONGEST_DAYS,
    InvitationView,
    NewInvitation,
    Order,
    account_link,
    invitation_link,
    invitations_board,
    invite_platform,
    invite_schools,
    revoke_invitation,
)
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.school_list import Finding, read_schools
from lti_tool.database.scope import AdminScope
from lti_tool.errors import EXPLANATIONS, ImportRefused, NotFound

from .command import CommandFailed, Subparsers, add, complain, report, runtime_from_env

_OPERATOR = AdminScope()
_FINDINGS = {
    "account_elsewhere": "{what} is the administrator of another school, or of everything",
    "address_invalid": "{what} is not an e-mail address",
    "address_repeated": "{what} is named for two schools",
    "column_unknown": "there is no column {what}: known are school, family, label, administrator",
    "empty": "there is no school in the list",
    "family_unknown": "{what} is not a known LMS: " + ", ".join(sorted(ADAPTERS)),
    "school_missing": "the name of the school is missing",
    "school_repeated": "{what} stands there twice: give the two lines different labels",
    "too_long": "{what} is too long",
    "too_many_columns": "there are more columns than names for them",
    "too_many_lines": "the list is too long: at most 5,000 schools and 2 MB",
    "unreadable": "this is not a list in UTF-8 with commas or semicolons",
}
_COLUMNS = ("school", "family", "label", "link", "administrator", "administrator_link", "expires")


def add_invite(parsers: Subparsers) -> None:
    """Add the command."""
    summary = "Make links by which LMSs register themselves, or list and withdraw them."
    new = add(parsers, "invite", summary, run_invite, with_json=True)
    new.add_argument("--school", default="", help="name of the school; it is made if it is new")
    new.add_argument("--family", choices=sorted(ADAPTERS), default="", help="the LMS that is expected")
    new.add_argument("--label", default="", help="what administrators call it")
    new.add_argument("--days", type=int, default=14, help="how long the link is good (default: 14)")
    new.add_argument(
        "--deployments",
        choices=("ask", "approve"),
        default="ask",
        help="what happens to deployments at their first launch: ask an administrator (default) or approve",
    )
    new.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="a link for each line: school[,family][,label][,administrator]",
    )
    new.add_argument("--list", action="store_true", help="show what became of every link")
    new.add_argument("--revoke", metavar="ID", help="withdraw a link")


def run_invite(arguments: argparse.Namespace) -> int:
    """`senda platform invite`."""
    if not 1 <= arguments.days <= LONGEST_DAYS:
        raise CommandFailed(f"--days must be from 1 to {LONGEST_DAYS}.")
    runtime = runtime_from_env()
    if arguments.list:
        return _list(arguments, runtime)
    if arguments.revoke:
        return _revoke(arguments, runtime)
    order = Order(0, arguments.family, arguments.label, arguments.days, arguments.deployments)
    if arguments.csv:
        return _many(arguments, runtime, order)
    if not arguments.school.strip():
        raise CommandFailed("Say which school it is for: --school NAME, or --csv FILE for many.")
    made = invite_platform(runtime.database, _OPERATOR, arguments.school.strip(), order, now=runtime.clock())
    url = runtime.config.public_url
    lines = [
        f"A link for {made.school}, good until {made.expires_at:%Y-%m-%d} and for one LMS:",
        f"  {invitation_link(url, made.secret)}",
        "It is shown only now. Give it to the administrator of the LMS; in a browser it says how to use it.",
    ]
    report(arguments, _document(made, url), lines)
    return 0


def _many(arguments: argparse.Namespace, runtime: Runtime, order: Order) -> int:
    try:
        data = arguments.csv.read_bytes()
    except OSError as error:
        raise CommandFailed(f"{arguments.csv} cannot be read: {error.strerror}.") from None
    try:
        made = invite_schools(runtime.database, _OPERATOR, read_schools(data), order, now=runtime.clock())
    except ImportRefused as refused:
        for finding in refused.faults:
            complain(_finding(finding))
        raise CommandFailed("Nothing was made. Correct these lines and send the list again.") from None
    documents = [_document(one, runtime.config.public_url) for one in made]
    text = io.StringIO()
    table = csv.DictWriter(text, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(documents)
    report(arguments, documents, [text.getvalue().rstrip("\n")])
    return 0


def _list(arguments: argparse.Namespace, runtime: Runtime) -> int:
    found = invitations_board(runtime.database, _OPERATOR, now=runtime.clock())
    if arguments.school:
        found = tuple(one for one in found if one.school == arguments.school)
    documents = [
        {
            "id": one.public_id,
            "school": one.school,
            "family": one.family,
            "label": one.label,
            "state": one.state,
            "problem": one.problem,
            "expires": one.expires_at.isoformat(),
            "platform": one.platform,
            "last_launch_at": one.last_launch_at.isoformat() if one.last_launch_at else None,
        }
        for one in found
    ]
    report(arguments, documents, [_line(one) for one in found] or ["There is no link yet."])
    return 0


def _line(one: InvitationView) -> str:
    state = one.state
    if one.state == "used":
        launched = f"last launch {one.last_launch_at:%Y-%m-%d}" if one.last_launch_at else "never launched"
        state = f"used by {one.platform}, {launched}"
    elif one.state in ("open", "trying"):
        state = f"open until {one.expires_at:%Y-%m-%d}"
    elif one.state == "tried":
        title = EXPLANATIONS[one.problem].title if one.problem in EXPLANATIONS else one.problem
        state = f"tried, open until {one.expires_at:%Y-%m-%d}: {title}"
    name = f"{one.school} ({one.label})" if one.label else one.school
    return f"{one.public_id}  {name}  {state}"


def _revoke(arguments: argparse.Namespace, runtime: Runtime) -> int:
    try:
        done = revoke_invitation(runtime.database, _OPERATOR, arguments.revoke, now=runtime.clock())
    except NotFound:
        raise CommandFailed(
            f"No link has the id {arguments.revoke!r}: see `senda platform invite --list`."
        ) from None
    text = "Withdrawn." if done else "It is over already: used, expired or withdrawn."
    report(arguments, {"revoked": done}, [text])
    return 0


def _document(made: NewInvitation, url: str) -> dict[str, str]:
    return {
        "id": made.public_id,
        "school": made.school,
        "family": made.family,
        "label": made.label,
        "link": invitation_link(url, made.secret),
        "administrator": made.administrator,
        "administrator_link": account_link(url, made.account_secret) if made.account_secret else "",
        "expires": made.expires_at.isoformat(),
    }


def _finding(finding: object) -> str:
    if not isinstance(finding, Finding):
        return str(finding)
    return f"Line {finding.line}: " + _FINDINGS[finding.code].format(what=finding.what or "it") + "."
