"""What is wrong with something brought in, or good to know about it: codes of `Problem` into sentences.

Each area has a table of its own, as the same code means another thing in a list of competencies than in a
bank. A code may have several texts: the first one is taken whose values are all there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from babel.lists import format_list

from adapters.content.base import Problem
from lti_tool.web.translation import gettext, in_language, language, short_number

from .banks import BANKS
from .frameworks import FRAMEWORKS

Area = Literal["framework", "bank"]
Texts = Mapping[str, str | tuple[str, ...]]

SENTENCES: Final[Mapping[Area, Texts]] = {"framework": FRAMEWORKS, "bank": BANKS}
_PLACE = re.compile(r"%\((\w+)\)s")
_MEGABYTE = 1024 * 1024


def finding_sentence(area: Area, problem: Problem) -> str:
    """Say a problem in the reader's language; one that has no sentence is shown by its code.

    Parameters
    ----------
    area : {"framework", "bank"}
        What was brought in.
    problem : Problem
    """
    known = SENTENCES[area].get(problem.code)
    if known is None:
        return gettext("Something was found that has no words yet (%(code)s).", code=problem.code)
    texts = (known,) if isinstance(known, str) else known
    fitting = (text for text in texts if set(_PLACE.findall(text)) <= set(problem.values))
    values = {name: _said(name, value) for name, value in problem.values.items()}
    return gettext(next(fitting, texts[-1])) % _Values(values)


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _said(name: str, value: object) -> str:
    """A value as people read it: names in their language, lists with "and", cycles as a way."""
    if isinstance(value, Mapping):
        return in_language(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [_said("", part) for part in value]
        return " → ".join(parts) if name in ("names", "codes") else str(format_list(parts, locale=language()))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if value >= _MEGABYTE and name == "most":  # sizes are in bytes
        return f"{value / _MEGABYTE:.0f} MB"
    return short_number(value, 2)
