"""Security headers of every answer, and who may show a page in a frame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask import Flask, Response, g, request

from lti_tool.config import Config
from lti_tool.lti.storage import origin_of

ANYBODY = ("*",)
"""For pages without an action: a refusal that a frame may not show would not be seen at all."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; object-src 'none'; "
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Our own pages need to be told apart from foreign ones (see the storage page), others learn nothing.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def allow_framing(origins: Iterable[str]) -> None:
    """Say which origins may frame the answer to this request."""
    g.frame_ancestors = tuple(origins)


def allow_posting(addresses: Iterable[str]) -> None:
    """Say which other sites the document of this answer may post a form to, by any address of theirs.

    Browsers also hold redirects of such a form to it, and pages that are swapped into the document later.
    """
    g.form_targets = tuple(dict.fromkeys(origin_of(address) for address in addresses))


def add_cookie(response: Response, name: str, value: str, *, path: str, life: timedelta) -> None:
    """Set a cookie that browsers keep for a page in a frame of another site; no life takes it away.

    Name and value are of URL-safe characters; Werkzeug's own function would quote them for ten times
    the price, and a launch sets three.
    """
    response.headers.add(
        "Set-Cookie",
        f"{name}={value}; Max-Age={int(life.total_seconds())}; Path={path}; "
        "Secure; HttpOnly; SameSite=None; Partitioned",
    )


def init_headers(app: Flask, config: Config) -> None:
    """Add the headers to every answer of the application."""
    always = dict(_ALWAYS)
    if config.secure:
        always["Strict-Transport-Security"] = "max-age=31536000"

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in always.items():
            response.headers.add(name, value)
        if "Content-Security-Policy" not in response.headers:
            response.headers.add("Content-Security-Policy", _policy())
        if request.endpoint == "static":
            kept = "public, max-age=31536000, immutable" if request.args.get("v") else "no-cache"
            response.headers["Cache-Control"] = kept
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def _policy() -> str:
    targets = [origin for origin in g.get("form_targets", ()) if origin]
    posting = " ".join(["'self'", *targets])
    return f"{_POLICY}form-action {posting}; frame-ancestors {_ancestors()}"


def _ancestors() -> str:
    origins: tuple[str, ...] = g.get("frame_ancestors", ())
    if origins == ANYBODY:
        return "*"
    # What is no plain origin could carry a directive of its own into the header.
    clean = [origin for origin in origins if origin and origin_of(origin) == origin]
    return " ".join(["'self'", *dict.fromkeys(clean)]) if clean else "'none'"
