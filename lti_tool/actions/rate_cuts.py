"""Teachers say what just mastering a competency means: of ten such questions, how many are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.database.diagnostics import CutRating, Diagnostic, ratings_of, takers_of
from lti_tool.database.engine import Database
from lti_tool.database.groups import sees_part
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused
from personalization.diagnostics.policy import Policy
from personalization.scale import FARTHEST, ShareOutOfReach, angoff, cut_for_share, expected_share

from .blueprint_pages import CutsPage, CutView
from .class_groups import check_whole_class
from .loading import LoadedBank, bank_for, policy_of, targets_of
from .open_blueprint import the_named
from .open_placing import sample_of


def open_cuts(database: Database, scope: Scope, diagnostic: str, *, language: str) -> CutsPage:
    """What just mastering means for each competency of a diagnostic, and who said so.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such diagnostic in this class.
    """
    scope.check_teaches()
    with database.read() as session:
        row = the_named(session, scope, diagnostic)
        loaded, policy = bank_for(session, scope, row), policy_of(row)
        ratings = ratings_of(session, scope, row.id)
        names = _names_of(session, scope, ratings)
        return CutsPage(
            id=row.public_id,
            title=row.title,
            cuts=tuple(
                _cut(session, scope, loaded, policy, position, ratings, names, language)
                for position in targets_of(loaded.loaded, policy)
            ),
            begun=bool(takers_of(session, scope).get(row.id)),
            limited=sees_part(session, scope),
        )


def _names_of(session: Session, scope: Scope, ratings: Sequence[CutRating]) -> Mapping[int, str]:
    ids = {rating.person_id for rating in ratings}
    rows = session.execute(
        select(Person.id, Person.name).where(Person.id.in_(ids), Person.school_id == scope.school_id)
    )
    return {row.id: row.name for row in rows}


def _cut(
    session: Session,
    scope: Scope,
    loaded: LoadedBank,
    policy: Policy,
    position: int,
    ratings: Sequence[CutRating],
    names: Mapping[int, str],
    language: str,
) -> CutView:
    code = loaded.loaded.framework.codes[position]
    answers = [rating for rating in ratings if rating.competency == code]
    cut = policy.cuts_for(loaded.loaded.framework)[position]
    shares = expected_share(loaded.bank, position, np.array([-FARTHEST, cut, FARTHEST])) * 10
    low, now, high = (None, None, None) if np.isnan(shares).any() else shares.tolist()
    return CutView(
        code=code,
        names=loaded.loaded.names[position],
        now=now,
        own=next((r.of_ten for r in answers if r.person_id == scope.person_id), None),
        others=tuple(
            (names.get(r.person_id, ""), r.of_ten) for r in answers if r.person_id != scope.person_id
        ),
        mean=angoff([r.of_ten / 10 for r in answers]) * 10 if answers else None,
        low=low,
        high=high,
        sample=sample_of(session, scope, loaded, [position], language),
    )


def rate_cuts(
    database: Database, scope: Scope, diagnostic: str, answers: Mapping[str, float | None], *, now: datetime
) -> None:
    """Keep the scope's person's answers, and turn the mean of all into cuts.

    Parameters
    ----------
    answers : mapping of competency code to float or None
        Of ten such questions, how many somebody who just masters gets right; None takes an answer back.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher of the whole class; no such diagnostic in it.
    InputRefused
        ``cut_rating``; ``cut_out_of_reach``: the questions cannot tell that; ``blueprint_begun``.
    """
    scope.check_teaches()
    if not all(value is None or 0 < value < 10 for value in answers.values()):
        raise InputRefused("cut_rating")
    with database.write() as session:
        check_whole_class(session, scope)
        row = the_named(session, scope, diagnostic, lock=True)
        if takers_of(session, scope).get(row.id):
            raise InputRefused("blueprint_begun")
        loaded, policy = bank_for(session, scope, row), policy_of(row)
        rated = {rating.competency for rating in ratings_of(session, scope, row.id)}
        _keep(session, scope, row, loaded, policy, answers, now)
        session.flush()
        unrated = {code: cut for code, cut in policy.cuts.items() if code not in rated}
        cuts = cuts_from(loaded, policy, ratings_of(session, scope, row.id))
        changed = replace(policy, cuts={**unrated, **cuts})
        if changed.cuts != policy.cuts:
            row.policy, row.rehearsal = changed.to_json(), None


def _keep(
    session: Session,
    scope: Scope,
    row: Diagnostic,
    loaded: LoadedBank,
    policy: Policy,
    answers: Mapping[str, float | None],
    now: datetime,
) -> None:
    known = {r.competency: r for r in ratings_of(session, scope, row.id) if r.person_id == scope.person_id}
    for position in targets_of(loaded.loaded, policy):
        code = loaded.loaded.framework.codes[position]
        value, rating = answers.get(code), known.get(code)
        if value is None and rating is not None:
            session.delete(rating)
        elif value is not None and rating is not None and rating.of_ten != value:
            rating.of_ten, rating.rated_at = value, now
        elif value is not None and rating is None:
            session.add(
                CutRating(
                    school_id=scope.school_id,
                    diagnostic_id=row.id,
                    person_id=scope.person_id,
                    competency=code,
                    of_ten=value,
                    rated_at=now,
                )
            )


def cuts_from(loaded: LoadedBank, policy: Policy, ratings: Sequence[CutRating]) -> dict[str, float]:
    """The cuts of a policy's targets that teachers' answers amount to; those of none are left out.

    Raises
    ------
    InputRefused
        ``cut_out_of_reach``: the bank has no question on a competency, or none that tells it.
    """
    cuts: dict[str, float] = {}
    for position in targets_of(loaded.loaded, policy):
        code = loaded.loaded.framework.codes[position]
        shares = [rating.of_ten / 10 for rating in ratings if rating.competency == code]
        if not shares:
            continue
        try:
            cuts[code] = cut_for_share(loaded.bank, position, angoff(shares))
        except ShareOutOfReach as error:
            raise _out_of_reach(loaded, position, error) from None
    return cuts


def _out_of_reach(loaded: LoadedBank, position: int, error: ShareOutOfReach) -> InputRefused:
    names = loaded.loaded.names[position]
    if np.isnan(error.lowest):
        return InputRefused("blueprint_no_items", names=[names])
    return InputRefused(
        "cut_out_of_reach",
        names=[names],
        asked=round(error.share * 10, 1),
        low=round(error.lowest * 10, 1),
        high=round(error.highest * 10, 1),
    )
