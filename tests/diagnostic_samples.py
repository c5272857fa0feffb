"""Pages of setting up a diagnostic with sample values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from placing_samples import COMPETENCIES, FRACTIONS, both

from lti_tool.actions.blueprint_pages import (
    BlueprintPage,
    BlueprintWish,
    ChangedItem,
    CutsPage,
    CutView,
    DiagnosticRow,
    DiagnosticsPage,
    NeedsPage,
    NeedsRow,
    NewDiagnosticPage,
    PlaceView,
    QuestionsPage,
    QuestionView,
    RehearsalView,
    RevisionPage,
    ShortfallView,
    Wanted,
)
from lti_tool.actions.placing_pages import AreaChoice, CompetencyChoice, Sample
from lti_tool.errors import InputRefused
from lti_tool.web.teacher import diagnostics_views as views
from lti_tool.web.teacher.diagnostics_forms import draft_of_page

NOW = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
COURSE = "Matemáticas 1.º ESO B"
INTEGERS = both("Números enteros", "Integers")
NAMES = tuple(one.names for one in COMPETENCIES)
STEM = r"<p>Simplifica \(\frac{6}{8}\)</p>"

REHEARSAL = RehearsalView(
    learners=200,
    items_mean=18.4,
    items_low=14,
    items_high=20,
    minutes_low=12,
    minutes_high=16,
    decided=0.58,
    decided_right=0.95,
    lengths=((12, 4), (13, 3), (14, 9), (15, 12), (16, 20), (17, 22), (18, 25), (19, 15), (20, 90)),
    decided_by=((NAMES[0], 0.72), (NAMES[1], 0.44)),
    thin=(NAMES[1],),
    exposure_max=0.27,
)
LONG = replace(
    REHEARSAL,
    lengths=tuple((n, n % 7 + 1) for n in range(8, 61)),
    thin=(),
    decided_right=None,
    decided_by=((NAMES[0], 0.0), (NAMES[1], 1.0), (NAMES[2], 0.5)),
)


def blueprint() -> BlueprintPage:
    wanted = Wanted(("c1", "c2"), 20, None, "balanced", "0")
    return BlueprintPage(
        id="d1",
        course_title=COURSE,
        title="Fracciones: el punto de partida",
        wish=BlueprintWish("Fracciones: el punto de partida", "none", 1, wanted),
        wanted=wanted,
        areas=(
            AreaChoice("a1", FRACTIONS, COMPETENCIES),
            AreaChoice("a2", INTEGERS, (CompetencyChoice("i1", both("Sumar enteros", "Adding integers"), 18, "enough"),)),
        ),
        targets=NAMES[:2],
        framework=both("Matemáticas de 11 a 14 años", "Mathematics, age 11 to 14"),
        bank_title="Senda: matemáticas",
        levels=(),
        own_sureness=None,
        pilots=0,
        raters=0,
        revision=3,
        newest=3,
        published=True,
        taken=0,
        shortfalls=(),
        rehearsal=None,
        places=(PlaceView("a1", "diagnostic", "Fracciones: el punto de partida", NOW, NOW + timedelta(days=9)),),
        limited=False,
        most=8,
    )  # fmt: skip


def prepared() -> BlueprintPage:
    """Everything that can be there at once."""
    wanted = Wanted(("c1", "c2", "c3"), 12, 30, "own", "all", gentle=False, pilots=0.1, exposure=0.3)
    return replace(
        blueprint(),
        wish=BlueprintWish("Fracciones: el punto de partida", "each", 0, wanted),
        wanted=wanted,
        targets=NAMES,
        levels=(both("Adquirir", "Acquire"), both("Profundizar", "Deepen"), both("Crear", "Create")),
        own_sureness=0.92,
        pilots=6,
        raters=3,
        newest=5,
        published=False,
        shortfalls=(
            ShortfallView("none", NAMES[2], 4, 0),
            ShortfallView("few", NAMES[1], 5, 3),
            ShortfallView("exposed", None, 48, 21),
        ),
        rehearsal=REHEARSAL,
        places=(),
    )


def refused(code: str, **values: object) -> str:
    page = prepared()
    draft = replace(draft_of_page(page), questions="muchas", title="Lo que se escribió")
    return views.blueprint_page(page, draft, InputRefused(code, **values))


def diagnostics(*, some: bool = True, limited: bool = False) -> DiagnosticsPage:
    rows = (
        DiagnosticRow("d2", "Fracciones, otra vez", NAMES[:2], 12, False, 0, True, 0),
        DiagnosticRow("d1", "Fracciones: el punto de partida", NAMES, 20, True, 23, False, 2),
        DiagnosticRow("d0", "Números enteros", (INTEGERS,), 8, True, 0, False, 0),
    )
    return DiagnosticsPage(COURSE, rows if some else (), False, limited)


def new(*, some: bool = True) -> NewDiagnosticPage:
    banks = (
        ("b1", "Senda: matemáticas", both("Matemáticas de 11 a 14 años", "Mathematics, age 11 to 14"), 288),
        ("b2", "Mis preguntas", both("Mis temas", "My topics"), 0),
    )
    return NewDiagnosticPage(COURSE, banks if some else ())


def cuts(*, begun: bool = False) -> CutsPage:
    sample = Sample(STEM, (r"\(\frac{3}{4}\)", r"\(\frac{2}{3}\)"), "es")
    return CutsPage(
        "d1",
        "Fracciones: el punto de partida",
        (
            CutView("c1", NAMES[0], 7.2, 7.0, (("Ana Ruiz", 6.5), ("", 8.0)), 7.17, 1.4, 9.6, sample),
            CutView("c2", NAMES[1], 6.9, None, (), None, 1.2, 9.5, None),
            CutView("c3", NAMES[2], None, None, (), None, None, None, None),
        ),
        begun,
        False,
    )


def revision(*, same: bool = False, begun: bool = True) -> RevisionPage:
    items = (
        ChangedItem("new", STEM, "es"),
        ChangedItem("changed", "<p>¿Cuánto es 2 + 2?</p>", "es"),
        ChangedItem("gone", "<p>¿Cuánto es 2 + 3?</p>", "es"),
    )
    return RevisionPage("d1", "Fracciones", "Senda: matemáticas", 3, 3 if same else 5,
                        {"new": 101, "changed": 1, "gone": 1}, items, begun)  # fmt: skip


def questions() -> QuestionsPage:
    shown = (
        QuestionView(STEM, (r"\(\frac{3}{4}\)", r"\(\frac{2}{3}\)"), (), r"\(\frac{3}{4}\)", "choice", "es", False),
        QuestionView("<p>Une cada fracción con la suya.</p>", ("0,5", "0,25"), ("1/2", "1/4"), "<ul><li>1/2: 0,5</li></ul>", "matching", "es", True),
    )  # fmt: skip
    about = (("c1", NAMES[0], 18), ("c2", NAMES[1], 6))
    return QuestionsPage("d1", "Fracciones: el punto de partida", about, "c1", NAMES[0], shown, 4)


def needs(*, some: bool = True) -> NeedsPage:
    special = (
        NeedsRow("p1", "Aguilar Ríos, Lucía", 1.5, "large"),
        NeedsRow("p2", "Cano Ibáñez, Daniel", 0.0, ""),
    )
    others = tuple(NeedsRow(f"o{n}", f"Estudiante {n}", 1.0, "") for n in range(14))
    return (
        NeedsPage(COURSE, special, others, 16, "", True) if some else NeedsPage(COURSE, (), (), 0, "", False)
    )


FAULT = "Algo no se puede leer."
PAGES: Mapping[str, Callable[[], str]] = {
    "diagnostics": lambda: views.list_page(diagnostics()),
    "diagnostics-none": lambda: views.list_page(diagnostics(some=False)),
    "diagnostics-limited": lambda: views.list_page(diagnostics(limited=True)),
    "diagnostic-new": lambda: views.new_page(new()),
    "diagnostic-new-none": lambda: views.new_page(new(some=False), problem=FAULT),
    "diagnostic": lambda: views.blueprint_page(blueprint()),
    "diagnostic-prepared": lambda: views.blueprint_page(prepared(), done="tried"),
    "diagnostic-refused": lambda: refused("blueprint_questions", least=2, most=60),
    "diagnostic-refused-names": lambda: refused("blueprint_no_items", names=list(NAMES[1:])),
    "diagnostic-begun": lambda: views.blueprint_page(
        replace(blueprint(), taken=23, newest=4, rehearsal=LONG), done="saved"
    ),
    "diagnostic-limited": lambda: views.blueprint_page(replace(blueprint(), limited=True, taken=3)),
    "diagnostic-cuts": lambda: views.cuts_page(cuts()),
    "diagnostic-cuts-wrong": lambda: views.cuts_page(cuts(), {"c1": "doce", "c2": "6,5"}, FAULT),
    "diagnostic-cuts-begun": lambda: views.cuts_page(cuts(begun=True)),
    "diagnostic-revision": lambda: views.revision_page(revision(), FAULT),
    "diagnostic-revision-same": lambda: views.revision_page(revision(same=True)),
    "diagnostic-questions": lambda: views.questions_page(questions()),
    "diagnostic-needs": lambda: views.needs_page(needs(), saved="p1"),
    "diagnostic-needs-none": lambda: views.needs_page(needs(some=False)),
    "diagnostic-need": lambda: views.need_page(needs().special[0], FAULT),
}
