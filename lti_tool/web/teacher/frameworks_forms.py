"""What the forms of a list of competencies send, read into changes; what was typed is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isclose
from typing import Final

from werkzeug.datastructures import MultiDict

from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from adapters.frameworks.check import MOST_LEVELS, any_name
from adapters.frameworks.csv_cells import numbers
from adapters.frameworks.levels import SPACING, even_cuts
from adapters.frameworks.text import numbered, slug
from lti_tool.actions.framework_changes import ChangeCompetency, ChangeLevels, competency_of, with_gaps
from lti_tool.errors import InputRefused

Form = MultiDict[str, str]
LANGUAGES: Final = ("es", "en")
"""Languages that are edited; names in others stay as they are."""
LONGEST: Final = 2_000
_LONGEST_NAME: Final = 600
"""More than a name may have, so that the check can say how long it is."""


def names_of(form: Form, prefix: str = "name") -> dict[str, str]:
    """Names by language, as typed."""
    return {code: text_of(form, f"{prefix}-{code}", _LONGEST_NAME) for code in LANGUAGES}


def text_of(form: Form, name: str, longest: int = LONGEST) -> str:
    """One line of text without blanks around it."""
    return " ".join(form.get(name, "")[:longest].split())


@dataclass(frozen=True, slots=True)
class TypedLevels:
    """Levels as they stand on the form; `known` is the code that a level had when it was shown."""

    rows: tuple[TypedLevel, ...]

    def change(self) -> ChangeLevels:
        """The levels that are meant: rows with nothing in them are none."""
        levels: list[LevelSpec] = []
        taken: set[str] = set()
        for row in (row for row in self.rows if row.code or any(row.names.values())):
            code = row.code or numbered(slug(any_name(row.names)).upper()[:20] or "L", taken)
            taken.add(code)
            levels.append(LevelSpec(code, row.names))
        return ChangeLevels(tuple(levels))

    def doing(self, what: str) -> TypedLevels:
        """The same after a button of the form: "add", "up-2", "down-0", "remove-1"."""
        verb, _, number = what.partition("-")
        rows = list(self.rows)
        place = int(number) if number.isdecimal() else -1
        other = place - 1 if verb == "up" else place + 1
        if verb == "add" and len(rows) < MOST_LEVELS:
            rows.append(TypedLevel("", {}))
        elif verb == "remove" and 0 <= place < len(rows):
            del rows[place]
        elif verb in ("up", "down") and 0 <= place < len(rows) and 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
        return TypedLevels(tuple(rows))


@dataclass(frozen=True, slots=True)
class TypedLevel:
    """One of them."""

    code: str
    names: Mapping[str, str]


def levels_shown(spec: FrameworkSpec) -> TypedLevels:
    """The form as it is shown first."""
    return TypedLevels(tuple(TypedLevel(level.code, level.names) for level in spec.levels))


def levels_typed(form: Form) -> TypedLevels:
    """The form as it was sent."""
    count = min(MOST_LEVELS, form.get("count", 0, type=int))
    return TypedLevels(
        tuple(
            TypedLevel(text_of(form, f"code-{place}", 200), names_of(form, f"name-{place}"))
            for place in range(count)
        )
    )


@dataclass(frozen=True, slots=True)
class TypedCompetency:
    """A competency as it stands on the form.

    Attributes
    ----------
    steps : tuple of str
        How much harder each level is than the one before: logits as text.
    cuts, weight : str
        As typed under "advanced"; they count where they are not what the words beside them say.
    level_names : tuple of mapping
        Of each cut.
    alignments : str
        One on each line.
    """

    code: str
    names: Mapping[str, str]
    area: str
    steps: tuple[str, ...] = ()
    asked: str = "0"
    cuts: str = "0"
    weight: str = "1"
    level_names: tuple[Mapping[str, str], ...] = ()
    alignments: str = ""
    everywhere: bool = False

    def change(self, spec: FrameworkSpec, *, new: bool) -> ChangeCompetency:
        """What is meant.

        Raises
        ------
        InputRefused
            ``framework_numbers``: a number that cannot be read.
        """
        before = self._before(spec, new=new)
        weight = numbers(self.weight)
        if weight is None or len(weight) != 1:
            raise InputRefused("framework_numbers")
        cuts = self._cuts(before)
        names = tuple({code: name for code, name in one.items() if name} for one in self.level_names)
        others = tuple(
            {code: name for code, name in one.items() if code not in LANGUAGES} for one in before.level_names
        )
        if len(others) == len(names):
            names = tuple({**old, **new_} for old, new_ in zip(others, names, strict=True))
        return ChangeCompetency(
            replace(
                before,
                code=self.code,
                names=self.names,
                area=self.area,
                cuts=cuts,
                weight=weight[0],
                level_names=names if any(names) and len(names) == len(cuts) else (),
                alignments=tuple(dict.fromkeys(self.alignments.split("\n"))) if self.alignments else (),
            ),
            new=new,
            everywhere=self.everywhere,
        )

    def _before(self, spec: FrameworkSpec, *, new: bool) -> CompetencySpec:
        if not new:
            return competency_of(spec, self.code)
        return CompetencySpec(self.code, self.area, {}, even_cuts(len(spec.levels)))

    def _cuts(self, before: CompetencySpec) -> tuple[float, ...]:
        """Numbers where they were changed, else what the words say."""
        typed = numbers(self.cuts)
        if typed is None:
            raise InputRefused("framework_numbers")
        if typed != numbers(cuts_text(before.cuts)):
            return typed
        if len(before.cuts) == 1:
            return _number(self.asked)
        gaps = [gap for step in self.steps for gap in _number(step)]
        return with_gaps(before.cuts, gaps) if len(gaps) == len(before.cuts) - 1 else before.cuts


def competency_shown(spec: FrameworkSpec, code: str) -> TypedCompetency:
    """The form of a competency as it is shown first."""
    one = competency_of(spec, code)
    empty: tuple[Mapping[str, str], ...] = tuple({} for _ in one.cuts)
    return TypedCompetency(
        code=one.code,
        names=one.names,
        area=one.area,
        steps=tuple(plain_number(high - low) for low, high in pairwise(one.cuts)),
        asked=plain_number(one.cuts[0]),
        cuts=cuts_text(one.cuts),
        weight=plain_number(one.weight),
        level_names=one.level_names or empty,
        alignments="\n".join(one.alignments),
    )


def competency_new(spec: FrameworkSpec, area: str) -> TypedCompetency:
    """An empty form."""
    cuts = even_cuts(len(spec.levels))
    return TypedCompetency(
        code="",
        names={},
        area=area,
        steps=(plain_number(SPACING),) * (len(cuts) - 1),
        cuts=cuts_text(cuts),
        level_names=tuple({} for _ in cuts),
    )


def competency_typed(form: Form, code: str) -> TypedCompetency:
    """The form as it was sent; `code` is that of the competency, for a new one the one that was typed."""
    steps = min(MOST_LEVELS, form.get("steps", 0, type=int))
    named = min(MOST_LEVELS, form.get("level-names", 0, type=int))
    lines = (" ".join(line.split()) for line in form.get("alignments", "")[:20_000].split("\n"))
    return TypedCompetency(
        code=code or text_of(form, "code", 200),
        names=names_of(form),
        area=form.get("area", "")[:200],
        steps=tuple(form.get(f"step-{place}", "")[:40] for place in range(steps)),
        asked=form.get("asked", "0")[:40],
        cuts=text_of(form, "cuts", 600),
        weight=_weight(form),
        level_names=tuple(names_of(form, f"level-{place}") for place in range(named)),
        alignments="\n".join(line for line in lines if line),
        everywhere="everywhere" in form,
    )


def cuts_text(cuts: tuple[float, ...]) -> str:
    """Cuts as they stand in a field."""
    return " ".join(plain_number(cut) for cut in cuts)


def plain_number(value: float) -> str:
    """A number as short as it can be written without changing it for the reader."""
    return f"{round(value, 6):g}"


def is_near(text: str, value: float) -> bool:
    """Whether a text says this number."""
    found = numbers(text)
    return found is not None and len(found) == 1 and isclose(found[0], value, abs_tol=1e-6)


def _weight(form: Form) -> str:
    chosen = form.get("weight", "1")[:40]
    return text_of(form, "other-weight", 40) if chosen == "other" else chosen


def _number(text: str) -> tuple[float, ...]:
    found = numbers(text)
    if found is None or len(found) != 1:
        raise InputRefused("framework_numbers")
    return found
