"""A small WebDriver client: over HTTP for WebKit's driver, over Marionette for Firefox, which needs no driver.

Both speak of the same commands, so that one table of their names is all that differs.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PATIENCE = 20.0
"""Seconds that a page may take on a busy machine; nothing waits for as long when it works."""

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name under which the standard puts an element into a message."""
UNSTABLE = {"stale element reference", "no such element", "no such frame", "element click intercepted"}
"""What a command may answer while a page is on its way, and does not once it is there."""

_PATHS = {
    "CloseWindow": ("DELETE", "window"),
    "DeleteSession": ("DELETE", ""),
    "ElementClick": ("POST", "element/{id}/click"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "ExecuteScript": ("POST", "execute/sync"),
    "FindElement": ("POST", "element"),
    "GetWindowHandles": ("GET", "window/handles"),
    "Navigate": ("POST", "url"),
    "NewWindow": ("POST", "window/new"),
    "Refresh": ("POST", "refresh"),
    "SetWindowRect": ("POST", "window/rect"),
    "SwitchToFrame": ("POST", "frame"),
    "SwitchToWindow": ("POST", "window"),
}

Found = TypeVar("Found")


class Refused(Exception):
    """The browser did not do what it was told."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Wire(Protocol):
    """Carries commands to a browser."""

    def send(self, command: str, values: dict[str, Any]) -> Any:
        """Do this and give what comes of it; `Refused` where the browser does not."""


class HttpWire:
    """A driver that listens for HTTP, with a session in which these capabilities are asked for."""

    def __init__(self, address: str, capabilities: dict[str, Any]) -> None:
        self._address = address
        wanted = {"capabilities": {"alwaysMatch": capabilities}}
        self._session = self._ask("POST", "/session", wanted)["sessionId"]

    def send(self, command: str, values: dict[str, Any]) -> Any:
        method, path = _PATHS[command]
        path = f"/session/{self._session}/{path.format(**values)}".rstrip("/")
        return self._ask(method, path, values if method == "POST" else None)

    def _ask(self, method: str, path: str, values: dict[str, Any] | None) -> Any:
        body = None if values is None else json.dumps(values).encode()
        asked = Request(self._address + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(asked, timeout=2 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            told = json.load(error)["value"]
            raise Refused(told["error"], told["message"]) from None


class MarionetteWire:
    """Firefox's own port: messages of JSON, each with its length before it."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=2 * PATIENCE)
        self._answers = self._socket.makefile("rb")
        self._number = 0
        self._read()  # the browser speaks first
        self.send("NewSession", capabilities)

    def send(self, command: str, values: dict[str, Any]) -> Any:
        self._number += 1
        if command == "SwitchToFrame" and values["id"]:
            values = {"element": values["id"][ELEMENT]}
        full = command if ":" in command else f"WebDriver:{command}"
        message = json.dumps([0, self._number, full, values]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            raise Refused(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def close(self) -> None:
        self._answers.close()
        self._socket.close()

    def _read(self) -> Any:
        digits = b""
        while (sign := self._answers.read(1)) != b":":
            if not sign:
                raise ConnectionError("Firefox has ended")
            digits += sign
        return json.loads(self._answers.read(int(digits)))


class Tab:
    """One tab of a browser, and in it either the whole page or the frame with the activity.

    Each command goes to its tab first, so that several tabs may be used in turn.
    """

    def __init__(self, wire: Wire, handle: str, frame: str = "") -> None:
        self.wire, self.handle, self.frame = wire, handle, frame

    def inside(self, frame: str) -> Tab:
        """The frame that this selector finds in this tab."""
        return Tab(self.wire, self.handle, frame)

    def beside(self) -> Tab:
        """A new tab of the same browser."""
        self._stand()
        return Tab(self.wire, self.wire.send("NewWindow", {"type": "tab"})["handle"])

    def goto(self, address: str) -> None:
        self._stand()
        self.wire.send("Navigate", {"url": address})

    def reload(self) -> None:
        self._stand()
        self.wire.send("Refresh", {})

    def close(self) -> None:
        self._stand(top=True)
        self.wire.send("CloseWindow", {})

    def run(self, script: str, *given: Any) -> Any:
        """What a function's body returns in this page."""
        self._stand()
        return self.wire.send("ExecuteScript", {"script": script, "args": list(given)})

    def click(self, selector: str) -> None:
        """Press on what stands there, as soon as it can be pressed."""
        self._until_done(
            f"press {selector}", lambda: self.wire.send("ElementClick", {"id": self._find(selector)})
        )

    def write(self, selector: str, text: str) -> None:
        """Press on a field, as WebKit moves the focus in a new page for nothing less, and type into it."""
        self.click(selector)
        self._until_done(
            f"write into {selector}",
            lambda: self.wire.send("ElementSendKeys", {"id": self._find(selector), "text": text}),
        )

    def wait(self, script: str, *given: Any) -> Any:
        """Wait until a function's body returns something that counts as true in this page; gives it."""

        def looked() -> Any:
            try:
                return self.run(script, *given)
            except Refused as refused:
                if refused.code in UNSTABLE or refused.code == "javascript error":
                    return None  # between two pages
                raise

        return until(looked, f"{script} {given}")

    def shows(self, selector: str, text: str = "") -> str:
        """Wait until this is seen, with this text in it; all its text."""
        script = """const [selector, text] = arguments, found = document.querySelector(selector);
            return found && found.checkVisibility() && found.innerText.includes(text) ? [found.innerText] : null"""
        try:
            return str(self.wait(script, selector, text)[0])
        except TimeoutError as error:
            seen = self.run("return document.documentElement.innerText")
            raise TimeoutError(
                f"{selector} with {text!r} did not come; the page says: {seen[:600]}"
            ) from error

    def count(self, selector: str) -> int:
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def visible(self, selector: str) -> bool:
        script = (
            "const found = document.querySelector(arguments[0]); return !!found && found.checkVisibility()"
        )
        return bool(self.run(script, selector))

    def value(self, selector: str) -> str:
        return str(self.wait("return document.querySelector(arguments[0])?.value", selector))

    def _find(self, selector: str) -> str:
        return str(self.wire.send("FindElement", {"using": "css selector", "value": selector})[ELEMENT])

    def _stand(self, *, top: bool = False) -> None:
        self.wire.send("SwitchToWindow", {"handle": self.handle})
        self.wire.send("SwitchToFrame", {"id": None})
        if self.frame and not top:
            self.wire.send("SwitchToFrame", {"id": {ELEMENT: self._find(self.frame)}})

    def _until_done(self, what: str, command: Callable[[], Any]) -> None:
        told = ""

        def tried() -> bool:
            nonlocal told
            try:
                self._stand()
                command()
            except Refused as refused:
                if refused.code in UNSTABLE | {"element not interactable"}:
                    told = str(refused)
                    return False
                raise
            return True

        try:
            until(tried, what)
        except TimeoutError as error:
            raise TimeoutError(f"{error}: {told}") from None


def tabs_of(wire: Wire) -> list[Tab]:
    """All open tabs."""
    return [Tab(wire, handle) for handle in wire.send("GetWindowHandles", {})]


def until(look: Callable[[], Found], what: str) -> Found:
    """Look until something is found."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"did not happen in {PATIENCE:.0f} s: {what}")
        time.sleep(0.05)
    return found
