"""What login, launch and pages share in a process: runtime, states, keys of platforms, registrations."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Flask, current_app

from lti_tool.actions.runtime import Runtime
from lti_tool.database.platforms import PlatformRecord, platform_by_id, platforms_of_issuer
from lti_tool.lti.jwks import KeyCache
from lti_tool.lti.launch import Door
from lti_tool.lti.platform import Registrations
from lti_tool.lti.state import States
from lti_tool.lti.storage import origin_of

LAUNCH_PATH = "/lti/launch"


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the routes of the protocol need, made once per process."""

    states: States
    door: Door
    registrations: Registrations[PlatformRecord]
    redirect_uri: str


def init_entrance(app: Flask, senda: Runtime) -> None:
    """Set up what login and launch need."""

    def by_issuer(issuer: str) -> tuple[PlatformRecord, ...]:
        with senda.database.read() as session:
            return platforms_of_issuer(session, issuer)

    def by_id(platform_id: int) -> PlatformRecord | None:
        with senda.database.read() as session:
            return platform_by_id(session, platform_id)

    app.extensions["senda"] = senda
    app.extensions["senda-entrance"] = Entrance(
        states=States(senda.config.subkey("lti login state")),
        door=Door(senda.config.public_url, KeyCache(senda.http, time.monotonic)),
        registrations=Registrations(by_issuer, by_id, time.monotonic),
        redirect_uri=senda.config.public_url + LAUNCH_PATH,
    )


def runtime() -> Runtime:
    """The application's runtime."""
    found: Runtime = current_app.extensions["senda"]
    return found


def entrance() -> Entrance:
    """The application's entrance."""
    found: Entrance = current_app.extensions["senda-entrance"]
    return found


def framing_origins(stored: tuple[str, ...], platform_id: int) -> tuple[str, ...]:
    """Who may frame pages of a deployment: its stored origins and those of its registration."""
    platform = entrance().registrations.of_id(platform_id)
    registered = (origin_of(platform.issuer), origin_of(platform.auth_login_url)) if platform else ()
    return (*stored, *registered)
