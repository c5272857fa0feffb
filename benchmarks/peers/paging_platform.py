"""A platform that only pages a class list, from a process of its own, as quickly as it can.

``python -m benchmarks.peers.paging_platform PORT MEMBERS``; the size of a page stands in the address:
``/courses/<size>/memberships``.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TOKEN = json.dumps({"access_token": "benchmark", "token_type": "Bearer", "expires_in": 3600}).encode()
TEACHERS = 20


def member(number: int) -> dict[str, object]:
    """An entry as Moodle sends it."""
    role = "Instructor" if number < TEACHERS else "Learner"
    given, family = f"Nombre{number % 997}", f"Apellido{number} Segundo{number % 89}"
    return {
        "status": "Active",
        "roles": [role],
        "user_id": str(100_000 + number),
        "lis_person_sourcedid": f"SIS-{number}",
        "name": f"{given} {family}",
        "given_name": given,
        "family_name": family,
        "email": f"alumno{number}@escuela.example",
        "ext_user_username": f"alumno{number}",
    }


@lru_cache(maxsize=4_000)
def page(size: int, first: int, members: int) -> bytes:
    """The body of one page."""
    entries = [member(number) for number in range(first, min(first + size, members))]
    return json.dumps({"id": "list", "context": {"id": "1"}, "members": entries}).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers in one write each: two would wait for each other's acknowledgement."""

    protocol_version = "HTTP/1.1"
    members = 0

    def do_GET(self) -> None:
        """A page of the list."""
        parts = urlsplit(self.path)
        size = int(parts.path.split("/")[2])
        first = int(parse_qs(parts.query).get("from", ["0"])[0])
        link = ""
        if first + size < self.members:
            address = f"http://{self.headers['Host']}{parts.path}?from={first + size}"
            link = f'Link: <{address}>; rel="next"\r\n'
        self._send(page(size, first, self.members), link)

    def do_POST(self) -> None:
        """A token, whoever asks."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self._send(TOKEN, "")

    def _send(self, body: bytes, link: str) -> None:
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{link}Content-Length: {len(body)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until the process is ended."""
    port, Handler.members = int(sys.argv[1]), int(sys.argv[2])
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main()
