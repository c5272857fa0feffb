"""The deployment's settings: read once from the environment, checked together, frozen afterwards."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lti_tool.errors import ConfigurationError

SHORTEST_SECRET = 32
"""Characters a secret must have: fewer can be guessed."""
MOST_PROXIES = 8
MOST_LMS_SECONDS = 60
DEFAULT_DATABASE = "sqlite:///var/senda.db"
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting of a deployment.

    Attributes
    ----------
    public_url : str
        Origin under which browsers and platforms reach the tool, without a slash at the end.
    secret_key : str
        Root of every derived key (`subkey`); there is no default. Not shown in `repr`.
    old_secret_keys : tuple of str
        Earlier secrets, newest first: what was sealed under them can still be opened.
    database_url : str
        SQLAlchemy URL, ``sqlite:///...`` or ``postgresql+psycopg://...``.
    redis_url : str
        Queue of the worker; empty means a queue in a file beside the database.
    allow_private_hosts : bool
        Development only: platforms over plain HTTP, on loopback and private addresses.
    trusted_proxies : int
        How many reverse proxies stand in front and set ``X-Forwarded-*``.
    metrics_token : str
        Bearer token that ``/metrics`` asks for; without one it answers only direct loopback requests.
    test_data : Path
        Where the data for tests lies.
    lms_timeout : int
        Seconds that an LMS may keep a request of ours waiting; how long a grade is held by one worker
        follows from it.
    log_level : str
        Name of a level of `logging`.
    """

    public_url: str
    secret_key: str = field(repr=False)
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    database_url: str = DEFAULT_DATABASE
    redis_url: str = ""
    allow_private_hosts: bool = False
    trusted_proxies: int = 0
    metrics_token: str = field(default="", repr=False)
    test_data: Path = Path("../shared/data")
    lms_timeout: int = 10
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Config:
        """Read the settings.

        Raises
        ------
        ConfigurationError
            With a sentence for *each* setting that is missing or wrong.
        """
        read = _Reader(os.environ if environ is None else environ)
        private = read.boolean("SENDA_ALLOW_PRIVATE_HOSTS")
        config = cls(
            public_url=read.public_url("SENDA_PUBLIC_URL", private),
            secret_key=read.secret("SENDA_SECRET_KEY"),
            old_secret_keys=read.old_secrets("SENDA_OLD_SECRET_KEYS"),
            database_url=read.database("SENDA_DATABASE_URL", DEFAULT_DATABASE),
            redis_url=read.redis("SENDA_REDIS_URL"),
            allow_private_hosts=private,
            trusted_proxies=read.integer("SENDA_TRUSTED_PROXIES", 0, MOST_PROXIES),
            metrics_token=read.text("SENDA_METRICS_TOKEN"),
            test_data=Path(read.text("SENDA_TEST_DATA") or "../shared/data"),
            lms_timeout=read.integer("SENDA_LMS_TIMEOUT", 1, MOST_LMS_SECONDS, 10),
            log_level=read.level("SENDA_LOG_LEVEL"),
        )
        if read.problems:
            raise ConfigurationError(tuple(read.problems))
        return config

    @property
    def secure(self) -> bool:
        """Whether browsers reach the tool over HTTPS."""
        return self.public_url.startswith("https://")

    def subkey(self, purpose: str) -> bytes:
        """32 bytes derived from the secret for one purpose: a key never serves two."""
        return self.subkeys(purpose)[0]

    def subkeys(self, purpose: str) -> tuple[bytes, ...]:
        """The same of the secret and of the earlier ones, newest first: what was signed under them counts."""
        label = b"senda/" + purpose.encode()
        secrets = (self.secret_key, *self.old_secret_keys)
        return tuple(hmac.new(secret.encode(), label, hashlib.sha256).digest() for secret in secrets)


class _Reader:
    """Reads settings and gathers what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        return self._environ.get(name, "").strip()

    def boolean(self, name: str) -> bool:
        value = self.text(name).lower()
        if value not in _TRUE | _FALSE:
            self.problems.append(f"{name} must be 1 or 0, not {value!r}.")
        return value in _TRUE

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        value = self.text(name) or str(low if default is None else default)
        if value.isascii() and value.isdigit() and low <= int(value) <= high:
            return int(value)
        self.problems.append(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
        return low

    def secret(self, name: str) -> str:
        value = self.text(name)
        if len(value) < SHORTEST_SECRET:
            self.problems.append(
                f"{name} must be set to a random text of at least {SHORTEST_SECRET} characters, "
                'for example from: python -c "import secrets; print(secrets.token_urlsafe(48))".'
            )
        return value

    def old_secrets(self, name: str) -> tuple[str, ...]:
        values = tuple(self.text(name).replace(",", " ").split())
        if any(len(value) < SHORTEST_SECRET for value in values):
            self.problems.append(
                f"{name} must be secrets of at least {SHORTEST_SECRET} characters, separated by commas."
            )
        return values

    def public_url(self, name: str, private: bool) -> str:
        value = self.text(name).rstrip("/")
        try:
            parts = urlsplit(value)
            host, _ = parts.hostname, parts.port
        except ValueError:
            host, parts = None, urlsplit("")
        if not host or parts.scheme not in ("http", "https") or value != f"{parts.scheme}://{parts.netloc}":
            self.problems.append(
                f"{name} must be the address of the tool without a path, like https://senda.example.org, "
                f"not {value!r}."
            )
        elif "@" in parts.netloc:
            self.problems.append(f"{name} must not carry a user name or password.")
        elif parts.scheme == "http" and host not in _LOCAL_NAMES and not private:
            self.problems.append(
                f"{name} must begin with https://: over plain HTTP browsers drop the cookies of framed pages."
            )
        return value

    def database(self, name: str, default: str) -> str:
        value = self.text(name) or default
        dialect = value.partition(":")[0].partition("+")[0]
        if dialect in ("postgres", "postgresql") and "+" not in value.partition(":")[0]:
            # SQLAlchemy would look for psycopg2; hosting services hand out this short form.
            value = "postgresql+psycopg:" + value.partition(":")[2]
        elif dialect not in _DATABASES:
            self.problems.append(f"{name} must begin with sqlite: or postgresql:, not {dialect!r}.")
        return value

    def redis(self, name: str) -> str:
        value = self.text(name)
        if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            self.problems.append(f"{name} must begin with redis:, rediss: or unix:.")
        return value

    def level(self, name: str) -> str:
        value = self.text(name).upper() or "INFO"
        if value not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            self.problems.append(f"{name} must be DEBUG, INFO, WARNING or ERROR, not {value!r}.")
        return value
