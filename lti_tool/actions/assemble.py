"""A process's runtime from its settings: the same for the application, the worker and the commands."""

from __future__ import annotations

from adapters.answers import ProcessChecker
from keys.keyring import KeyRing
from keys.sealing import Sealer
from lti_tool import __version__
from lti_tool.config import Config
from lti_tool.database import models  # noqa: F401 - every table is known before the first row is written
from lti_tool.database.engine import Database
from lti_tool.database.keys import DatabaseKeyStore
from lti_tool.lti.http import GuardedSession

from .runtime import Runtime


def assemble(config: Config) -> Runtime:
    """Make the long-lived things of a process; nothing is connected or started before it is needed."""
    database = Database(config.database_url)
    sealer = Sealer([config.secret_key, *config.old_secret_keys])
    session = GuardedSession(
        f"Senda/{__version__} (+{config.public_url})",
        allow_private_hosts=config.allow_private_hosts,
        read_seconds=config.lms_timeout,
    )
    return Runtime(
        config=config,
        database=database,
        keyring=KeyRing(DatabaseKeyStore(database), sealer),
        answers=ProcessChecker(),
        http=lambda: session,
    )
