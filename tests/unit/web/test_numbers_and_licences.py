"""Numbers and licences as people of the reader's language write them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import g
from teacher_gallery import gallery_app, visit

from adapters.frameworks import builtin
from adapters.lms.base import Role
from lti_tool.web.teacher.frameworks_views import licence_words
from lti_tool.web.teacher.rehearsal_picture import MOST_BARS, MOST_RANGES, bars_of
from lti_tool.web.translation import short_number


def _read(language: str, text: object) -> str:
    with gallery_app(language).test_request_context("/"):
        g.visit = visit(Role.TEACHER, language)
        return short_number(text) if isinstance(text, float | int) else licence_words(str(text))


@pytest.mark.parametrize(
    ("number", "spanish", "english"),
    [(0.5, "0,5", "0.5"), (-0.1, "−0,1", "−0.1"), (4310, "4310", "4,310"), (12000, "12.000", "12,000")],
)
def test_a_number_is_written_as_its_readers_do(number: float, spanish: str, english: str) -> None:
    assert (_read("es", number), _read("en", number)) == (spanish, english)


def test_a_licence_in_two_languages_is_read_in_one() -> None:
    licence = next(one.licence for one in builtin.catalogue() if one.code == "mrcdd-2022")
    assert _read("es", licence) == "Texto legal oficial; cítese el BOE"
    assert _read("en", licence) == "Official legal text of Spain; cite the BOE"


def test_what_a_school_wrote_itself_stays_as_it_is() -> None:
    assert _read("es", "CC BY 4.0 / MIT") == "CC BY 4.0 / MIT"


@pytest.mark.parametrize("last", [4, 12, 13, 40, 60])
def test_bars_of_lengths_leave_room_for_their_numbers(last: int) -> None:
    view = SimpleNamespace(lengths=tuple((n, n) for n in range(4, last + 1)))
    bars = bars_of(view)  # type: ignore[arg-type]
    assert sum(bar.count for bar in bars) == sum(range(4, last + 1))
    assert len(bars) <= (MOST_BARS if all(bar.low == bar.high for bar in bars) else MOST_RANGES)
