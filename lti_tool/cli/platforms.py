"""Platforms: add, update, remove, list, check."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from adapters.lms.registry import ADAPTERS, family_of
from lti_tool.actions.change_registration import (
    RegisteredPlatform,
    list_platforms,
    push_registration,
    remove_registration,
)
from lti_tool.actions.check_platform import Check, PlatformCheck, check_platform
from lti_tool.actions.describe_tool import describe_tool
from lti_tool.actions.register_platform import (
    Change,
    Registration,
    change_registration,
    register_platform,
)
from lti_tool.config import Config
from lti_tool.database.scope import AdminScope
from lti_tool.errors import EXPLANATIONS, NotFound, RegistrationRefused

from .command import CommandFailed, Subparsers, add, group, report, runtime_from_env
from .invitations import add_invite

_URLS = ("issuer", "auth_login_url", "auth_token_url", "jwks_url")
_OPERATOR = AdminScope()
_CHECKS = {
    "service_unauthorized": "the LMS did not recognise this tool: is it activated there?",
    "keys_none": "the key set has no key for RS256 with a key id",
    "clock_off": "the clocks differ too much: set both machines' time by NTP",
}


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    platforms = group(parsers, "platform", "Registered LMSs.")
    add_invite(platforms)
    new = add(platforms, "add", "Register an LMS by hand, or change its addresses.", run_add, with_json=True)
    _address_options(new, required=True)
    new.add_argument("--school", default="", help="name of the school (default: the issuer)")
    summary = "Change a registration: only what is named."
    old = add(platforms, "update", summary, run_update, with_json=True)
    old.add_argument("id", metavar="ID", help="as `senda platform list` shows it")
    _address_options(old, required=False)
    old.add_argument("--label", help="what administrators call it")
    old.add_argument("--deployments", choices=("ask", "approve"), help="what happens to those not listed")
    switch = old.add_mutually_exclusive_group()
    switch.add_argument("--off", action="store_true", help="refuse its launches, keep what is known")
    switch.add_argument("--on", action="store_true", help="let its launches in again")
    old.add_argument("--push", action="store_true", help="send our present addresses to the LMS")
    summary = "Remove an LMS: forgotten if nobody came from it, else switched off."
    gone = add(platforms, "remove", summary, run_remove, with_json=True)
    gone.add_argument("id", metavar="ID")
    add(platforms, "list", "List the registered LMSs and how they stand.", run_list, with_json=True)
    summary = "Test the connection: keys, a token, the clocks."
    test = add(platforms, "check", summary, run_check, with_json=True)
    test.add_argument("id", metavar="ID", nargs="?", help="one LMS (default: each)")


def _address_options(parser: argparse.ArgumentParser, *, required: bool) -> None:
    absent = "" if required else None
    parser.add_argument("--issuer", required=required, metavar="URL")
    parser.add_argument("--client-id", required=required, metavar="ID")
    parser.add_argument("--auth-login-url", required=required, metavar="URL")
    parser.add_argument("--auth-token-url", required=required, metavar="URL")
    parser.add_argument("--jwks-url", required=required, metavar="URL")
    parser.add_argument("--auth-audience", default=absent, metavar="AUD")
    parser.add_argument("--deployment-id", action="append", default=[], metavar="ID")
    parser.add_argument("--family", choices=sorted(ADAPTERS), help="seen from the addresses otherwise")


def run_add(arguments: argparse.Namespace) -> int:
    """`senda platform add`."""
    runtime = runtime_from_env()
    _check_urls(arguments, runtime.config)
    saved = register_platform(
        runtime.database,
        Registration(
            issuer=arguments.issuer,
            client_id=arguments.client_id,
            auth_login_url=arguments.auth_login_url,
            auth_token_url=arguments.auth_token_url,
            jwks_url=arguments.jwks_url,
            auth_audience=arguments.auth_audience,
            deployment_ids=tuple(arguments.deployment_id),
            family=arguments.family or family_of(arguments.issuer, arguments.auth_login_url),
            school=arguments.school,
        ),
        now=runtime.clock(),
    )
    tool = describe_tool(runtime.config.public_url, saved.family)
    document = {
        "issuer": saved.issuer,
        "client_id": saved.client_id,
        "family": saved.family,
        "deployments": sorted(saved.deployments),
        **tool.document(),
    }
    lines = [f"Registered {saved.issuer} (client {saved.client_id}, {saved.family})."]
    if not saved.deployments:
        lines.append(
            "The first launch of each deployment waits for approval, or name it: --deployment-id ID."
        )
    lines += [
        "Give the LMS these values:",
        f"  login:             {tool.login_url}",
        f"  launch, redirect:  {tool.launch_url}",
        f"  deep linking:      {tool.deep_linking_url}",
        f"  key set:           {tool.jwks_url}",
        f"  domain:            {tool.domain}",
        *(f"  custom parameter:  {name}={value}" for name, value in tool.custom),
        *(f"  right:             {scope}" for scope in tool.scopes),
    ]
    if saved.family == "canvas":
        lines.append(f"  developer key:     {tool.canvas_url}")
    report(arguments, document, lines)
    return 0


def run_update(arguments: argparse.Namespace) -> int:
    """`senda platform update`."""
    runtime = runtime_from_env()
    _check_urls(arguments, runtime.config)
    active = True if arguments.on else False if arguments.off else None
    change = Change(
        issuer=arguments.issuer,
        client_id=arguments.client_id,
        auth_login_url=arguments.auth_login_url,
        auth_token_url=arguments.auth_token_url,
        jwks_url=arguments.jwks_url,
        auth_audience=arguments.auth_audience,
        family=arguments.family,
        label=arguments.label,
        deployment_policy=arguments.deployments,
        active=active,
        deployment_ids=tuple(arguments.deployment_id),
    )
    try:
        changed = change_registration(runtime.database, _OPERATOR, arguments.id, change, now=runtime.clock())
        pushed = push_registration(runtime, _OPERATOR, arguments.id) if arguments.push else None
    except NotFound:
        raise _unknown(arguments.id) from None
    lines = [f"Changed: {', '.join(changed)}." if changed else "Nothing else was to change."]
    if pushed is not None:
        lines.append("The LMS has our addresses." if pushed else "This LMS cannot be changed from here.")
    report(arguments, {"changed": list(changed), "pushed": pushed}, lines)
    return 1 if pushed is False else 0


def run_remove(arguments: argparse.Namespace) -> int:
    """`senda platform remove`."""
    runtime = runtime_from_env()
    try:
        removed = remove_registration(runtime, _OPERATOR, arguments.id)
    except NotFound:
        raise _unknown(arguments.id) from None
    if removed.deleted:
        lines = ["Removed: nobody had come from it."]
    else:
        lines = ["Switched off: its launches are refused, and what is known of its people stays."]
    if removed.at_lms:
        lines.append("The LMS took the tool away too.")
    elif removed.at_lms is None:
        lines.append("Now remove the tool in the LMS: it offers no way to do that from here.")
    else:
        title = RegistrationRefused(removed.problem).explanation.title
        lines.append(f"The LMS kept the tool ({title}): remove it there.")
    document = {"deleted": removed.deleted, "at_lms": removed.at_lms, "problem": removed.problem}
    report(arguments, document, lines)
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """`senda platform list`."""
    runtime = runtime_from_env()
    found = list_platforms(runtime.database, _OPERATOR)
    document = [_document(one) for one in found]
    lines = [_line(one) for one in found]
    nothing = "No LMS is registered yet: see `senda platform invite --help`."
    report(arguments, document, lines or [nothing])
    return 0


def _document(one: RegisteredPlatform) -> dict[str, object]:
    return {
        "id": one.public_id,
        "label": one.label,
        "issuer": one.issuer,
        "client_id": one.client_id,
        "family": one.family,
        "product_version": one.product_version,
        "school": one.school,
        "active": one.active,
        "deployments": dict(one.deployments),
        "deployment_policy": one.deployment_policy,
        "last_launch_at": one.last_launch_at.isoformat() if one.last_launch_at else None,
    }


def _line(one: RegisteredPlatform) -> str:
    waiting = sum(status == "pending" for _name, status in one.deployments)
    names = ", ".join(name for name, status in one.deployments if status == "approved") or "none"
    launched = f"last launch {one.last_launch_at:%Y-%m-%d}" if one.last_launch_at else "never launched"
    parts = [
        one.public_id,
        one.issuer,
        f"client {one.client_id}",
        one.family,
        f"school {one.school}",
        "on" if one.active else "OFF",
        f"deployments: {names}" + (f" ({waiting} waiting)" if waiting else ""),
        launched,
    ]
    return "  ".join(parts)


def run_check(arguments: argparse.Namespace) -> int:
    """`senda platform check`."""
    runtime = runtime_from_env()
    wanted = (
        [arguments.id]
        if arguments.id
        else [one.public_id for one in list_platforms(runtime.database, _OPERATOR) if one.active]
    )
    try:
        found = [check_platform(runtime, _OPERATOR, public_id) for public_id in wanted]
    except NotFound:
        raise _unknown(arguments.id) from None
    document = [
        {"id": one.public_id, "issuer": one.issuer, "client_id": one.client_id, **one.document()}
        for one in found
    ]
    lines = [line for one in found for line in _check_lines(one)]
    report(arguments, document, lines or ["No LMS is registered and switched on."])
    return 0 if all(one.good for one in found) else 1


def _check_lines(one: PlatformCheck) -> list[str]:
    lines = [f"{one.issuer} (client {one.client_id}): {'good' if one.good else 'NOT GOOD'}"]
    lines.append(f"  keys:   {_said(one.keys) or f'{one.keys.value} usable'}")
    lines.append(f"  token:  {_said(one.token) or 'obtained'}")
    if one.clock is None:
        lines.append("  clock:  the LMS told no time")
    else:
        side = "ahead of" if one.clock.value > 0 else "behind"
        told = f"{abs(one.clock.value)} s {side} ours" if one.clock.value else "as ours"
        lines.append(f"  clock:  {told}" + (f": {_said(one.clock)}" if not one.clock.good else ""))
    return lines


def _said(check: Check) -> str:
    """What is wrong with a part; empty where it is good."""
    if check.good:
        return ""
    if check.code in _CHECKS:
        return _CHECKS[check.code]
    return EXPLANATIONS[check.code].title + (f" ({check.detail})" if check.detail else "")


def _unknown(public_id: str) -> CommandFailed:
    return CommandFailed(f"No LMS has the id {public_id!r}: see `senda platform list`.")


def _check_urls(arguments: argparse.Namespace, config: Config) -> None:
    """Every wrong address at once."""
    problems = []
    for name in _URLS:
        value = getattr(arguments, name)
        if value is None:
            continue
        parts = urlsplit(value)
        schemes = ("https", "http") if config.allow_private_hosts else ("https",)
        if parts.scheme not in schemes or not parts.hostname:
            option = "--" + name.replace("_", "-")
            problems.append(f"{option} must be an address that begins with https://, not {value!r}.")
    if problems:
        raise CommandFailed("\n".join(problems))
