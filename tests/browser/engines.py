"""Firefox and WebKit of this machine, without a screen, set to take or refuse cookies of third parties."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from webdriver import HttpWire, MarionetteWire, Refused, Tab, Wire, tabs_of, until

FIREFOX = "firefox-esr"
FIREFOX_COOKIES = {"kept": 5, "refused": 1}
"""`network.cookie.cookieBehavior`: what others set is kept apart for each site (as delivered), or refused."""
FIREFOX_SETTINGS = {
    "intl.accept_languages": "es-ES, es",
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.disable_open_during_load": False,
    "remote.prefs.recommended": True,
}

WEBKIT_DRIVER = "WebKitWebDriver"
WEBKIT_COOKIES = {"kept": "always", "refused": "no-third-party"}
WEBKIT_SETTINGS = {"GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}


@dataclass
class Engine:
    """A running browser with a profile of its own.

    Attributes
    ----------
    first : Tab
        The tab that was there at the start; closing it would end the browser.
    """

    wire: Wire
    first: Tab

    @property
    def tabs(self) -> list[Tab]:
        return tabs_of(self.wire)


@contextmanager
def engine(name: str, folder: Path, *, cookies: str) -> Iterator[Engine]:
    """A browser of this engine; cookies of third parties are "kept" or "refused"."""
    folder.mkdir(parents=True, exist_ok=True)
    start = {"firefox": firefox, "webkit": webkit}[name]
    with start(folder, cookies) as running:
        yield running


@contextmanager
def firefox(folder: Path, cookies: str) -> Iterator[Engine]:
    """Firefox, spoken to by its own port."""
    settings = FIREFOX_SETTINGS | {"network.cookie.cookieBehavior": FIREFOX_COOKIES[cookies]}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
    (folder / "user.js").write_text("\n".join(lines))
    command = [FIREFOX, "-headless", "-marionette", "-no-remote"]
    port = folder / "MarionetteActivePort"
    with (
        (folder / "log").open("w") as log,
        _process([*command, "-profile", str(folder), "about:blank"], log, HOME=str(folder)),
    ):
        until(lambda: port.exists() and port.read_text().strip(), "Firefox is there")
        wire = MarionetteWire(int(port.read_text()), {"acceptInsecureCerts": True})
        try:
            yield Engine(wire, tabs_of(wire)[0])
        finally:
            wire.close()


@contextmanager
def webkit(folder: Path, cookies: str) -> Iterator[Engine]:
    """WebKit's small browser on a screen of its own, spoken to by WebKit's driver."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    options = {
        "binary": _minibrowser(),
        "args": ["--automation", f"--cookies-policy={WEBKIT_COOKIES[cookies]}"],
    }
    wanted = {"acceptInsecureCerts": True, "webkitgtk:browserOptions": options}
    with (
        (folder / "log").open("w") as log,
        _screen() as screen,
        _process(
            [WEBKIT_DRIVER, "--host=127.0.0.1", f"--port={port}"], log, DISPLAY=screen, **WEBKIT_SETTINGS
        ),
    ):
        until(lambda: _listens(port), "WebKit's driver is there")
        wire = HttpWire(address, wanted)
        wire.send("SetWindowRect", {"x": 0, "y": 0, "width": 1100, "height": 1900})
        try:
            yield Engine(wire, tabs_of(wire)[0])
        finally:
            with suppress(Refused, OSError):
                wire.send("DeleteSession", {})


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; its name. It says itself when it is there and which number is free."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1200x2000x24", "-nolisten", "tcp"]
    with _process(command, subprocess.DEVNULL, pass_fds=(write,)), os.fdopen(read) as told:
        os.close(write)
        yield f":{told.readline().strip()}"


@contextmanager
def _process(
    command: list[str], log: IO[str] | int, *, pass_fds: tuple[int, ...] = (), **environment: str
) -> Iterator[None]:
    running = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env=os.environ | environment,
        pass_fds=pass_fds,
    )
    try:
        yield
    finally:
        running.terminate()
        try:
            running.wait(timeout=10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _minibrowser() -> str:
    """WebKit's own small browser, which Debian lays beside the library."""
    return str(next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
