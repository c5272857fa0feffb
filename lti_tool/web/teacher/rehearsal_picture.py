"""What invented students made of a diagnostic: two sentences, and a picture of bars as SVG.

Colours come from the style sheet; every number of the picture also stands in a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup, escape

from lti_tool.actions.blueprint_pages import RehearsalView
from lti_tool.web.translation import gettext, in_language, language, ngettext

WIDTH, HEIGHT, FOOT = 320, 110, 22
"""Of the picture of lengths, in units of its own; the foot holds the numbers below the bars."""
MOST_BARS = 9
MOST_RANGES = 7
"""Bars of several lengths each: "14–19" needs more room below than "14"."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Students who were asked from so many to so many questions."""

    low: int
    high: int
    count: int

    @property
    def label(self) -> str:
        """The number of questions."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def bars_of(view: RehearsalView) -> tuple[Bar, ...]:
    """The lengths in at most `MOST_BARS` bars (`MOST_RANGES` where each holds several), without gaps."""
    first, last = view.lengths[0][0], view.lengths[-1][0]
    lengths = last - first + 1
    width = 1 if lengths <= MOST_BARS else -(-lengths // MOST_RANGES)
    counts = dict(view.lengths)
    return tuple(
        Bar(low, min(low + width - 1, last), sum(counts.get(n, 0) for n in range(low, low + width)))
        for low in range(first, last + 1, width)
    )


def lengths_picture(view: RehearsalView) -> Markup:
    """How many students were asked how many questions, as bars."""
    bars = bars_of(view)
    most = max(bar.count for bar in bars)
    step = WIDTH / len(bars)
    width = min(step * 0.8, 32.0)
    drawn = "".join(_bar(bar, most, step * (place + 0.5), width) for place, bar in enumerate(bars))
    label = escape(gettext("How many of the invented students were asked how many questions"))
    return Markup(  # noqa: S704 - numbers, and texts escaped above
        f'<svg class="lengths" viewBox="0 0 {WIDTH} {HEIGHT + FOOT}" role="img" aria-label="{label}">'
        f'{drawn}<path class="lengths-ground" d="M0 {HEIGHT}H{WIDTH}"/></svg>'
    )


def _bar(bar: Bar, most: int, middle: float, width: float) -> str:
    height = (HEIGHT - 16) * bar.count / most
    top = HEIGHT - height
    number = f'<text x="{middle:.1f}" y="{top - 4:.1f}">{bar.count}</text>' if bar.count else ""
    return (
        f'<rect x="{middle - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"/>'
        f'{number}<text class="lengths-below" x="{middle:.1f}" y="{HEIGHT + 16}">{bar.label}</text>'
    )


def share_picture(share: float) -> Markup:
    """A share as the filled part of a bar; the number stands beside it as text."""
    return Markup(  # noqa: S704 - a number
        '<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false">'
        '<rect class="share-all" width="100" height="8" rx="2"/>'
        f'<rect class="share-part" width="{100 * share:.1f}" height="8" rx="2"/></svg>'
    )


def sentences_of(view: RehearsalView) -> list[str]:
    """What came of it, in a few sentences."""
    questions = round(view.items_mean)
    said = [
        ngettext("About %(num)s question", "About %(num)s questions", questions) % {"num": questions}
        + ", "
        + _minutes(round(view.minutes_low), round(view.minutes_high))
        + "."
    ]
    said.append(
        gettext("Of 10 results, %(clear)s are clear; the others stay open.", clear=_of(view.decided, 10))
    )
    if view.decided_right is not None:
        said.append(
            gettext("Of 100 clear ones, about %(right)s are right.", right=_of(view.decided_right, 100))
        )
    if view.thin:
        names = format_list([in_language(one) for one in view.thin], locale=language())
        said.append(gettext("Clear for fewer than half of the students: %(names)s.", names=names))
    return said


def advice_of(view: RehearsalView) -> str:
    """What would help where much stays open; empty where little does."""
    if not view.thin:
        return ""
    if len(view.decided_by) > 3:
        return gettext("Fewer competencies, or more questions, make more of it clear.")
    return gettext("More questions, or questions that separate better, make more of it clear.")


def _of(share: float, whole: int) -> int:
    return round(share * whole)


def _minutes(low: int, high: int) -> str:
    if low == high:
        return ngettext("about %(num)s minute", "about %(num)s minutes", low) % {"num": low}
    return gettext("%(low)s to %(high)s minutes", low=low, high=high)


def rows_of(view: RehearsalView) -> Sequence[tuple[str, float, str]]:
    """Each competency with its share of clear verdicts, and that share in words."""
    return [
        (in_language(names), share, gettext("%(part)s of 100", part=round(share * 100)))
        for names, share in view.decided_by
    ]
