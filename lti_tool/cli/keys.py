"""The tool's own keys: list, rotate."""

from __future__ import annotations

import argparse

from .command import CommandFailed, Subparsers, add, group, report, runtime_from_env


def add_commands(parsers: Subparsers) -> None:
    """Add the commands of this module."""
    keys = group(parsers, "keys", "The tool's own key pairs.")
    add(keys, "list", "List the keys and where each stands.", run_list, with_json=True)
    rotate = add(
        keys,
        "rotate",
        "Publish a new key; it signs once every platform can have seen it.",
        run_rotate,
        with_json=True,
    )
    rotate.add_argument("--revoke", metavar="KID", help="take a compromised key away at once")
    rotate.add_argument("--reseal", action="store_true", help="only seal stored keys under the newest secret")


def run_list(arguments: argparse.Namespace) -> int:
    """`senda keys list`."""
    runtime = runtime_from_env()
    runtime.keyring.signing_key(runtime.clock())
    document = [
        {
            "kid": key.kid,
            "state": key.state.value,
            "published_at": key.published_at,
            "active_at": key.active_at,
            "retiring_at": key.retiring_at,
            "gone_at": key.gone_at,
        }
        for key in runtime.keyring.records()
    ]
    lines = [f"{one['kid']}  {one['state']}  published {one['published_at']:%Y-%m-%d}" for one in document]
    report(arguments, document, lines)
    return 0


def run_rotate(arguments: argparse.Namespace) -> int:
    """`senda keys rotate`."""
    runtime = runtime_from_env()
    now = runtime.clock()
    if arguments.reseal:
        count = runtime.keyring.reseal()
        report(arguments, {"resealed": count}, [f"Sealed {count} keys under the newest secret."])
        return 0
    runtime.keyring.signing_key(now)  # the first key ever is made here, and not counted as a rotation
    try:
        steps = (
            runtime.keyring.revoke(arguments.revoke, now)
            if arguments.revoke
            else runtime.keyring.rotate(now, force=True)
        )
    except LookupError as error:
        raise CommandFailed(f"{error}; `senda keys list` shows the kids.") from None
    done = [type(step).__name__.lower() for step in steps]
    lines = [f"Done: {', '.join(done)}."] if done else ["A new key is published already; it signs in time."]
    report(arguments, {"steps": done}, lines)
    return 0
