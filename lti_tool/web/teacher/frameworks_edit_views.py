"""Pages on which a copy of a list of competencies is edited: what is there, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from flask import render_template

from adapters.content.base import Problem
from adapters.frameworks.base import FrameworkSpec
from lti_tool.actions.framework_changes import area_part, competency_of, tree_of
from lti_tool.actions.framework_pages import DraftPage
from lti_tool.actions.framework_rows import mark_of
from lti_tool.errors import N_, InputRefused
from lti_tool.web.translation import gettext, in_language

from .frameworks_forms import TypedCompetency, TypedLevels, is_near
from .frameworks_views import TAB, Finding, area_rows, areas_within, called, findings_of, order_of
from .placing_views import said

Kind = Literal["area", "competency"]

STEPS: Final = (
    (0.5, N_("a little harder: 4 of 10")),
    (1.0, N_("clearly harder: 3 of 10")),
    (1.5, N_("much harder: 2 of 10")),
    (2.0, N_("very much harder: 1 of 10")),
)
"""How much harder a level is than the one before, in logits, and how many questions as hard as it somebody
gets right who has just reached the one before: the logistic function of minus so many logits."""
ASKED: Final = (
    (-0.5, N_("less than usual: 4 of 10 questions of middling difficulty")),
    (0.0, N_("the usual: 5 of 10")),
    (0.5, N_("more than usual: 6 of 10")),
    (1.0, N_("much more than usual: 7 of 10")),
)
"""The same for what is reached or not."""
WEIGHTS: Final = (
    (0.5, N_("half as important")),
    (1.0, N_("as important as the others")),
    (1.5, N_("more important")),
    (2.0, N_("twice as important")),
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with what was sent; `meanwhile`: somebody else has changed it."""

    sentence: str = ""
    faults: tuple[Finding, ...] = ()
    meanwhile: bool = False


NOTHING_WRONG: Final = Wrong()


@dataclass(frozen=True, slots=True)
class TypedNames:
    """Name and version as they stand on the form."""

    names: Mapping[str, str]
    version: str


@dataclass(frozen=True, slots=True)
class TypedArea:
    """An area as it stands on the form."""

    code: str
    names: Mapping[str, str]
    parent: str


@dataclass(frozen=True, slots=True)
class TypedPair:
    """What is chosen as first and as after it."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A number in words; `chosen` where it is the one that is meant."""

    value: str
    label: str
    chosen: bool


def wrong_of(error: InputRefused, faults: Sequence[Problem], spec: FrameworkSpec) -> Wrong:
    """A refusal in words, with what is wrong part by part."""
    return Wrong(said(error), findings_of(faults, spec), error.code == "framework_changed_meanwhile")


def draft_page(page: DraftPage, wrong: Wrong = NOTHING_WRONG, *, changed: str = "") -> str:
    """The copy as a whole."""
    return render_template(
        "teacher/framework_draft.html",
        page=page,
        spec=page.spec,
        areas=area_rows(page.spec),
        findings=findings_of(page.problems, page.spec),
        wrong=wrong,
        changed=changed,
        seen=mark_of(list(page.spec.areas)),
        tab=TAB,
    )


def names_page(page: DraftPage, typed: TypedNames, wrong: Wrong = NOTHING_WRONG) -> str:
    """Name and version."""
    spec = page.spec
    now = [*spec.names.values(), spec.version] if wrong.meanwhile else []
    return render_template(
        "teacher/framework_names.html",
        page=page,
        typed=typed,
        wrong=wrong,
        now=now,
        seen=mark_of((dict(spec.names), spec.version)),
        tab=TAB,
    )


def levels_page(
    page: DraftPage, typed: TypedLevels, wrong: Wrong = NOTHING_WRONG, *, seen: str = ""
) -> str:
    """Levels."""
    now = [f"{level.code}: {in_language(level.names)}" for level in page.spec.levels]
    return render_template(
        "teacher/framework_levels.html",
        page=page,
        typed=typed,
        wrong=wrong,
        now=now if wrong.meanwhile else [],
        seen=seen or mark_of(page.spec.levels),
        tab=TAB,
    )


def area_shown(spec: FrameworkSpec, code: str) -> TypedArea:
    """The form of an area as it is shown first."""
    area_part(spec, code)
    return TypedArea(code, spec.areas[code], spec.area_parents.get(code, ""))


def area_page(
    page: DraftPage,
    typed: TypedArea,
    wrong: Wrong = NOTHING_WRONG,
    *,
    new: bool = False,
    changed: str = "",
) -> str:
    """An area with what lies in it."""
    spec = page.spec
    known = not new and typed.code in spec.areas
    inside = areas_within(spec, typed.code) if known else frozenset()
    now = list(spec.areas[typed.code].values()) if wrong.meanwhile and known else []
    return render_template(
        "teacher/framework_area.html",
        page=page,
        typed=typed,
        wrong=wrong,
        new=new,
        changed=changed,
        now=now,
        competencies=[one for one in spec.competencies if known and one.area == typed.code],
        parents=[(code, spec.areas[code], depth) for code, depth in tree_of(spec) if code not in inside],
        below=sum(1 for code in inside if code != typed.code),
        seen="" if not known else mark_of(area_part(spec, typed.code)),
        seen_order=mark_of([one.code for one in spec.competencies]),
        tab=TAB,
    )


def competency_page(
    page: DraftPage, typed: TypedCompetency, wrong: Wrong = NOTHING_WRONG, *, new: bool = False
) -> str:
    """A competency."""
    spec = page.spec
    known = not new and any(one.code == typed.code for one in spec.competencies)
    now = []
    if wrong.meanwhile and known:
        there = competency_of(spec, typed.code)
        now = [*there.names.values(), in_language(spec.areas.get(there.area, {}))]
    names = [in_language(level.names) for level in spec.levels]
    return render_template(
        "teacher/framework_competency.html",
        page=page,
        typed=typed,
        wrong=wrong,
        new=new,
        now=now,
        areas=[(code, spec.areas[code], depth) for code, depth in tree_of(spec)],
        steps=[
            (names[place + 1], names[place], _options(STEPS, step))
            for place, step in enumerate(typed.steps)
            if place + 1 < len(names)
        ],
        asked=_options(ASKED, typed.asked),
        weights=_options(WEIGHTS, typed.weight, keep=False),
        level_labels=names if len(typed.level_names) == len(names) else [gettext("Reached")],
        pairs=sum(typed.code in pair for pair in spec.prerequisites) if known else 0,
        seen=mark_of(competency_of(spec, typed.code)) if known else "",
        tab=TAB,
    )


def order_page(
    page: DraftPage, typed: TypedPair, wrong: Wrong = NOTHING_WRONG, *, area: str = "", changed: str = ""
) -> str:
    """What comes before what."""
    spec = page.spec
    names = {one.code: one.names for one in spec.competencies}
    order = order_of(spec, area)
    shown = {row.code for row in order.rows}
    pairs = [
        (before, names[before], after, names[after])
        for before, after in spec.prerequisites
        if before in shown and after in shown
    ]
    return render_template(
        "teacher/framework_order.html",
        page=page,
        typed=typed,
        wrong=wrong,
        changed=changed,
        order=order,
        pairs=pairs,
        areas=[row for row in area_rows(spec) if row.competencies],
        called=called,
        tab=TAB,
    )


def _options(
    known: Sequence[tuple[float, str]], value: str, *, keep: bool = True
) -> list[Option]:
    """The numbers in words; one that has no words is offered as it is."""
    found = [Option(f"{number:g}", gettext(label), is_near(value, number)) for number, label in known]
    if keep and not any(option.chosen for option in found):
        found.append(Option(value, gettext("as it is: %(value)s", value=value), True))
    return found
