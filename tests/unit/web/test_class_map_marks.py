"""Marks on the class map, and what its file says of them."""

from __future__ import annotations

import learner_samples
import pytest
import teacher_samples as samples
from teacher_gallery import teaching

from lti_tool.actions.pages import CellView, StudentRow
from lti_tool.web import pictures
from lti_tool.web.teacher import views
from lti_tool.web.teacher.class_map import class_map


def test_a_decision_and_a_review_have_a_mark_and_words() -> None:
    page = learner_samples.marked_class()
    cells = [cell for row in class_map(page).rows for cell in row.cells]
    decided = [cell for cell in cells if "decided" in cell.notes]
    due = [cell for cell in cells if "review" in cell.notes]
    assert decided
    assert due
    assert all("mark-decided" in cell.picture and cell.sure == 0 for cell in decided)
    assert all("mark-review" in cell.picture for cell in due)
    with teaching("en"):
        html = views.class_page(page)
    assert html.count("a teacher decided</i>") == 2 * len(decided), "in the table and in the list"
    assert html.count("review due</i>") == 2 * len(due)
    assert "Knowledge deepening</i>" in html
    assert "no level yet</i>" in html


def test_without_a_profile_only_what_a_teacher_decided_is_on_the_map() -> None:
    page = samples.class_page(samples.NAMES[:2])
    cell = CellView("mastered", 0.5, 1.0, 0, decided=True)
    cells = (cell, *(None for _ in page.competencies[1:]))
    row = StudentRow("s", "Núñez, Ana", "fixed", cells, None)
    drawn = class_map(samples.replace(page, students=(row,), total=1)).rows[0]
    assert [one.shade for one in drawn.cells] == ["mastered", *["not_asked"] * (len(page.competencies) - 1)]
    assert drawn.counts == {"mastered": 1}


def test_the_file_has_word_chance_certainty_answers_and_decision() -> None:
    page = learner_samples.marked_class()
    with teaching("en"):
        header = views.class_header(page)
        rows = list(views.class_rows(page))
    assert {len(row) for row in rows} == {len(header)}
    name = page.competencies[1][1]["en"]
    place = {title: header.index(title) for title in header}
    number, student = next(
        (n, one) for n, one in enumerate(page.students) if one.cells[1] and one.cells[1].decided
    )
    cell = student.cells[1]
    assert cell is not None
    row = rows[number]
    assert row[place[name]] == "Mastered"
    assert row[place[f"{name}: chance of mastery, in 100"]] == f"{100 * cell.mastery:.0f}"
    assert row[place[f"{name}: own answers"]] == str(cell.own)
    assert row[place[f"{name}: decided by a teacher"]] == "yes"
    assert row[place[f"{name}: level"]] in (
        "",
        "Knowledge acquisition",
        "Knowledge deepening",
        "Knowledge creation",
    )


@pytest.mark.parametrize("mark", ["", "decided", "review"])
def test_a_mark_changes_the_square_only_by_itself(mark: str) -> None:
    plain, marked = pictures.cell("mastered", 3), pictures.cell("mastered", 3, mark=mark)
    assert (plain == marked) == (mark == "")
    assert marked.startswith(plain[: plain.index("</svg>")])
