"""Names and Role Provisioning Services of the demo platform."""

from __future__ import annotations

from typing import Any

import requests
from demo_world import World

from lti_tool.demo.people import COURSE
from lti_tool.demo.roster import MEDIA_TYPE
from lti_tool.demo.services import NRPS_SCOPE, SCORE


def _get(world: World, query: str = "", course_id: str = "101", **headers: str) -> requests.Response:
    token = world.token(NRPS_SCOPE)
    headers = {"Authorization": f"Bearer {token}", "Accept": MEDIA_TYPE, **headers}
    url = f"{world.url}/lti/courses/{course_id}/memberships{query}"
    return requests.get(url, headers=headers, timeout=10)


def _all(world: World, query: str) -> tuple[list[dict[str, Any]], int]:
    """Follow the pages; give the members and how many pages there were."""
    response = _get(world, query)
    members, pages = response.json()["members"], 1
    while "next" in response.links:
        address = response.links["next"]["url"]
        assert address.startswith(f"{world.url}/lti/courses/101/memberships?")
        response = _get(world, address.removeprefix(f"{world.url}/lti/courses/101/memberships"))
        members += response.json()["members"]
        pages += 1
    return members, pages


def test_first_page_and_its_shape(world: World) -> None:
    response = _get(world)
    assert response.headers["Content-Type"].startswith(MEDIA_TYPE)
    body = response.json()
    assert body["context"] == {"id": "101", "label": "MAT1", "title": COURSE.title}
    assert len(body["members"]) == 10
    assert body["members"][0] == {
        "status": "Active", "roles": ["Instructor"], "user_id": "2", "lis_person_sourcedid": "SIS-2",
        "name": "Carmen Ortega Vidal", "given_name": "Carmen", "family_name": "Ortega Vidal",
        "email": "carmen.ortega@profesorado.example",
    }  # fmt: skip


def test_pages_give_everyone_once_and_no_visitor(world: World) -> None:
    members, pages = _all(world, "?limit=7")
    assert [member["user_id"] for member in members] == list(COURSE.members)
    assert pages == 4


def test_role_filter_survives_the_pages(world: World) -> None:
    learners, pages = _all(
        world, "?role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner"
    )
    assert ([member["user_id"] for member in learners], pages) == (list(COURSE.students), 3)
    teachers, _ = _all(world, "?role=Instructor")
    assert [member["user_id"] for member in teachers] == [*COURSE.teachers, *COURSE.assistants]
    assert _all(world, "?role=Mentor") == ([], 1)


def test_rlid_must_be_a_link_of_the_course(world: World) -> None:
    assert "message" in _get(world, "?rlid=1001").json()["members"][0]
    assert _get(world, "?rlid=1002").status_code == 404
    assert _get(world, "?rlid=1002", course_id="102").status_code == 200
    assert _get(world, course_id="999").status_code == 404


def test_scope_media_type_and_limits(world: World) -> None:
    assert _get(world, Authorization=f"Bearer {world.token(SCORE)}").status_code == 403
    assert _get(world, Authorization="").status_code == 401
    assert _get(world, Accept="application/json").status_code == 400
    for query in ("?limit=-1", "?limit=x", "?from=-3", "?limit=²"):
        assert _get(world, query).status_code == 400
    assert _get(world, "?from=500").json()["members"] == []
