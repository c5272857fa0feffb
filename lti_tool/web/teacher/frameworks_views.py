"""Page values into the pages of lists of competencies: nothing here asks a database or changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import render_template
from markupsafe import Markup

from adapters.content.base import Problem
from adapters.frameworks import builtin
from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from lti_tool.actions.framework_areas import areas_in_order
from lti_tool.actions.framework_changes import tree_of
from lti_tool.actions.framework_pages import BringPage, FrameworkPage, FrameworksPage, ImportPage
from lti_tool.actions.pages import Names
from lti_tool.errors import N_
from lti_tool.web.finding_sentences import finding_sentence
from lti_tool.web.translation import gettext, in_language, language

from .frameworks_graph import Node, choose, graph

TAB: Final = "materials.all"

SHORT_CODE: Final = 10
"""Letters: longer codes were made from names and say nothing beside them."""

EDITION_NOTES: Final[Mapping[str, str]] = {
    "digcomp-2.2": N_(
        "Edition 2.2 of 2022 is not the current one: "
        "DigComp 3.0 of 2025 has the same structure and other words."
    ),
}
"""What should be known of the edition, by code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in words; `where` says the line or the part, and may be empty."""

    where: str
    sentence: str
    fatal: bool


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in the order of the tree, with what lies right in it.

    Attributes
    ----------
    depth : int
    inside : int
        Competencies in it and in the areas below.
    """

    code: str
    names: Names
    depth: int
    competencies: tuple[CompetencySpec, ...]
    inside: int


@dataclass(frozen=True, slots=True)
class OrderRow:
    """What comes right before and right after a competency."""

    code: str
    names: Names
    before: tuple[Names, ...]
    after: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What comes before what, as a picture and as rows.

    Attributes
    ----------
    picture : Markup
        Empty where there is nothing to draw, or too much.
    area : str
        The area that is shown; empty: all of them.
    areas : tuple of (code, names)
        Those that could be.
    apart : int
        Competencies that come before and after nothing.
    """

    picture: Markup
    rows: tuple[OrderRow, ...]
    area: str
    areas: tuple[tuple[str, Names], ...]
    too_many: bool
    apart: int


def frameworks_page(page: FrameworksPage) -> str:
    """All lists of the school."""
    return render_template("teacher/frameworks.html", page=page, tab=TAB)


def new_page(*, problem: str = "", address: str = "") -> str:
    """Bringing one in, from a file or an address."""
    return render_template("teacher/framework_new.html", problem=problem, address=address, tab=TAB)


def import_page(page: ImportPage, *, problem: str = "", version: str = "") -> str:
    """What is in a file, before it is taken in."""
    return render_template(
        "teacher/framework_import.html",
        page=page,
        findings=findings_of(page.findings),
        problem=problem,
        version=version or page.version,
        tab=TAB,
    )


def framework_page(page: FrameworkPage, area: str = "") -> str:
    """One list."""
    spec = page.spec
    return render_template(
        "teacher/framework.html",
        page=page,
        spec=spec,
        areas=area_rows(spec),
        order=order_of(spec, area),
        note=edition_note(spec.code),
        elsewhere=[one for one in spec.competencies if one.alignments],
        tab=TAB,
    )


def bring_page(page: BringPage, *, title: str = "", problem: str = "") -> str:
    """What comes along of a bank."""
    return render_template(
        "teacher/framework_bring.html", page=page, title=title or page.title, problem=problem, tab=TAB
    )


def edition_note(code: str) -> str:
    """What should be known of an edition, or nothing."""
    note = EDITION_NOTES.get(code)
    return gettext(note) if note else ""


def findings_of(problems: Iterable[Problem], spec: FrameworkSpec | None = None) -> tuple[Finding, ...]:
    """Problems in words.

    Parameters
    ----------
    spec : FrameworkSpec, optional
        The list that they are about, to call its parts by their names.
    """
    return tuple(
        Finding(_place(problem.where, spec), finding_sentence("framework", problem), problem.fatal)
        for problem in problems
    )


def _place(where: str, spec: FrameworkSpec | None) -> str:
    if spec is None:
        return gettext("Line %(number)s", number=where) if where.isdecimal() else where
    names = {code: names for code, names in spec.areas.items()}
    names |= {competency.code: competency.names for competency in spec.competencies}
    name = in_language(names[where]) if where in names else ""
    return called(where, name)


def called(code: str, name: str) -> str:
    """A name behind its code, where that is short enough to help."""
    return f"{code} {name}".strip() if not is_long(code) or not name else name


def is_long(code: str) -> bool:
    """Whether a code was made from a name, so that it says little beside that name."""
    return len(code) > SHORT_CODE


def licence_words(licence: str) -> str:
    """A licence in the reader's language, where it is one of Senda's that says it in English and Spanish."""
    english, _, spanish = licence.partition(" / ")
    own = any(licence == one.licence for one in builtin.catalogue())
    return (spanish if language() == "es" else english) if own and spanish else licence


def area_rows(spec: FrameworkSpec) -> tuple[AreaRow, ...]:
    """The areas as a tree."""
    held: dict[str, list[CompetencySpec]] = {code: [] for code in spec.areas}
    for competency in spec.competencies:
        held.setdefault(competency.area, []).append(competency)
    return tuple(
        AreaRow(
            code,
            spec.areas[code],
            depth,
            tuple(held[code]),
            sum(len(held[one]) for one in areas_within(spec, code)),
        )
        for code, depth in tree_of(spec)
    )


def areas_within(spec: FrameworkSpec, area: str) -> frozenset[str]:
    """An area with all that lie in it."""
    found = {area}
    for code, _ in tree_of(spec):
        if spec.area_parents.get(code) in found:
            found.add(code)
    return frozenset(found & set(spec.areas))


def order_of(spec: FrameworkSpec, area: str = "") -> Order:
    """What comes before what, of an area or of all."""
    area = area if area in spec.areas else ""
    chosen = choose(spec, areas_within(spec, area) if area else frozenset())
    names = {competency.code: competency.names for competency in spec.competencies}
    before: dict[str, list[Names]] = {code: [] for code in chosen.codes}
    after: dict[str, list[Names]] = {code: [] for code in chosen.codes}
    for first, then in chosen.pairs:
        before[then].append(names[first])
        after[first].append(names[then])
    picture = Markup()
    if chosen.pairs and not chosen.too_many:
        nodes = [Node(code, in_language(names[code]), code in chosen.outside) for code in chosen.codes]
        label = gettext("Arrows lead from what comes first to what comes after; a table says the same.")
        picture = graph(nodes, chosen.pairs, label)
    whole = choose(spec)
    return Order(
        picture=picture,
        rows=tuple(
            OrderRow(code, names[code], tuple(before[code]), tuple(after[code])) for code in chosen.codes
        ),
        area=area,
        areas=_drawable(spec, whole.codes),
        too_many=chosen.too_many,
        apart=len(spec.competencies) - len(whole.codes),
    )


def _drawable(spec: FrameworkSpec, codes: Sequence[str]) -> tuple[tuple[str, Names], ...]:
    """Areas that could be shown alone: those with something to draw."""
    homes = {competency.code: competency.area for competency in spec.competencies}
    used = {homes[code] for code in codes}
    stored = [
        {"code": code, "names": names, "parent": spec.area_parents.get(code, "")}
        for code, names in spec.areas.items()
    ]
    return tuple(
        (code, names) for code, names in areas_in_order(stored) if areas_within(spec, code) & used
    )
