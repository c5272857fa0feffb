"""The page on which a teacher decides otherwise than the answers."""

from __future__ import annotations

from datetime import datetime

from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .loading import policy_of, the_diagnostic
from .open_result import open_result
from .profile_pages import OverridePage
from .result_pages import CompetencyView, FixedResultView, ResultPage
from .verdicts import level_names


def open_override(
    database: Database, scope: Scope, student: str, competency: str, *, now: datetime
) -> OverridePage:
    """What is said of a competency of a student now, and what a teacher could say instead.

    Raises
    ------
    AccessRefused
        Only who teaches decides.
    NotFound
        No such student, who has not begun, or a competency that is not in the result.
    """
    result = open_result(database, scope, student, now=now)
    if result is None:
        raise NotFound()
    found = _find(result, competency)
    with database.read() as session:
        diagnostic = the_diagnostic(session, scope)
        several = policy_of(diagnostic).all_levels
        names = level_names(session, scope, diagnostic.framework_id)[competency] if several else ()
    profiled = isinstance(found, CompetencyView)
    right, asked = _count(found)
    return OverridePage(
        title=result.title,
        person=result.person,
        person_id=result.person_id,
        code=competency,
        names=found.names,
        word=_word(found) if isinstance(found, CompetencyView) else "",
        right=right,
        asked=asked,
        levels=names if len(names) > 1 else (),
        standing=found.override,
        reached=found.levels if isinstance(found, CompetencyView) else None,
        contest=next((one.text for one in result.contests if one.competency == competency), ""),
        graded=result.grade is not None and (profiled or bool(asked)),
    )


def _find(result: ResultPage, competency: str) -> CompetencyView | FixedResultView:
    known: dict[str, CompetencyView | FixedResultView] = {one.code: one for one in result.fixed}
    known |= {view.code: view for area in result.areas for view in area.competencies}
    if competency not in known:
        raise NotFound()
    return known[competency]


def _word(view: CompetencyView) -> str:
    return "not_asked" if view.own == 0 and view.word == "not_enough_evidence" else view.word


def _count(found: CompetencyView | FixedResultView) -> tuple[int, int]:
    """Questions about it that were right, and asked."""
    if isinstance(found, FixedResultView):
        return found.right, found.asked
    own = [one for one in found.evidence if not one.about_other and not one.pilot]
    return sum(one.outcome == "right" for one in own), len(own)
