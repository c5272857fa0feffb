"""The teacher's pages and the pages about one's data, rendered in both languages."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import teacher_samples as samples
from flask.testing import FlaskClient
from teacher_gallery import PAGES, gallery_app, teaching

from lti_tool.actions.grade_pages import GradesPage
from lti_tool.web.teacher import views

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reader(HTMLParser):
    """Reads a page; complains about what the content security policy forbids and about wrong nesting."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        assert "style" not in given
        assert not [name for name in given if name.startswith("on")]
        assert tag != "script" or given.get("src")
        if "id" in given:
            self.ids.append(str(given["id"]))
        self.pointers += str(given.get("aria-labelledby") or "").split() + str(given.get("for") or "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module", params=["en", "es"])
def client(request: pytest.FixtureRequest) -> FlaskClient:
    return gallery_app(request.param).test_client()


def text(page: str) -> str:
    """What stands on a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_and_keeps_the_policy(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/gallery/{name}")
    assert answer.status_code == 200
    reader = Reader(answer.text)
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.pointers) <= set(reader.ids)


def test_a_name_is_never_taken_for_marks() -> None:
    with teaching("en"):
        page = views.class_page(samples.class_page(['<img src=x onerror="alert(1)">'] * 5))
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_the_class_page_names_who_has_not_started_and_links_the_others() -> None:
    sample = samples.class_page(samples.NAMES)
    with teaching("en"):
        page = views.class_page(sample)
    assert f"{len(sample.not_started)} have not started" in text(page)
    for student in sample.students:
        linked = f'/students/{student.id}"' in page
        assert linked == (student.status != "not_started"), student


def test_grades_that_failed_stand_first_with_their_reason_and_zero_is_a_score() -> None:
    (zero, *_) = [row for row in samples.grades_page().rows if row.grade.state == "sent"]
    sample = replace(
        samples.grades_page(),
        rows=(*samples.grades_page().rows, replace(zero, grade=replace(zero.grade, score=0.0))),
    )
    with teaching("en"):
        page = text(views.grades_page(sample))
    assert " 0 of 100" in page
    assert page.index("The LMS takes no grade for this person") < page.index(" 0 of 100")
    failed = [row.student for row in sample.rows if row.grade.state == "failed"]
    sent = [row.student for row in sample.rows if row.grade.state == "sent"]
    assert max(page.index(name) for name in failed) < min(page.index(name) for name in sent)


def test_nothing_can_be_sent_where_the_platform_takes_no_grades() -> None:
    unsupported: GradesPage = replace(samples.grades_page(), supported=False)
    with teaching("en"):
        page = views.grades_page(unsupported)
    assert '/send"' not in page
    assert "does not take grades" in text(page)


def test_the_board_says_that_nobody_was_told_and_how_good_it_is(client: FlaskClient) -> None:
    best, gap = (text(client.get(f"/gallery/{name}").text) for name in ("tutoring", "tutoring-gap"))
    spanish = "Clase" in best
    assert ("No se ha dicho nada" if spanish else "have not been told anything") in best
    assert ("1,3" if spanish else "1.3") in gap
    assert ("1,3" if spanish else "1.3") not in best


def test_a_student_without_profile_shows_counts_and_no_words(client: FlaskClient) -> None:
    page = text(client.get("/gallery/student-fixed").text)
    assert "2 de 2" in page or "2 of 2" in page
    assert "Dominado" not in page
    assert "Mastered" not in page


def test_times_carry_their_zone_for_the_script_that_writes_them_again() -> None:
    with teaching("es"):
        assert views.moment(samples.NOW) == (
            '<time datetime="2026-03-05T10:32:00+00:00">5 mar 2026, 10:32 UTC</time>'
        )
        assert views.moment(None) == ""


def test_the_spreadsheet_has_a_word_for_every_square() -> None:
    page = samples.class_page(samples.NAMES)
    with teaching("en"):
        header, rows = views.class_header(page), list(views.class_rows(page))
    assert len(rows) == len(samples.NAMES)
    assert {len(row) for row in rows} == {len(header)}
    squares = range(2, 2 + len(page.competencies))
    for student, row in zip(page.students, rows, strict=True):
        assert all(row[n] for n in squares) == (student.status in ("finished", "running"))
