"""What evidence can be shown for in a placement: competencies with levels; what follows from a judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from lti_tool.database.diagnostics import Attempt, Diagnostic, attempt_of
from lti_tool.database.frameworks import framework_version
from lti_tool.database.itineraries import itinerary_of
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound
from personalization.diagnostics.policy import Policy

from .ask_grade import ask_grade
from .loading import LoadedFramework, find_diagnostic, load_framework, policy_of, targets_of
from .pages import Names
from .plan_itinerary import plan_itinerary
from .portfolio_pages import RubricLevel, RubricView
from .verdicts import level_names


class Rubric:
    """What learners can show in the launched placement: competencies that have several levels.

    Raises
    ------
    NotFound
        Nothing was placed, or nothing in it has levels.
    """

    def __init__(self, session: Session, scope: Scope) -> None:
        diagnostic = find_diagnostic(session, scope)
        if diagnostic is None:
            raise NotFound()
        self.session, self.scope = session, scope
        self.diagnostic: Diagnostic = diagnostic
        self.policy: Policy = policy_of(diagnostic)
        self.loaded: LoadedFramework = load_framework(session, scope, diagnostic.framework_id)
        framework = self.loaded.framework
        self.positions = tuple(
            position
            for position in targets_of(self.loaded, self.policy)
            if len(self.policy.ladder(framework, position)) > 1
        )
        if not self.positions:
            raise NotFound()
        self.codes = tuple(framework.codes[position] for position in self.positions)

    def ladder(self, code: str) -> tuple[float, ...]:
        """Where each level of a competency begins, in logits."""
        framework = self.loaded.framework
        return self.policy.ladder(framework, framework.index(code))

    def views(self) -> tuple[RubricView, ...]:
        """The competencies with the names of their levels."""
        names = level_names(self.session, self.scope, self.loaded.id)
        row = framework_version(self.session, self.scope, self.loaded.id)
        own: Mapping[str, Sequence[Names]] = {one.code: one.level_names for one in row.competencies}
        return tuple(
            RubricView(code, self.loaded.name(code), _levels(names[code], own[code]))
            for code in self.codes
        )

    def attempt(self, person_id: int, *, lock: bool = False) -> Attempt | None:
        """A learner's newest attempt. Locked, answers and judgements wait for one another."""
        attempt = attempt_of(self.session, self.scope, self.diagnostic.id, person_id=person_id)
        if attempt is not None and lock:
            self.session.refresh(attempt, with_for_update=True)
        return attempt

    def follow(self, attempt: Attempt | None, now: datetime) -> None:
        """Plan a learner's path anew and ask for the grade, after the belief about them has changed."""
        self.session.flush()
        if attempt is None or attempt.status != "finished":
            return
        theirs = replace(self.scope, person_id=attempt.person_id)
        if itinerary_of(self.session, theirs) is not None:
            plan_itinerary(self.session, theirs, self.loaded, profiled=attempt.profiled, now=now)
        ask_grade(self.session, self.scope, self.diagnostic, person_id=attempt.person_id, now=now)


def shows_levels(session: Session, scope: Scope) -> bool:
    """Whether learners can show evidence for levels in the launched placement."""
    try:
        Rubric(session, scope)
    except NotFound:
        return False
    return True


def _levels(names: tuple[Names, ...], own: Sequence[Names]) -> tuple[RubricLevel, ...]:
    """The levels, the lowest first; what only this competency calls it stands beside the name."""
    found = []
    for number, name in enumerate(names, start=1):
        other: Names = own[number - 1] if number <= len(own) else {}
        found.append(RubricLevel(number, name, {} if other == name else other))
    return tuple(found)
