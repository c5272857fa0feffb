"""A package over real HTTP, through the session that guards what goes out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from framework_samples import as_bytes, item, package, uuid

from adapters.frameworks import case
from lti_tool.errors import PermanentFailure
from lti_tool.lti.http import LARGEST_RESPONSE, GuardedSession

SPACES = b" " * LARGEST_RESPONSE


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        document = "CFDocuments" in self.path
        body = as_bytes(package()["CFDocument"] if document else package()) + (
            SPACES if "big" in self.path else b""
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_package_of_a_document(origin: str) -> None:
    session = GuardedSession("test", allow_private_hosts=True)
    spec, problems = case.fetch(session, f"{origin}/ims/case/v1p1/CFDocuments/{uuid(0)}")
    assert spec is not None
    assert len(spec.competencies) == 3
    assert not any(problem.fatal for problem in problems)


def test_how_much_may_come_is_up_to_the_session(origin: str) -> None:
    address = f"{origin}/big/CFPackages/{item(0, '')['identifier']}"
    with pytest.raises(PermanentFailure) as caught:
        case.fetch(GuardedSession("test", allow_private_hosts=True), address)
    assert caught.value.code == "service_response_too_large"
    larger = GuardedSession("test", allow_private_hosts=True, largest=case.LARGEST)
    assert case.fetch(larger, address)[0] is not None


def test_no_address_of_our_own_network(origin: str) -> None:
    with pytest.raises(PermanentFailure) as caught:
        case.fetch(GuardedSession("test"), f"{origin}/ims/case/v1p0/CFPackages/{uuid(0)}")
    assert caught.value.code == "service_host_refused"
