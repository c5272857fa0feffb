"""Platforms: add, list."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from adapters.lms.registry import ADAPTERS, family_of
from lti_tool.actions.register_platform import Registration, register_platform
from lti_tool.config import Config
from lti_tool.database.platforms import all_platforms

from .command import CommandFailed, Subparsers, add, group, report, runtime_from_env

_URLS = ("issuer", "auth_login_url", "auth_token_url", "jwks_url")


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    platforms = group(parsers, "platform", "Registered LMSs.")
    new = add(platforms, "add", "Register an LMS by hand, or change its addresses.", run_add, with_json=True)
    new.add_argument("--issuer", required=True, metavar="URL")
    new.add_argument("--client-id", required=True, metavar="ID")
    new.add_argument("--auth-login-url", required=True, metavar="URL")
    new.add_argument("--auth-token-url", required=True, metavar="URL")
    new.add_argument("--jwks-url", required=True, metavar="URL")
    new.add_argument("--auth-audience", default="", metavar="AUD")
    new.add_argument("--deployment-id", action="append", default=[], metavar="ID")
    new.add_argument("--family", choices=sorted(ADAPTERS), help="seen from the addresses otherwise")
    new.add_argument("--school", default="", help="name of the school (default: the issuer)")
    add(platforms, "list", "List the registered LMSs.", run_list, with_json=True)


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
    document = {
        "issuer": saved.issuer,
        "client_id": saved.client_id,
        "deployments": sorted(saved.deployments),
        "login_url": f"{runtime.config.public_url}/lti/login",
        "launch_url": f"{runtime.config.public_url}/lti/launch",
        "jwks_url": f"{runtime.config.public_url}/lti/jwks.json",
    }
    lines = [f"Registered {saved.issuer} (client {saved.client_id})."]
    if not saved.deployments:
        lines.append("It has no deployment yet: launches are refused until --deployment-id names one.")
    lines += [
        "Give the LMS these addresses:",
        f"  login:    {document['login_url']}",
        f"  launch:   {document['launch_url']}",
        f"  key set:  {document['jwks_url']}",
    ]
    report(arguments, document, lines)
    return 0


def _check_urls(arguments: argparse.Namespace, config: Config) -> None:
    """Every wrong address at once."""
    problems = []
    for name in _URLS:
        value = getattr(arguments, name)
        parts = urlsplit(value)
        schemes = ("https", "http") if config.allow_private_hosts else ("https",)
        if parts.scheme not in schemes or not parts.hostname:
            option = "--" + name.replace("_", "-")
            problems.append(f"{option} must be an address that begins with https://, not {value!r}.")
    if problems:
        raise CommandFailed("\n".join(problems))


def run_list(arguments: argparse.Namespace) -> int:
    """`senda platform list`."""
    runtime = runtime_from_env()
    with runtime.database.read() as session:
        document = [
            {
                "issuer": platform.issuer,
                "client_id": platform.client_id,
                "family": platform.family,
                "deployments": {d.deployment_id: d.status for d in platform.deployments},
            }
            for platform in all_platforms(session)
        ]
    lines = [
        f"{one['issuer']}  client {one['client_id']}  {one['family']}  "
        f"deployments: {', '.join(one['deployments']) or 'none'}"
        for one in document
    ]
    report(arguments, document, lines or ["No LMS is registered yet: see `senda platform add --help`."])
    return 0
