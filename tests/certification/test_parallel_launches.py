"""One token posted eight times at once: one may enter."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

POSTS = 8


def test_eight_parallel_posts_of_one_token(tool):
    begun = tool.begin()
    form = {"state": begun.state, "id_token": tool.platform.sign(tool.claims(begun))}
    cookie = begun.response.headers["Set-Cookie"].partition(";")[0]
    before = tool.rows()
    together = threading.Barrier(POSTS)

    def post(_: int) -> tuple[int, str]:
        together.wait()
        with tool.app.test_client(use_cookies=False) as browser:
            answer = browser.post(
                "/lti/launch", data=form, base_url="https://senda.test", headers={"Cookie": cookie}
            )
            return answer.status_code, answer.headers.get("X-Senda-Error", "")

    with ThreadPoolExecutor(POSTS) as threads:
        answers = sorted(threads.map(post, range(POSTS)))
    assert answers == [(200, ""), *[(409, "state_used")] * (POSTS - 1)]
    after = tool.rows()
    for table in ("launch_session", "used_state", "person", "enrolment"):
        assert after[table] == before[table] + 1, table


def test_eight_first_launches_of_one_course_at_once(tool):
    """Eight students open a new activity together: one course comes of it, and everybody is in."""
    begun = [tool.begin() for _ in range(POSTS)]
    context, link = {"id": "course-at-once", "title": "New"}, {"id": "link-at-once"}
    before = tool.rows()
    together = threading.Barrier(POSTS)

    def post(number: int) -> int:
        claims = tool.claims(begun[number], context=context, resource_link=link)
        token = tool.platform.sign(claims)
        together.wait()
        return tool.post(begun[number].browser, begun[number].state, token).status_code

    with ThreadPoolExecutor(POSTS) as threads:
        assert list(threads.map(post, range(POSTS))) == [200] * POSTS
    after = tool.rows()
    assert after["class"] == before["class"] + 1
    assert after["lms_context"] == before["lms_context"] + 1
    assert after["enrolment"] == before["enrolment"] + POSTS
