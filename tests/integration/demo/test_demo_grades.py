"""Assignment and Grade Services of the demo platform, as strict as Moodle was seen to be."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from demo_world import World

from lti_tool.demo.grades import LINE_ITEM_TYPE, LINE_ITEMS_TYPE, RESULTS_TYPE, SCORE_TYPE
from lti_tool.demo.services import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCOPES, SCORE


class Grades:
    """Calls the service with a token of all scopes, or of those named."""

    def __init__(self, world: World, *scopes: str) -> None:
        self.base = f"{world.url}/lti/courses/101/lineitems"
        self.authorization = {"Authorization": f"Bearer {world.token(*(scopes or SCOPES))}"}

    def call(self, method: str, url: str, accept: str = "", **options: Any) -> requests.Response:
        headers = {
            **self.authorization,
            **({"Accept": accept} if accept else {}),
            **options.pop("headers", {}),
        }
        return requests.request(method, url, headers=headers, timeout=10, **options)

    def create(self, **item: Any) -> dict[str, Any]:
        response = self.send("POST", self.base + "?type_id=1", item)
        assert response.status_code == 201, response.text
        created: dict[str, Any] = response.json()
        return created

    def send(self, method: str, url: str, item: dict[str, Any]) -> requests.Response:
        item = {"label": "Diagnóstico ñ", "scoreMaximum": 10, **item}
        return self.call(method, url, json=item, headers={"Content-Type": LINE_ITEM_TYPE})

    def list(self, query: str = "") -> requests.Response:
        return self.call("GET", f"{self.base}?type_id=1{query}", LINE_ITEMS_TYPE)

    def score(self, item: dict[str, Any], **changes: Any) -> requests.Response:
        score: dict[str, Any] = {
            "userId": "11", "timestamp": "2026-01-10T10:00:00Z", "activityProgress": "Completed",
            "gradingProgress": "FullyGraded", "scoreGiven": 7.5, "scoreMaximum": 10, **changes,
        }  # fmt: skip
        score = {name: value for name, value in score.items() if value is not None}
        return self.call("POST", scores_url(item), json=score, headers={"Content-Type": SCORE_TYPE})

    def results(self, item: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
        response = self.call("GET", scores_url(item, "results") + query, RESULTS_TYPE)
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()
        return found


def scores_url(item: dict[str, Any], ending: str = "scores") -> str:
    path, _, query = item["id"].partition("?")
    return f"{path}/{ending}?{query}"


@pytest.fixture
def grades(world: World) -> Grades:
    return Grades(world)


def test_line_item_lives_and_dies(grades: Grades) -> None:
    item = grades.create(
        resourceId="r1", tag="nota", resourceLinkId="1001", startDateTime="2026-01-01T00:00:00Z"
    )
    assert "?" in item["id"]
    shown = grades.call("GET", item["id"], LINE_ITEM_TYPE)
    assert shown.json() == item
    changed = grades.send("PUT", item["id"], {"label": "Otro", "tag": "nota"})
    assert changed.status_code == 200
    # What is not sent again is dropped, the link too: as Moodle does.
    assert changed.json() == {"id": item["id"], "label": "Otro", "scoreMaximum": 10, "tag": "nota"}
    assert grades.call("DELETE", item["id"]).status_code == 204
    assert grades.call("GET", item["id"], LINE_ITEM_TYPE).status_code == 404


def test_launch_names_the_one_line_item_of_its_link_and_neither_of_two(world: World, grades: Grades) -> None:
    def named() -> str | None:
        browser = world.browser("11")
        response = browser.get("/lti/auth", params=world.authentication_request(browser))
        endpoint = world.verified(response)["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"]
        return str(endpoint["lineitem"]) if "lineitem" in endpoint else None

    assert named() is None
    first = grades.create(resourceLinkId="1001")
    assert named() == first["id"]
    second = grades.create(resourceLinkId="1001")
    assert named() is None
    for item in (first, second):
        grades.call("DELETE", item["id"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": ""}, {"label": None}, {"scoreMaximum": 0}, {"scoreMaximum": "10"}, {"scoreMaximum": True},
        {"tag": 5}, {"resourceLinkId": "1002"}, {"startDateTime": "2026-01-01"}, {"submissionReview": []},
    ],
)  # fmt: skip
def test_wrong_line_items_are_refused(grades: Grades, wrong: dict[str, Any]) -> None:
    before = len(grades.list("&limit=99").json())
    assert grades.send("POST", grades.base, wrong).status_code == 400
    assert len(grades.list("&limit=99").json()) == before


def test_list_is_paged_and_filtered(grades: Grades) -> None:
    made = [grades.create(tag=f"t{number % 2}", resourceId="page") for number in range(5)]
    seen, url = [], f"{grades.base}?type_id=1&resource_id=page&limit=2"
    pages = 0
    while url:
        response = grades.call("GET", url, LINE_ITEMS_TYPE)
        seen += [item["id"] for item in response.json()]
        url = response.links.get("next", {}).get("url", "")
        pages += 1
    assert (seen, pages) == ([item["id"] for item in made], 3)
    assert len(grades.list("&resource_id=page&tag=t1").json()) == 2
    assert grades.list("&resource_link_id=none").json() == []
    assert grades.list("&limit=0").status_code == 400
    for item in made:
        grades.call("DELETE", item["id"])


@pytest.mark.parametrize("accept", ["*/*", "application/json", f"{LINE_ITEMS_TYPE}, application/json"])
def test_list_wants_exactly_its_media_type(grades: Grades, accept: str) -> None:
    assert grades.call("GET", grades.base, accept).status_code == 400
    assert grades.call("GET", grades.base, LINE_ITEMS_TYPE).status_code == 200


def test_content_types_are_checked(grades: Grades) -> None:
    body = {"label": "x", "scoreMaximum": 1}
    assert grades.call("POST", grades.base, json=body).status_code == 415
    item = grades.create()
    assert grades.call("POST", scores_url(item), json={}).status_code == 415


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b'{"label":"a","label":"b","scoreMaximum":1}', b'{"label":"a","scoreMaximum":NaN}',
            b'{"label":"a","scoreMaximum":1e400}', b'{"label":"a","scoreMaximum":1' + b"0" * 400 + b"}",
            b'{"label":"\xff","scoreMaximum":1}', b"[" * 100_000]
)  # fmt: skip
def test_loose_json_is_refused(grades: Grades, raw: bytes) -> None:
    response = grades.call("POST", grades.base, data=raw, headers={"Content-Type": LINE_ITEM_TYPE})
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (LINE_ITEM, {"list", "create", "delete"}),
        (LINE_ITEM_READ, {"list"}),
        (SCORE, {"score"}),
        (RESULT_READ, {"results"}),
    ],
)
def test_each_call_needs_its_scope(world: World, grades: Grades, scope: str, allowed: set[str]) -> None:
    item = grades.create()
    narrow = Grades(world, scope)
    statuses = {
        "list": narrow.list().status_code,
        "create": narrow.send("POST", narrow.base, {}).status_code,
        "score": narrow.score(item).status_code,
        "results": narrow.call("GET", scores_url(item, "results"), RESULTS_TYPE).status_code,
        "delete": narrow.call("DELETE", item["id"]).status_code,
    }
    assert {name for name, status in statuses.items() if status < 300} == allowed
    assert {status for name, status in statuses.items() if name not in allowed} == {403}


@pytest.mark.parametrize("authorization", [None, "Bearer unknown", "Basic dTpw", "Bearer"])
def test_without_a_valid_token(world: World, authorization: str | None) -> None:
    headers = {"Accept": LINE_ITEMS_TYPE, **({"Authorization": authorization} if authorization else {})}
    response = requests.get(f"{world.url}/lti/courses/101/lineitems", headers=headers, timeout=10)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_client_without_user_agent_is_refused(grades: Grades) -> None:
    response = grades.call("GET", grades.base, LINE_ITEMS_TYPE, headers={"User-Agent": ""})
    assert response.status_code == 403


def test_another_courses_line_item_is_not_there(world: World, grades: Grades) -> None:
    item = grades.create()
    elsewhere = item["id"].replace("/101/", "/102/")
    assert grades.call("GET", elsewhere, LINE_ITEM_TYPE).status_code == 404
    assert grades.score({"id": elsewhere}).status_code == 404  # although 11 is a student of both
    assert grades.score(item, userId="41").status_code == 400


def test_score_arrives_and_is_read_back(grades: Grades) -> None:
    item = grades.create(scoreMaximum=100)
    response = grades.score(item, comment="Bien hecho ñ")
    assert (response.status_code, response.content) == (200, b"")
    (result,) = grades.results(item)
    assert result["scoreOf"] == item["id"]
    assert (result["userId"], result["comment"]) == ("11", "Bien hecho ñ")
    assert (result["resultScore"], result["resultMaximum"]) == (75, 100)  # scaled to the line item


def test_scores_go_before_the_query(grades: Grades) -> None:
    item = grades.create()
    naive = grades.call("POST", item["id"] + "/scores", json={}, headers={"Content-Type": SCORE_TYPE})
    assert naive.status_code == 405


@pytest.mark.parametrize(
    ("timestamp", "status"),
    [
        ("2026-01-10T09:59:59Z", 409),
        ("2026-01-10T10:00:00Z", 409),
        ("2026-01-10T10:00:00.999Z", 409),  # newer, but not in whole seconds
        ("2026-01-10T11:00:00+01:00", 409),  # the same moment elsewhere
        ("2026-01-10T10:00:01Z", 200),
        ("2026-01-10T10:00:01.5+0000", 200),
    ],
)
def test_a_score_must_be_newer_in_whole_seconds(grades: Grades, timestamp: str, status: int) -> None:
    item = grades.create()
    assert grades.score(item, timestamp="2026-01-10T10:00:00.570Z").status_code == 200
    assert grades.score(item, timestamp=timestamp, scoreGiven=1).status_code == status
    assert grades.results(item)[0]["resultScore"] == (1 if status == 200 else 7.5)


def test_a_timestamp_in_the_future_blocks_what_comes_now(grades: Grades) -> None:
    item = grades.create()
    now = datetime.now(UTC)
    assert grades.score(item, timestamp=(now + timedelta(hours=1)).isoformat()).status_code == 200
    assert grades.score(item, timestamp=now.isoformat()).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"userId": "2"}, {"userId": "1"}, {"userId": "999"}, {"userId": "41"}, {"userId": 11},
        *[{name: None} for name in ("userId", "timestamp", "activityProgress", "gradingProgress", "scoreMaximum")],
        {"timestamp": "2026-01-10T10:00:00"}, {"timestamp": "2026-01-10"}, {"timestamp": "2026-13-10T10:00:00Z"},
        {"timestamp": int(time.time())}, {"activityProgress": "Done"}, {"gradingProgress": "Graded"},
        {"scoreGiven": "7"}, {"scoreGiven": -1}, {"scoreGiven": True}, {"scoreMaximum": 0}, {"comment": 5},
    ],
)  # fmt: skip
def test_wrong_scores_are_refused(grades: Grades, wrong: dict[str, Any]) -> None:
    item = grades.create()
    assert grades.score(item, **wrong).status_code == 400
    assert grades.results(item) == []
    assert grades.score(item).status_code == 200


@pytest.mark.parametrize(
    "erasing",
    [
        {"gradingProgress": "PendingManual"},
        {"gradingProgress": "NotReady", "activityProgress": "InProgress", "scoreGiven": None},
        {"scoreGiven": None, "scoreMaximum": None},
    ],
)
def test_what_is_not_fully_graded_erases_the_grade(grades: Grades, erasing: dict[str, Any]) -> None:
    item = grades.create()
    assert grades.score(item).status_code == 200
    assert grades.score(item, timestamp="2026-01-10T10:00:05Z", **erasing).status_code == 200
    assert grades.results(item) == []
    # The erasing one still counts as the last.
    assert grades.score(item, timestamp="2026-01-10T10:00:05Z").status_code == 409


def test_zero_is_a_score(grades: Grades) -> None:
    item = grades.create()
    assert grades.score(item, scoreGiven=0).status_code == 200
    assert grades.score(item, userId="12").status_code == 200
    assert [result["resultScore"] for result in grades.results(item)] == [0, 7.5]
    assert [result["userId"] for result in grades.results(item, "&user_id=11")] == ["11"]
    assert grades.results(item, "&user_id=13") == []
