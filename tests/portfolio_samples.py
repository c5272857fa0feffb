"""Values for the pages of evidence that people judge: teachers as learners, with the longest names there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from adapters.content import digital_teaching
from lti_tool.actions.portfolio_pages import (
    Carrier,
    EntriesPage,
    EntryForm,
    EntryPage,
    EntryView,
    FormPage,
    LevelReached,
    LevelsPage,
    LevelsRow,
    PortfolioPage,
    RatingView,
    RubricLevel,
    RubricView,
)
from lti_tool.web.student import portfolio as student_pages
from lti_tool.web.teacher import evidence as teacher_pages

NOW = datetime(2026, 3, 5, 10, 32, tzinfo=UTC)
TITLE = "Competencia digital docente"
TEXT = (
    "En 3.º de ESO montamos circuitos con un simulador antes de tocar los cables.\n\n"
    "Cada pareja escribió primero qué esperaba, luego lo probó y explicó la diferencia en un documento común. "
    "Cambié la segunda sesión al ver que casi todos creían que la corriente «se gasta»."
)


def rubrics() -> tuple[RubricView, ...]:
    """The six aspects, with the names that the bank gives."""
    framework = digital_teaching.load().framework
    assert framework is not None
    return tuple(
        RubricView(
            one.code,
            one.names,
            tuple(
                RubricLevel(number, stage.names, names)
                for number, (names, stage) in enumerate(
                    zip(one.level_names, framework.levels, strict=True), start=1
                )
            ),
        )
        for one in framework.competencies
    )


RUBRICS = rubrics()


def rating(kind: str, level: int, comment: str = "", **more: object) -> RatingView:
    return RatingView(kind, level, comment, NOW - timedelta(days=1), **more)  # type: ignore[arg-type]


def entry(number: int = 2, title: str = "Circuitos: primero el simulador, luego los cables", **more: object) -> EntryView:
    view = EntryView(
        f"e{number}", RUBRICS[number], 2, title, TEXT, "https://example.org/unidades/circuitos?curso=3eso", True,
        NOW - timedelta(days=3),
    )  # fmt: skip
    return replace(view, **more)  # type: ignore[arg-type]


OTHERS = (
    rating("peer", 2, "Se ve que cambiaste el plan por lo que dijeron ellos."),
    rating("peer", 1),
    rating("trainer", 2, "Muy claro el porqué. Para el siguiente nivel: que ellos elijan cómo comprobarlo."),
)
NAMED = (
    rating("self", 3, "Creo que va más allá.", by="Noelia Campos Rey", tendency="milder"),
    rating("peer", 2, "Bien pensado.", by="Bruno Salgado Ferro", tendency="alike"),
    rating("peer", 1, by="Ximena Ledesma Ocampo", tendency="stricter"),
    rating("peer", 2),
)


def reached(levels: tuple[int | None, ...] = (1, 2, 2, None, 0, 3)) -> tuple[LevelReached, ...]:
    found = []
    for rubric, level in zip(RUBRICS, levels, strict=True):
        carriers: tuple[Carrier, ...] = ()
        if level is not None:
            carriers = (
                Carrier("judgement", title="Circuitos: primero el simulador", entry="e2", judge="trainer", level=2, at=NOW),
                Carrier("judgement", title="Circuitos: primero el simulador", entry="e2", judge="peer", level=1, at=NOW),
                Carrier("answers", 5, 4, at=NOW - timedelta(days=9)),
                Carrier("neighbours", 21, 15, at=NOW - timedelta(days=9)),
                Carrier("activities", 1, at=NOW - timedelta(days=2)),
            )
        found.append(LevelReached(rubric, level, level == 3, carriers))
    return tuple(found)


def portfolio_page(**more: object) -> PortfolioPage:
    page = PortfolioPage(
        TITLE, "Noelia Campos Rey", "p1", True, True, reached(),
        (entry(judgements=3), entry(4, "Reunión de departamento con actas compartidas", peers=False)), 2,
    )  # fmt: skip
    return replace(page, **more)  # type: ignore[arg-type]


FORM = EntryForm("A3", 2, "Circuitos: primero el simulador, luego los cables", TEXT, "https://example.org/u", True)
UNSEEN = entry(level=0, owner="Bruno Salgado Ferro", owner_id="p2")


def form_page(form: EntryForm = FORM, id: str = "e2") -> FormPage:
    return FormPage(TITLE, RUBRICS, form, id)


def levels_page(rows: int = 8) -> LevelsPage:
    names = ("Campos Rey, Noelia", "Salgado Ferro, Bruno", "Ledesma Ocampo, Ximena", "Ruiz de la Torre y Fernández de Córdoba, Mª del Carmen")
    levels = ((1, 2, 2, None, 0, 3), (None,) * 6, (2, 2, 2, 2, 2, 2), (0, 1, 0, 1, 0, 1))
    made = tuple(
        LevelsRow(f"p{n}", names[n % 4], levels[n % 4], (2, 0, 1, 0, 0, 0)) for n in range(rows)
    )
    return LevelsPage(TITLE, "Formación docente", RUBRICS, made, 1, 2 if rows else 1, True)


STUDENT_PAGES: dict[str, Callable[[], str]] = {
    "portfolio": lambda: student_pages.portfolio_page(portfolio_page()),
    "portfolio-new": lambda: student_pages.portfolio_page(
        portfolio_page(entries=(), classmates=0, begun=False, reached=reached((None,) * 6))
    ),
    "portfolio-fixed": lambda: student_pages.portfolio_page(portfolio_page(profiled=False)),
    "portfolio-aspect": lambda: student_pages.form_page(form_page(EntryForm("", 0, ""), "")),
    "portfolio-form": lambda: student_pages.form_page(form_page()),
    "portfolio-form-judged": lambda: student_pages.form_page(replace(form_page(), judged=True)),
    "portfolio-form-wrong": lambda: student_pages.form_page(
        form_page(EntryForm("A1", 0, "", "", "http://example.org"), ""), "Este enlace no se puede mostrar."
    ),
    "portfolio-entry": lambda: student_pages.own_page(
        EntryPage(TITLE, entry(others=OTHERS, judgements=3, mine=rating("self", 3, "Creo que va más allá.")))
    ),
    "portfolio-entry-new": lambda: student_pages.own_page(EntryPage(TITLE, entry(peers=False, link=""), True)),
    "portfolio-class": lambda: student_pages.classmates_page(
        EntriesPage(TITLE, (UNSEEN, replace(UNSEEN, id="e5")), (replace(UNSEEN, mine=rating("peer", 2)),))
    ),
    "portfolio-class-empty": lambda: student_pages.classmates_page(EntriesPage(TITLE, (), ())),
    "portfolio-judge": lambda: student_pages.judging_page(EntryPage(TITLE, UNSEEN)),
}
TEACHER_PAGES: dict[str, Callable[[], str]] = {
    "evidence": lambda: teacher_pages.evidence_page(
        EntriesPage(TITLE, (UNSEEN, replace(UNSEEN, id="e5")), (replace(UNSEEN, mine=rating("trainer", 2)), UNSEEN), True)
    ),
    "evidence-empty": lambda: teacher_pages.evidence_page(EntriesPage(TITLE, (), ())),
    "evidence-judge": lambda: teacher_pages.judging_page(EntryPage(TITLE, replace(UNSEEN, judgements=3))),
    "evidence-judged": lambda: teacher_pages.judging_page(
        EntryPage(TITLE, replace(UNSEEN, level=2, mine=rating("trainer", 2, "Muy claro."), others=NAMED))
    ),
    "evidence-levels": lambda: teacher_pages.levels_page(levels_page()),
    "evidence-levels-empty": lambda: teacher_pages.levels_page(levels_page(0)),
    "evidence-student": lambda: teacher_pages.student_page(
        portfolio_page(entries=(replace(UNSEEN, mine=rating("trainer", 2)), UNSEEN))
    ),
}
