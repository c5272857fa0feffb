"""A platform of one family with the small tool, and what their tests ask of both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from demo_browser import DemoBrowser, only_form
from demo_tool import AGS, DL, NRPS, SmallTool

from lti_tool.demo.context import Platform
from lti_tool.demo.people import Link
from lti_tool.demo.serve import running
from lti_tool.demo.settings import PlatformSettings

LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@dataclass
class Classroom:
    """A platform and its tool at work."""

    platform: Platform
    tool: SmallTool
    kept_token: str = ""

    @property
    def settings(self) -> PlatformSettings:
        return self.platform.settings

    def browser(self, subject: str, course_id: str = "101") -> DemoBrowser:
        browser = DemoBrowser(self.settings.public_url)
        browser.enter(subject, course_id)
        return browser

    def open(self, subject: str, path: str, course_id: str = "101") -> dict[str, Any]:
        """Follow a launch from a page's form to the tool; give what the tool got."""
        browser = self.browser(subject, course_id)
        authenticated = browser.submit(only_form(browser.get(path)))
        answer = browser.submit(only_form(authenticated))
        assert answer.status_code == 200, answer.text
        return self.tool.launches[-1]

    def launch(self, subject: str, course_id: str = "101", link_id: str = "1001") -> dict[str, Any]:
        return self.open(subject, f"/courses/{course_id}/activities/{link_id}/launch", course_id)

    def choose(self, subject: str = "2", course_id: str = "101", placement: str = "") -> dict[str, Any]:
        """Start choosing content; give the deep linking request."""
        client_id = self.settings.client_id
        query = f"?placement={placement}" if placement else ""
        return self.open(subject, f"/courses/{course_id}/add/{client_id}/choose/launch{query}", course_id)

    def give_back(self, launch: dict[str, Any], items: Any, **changes: Any) -> requests.Response:
        """Answer a deep linking request, from a browser that brings no cookie along."""
        token = self.tool.deep_link_response(launch, items, **changes)
        address = launch[DL + "deep_linking_settings"]["deep_link_return_url"]
        return requests.post(address, data={"JWT": token}, timeout=10)

    def add(self, items: Any, placement: str = "") -> list[Link]:
        """Choose content and give it back; give the new links."""
        before = {link.id for link in self.links()}
        answer = self.give_back(self.choose(placement=placement), items)
        assert answer.status_code == 200, answer.text
        return [link for link in self.links() if link.id not in before]

    def links(self, course_id: str = "101") -> tuple[Link, ...]:
        course = self.platform.campus.find_course(course_id)
        assert course is not None
        return course.links

    def token(self, *scopes: str) -> str:
        answer = self.tool.ask_token(self.settings, scopes or self.platform.family.scopes)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def _any_token(self) -> str:
        """A token for everything, asked for once."""
        if not self.kept_token:
            self.kept_token = self.token()
        return self.kept_token

    def call(self, method: str, url: str, accept: str = "", **options: Any) -> requests.Response:
        headers = {
            "Authorization": f"Bearer {options.pop('token', None) or self._any_token()}",
            **({"Accept": accept} if accept else {}),
            **options.pop("headers", {}),
        }
        return requests.request(method, url, headers=headers, timeout=10, **options)

    def line_items_url(self, course_id: str = "101") -> str:
        return self.settings.line_items_url(course_id)

    def create(self, **item: Any) -> dict[str, Any]:
        body = {"label": "Nota ñ", "scoreMaximum": 10, **item}
        answer = self.call("POST", self.line_items_url(), json=body, headers={"Content-Type": LINE_ITEM_TYPE})
        assert answer.status_code == 201, answer.text
        created: dict[str, Any] = answer.json()
        return created

    def score(self, item_url: str, **changes: Any) -> requests.Response:
        sent = {
            "userId": "11", "timestamp": "2026-01-10T10:00:00Z", "activityProgress": "Completed",
            "gradingProgress": "FullyGraded", "scoreGiven": 7.5, "scoreMaximum": 10, **changes,
        }  # fmt: skip
        sent = {name: value for name, value in sent.items() if value is not None}
        return self.call("POST", below(item_url, "scores"), json=sent, headers={"Content-Type": SCORE_TYPE})

    def results(self, item_url: str) -> list[dict[str, Any]]:
        answer = self.call("GET", below(item_url, "results"), RESULTS_TYPE)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()
        return found

    def members(self, query: str = "", **options: Any) -> requests.Response:
        address = self.settings.memberships_url("101")
        return self.call("GET", address + query, MEMBERS_TYPE, **options)


def below(item_url: str, ending: str) -> str:
    """The address of a line item's scores or results."""
    path, mark, query = item_url.partition("?")
    return f"{path}/{ending}{mark}{query}"


@contextmanager
def classroom(family: str, folder: Path, key: rsa.RSAPrivateKey, **settings: Any) -> Iterator[Classroom]:
    """A platform of this family, with a tool."""
    tool = SmallTool(key)
    made = PlatformSettings(data=folder / f"{family}.sqlite", family=family, **settings)
    try:
        with running(made, lambda _: tool.url) as platform:
            tool.auth_url = platform.settings.auth_url
            yield Classroom(platform, tool)
    finally:
        tool.stop()


__all__ = ["AGS", "DL", "NRPS", "Classroom", "below", "classroom"]
