"""Page values into pages about questions and their answers; nothing here asks a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from flask import render_template

from lti_tool.actions.accept_analysis import UNDER_WAY
from lti_tool.actions.analysis_pages import (
    LEAST_SHOWN,
    AnalysisPage,
    BankAnswersPage,
    CalibratePage,
    FairnessPage,
    FrameworkAnswersPage,
    PatternsPage,
    QuestionPageView,
)
from lti_tool.actions.run_dif import Comparison
from lti_tool.errors import SendaError
from lti_tool.web.translation import gettext, in_language, ngettext

from . import analyses_pictures as pictures
from . import analyses_words as words
from .views import problem as problem_text

MOST_ROWS: Final = 200
"""Questions of a calibration that are listed to be ticked, those that change most."""
MOST_DRAWN: Final = 20
_SHADES: Final = ((-0.05, "below"), (0.15, "none"), (0.4, "some"), (0.6, "much"), (2.0, "most"))
"""Upper bound of a correlation, and how a cell is shaded."""


def bank_page(page: BankAnswersPage) -> str:
    """The questions of a bank, those first that need to be looked at."""
    kinds = [(code, page.counts[code]) for code in words.FINDING_NAMES if page.counts.get(code)]
    return render_template("teacher/analyses.html", page=page, kinds=kinds, least=LEAST_SHOWN, **_texts())


def item_page(page: QuestionPageView) -> str:
    """One question as its answers show it."""
    texts = pictures.CurveTexts(
        label=gettext(
            "How many of 100 get it right, by how much they know; the same stands in the table below."
        ),
        less=gettext("knows less"),
        cut=gettext("just masters it"),
        more=gettext("knows more"),
    )
    drawn = pictures.curve(page.curve, page.points, texts) if page.points else ""
    a, b, c, slip = page.curve or (1.0, page.in_use[0], 0.0, 0.0)
    return render_template(
        "teacher/item_analysis.html",
        page=page,
        picture=drawn,
        least=LEAST_SHOWN,
        masters=words.just_masters({"a": a, "b": b, "c": c, "slip": slip}),
        **_texts(),
    )


def calibrate_page(page: CalibratePage, problem: SendaError | None = None) -> str:
    """The choice of how to calibrate."""
    wrong = problem_text(problem.code) if problem else ""
    return render_template("teacher/analyses_calibrate.html", page=page, problem=wrong, **_texts())


def one_page(page: AnalysisPage, problem: SendaError | None = None) -> str:
    """An analysis: how far it is, or what it found."""
    wrong = problem_text(problem.code) if problem else ""
    if page.status in UNDER_WAY:
        return render_template("teacher/analyses_waiting.html", page=page, problem=wrong, **_texts())
    if page.status == "failed" or not page.result:
        return render_template("teacher/analyses_ended.html", page=page, problem=wrong, **_texts())
    maker = {"calibration": _calibration, "dif": _dif, "correlations": _correlations}[page.kind]
    return maker(page, wrong)


def progress_piece(page: AnalysisPage) -> str:
    """How far an analysis is: a piece of its page that asks for itself."""
    return render_template("teacher/_analyses_progress.html", page=page, **_texts())


def _calibration(page: AnalysisPage, problem: str) -> str:
    changed = Counter(words.change_of(one.old, one.new) for one in page.items)
    flagged = sum(bool(one.findings) for one in page.items)
    drawn = [pictures.Change(one.name, dict(one.old), dict(one.new)) for one in page.items[:MOST_DRAWN]]
    label = gettext(
        "Of 10 students who just master the topic, how many get each question right: before and now. "
        "The same stands in the table below."
    )
    return render_template(
        "teacher/analyses_calibration.html",
        page=page,
        problem=problem,
        sentences=_changes_said(changed, flagged),
        rows=page.items[:MOST_ROWS],
        more=max(0, len(page.items) - MOST_ROWS),
        usable=sum(one.unchanged for one in page.items),
        picture=pictures.changes(drawn, label),
        masters=words.just_masters,
        change=words.change_of,
        **_texts(),
    )


def _changes_said(changed: Mapping[str, int], flagged: int) -> list[str]:
    harder, easier, same = (changed.get(way, 0) for way in ("harder", "easier", "same"))
    said = (
        (
            harder,
            ngettext(
                "%(num)s question is harder than stated.", "%(num)s questions are harder than stated.", harder
            ),
        ),
        (
            easier,
            ngettext(
                "%(num)s question is easier than stated.", "%(num)s questions are easier than stated.", easier
            ),
        ),
        (
            same,
            ngettext("%(num)s question is about as stated.", "%(num)s questions are about as stated.", same),
        ),
        (
            flagged,
            ngettext("%(num)s question is worth a look.", "%(num)s questions are worth a look.", flagged),
        ),
    )
    return [text % {"num": number} for number, text in said if number]


def _dif(page: AnalysisPage, problem: str) -> str:
    items = sorted(page.result["items"], key=lambda one: ("CBA".index(_class(one)), -abs(one["delta"])))
    rows = [
        pictures.Gap(one["name"], one["delta"], one["delta_se"], _class(one)) for one in items[:MOST_DRAWN]
    ]
    label = gettext(
        "How much harder or easier each question is for the group than for others who know as much. "
        "The same stands in the table below."
    )
    sizes = Counter(_class(one) for one in items)
    return render_template(
        "teacher/analyses_dif.html",
        page=page,
        problem=problem,
        items=items,
        sizes=sizes,
        classed=_class,
        picture=pictures.gaps(rows, label, f"← {gettext('harder')}", f"{gettext('easier')} →"),
        dif_sentence=words.dif_sentence,
        **_texts(),
    )


def _class(item: Mapping[str, Any]) -> str:
    """The class of a difference, A where it may be chance."""
    return str(item["size"]) if item["adjusted"] < 0.05 else "A"


def _correlations(page: AnalysisPage, problem: str) -> str:
    result = page.result
    codes = result["codes"]
    answered = [place for place in range(len(codes)) if result["pairs"][place][place]]
    pairs = [
        (result["correlations"][i][j], result["start"][i][j], i, j)
        for at, i in enumerate(answered)
        for j in answered[:at]
        if result["pairs"][i][j]
    ]
    pairs.sort(key=lambda pair: -pair[0])
    return render_template(
        "teacher/analyses_correlations.html",
        page=page,
        problem=problem,
        codes=codes,
        answered=answered,
        strongest=pairs[:3],
        higher=sum(found - start > 0.1 for found, start, _, _ in pairs),
        lower=sum(start - found > 0.1 for found, start, _, _ in pairs),
        alike=sum(abs(found - start) <= 0.1 for found, start, _, _ in pairs),
        shade=_shade,
        **_texts(),
    )


def _shade(correlation: float) -> str:
    return next(name for bound, name in _SHADES if correlation < bound)


def fairness_page(
    page: FairnessPage, typed: Comparison | None = None, problem: SendaError | None = None
) -> str:
    """The choice of whom to compare; with what was chosen where it could not be done."""
    wrong = problem_text(problem.code) if problem else ""
    return render_template(
        "teacher/analyses_fairness.html", page=page, typed=typed or Comparison(), problem=wrong, **_texts()
    )


def patterns_page(page: PatternsPage) -> str:
    """Students whose answers are worth a look."""
    return render_template("teacher/analyses_patterns.html", page=page, **_texts())


def framework_page(page: FrameworkAnswersPage, problem: SendaError | None = None) -> str:
    """How topics go together: what can be asked for and what was."""
    wrong = problem_text(problem.code) if problem else ""
    return render_template("teacher/analyses_framework.html", page=page, problem=wrong, **_texts())


def _texts() -> dict[str, Any]:
    """What the templates say codes with."""
    return {
        "finding_sentence": words.finding_sentence,
        "finding_name": lambda code: gettext(words.FINDING_NAMES[code]),
        "separates": words.separates_sentence,
        "model_name": lambda code: gettext(words.MODELS[code][0]),
        "model_note": lambda code: gettext(words.MODELS[code][1]),
        "status_name": lambda code: gettext(words.STATUSES[code]),
        "analysis_name": lambda code: gettext(words.KINDS[code]),
        "size_name": lambda code: gettext(words.SIZES[code]),
        "named": in_language,
    }
