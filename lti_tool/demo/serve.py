"""Serving the platform: from the command line, and for a while inside another program."""

from __future__ import annotations

import argparse
import errno
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from lti_tool.demo.platform import Platform, create_platform, platform_of
from lti_tool.demo.settings import FAMILIES, PlatformSettings


class QuietHandler(WSGIRequestHandler):
    """Writes no line for each request; errors still go to standard error."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port.

    Raises
    ------
    OSError
        When the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(128)
    except OSError:
        taken.close()
        raise
    return taken


class _Serving:
    """A server on one port that may end and begin again."""

    def __init__(self, listening: socket.socket, settings: PlatformSettings) -> None:
        self._app = create_platform(settings)
        self.platform = platform_of(self._app)
        self.platform.interruption = self.interruption
        self._address = listening.getsockname()[:2]
        self._begin(listening)

    def _begin(self, listening: socket.socket) -> None:
        host, port = self._address
        self.server: BaseWSGIServer = make_server(
            host, port, self._app, threaded=True, request_handler=QuietHandler, fd=listening.fileno()
        )  # the server duplicates the descriptor
        listening.close()

    def start(self) -> None:
        """Serve from a thread."""
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and give the port back."""
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

    @contextmanager
    def interruption(self) -> Iterator[None]:
        """Refuse connections for as long as the block lasts; then serve on the same port."""
        self.stop()
        try:
            yield
        finally:
            self._begin(listen(*self._address))
            self.start()


@contextmanager
def running(
    settings: PlatformSettings, tool: Callable[[str], str] | None = None, host: str = "127.0.0.1"
) -> Iterator[Platform]:
    """Serve a platform from a thread on a free port, for as long as the block lasts.

    Parameters
    ----------
    settings : PlatformSettings
        `public_url` is replaced by the real one.
    tool : callable, optional
        Given the platform's real URL, starts the tool and gives the tool's URL.
    """
    listening = listen(host, 0)
    public_url = f"http://{host}:{listening.getsockname()[1]}"
    settings = replace(settings, public_url=public_url)
    if tool is not None:
        settings = replace(settings, tool_url=tool(public_url))
    serving = _Serving(listening, settings)
    serving.start()
    try:
        yield serving.platform
    finally:
        serving.stop()


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the platform until it is interrupted; give the exit status."""
    arguments = _parser().parse_args(argv)
    public_url = arguments.public_url or f"http://{arguments.host}:{arguments.port}"
    settings = PlatformSettings(
        public_url=public_url.rstrip("/"),
        tool_url=arguments.tool_url.rstrip("/"),
        data=arguments.data,
        family=arguments.family,
        issuer_url=(arguments.issuer or "").rstrip("/"),
        storage_target=arguments.storage_target,
    )
    try:
        listening = listen(arguments.host, arguments.port)
    except OSError as error:
        print(_why_not(error, arguments.host, arguments.port), file=sys.stderr)
        return 1
    server = _Serving(listening, settings).server
    print(f"Demo LMS: {settings.public_url}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program, so the demo LMS cannot start: stop that program,"
            f" or choose another port (make run LMS_PORT={port + 10}, or --port {port + 10})."
        )
    reason = error.strerror or error
    return f"The demo LMS cannot listen on {host}:{port}: {reason}. Choose --host and --port."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lti_tool.demo", description="A small, strict LTI 1.3 platform for trying Senda."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8001, help="port to listen on (default: %(default)s)")
    parser.add_argument("--public-url", help="address that browsers use (default: http://HOST:PORT)")
    parser.add_argument(
        "--tool-url", default="http://localhost:8000", help="where the tool is (default: %(default)s)"
    )
    parser.add_argument(
        "--data", type=Path, default=Path("var/demo.sqlite"), help="SQLite file (default: %(default)s)"
    )
    parser.add_argument(
        "--family", choices=FAMILIES, default="generic", help="whom it speaks as (default: %(default)s)"
    )
    parser.add_argument("--issuer", help="issuer, where it is not the public URL (Canvas's is one for all)")
    parser.add_argument("--storage-target", action="store_true", help="offer platform storage to the tool")
    return parser
