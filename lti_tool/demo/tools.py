"""The tools that a platform knows: the built-in registration, and those that registered themselves."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from lti_tool.demo.settings import PlatformSettings, origin
from lti_tool.demo.store import Store

RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINKING = "LtiDeepLinkingRequest"
SUBMISSION_REVIEW = "LtiSubmissionReviewRequest"
DATA_PRIVACY = "LtiDataPrivacyLaunchRequest"


@dataclass(frozen=True, slots=True)
class Message:
    """A message that a tool takes, and where."""

    type: str
    target: str
    label: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    placements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """A registered tool.

    Attributes
    ----------
    deployment_id : str
        The one deployment of the tool on this platform.
    active : bool
        An administrator let it in; until then nothing starts it and it gets no token.
    builtin : bool
        The registration that the platform's settings are.
    """

    client_id: str
    deployment_id: str
    name: str
    login_url: str
    target: str
    redirect_uris: tuple[str, ...]
    jwks_url: str
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    custom: Mapping[str, str]
    messages: tuple[Message, ...]
    domain: str
    active: bool = True
    builtin: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Scheme, host and port, for the content security policy."""
        return origin(self.target)

    def message(self, kind: str) -> Message | None:
        """Give what the tool registered for a message type, if it did."""
        return next((message for message in self.messages if message.type == kind), None)


def builtin_tool(settings: PlatformSettings, scopes: tuple[str, ...], messages: tuple[str, ...]) -> Tool:
    """Make the registration that the settings are."""
    target = settings.tool_launch_url
    return Tool(
        client_id=settings.client_id,
        deployment_id=settings.deployment_id,
        name="Senda",
        login_url=settings.tool_login_url,
        target=target,
        redirect_uris=(target,),
        jwks_url=settings.tool_jwks_url,
        scopes=scopes,
        claims=settings.claims,
        custom=settings.custom,
        messages=tuple(Message(kind, target) for kind in messages),
        domain=settings.tool_origin.partition("//")[2],
        builtin=True,
    )


def digest(token: str) -> str:
    """Give what is stored of a secret that is handed out."""
    return hashlib.sha256(token.encode()).hexdigest()


class Tools:
    """The registrations: one from the settings, the others from the platform's file."""

    def __init__(self, store: Store, builtin: Tool) -> None:
        self._store = store
        self.builtin = builtin

    def all(self) -> list[Tool]:
        """List the tools, the built-in one first."""
        with self._store.read() as connection:
            rows = connection.execute("SELECT body, active FROM tool ORDER BY number").fetchall()
        return [self.builtin, *(_read(row) for row in rows)]

    def find(self, client_id: str) -> Tool | None:
        """Find a tool, active or not, by its client id; the empty one is the built-in's."""
        if client_id in ("", self.builtin.client_id):
            return self.builtin
        with self._store.read() as connection:
            row = connection.execute(
                "SELECT body, active FROM tool WHERE client_id = ?", (client_id,)
            ).fetchone()
        return None if row is None else _read(row)

    def find_active(self, client_id: str) -> Tool | None:
        """Find a tool that an administrator has let in."""
        tool = self.find(client_id)
        return tool if tool is not None and tool.active else None

    def next_number(self) -> int:
        """Give the number of the next registration; the built-in one is the first."""
        with self._store.read() as connection:
            found = connection.execute("SELECT max(number) AS last FROM tool").fetchone()["last"]
        return int(found or 1) + 1

    def add(self, tool: Tool, number: int) -> str:
        """Keep a new registration; give the token with which the tool may change it later."""
        access_token = secrets.token_urlsafe(32)
        row = (tool.client_id, number, int(tool.active), digest(access_token), json.dumps(asdict(tool)))
        with self._store.write() as connection:
            connection.execute("INSERT INTO tool VALUES (?, ?, ?, ?, ?)", row)
        return access_token

    def change(self, tool: Tool) -> None:
        """Keep a registration as it is now."""
        with self._store.write() as connection:
            connection.execute(
                "UPDATE tool SET body = ?, active = ? WHERE client_id = ?",
                (json.dumps(asdict(tool)), int(tool.active), tool.client_id),
            )

    def activate(self, client_id: str) -> None:
        """Let a tool in."""
        tool = self.find(client_id)
        if tool is not None and not tool.builtin:
            self.change(replace(tool, active=True))

    def remove(self, client_id: str) -> None:
        """Forget a registration, its tokens and what it listens to."""
        with self._store.write() as connection:
            for table in ("tool", "bearer", "notice_handler"):
                connection.execute(f"DELETE FROM {table} WHERE client_id = ?", (client_id,))  # noqa: S608

    def owns(self, client_id: str, access_token: str) -> bool:
        """Whether this is the token that a registration may be changed with."""
        with self._store.read() as connection:
            row = connection.execute(
                "SELECT access_digest FROM tool WHERE client_id = ?", (client_id,)
            ).fetchone()
        return row is not None and secrets.compare_digest(row["access_digest"], digest(access_token))


def _read(row: Any) -> Tool:
    body = json.loads(row["body"])
    messages = tuple(
        Message(**{**message, "placements": tuple(message["placements"])}) for message in body["messages"]
    )
    lists = {name: tuple(body[name]) for name in ("redirect_uris", "scopes", "claims")}
    return Tool(**{**body, **lists, "messages": messages, "active": bool(row["active"])})
