"""Pages of placing with sample values, for a placement of its own and for a deep linking dialogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from flask import g

from adapters.lms.base import DeepLinking
from lti_tool.actions.data_pages import HoldingView
from lti_tool.actions.open_privacy import PrivacyPage, SchoolHolding
from lti_tool.actions.pages import Names
from lti_tool.actions.placing_pages import (
    ActivitiesPage,
    ActivityView,
    AreaChoice,
    BankChoice,
    BanksPage,
    CompetenciesPage,
    CompetencyChoice,
    DiagnosticView,
    FrameworkView,
    PlacingPage,
    Sample,
    Subject,
    SubjectPage,
)
from lti_tool.web.rights import views as rights_views
from lti_tool.web.teacher import placing_views as views
from lti_tool.web.teacher.placing_forms import Draft

NOW = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
SETTINGS = DeepLinking(
    "https://lms.example/return", ("ltiResourceLink",), ("iframe", "window"), multiple=True
)


def both(spanish: str, english: str) -> Names:
    return {"es": spanish, "en": english}


MATHS = FrameworkView(
    "f1", both("Matemáticas de 11 a 14 años", "Mathematics, age 11 to 14"), "1", 16, 288, ("en", "es")
)
OWN = FrameworkView("own:mathematics", MATHS.names, "1", 16, 288, ("en", "es"))
ALGEBRA = FrameworkView("f2", both("Álgebra elemental", "Elementary algebra"), "2", 190, 2520, ("en",))
FRACTIONS = both("Fracciones", "Fractions")
COMPETENCIES = (
    CompetencyChoice("c1", both("Fracciones equivalentes y simplificación", "Equivalent fractions and simplifying"), 18, "enough"),
    CompetencyChoice("c2", both("Comparar y ordenar fracciones", "Comparing and ordering fractions"), 6, "thin"),
    CompetencyChoice("c3", both("Sumar y restar fracciones", "Adding and subtracting fractions"), 0, "none"),
)  # fmt: skip
DIAGNOSTIC = DiagnosticView(
    "d1", "Fracciones: el punto de partida", tuple(one.names for one in COMPETENCIES[:2]), NOW
)


def begin(*, known: bool = True, own: bool = False) -> PlacingPage:
    frameworks = (OWN,) if own else (MATHS, ALGEBRA)
    return PlacingPage("Matemáticas 1.º ESO B", "", (DIAGNOSTIC,) if known else (), frameworks)


def competencies() -> CompetenciesPage:
    areas = (
        AreaChoice("a1", FRACTIONS, COMPETENCIES),
        AreaChoice("a2", both("Números enteros", "Integers"), (CompetencyChoice("i1", both("Sumar enteros", "Adding integers"), 18, "enough"),)),
    )  # fmt: skip
    return CompetenciesPage(MATHS, areas, ("c1", "c2"), 8)


def banks() -> BanksPage:
    chosen = tuple((one.code, one.names) for one in COMPETENCIES)
    sample = Sample(r"<p>Simplifica \(\frac{6}{8}\)</p>", (r"\(\frac{3}{4}\)", r"\(\frac{2}{3}\)"), "es")
    first = BankChoice(
        "b1",
        "Senda: matemáticas",
        ("en", "es"),
        24,
        (COMPETENCIES[1].names,),
        (COMPETENCIES[2].names,),
        sample,
    )
    return BanksPage(MATHS, chosen, (first, BankChoice("b2", "Otro banco", ("es",), 0, (), tuple(c.names for c in COMPETENCIES), None)))  # fmt: skip


def subject(*, known: bool = True) -> SubjectPage:
    what = Subject(diagnostic="d1") if known else Subject(bank="b1", competencies=("c1", "c2"))
    names = tuple(one.names for one in COMPETENCIES[:2])
    return SubjectPage(what, "Matemáticas 1.º ESO B", "", (FRACTIONS,), names, 8, 10, 4, 12, grades=True)


def details(*kinds: str, problem: str = "") -> str:
    page = subject(known=False)
    drafts = views.new_drafts(kinds, page)  # type: ignore[arg-type]
    return views.details_page(page, drafts, problem=problem)


def activities() -> ActivitiesPage:
    later = NOW + timedelta(days=9)
    return ActivitiesPage("Matemáticas 1.º ESO B", (
        ActivityView("a1", "diagnostic", "Diagnóstico: fracciones", "Fracciones", 10.0, NOW, later, ("Diagnóstico: fracciones",), NOW, here=True),
        ActivityView("a2", "itinerary", "Mi camino", "Fracciones", 7.5, None, later, ("Mi camino", "Mi camino (grupo B)"), NOW),
        ActivityView("a3", "tutoring", "Aprender con compañeros", "Fracciones", None, None, None, (), NOW),
    ))  # fmt: skip


def privacy() -> PrivacyPage:
    held = (HoldingView("identity", 1), HoldingView("answers", 42, NOW), HoldingView("visits", 5, NOW))
    return PrivacyPage("Lucía Aguilar", (
        SchoolHolding("p1", "IES Río Verde", held, visit_only=False),
        SchoolHolding("p2", "IES La Colina", held[:1], visit_only=True),
    ))  # fmt: skip


def review(state: str) -> Callable[[], str]:
    from flask import render_template

    found = SimpleNamespace(state=state, person="Lucía Aguilar Ríos", student="p1")
    return lambda: render_template("teacher/review_none.html", review=found)


def placed(draw: Callable[[], str]) -> Callable[[], str]:
    """A page for a placement that was launched."""

    def drawn() -> str:
        g.visit.deep_linking = None
        return draw()

    return drawn


def asked(draw: Callable[[], str]) -> Callable[[], str]:
    """A page for a deep linking dialogue."""

    def drawn() -> str:
        g.visit.deep_linking = SETTINGS
        return draw()

    return drawn


WRONG = "La fecha de cierre es anterior a la de apertura."
PAGES: Mapping[str, Callable[[], str]] = {
    "placing-first": placed(lambda: views.framework_page(begin(known=False, own=True))),
    "placing-known": placed(lambda: views.begin_page(begin())),
    "placing-frameworks": asked(lambda: views.framework_page(begin())),
    "placing-competencies": asked(lambda: views.competencies_page(competencies())),
    "placing-too-many": placed(lambda: views.competencies_page(competencies(), ("c1", "c2", "i1"), WRONG)),
    "placing-banks": asked(lambda: views.banks_page(banks())),
    "placing-kind": placed(lambda: views.kinds_page(subject())),
    "placing-kinds": asked(lambda: views.kinds_page(subject(known=False), ("diagnostic", "itinerary"))),
    "placing-details": asked(lambda: details("diagnostic")),
    "placing-details-three": asked(lambda: details("diagnostic", "itinerary", "tutoring", problem=WRONG)),
    "activities": lambda: views.activities_page(activities(), saved="a2"),
    "activities-none": lambda: views.activities_page(ActivitiesPage("Matemáticas", ())),
    "activity": lambda: views.activity_page(
        activities().activities[0], Draft("Diagnóstico: fracciones", True, "10", NOW.isoformat(), ""), WRONG
    ),
    "review-unknown": review("unknown"),
    "review-unbegun": review("unbegun"),
    "review-unfinished": review("unfinished"),
    "privacy": lambda: rights_views.privacy_page(privacy()),
    "answering": rights_views.answering_page,
}
