"""What the squares, columns and rows of the class map show; who sits where on the tutoring board."""

from dataclasses import replace

import pytest
import teacher_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.actions.pages import CellView, PairView, StudentRow
from lti_tool.web.teacher.board import board, strength
from lti_tool.web.teacher.class_map import class_map, shade_of


def test_not_asked_is_told_from_not_enough_evidence() -> None:
    assert shade_of(None) == "not_asked"
    assert shade_of(CellView("not_enough_evidence", 0.5, 0.9, 0)) == "not_asked"
    assert shade_of(CellView("not_enough_evidence", 0.5, 0.9, 1)) == "not_enough_evidence"
    assert shade_of(CellView("probably_mastered", 0.95, 0.6, 0)) == "probably_mastered"


def one_competency(words: list[str], *, code: str = "c") -> tuple[StudentRow, ...]:
    return tuple(
        StudentRow(f"s{n}", f"S{n}", "finished", (CellView(word, 0.5, 0.5, 2),), None)
        for n, word in enumerate(words)
    )


def test_who_was_not_profiled_or_has_not_started_has_no_squares() -> None:
    page = samples.class_page(samples.NAMES)
    drawn = class_map(page)
    for row in drawn.rows:
        assert bool(row.cells) == (row.student.status in ("finished", "running"))
    assert {"fixed", "not_started"} <= {row.student.status for row in drawn.rows}


def test_columns_count_the_rows_unless_the_whole_class_was_counted() -> None:
    page = replace(
        samples.class_page([]),
        competencies=(("c", {"en": "C"}),),
        areas=(({"en": "A"}, 1),),
        students=one_competency(["mastered", "not_yet", "not_yet"]),
        pages=2,
    )
    assert class_map(page).columns[0].counts == {"mastered": 1, "not_yet": 2}
    assert not class_map(page).whole_class
    counted = class_map(replace(page, word_counts={"c": {"mastered": 40}}))
    assert counted.columns[0].counts == {"mastered": 40}
    assert counted.whole_class


def test_what_is_needed_most_comes_first_and_what_is_unknown_last() -> None:
    page = replace(
        samples.class_page([]),
        competencies=tuple((code, {"en": code}) for code in ("fine", "unknown", "weak", "some")),
        areas=(({"en": "A"}, 4),),
        word_counts={
            "fine": {"mastered": 9},
            "unknown": {"not_asked": 9},
            "weak": {"not_yet": 3, "mastered": 1, "not_asked": 5},
            "some": {"not_yet": 4, "mastered": 5},
        },
    )
    assert [column.code for column in class_map(page).by_need] == ["weak", "some", "fine", "unknown"]


pairs = st.lists(
    st.builds(
        lambda tutor, tutee, benefit: PairView(
            "p", f"T{tutor}", f"t{tutor}", f"E{tutee}", f"e{tutee}", "c", {}, "", benefit, ()
        ),
        st.integers(0, 5),
        st.integers(0, 20),
        st.floats(0, 1),
    ),
    max_size=12,
)


@given(pairs)
def test_everybody_has_a_seat_and_no_lines_cross(given_pairs: list[PairView]) -> None:
    seated = board(given_pairs)
    assert sorted(seated.needs, key=id) == sorted(given_pairs, key=id)
    assert len(seated.offers) == len({pair.tutor_id for pair in given_pairs})
    for link in seated.links:
        assert seated.needs[link.left] in seated.offers[link.right]
    ends = [(link.left, link.right) for link in seated.links]
    assert ends == sorted(ends)
    assert [right for _, right in ends] == sorted(right for _, right in ends)


@pytest.mark.parametrize(("benefit", "steps"), [(0.0, 1), (0.24, 1), (0.25, 2), (0.5, 3), (1.0, 3)])
def test_strength_in_three_steps(benefit: float, steps: int) -> None:
    assert strength(benefit) == steps
