"""Pictures made on the server: SVG as pure functions of values.

Colours come from the style sheet by class, so that one picture serves light, dark and forced colours;
nothing is drawn by colour alone (every word has its own sign, hatching or border). No `style` attribute and
no script: the pages forbid both. Every text handed in is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

SHADES: Final = (
    "not_yet",
    "probably_not_yet",
    "on_the_way",
    "nearly_there",
    "probably_mastered",
    "mastered",
    "not_enough_evidence",
    "not_asked",
)
"""Every shade of a cell, in the order of a stacked bar: the words of a result, and "not asked"."""

SURE_ERROR: Final = 0.45
"""Standard error (logits) at which the diagnostic stops asking by itself: we are sure."""
WIDEST_ERROR: Final = 0.70
"""Standard error (logits) beyond which there is not enough evidence for a word."""

NARROWEST_WITH_NUMBER: Final = 4.0
"""Per cent of a bar below which its number would not fit."""
ROW_EM: Final = 4.0
"""Height of one row of `pairing`, in em; the style sheet gives the text columns beside it the same."""

_RING = '<circle cx="16" cy="13" r="6.2" class="sign-line"/>'
_TICK = '<path d="M9.8 13.4l4.3 4.3 8.1-8.6" class="sign-line sign-tick"/>'

_SIGNS: Final[Mapping[str, str]] = {
    "not_yet": _RING,
    "probably_not_yet": _RING,
    "on_the_way": _RING + '<path d="M16 6.8a6.2 6.2 0 0 1 0 12.4z" class="sign-fill"/>',
    "nearly_there": _RING + '<path d="M16 13V6.8a6.2 6.2 0 1 1-6.2 6.2z" class="sign-fill"/>',
    "probably_mastered": _TICK,
    "mastered": _TICK,
    "not_enough_evidence": '<path class="sign-line" d="M12.6 10.4a3.5 3.5 0 1 1 4.9 3.2q-1.5.7-1.5 2.2"/>'
    '<circle cx="16" cy="19" r="1.2" class="sign-fill"/>',
    "not_asked": '<path d="M11.5 13h9" class="sign-line"/>',
}

_MARKS: Final[Mapping[str, str]] = {
    "decided": '<path class="mark-decided" d="M1 1h13L1 14z"/>',
    "review": '<g class="mark-review"><circle cx="26" cy="26" r="5"/><path d="M26 23v3l2 1.5"/></g>',
}
_GROUNDS: Final[Mapping[str, str]] = {
    "probably_not_yet": "url(#hatch-not-yet)",
    "probably_mastered": "url(#hatch-mastered)",
    "not_asked": "url(#hatch-plain)",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A line of `pairing`: from a row at the left to a row at the right, with a strength of 1 to 3."""

    left: int
    right: int
    strength: int


def certainty(error: float) -> int:
    """How sure a word is, from the standard error of its competency.

    Parameters
    ----------
    error : float
        Standard error in logits.

    Returns
    -------
    int
        3 sure (at most `SURE_ERROR`), 2 fairly sure (at most `WIDEST_ERROR`), 1 unsure.
    """
    if error <= SURE_ERROR:
        return 3
    return 2 if error <= WIDEST_ERROR else 1


def sprite() -> Markup:
    """Signs and hatchings that the other pictures of a page refer to; once per page, before them.

    Returns
    -------
    Markup
        An SVG without size: symbols `sign-*` and `dots-*` of 32 by 32 units, patterns `hatch-*`.
    """
    patterns = "".join(
        f'<pattern id="hatch-{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" class="hatch-ground"/>'
        f'<path d="M1.5 0v6" class="hatch-line hatch-line-{name}"/></pattern>'
        for name in ("plain", "mastered", "not-yet")
    )
    symbols = "".join(
        f'<symbol id="sign-{shade}" viewBox="0 0 32 32">{_ground(shade)}{_SIGNS[shade]}</symbol>'
        for shade in SHADES
    )
    symbols += "".join(
        f'<symbol id="dots-{sure}" viewBox="0 0 32 32">{_dots(sure)}</symbol>' for sure in (1, 2, 3)
    )
    return Markup(  # noqa: S704 - constants only
        '<svg class="picture-sprite" width="0" height="0" aria-hidden="true" focusable="false">'
        f"<defs>{patterns}</defs>{symbols}</svg>"
    )


def _dots(sure: int) -> str:
    return "".join(
        f'<circle cx="{x}" cy="25.5" r="1.9" class="{"dot-on" if place < sure else "dot-off"}"/>'
        for place, x in enumerate((10, 16, 22))
    )


def _fill(shade: str) -> str:
    return f' fill="{_GROUNDS[shade]}"' if shade in _GROUNDS else ""


def _ground(shade: str) -> str:
    return f'<rect x="1" y="1" width="30" height="30" rx="6" class="ground ground-{shade}"{_fill(shade)}/>'


def cell(shade: str, sure: int = 0, *, mark: str = "", level: int | None = None) -> Markup:
    """One square of the class map: ground, sign and up to three dots of certainty.

    The picture is hidden from screen readers: the word and the certainty stand beside it as text.

    Parameters
    ----------
    shade : str
        One of `SHADES`.
    sure : int
        0 (no dots) to 3, as `certainty` gives it.
    mark : str
        "decided": a corner for a teacher's word; "review": a clock for a review that is due; or empty.
    level : int, optional
        Levels reached, written in a corner.

    Returns
    -------
    Markup

    Raises
    ------
    ValueError
        For a shade that does not exist.
    """
    if shade not in SHADES:
        raise ValueError(f"no such shade: {shade!r}")
    dots = f'<use href="#dots-{min(sure, 3)}"/>' if sure > 0 else ""
    dots += _MARKS.get(mark, "")
    if level is not None:
        dots += f'<text class="cell-level" x="27" y="11">{level}</text>'
    return Markup(  # noqa: S704 - the shade is one of ours
        f'<svg class="map-cell cell-{shade}" viewBox="0 0 32 32" aria-hidden="true">'
        f'<use href="#sign-{shade}"/>{dots}</svg>'
    )


def stacked_bar(counts: Mapping[str, int], label: str, *, numbers: bool = True) -> Markup:
    """How many students have each word, as one bar whose parts add up to its length.

    Parameters
    ----------
    counts : mapping
        Shade -> number of students; shades that are missing count zero.
    label : str
        What the bar says, in words: the text alternative.
    numbers : bool
        Whether each part says how many; not in a narrow place.

    Returns
    -------
    Markup
        An SVG as wide as its place; an empty frame when nothing was counted.
    """
    drawn: list[str] = []
    for shade, number, start, width in _segments([(shade, counts.get(shade, 0)) for shade in SHADES]):
        drawn.append(
            f'<rect x="{start:.3f}%" y="0" width="{width:.3f}%" height="100%" '
            f'class="ground ground-{shade}"{_fill(shade)}/>'
        )
        if numbers and width >= NARROWEST_WITH_NUMBER:
            middle = start + width / 2
            drawn.append(
                f'<text x="{middle:.3f}%" y="50%" dy=".35em" class="bar-number on-{shade}">{number}</text>'
            )
    return _picture("stacked-bar", label, "".join(drawn), 'width="100%" height="22"')


def progress_bar(parts: Sequence[tuple[str, int]], label: str) -> Markup:
    """How far a class has come: one bar of named parts.

    Parameters
    ----------
    parts : sequence of (str, int)
        Name of the part (a class of the style sheet: "finished", "running", "not_started") and its number.
    label : str
        The text alternative.

    Returns
    -------
    Markup
    """
    drawn = "".join(
        f'<rect x="{start:.3f}%" y="0" width="{width:.3f}%" height="100%" class="part part-{escape(name)}"/>'
        for name, _, start, width in _segments(parts)
    )
    return _picture("progress-picture", label, drawn, 'width="100%" height="10"')


def _segments(parts: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int, float, float]]:
    """Name, number, start and width (both in per cent) of every part that is not empty."""
    total = sum(max(0, number) for _, number in parts)
    start = 0.0
    for name, number in parts:
        if number > 0:
            width = 100 * number / total
            yield name, number, start, width
            start += width


def pairing(rows: int, links: Sequence[Link], label: str) -> Markup:
    """Lines between two columns of `rows` rows each: who needs help at the left, who offers it beside.

    The picture has no names: the columns beside it are text of the page, `ROW_EM` high each, so they grow
    with the reader's letters and can be selected and read aloud.

    Parameters
    ----------
    rows : int
        Rows of the longer column.
    links : sequence of Link
        Lines; the thicker the stronger.
    label : str
        The text alternative.

    Returns
    -------
    Markup

    Raises
    ------
    ValueError
        When a line ends outside the rows.
    """
    lines: list[str] = []
    for link in links:
        if not (0 <= link.left < rows and 0 <= link.right < rows):
            raise ValueError("a line ends outside the rows")
        left, right = (100 * row + 50 for row in (link.left, link.right))
        strength = min(3, max(1, link.strength))
        lines.append(
            f'<path d="M0 {left}C45 {left} 55 {right} 100 {right}" class="pair-line pair-{strength}" '
            'vector-effect="non-scaling-stroke"/>'
        )
    view = f'viewBox="0 0 100 {max(1, rows) * 100}" preserveAspectRatio="none"'
    size = f'width="100%" height="{rows * ROW_EM:g}em" {view}'
    return _picture("pairing-picture", label, "".join(lines), size)


def _picture(name: str, label: str, body: str, size: str) -> Markup:
    """Wrap drawn parts as an image with a text alternative."""
    return Markup(  # noqa: S704 - the parts are made in this module, the label is escaped
        f'<svg class="{name}" role="img" aria-label="{escape(label)}" focusable="false" {size}>{body}</svg>'
    )
