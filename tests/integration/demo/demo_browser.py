"""A browser without scripts: follows the demo platform's pages and their forms over real HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests


@dataclass
class Form:
    """A form of a page, as its one button would send it."""

    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(values.get("action", "")))
        elif tag == "input" and self.forms:
            self.forms[-1].fields[values.get("name", "")] = values.get("value", "")


def only_form(response: requests.Response) -> Form:
    """The form of a page that has exactly one."""
    parser = _Forms()
    parser.feed(response.text)
    assert len(parser.forms) == 1, response.text
    return parser.forms[0]


class DemoBrowser:
    """One person's browser."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()

    def get(self, path: str, **options: object) -> requests.Response:
        return self.session.get(self.url + path, timeout=10, **options)  # type: ignore[arg-type]

    def post(self, path: str, data: dict[str, str], **options: object) -> requests.Response:
        return self.session.post(self.url + path, data=data, timeout=10, **options)  # type: ignore[arg-type]

    def submit(self, form: Form, **options: object) -> requests.Response:
        return self.session.post(form.action, data=form.fields, timeout=10, **options)  # type: ignore[arg-type]

    def enter(self, subject: str, course_id: str = "101") -> requests.Response:
        response = self.post("/enter", {"person": subject, "course": course_id})
        assert response.status_code == 200
        return response

    def login_form(self, course_id: str = "101", link_id: str = "1001", target: str = "iframe") -> Form:
        """The form that starts a launch at the tool."""
        return only_form(self.get(f"/courses/{course_id}/activities/{link_id}/launch?target={target}"))

    def launch(self, course_id: str = "101", link_id: str = "1001") -> requests.Response:
        """Open the activity: login at the tool, authentication here, the tool's first page."""
        authenticated = self.submit(self.login_form(course_id, link_id))
        return self.submit(only_form(authenticated))
