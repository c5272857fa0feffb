"""What a process of the tool works with: handed to the application, the worker and the commands."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import requests

from adapters.answers import AnswerChecker
from keys.keyring import KeyRing
from lti_tool.config import Config
from lti_tool.database.engine import Database

from .admin_secrets import Passwords, argon2_passwords


def now_utc() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def nobody_to_wake(task: str, *arguments: object) -> None:
    """Where no worker is near: its periodic sweep finds what waits."""


@dataclass(slots=True)
class Runtime:
    """The long-lived things of a process.

    Attributes
    ----------
    clock : callable
        The present moment; tests hand in their own.
    random : callable
        A fresh generator for each action that chooses.
    http : callable
        The guarded session for everything that goes out.
    wake : callable
        Tells the worker, after a commit, that a task waits. Losing the call loses nothing.
    pause : callable
        Waits that many seconds; only the worker does.
    passwords : Passwords
        How passwords of administrators are kept.
    """

    config: Config
    database: Database
    keyring: KeyRing
    answers: AnswerChecker
    http: Callable[[], requests.Session]
    clock: Callable[[], datetime] = now_utc
    random: Callable[[], np.random.Generator] = field(default=np.random.default_rng)
    wake: Callable[..., None] = nobody_to_wake
    pause: Callable[[float], None] = time.sleep
    passwords: Passwords = field(default_factory=argon2_passwords)
