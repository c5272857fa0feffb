"""The tool and the demo LMS, each on a real port of this machine, and a classroom registered between them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from wsgiref.types import WSGIApplication

from classroom import Classroom, Clock, make_classroom
from werkzeug.serving import make_server

from lti_tool.actions.assemble import assemble
from lti_tool.actions.register_platform import Registration
from lti_tool.actions.runtime import Runtime
from lti_tool.app import create_app
from lti_tool.config import Config
from lti_tool.demo.context import Platform
from lti_tool.demo.people import COURSES
from lti_tool.demo.serve import QuietHandler, listen, running
from lti_tool.demo.settings import PlatformSettings

SECRET = "a secret that is only good for tests, nothing else"
Middleware = Callable[[WSGIApplication], WSGIApplication]


@dataclass
class Live:
    """Both sides at work."""

    runtime: Runtime
    platform: Platform
    classroom: Classroom

    @property
    def lms(self) -> str:
        return self.platform.settings.public_url

    @property
    def tool(self) -> str:
        return self.runtime.config.public_url

    def results(self) -> dict[str, float]:
        """The gradebook as the LMS shows it: score by subject."""
        found = {}
        with self.platform.store.read() as connection:
            for row in connection.execute("SELECT subject, score FROM result WHERE score IS NOT NULL"):
                found[row["subject"]] = row["score"]
        return found


@contextmanager
def live(
    database_url: str,
    folder: Path,
    *,
    clock: Clock | None = None,
    storage_target: bool = False,
    before_tool: Middleware | None = None,
    tls: bool = False,
    family: str = "generic",
) -> Iterator[Live]:
    """Start both, register one with the other, end both.

    `before_tool` stands between browsers and the tool; `tls` gives the tool a certificate that nobody
    signed, for browsers that keep no `Secure` cookie without.
    """
    made: dict[str, Runtime] = {}
    servers = []

    def start_tool(platform_url: str) -> str:
        listening = listen("127.0.0.1", 0)
        port = listening.getsockname()[1]
        config = Config(
            public_url=f"{'https' if tls else 'http'}://localhost:{port}",
            secret_key=SECRET,
            database_url=database_url,
            allow_private_hosts=True,
            log_level="ERROR",
        )
        made["runtime"] = assemble(config)
        if clock is not None:
            made["runtime"].clock = clock
        app = create_app(config, made["runtime"])
        if before_tool is not None:
            app.wsgi_app = before_tool(app.wsgi_app)  # type: ignore[method-assign]
        server = make_server(
            "127.0.0.1",
            port,
            app,
            threaded=True,
            request_handler=QuietHandler,
            ssl_context="adhoc" if tls else None,
            fd=listening.fileno(),
        )
        listening.close()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return config.public_url

    settings = PlatformSettings(data=folder / "lms.sqlite", storage_target=storage_target, family=family)
    with running(settings, start_tool) as platform:
        runtime = made["runtime"]
        classroom = make_classroom(
            runtime.database,
            platform.settings.public_url,
            registration=Registration(
                issuer=platform.settings.issuer,
                client_id=settings.client_id,
                auth_login_url=platform.settings.auth_url,
                auth_token_url=platform.settings.token_url,
                jwks_url=platform.settings.jwks_url,
                deployment_ids=(settings.deployment_id,),
                family=family,
            ),
            clock=clock or Clock(runtime.clock() - timedelta(hours=1)),
            links={course.id: course.links[0].id for course in COURSES},
        )
        try:
            yield Live(runtime, platform, classroom)
        finally:
            for server, thread in servers:
                server.shutdown()
                thread.join()
                server.server_close()
            runtime.answers.close()
            runtime.database.dispose()
