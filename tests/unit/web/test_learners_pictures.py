"""The picture of a student over time: inside its frame, in the order of time, with a text that says the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lti_tool.actions.profile_pages import Moment, OccasionView, Range, Trajectory
from lti_tool.web.teacher.learners_pictures import LARGE, SMALL, Size, places, trajectory

START = datetime(2026, 1, 7, 9, tzinfo=UTC)
SHARES = st.floats(0, 1)
RANGES = st.tuples(SHARES, SHARES, SHARES).map(lambda three: Range(*sorted(three)))
DAYS = st.lists(st.floats(0, 400), min_size=1, max_size=12).map(sorted)


def a_trajectory(days: list[float], ranges: list[Range], needed: float = 0.7) -> Trajectory:
    moments = [
        Moment(n, START + timedelta(days=day), ranges[n % len(ranges)], ranges[(n + 1) % len(ranges)])
        for n, day in enumerate(days)
    ]
    today = Moment(-1, START + timedelta(days=days[-1] + 1), ranges[0], ranges[0])
    return Trajectory("c", {"en": "Fractions"}, "mastered", needed, (*moments, today))


def occasions(number: int, kind: str = "sitting", about: str = "c") -> list[OccasionView]:
    return [OccasionView(kind, START, {}, 1, 1, frozenset({about})) for _ in range(number)]  # type: ignore[arg-type]


@given(DAYS, st.lists(RANGES, min_size=1, max_size=12), SHARES, st.sampled_from([SMALL, LARGE]))
def test_everything_is_drawn_inside_the_frame_and_in_the_order_of_time(
    days: list[float], ranges: list[Range], needed: float, size: Size
) -> None:
    one = a_trajectory(days, ranges, needed)
    drawn = trajectory(one, occasions(len(days)), "x", size)
    for points in re.findall(r'points="([^"]*)"', drawn):
        for corner in points.split():
            x, y = map(float, corner.split(","))
            assert 0 <= x <= size.width
            assert 0 <= y <= size.height
    across = places(one.moments, size)
    assert across == sorted(across)
    assert len(across) == len(days) + 1


def test_better_is_higher_and_the_band_holds_the_line() -> None:
    low, high = Range(0.1, 0.2, 0.3), Range(0.7, 0.8, 0.9)
    drawn = trajectory(a_trajectory([0.0, 40.0], [low, high]), occasions(2), "x", SMALL)
    line = [
        tuple(map(float, one.split(",")))
        for one in re.findall(r'polyline [^>]*points="([^"]*)"', drawn)[0].split()
    ]
    assert line[1][1] > line[2][1], "from .2 to .8 it rises, and up is small"
    band = [
        tuple(map(float, one.split(",")))
        for one in re.findall(r'polygon [^>]*points="([^"]*)"', drawn)[0].split()
    ]
    upper, lower = band[: len(line)], band[len(line) :][::-1]
    for (_, top), (_, middle), (_, bottom) in zip(upper, line, lower, strict=True):
        assert top < middle < bottom


def test_a_dot_stands_where_something_was_about_it_and_a_decision_has_another_shape() -> None:
    known = Range(0.2, 0.5, 0.8)
    days = [0.0, 10.0, 20.0]
    told = [*occasions(1), *occasions(1, about="other"), *occasions(1, "override")]
    drawn = trajectory(a_trajectory(days, [known]), told, "x", SMALL)
    assert drawn.count('<circle class="traj-dot"') == 1
    assert drawn.count('<path class="traj-dot"') == 1
    assert drawn.count('class="traj-today"') == 1


def test_the_text_alternative_is_escaped_and_nothing_has_a_style() -> None:
    drawn = trajectory(a_trajectory([0.0], [Range(0.2, 0.5, 0.8)]), occasions(1), '"><script>', LARGE)
    assert "<script" not in drawn
    assert "style=" not in drawn
