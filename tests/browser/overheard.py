"""Hears what pages complain about where the browser's driver does not tell it."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Request, Response

SCRIPT = """(function () {
  const tell = (text) => navigator.sendBeacon("/overheard", `${text} (${location.pathname})`);
  const said = console.error;
  console.error = (...words) => { tell(`console: ${words.join(" ")}`); said.apply(console, words); };
  addEventListener("error", (event) => tell(`error: ${event.message || "not loaded: " +
    (event.target.src || event.target.href)}`), true);
  addEventListener("unhandledrejection", (event) => tell(`rejection: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    tell(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
}());
"""


class Overheard:
    """Stands before the tool and gives each page a script that reports.

    Attributes
    ----------
    said : list of str
        Uncaught errors, what did not load, breaches of the content security policy, and `console.error`.
    """

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, tool: WSGIApplication) -> WSGIApplication:
        def carry(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            return self._answer(tool, environ)(environ, start)

        return carry

    def _answer(self, tool: WSGIApplication, environ: WSGIEnvironment) -> Response:
        if environ["PATH_INFO"] == "/overheard.js":
            return Response(SCRIPT, mimetype="text/javascript")
        if environ["PATH_INFO"] == "/overheard":
            self.said.append(Request(environ).get_data(as_text=True))
            return Response(status=204)
        response = Response.from_app(tool, environ)
        if response.mimetype == "text/html":
            page = response.get_data(as_text=True)
            response.set_data(page.replace("<head>", '<head><script src="/overheard.js"></script>', 1))
        return response
