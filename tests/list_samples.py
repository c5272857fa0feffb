"""Pages of lists of competencies with sample values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from adapters.content import mathematics
from adapters.content.base import Problem
from adapters.frameworks import builtin
from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from adapters.frameworks.check import check
from lti_tool.actions.framework_pages import (
    BringPage,
    DraftPage,
    Elsewhere,
    FrameworkCard,
    FrameworkPage,
    FrameworksPage,
    ImportPage,
    UsedBank,
)
from lti_tool.actions.framework_reading import ReadFramework, report_of
from lti_tool.web.teacher import frameworks_edit_views as edit
from lti_tool.web.teacher import frameworks_forms as forms
from lti_tool.web.teacher import frameworks_views as views

MATHS_BANK = UsedBank("b1", "Matemáticas de 11 a 14 años", 288, "1")
MEANWHILE = edit.Wrong(
    "Otra persona ha cambiado esto mientras tanto. Debajo está lo que has escrito.", meanwhile=True
)


@cache
def maths() -> FrameworkSpec:
    """The framework of the mathematics bank: with an order."""
    spec = mathematics.load().framework
    assert spec is not None
    return replace(spec, source="Senda", licence="CC BY 4.0")


@cache
def nested() -> FrameworkSpec:
    """Areas in areas."""
    return builtin.load("rd217-2022-mat-eso")


@cache
def leveled() -> FrameworkSpec:
    return builtin.load("mrcdd-2022")


def wide(count: int = 90) -> FrameworkSpec:
    """More than can be drawn at once, in three areas."""
    names = {f"a{n}": {"es": f"Área {n}", "en": f"Area {n}"} for n in range(3)}
    competencies = tuple(
        CompetencySpec(f"c{n}", f"a{n * 3 // count}", {"es": f"Competencia número {n} <b>&", "en": f"Competency number {n}"})
        for n in range(count)
    )
    pairs = tuple((f"c{n}", f"c{n + 1 + n % 3}") for n in range(count - 3))
    return FrameworkSpec("wide", "1", {"es": "Ancho", "en": "Wide"}, names, competencies, pairs)


def page(spec: FrameworkSpec, *, draft: bool = False, used: bool = True) -> FrameworkPage:
    alignments = {one for c in spec.competencies for one in c.alignments}
    other = builtin.load("rd217-2022-mat-eso")
    names = {c.code: c.names for c in other.competencies}
    known = {
        one: Elsewhere(other.names, one.partition(":")[2], names.get(one.partition(":")[2], {}))
        for one in alignments
    }
    return FrameworkPage(
        id="f1",
        draft=draft,
        spec=spec,
        elsewhere=known,
        made_after=("f0", "1") if draft else None,
        banks=(MATHS_BANK,) if used else (),
        diagnostics=("Fracciones: el punto de partida",) if used else (),
        other_diagnostics=3 if used else 0,
        bringable=(replace(MATHS_BANK, version="1"),) if used else (),
    )


def card(spec: FrameworkSpec, banks: int, made_after: str = "") -> FrameworkCard:
    levels = tuple(level.names for level in spec.levels)
    return FrameworkCard(
        "f1", spec.code, spec.version, spec.names, len(spec.competencies), len(spec.areas), levels,
        spec.source, spec.licence, banks, made_after,
    )  # fmt: skip


def brought(spec: FrameworkSpec | None, *problems: Problem, standing: str = "new", **more: object) -> ImportPage:
    report = report_of(ReadFramework(spec, problems))
    return ImportPage(
        "i1", "competencias-2026.csv", report["about"], tuple(Problem(*one) for one in report["findings"]),
        report["more"], standing, spec.version if spec else "", **more,  # type: ignore[arg-type]
    )  # fmt: skip


FAULTS = (
    Problem("12", "cycle", {"codes": ("a", "b", "a"), "names": ({"es": "Sumar"}, {"es": "Restar"}, {"es": "Sumar"})}),
    Problem("7", "orphan", {"code": "x", "name": "Restar con llevadas", "area": "Z9"}),
    Problem("3", "cuts_not_finite", {"most": 20.0}),
)
NOTES = (
    Problem("", "guessed_encoding", {"encoding": "windows-1252"}, fatal=False),
    Problem("4", "empty_area", {"name": "Estadística"}, fatal=False),
)


def draft(spec: FrameworkSpec) -> DraftPage:
    return DraftPage("f1", replace(spec, version=f"{spec.version}-2"), check(spec), ("f0", spec.version))


def order(spec: FrameworkSpec, wrong: edit.Wrong = edit.NOTHING_WRONG, area: str = "") -> str:
    codes = [one.code for one in spec.competencies]
    return edit.order_page(draft(spec), edit.TypedPair(codes[2], codes[1]), wrong, area=area, changed="" if wrong.sentence else "added")


def cycle() -> str:
    spec = maths()
    pair = spec.prerequisites[0]
    faults = check(replace(spec, prerequisites=(*spec.prerequisites, pair[::-1])))
    return order(spec, edit.Wrong("No se puede guardar así.", views.findings_of(faults, spec)))


PAGES: dict[str, Callable[[], str]] = {
    "frameworks": lambda: views.frameworks_page(
        FrameworksPage(
            (card(maths(), 1), card(leveled(), 0)), (card(replace(maths(), version="1-2"), 0, "1"),), builtin.catalogue()[:3]
        )
    ),
    "frameworks-none": lambda: views.frameworks_page(FrameworksPage((), (), builtin.catalogue())),
    "framework-new": lambda: views.new_page(problem="No se pregunta a esta dirección.", address="https://10.0.0.1/x"),
    "framework-import": lambda: views.import_page(
        brought(leveled(), *NOTES, kinds={"Standard": 23, "Cluster": 6}, chosen=("Standard",))
    ),
    "framework-import-bad": lambda: views.import_page(brought(maths(), *FAULTS, *NOTES)),
    "framework-import-nothing": lambda: views.import_page(brought(None, Problem("1", "no_header", {"columns": "kind, code, parent"}))),
    "framework-import-differs": lambda: views.import_page(brought(maths(), standing="differs")),
    "framework": lambda: views.framework_page(page(maths())),
    "framework-levels": lambda: views.framework_page(page(leveled(), used=False)),
    "framework-nested": lambda: views.framework_page(page(nested(), draft=True, used=False)),
    "framework-wide": lambda: views.framework_page(page(wide())),
    "framework-digcomp": lambda: views.framework_page(page(builtin.load("digcomp-2.2"), used=False)),
    "framework-unesco": lambda: views.framework_page(page(builtin.load("unesco-ict-cft-3"), used=False)),
    "framework-wide-area": lambda: views.framework_page(page(wide()), "a1"),
    "framework-bring": lambda: views.bring_page(
        BringPage("f1", maths().names, "1-2", MATHS_BANK, "Matemáticas (1-2)", 260, 4, 24, 41)
    ),
    "framework-draft": lambda: edit.draft_page(draft(nested()), changed="saved"),
    "framework-draft-bad": lambda: edit.draft_page(
        DraftPage("f1", maths(), FAULTS, None), edit.Wrong("No se puede guardar así.", views.findings_of(FAULTS))
    ),
    "framework-names": lambda: edit.names_page(draft(maths()), edit.TypedNames({"es": "Mi lista"}, "1-2"), MEANWHILE),
    "framework-edit-levels": lambda: edit.levels_page(draft(leveled()), forms.levels_shown(leveled()).doing("add")),
    "framework-area": lambda: edit.area_page(draft(maths()), edit.area_shown(maths(), next(iter(maths().areas)))),
    "framework-area-new": lambda: edit.area_page(draft(nested()), edit.TypedArea("", {}, "1-3"), new=True),
    "framework-competency": lambda: edit.competency_page(draft(leveled()), forms.competency_shown(leveled(), "2.1")),
    "framework-competency-single": lambda: edit.competency_page(
        draft(maths()), replace(forms.competency_shown(maths(), maths().competencies[0].code), weight="1.7"), MEANWHILE
    ),
    "framework-competency-new": lambda: edit.competency_page(draft(leveled()), forms.competency_new(leveled(), "2"), new=True),
    "framework-order": cycle,
    "framework-order-wide": lambda: order(wide()),
    "framework-order-area": lambda: order(wide(), area="a1"),
}  # fmt: skip
