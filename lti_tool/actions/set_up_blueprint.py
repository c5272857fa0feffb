"""A teacher sets up a diagnostic: changed, opened, held back, copied, moved to newer questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lti_tool.database.audit import AuditEvent
from lti_tool.database.banks import bank_of
from lti_tool.database.diagnostics import CutRating, Diagnostic, ratings_of, takers_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused
from personalization.diagnostics.policy import Policy

from .blueprint_pages import (
    ALL_LEVELS,
    FEEDBACK,
    MOST_ATTEMPTS,
    MOST_MINUTES,
    MOST_QUESTIONS,
    SURENESS,
    BlueprintWish,
    Wanted,
)
from .class_groups import check_whole_class
from .copy_set_up import duplicate
from .loading import LoadedBank, bank_for, load_bank, policy_of
from .open_blueprint import shortfalls, the_named, wanted_of
from .place_activities import LONGEST_TITLE
from .rate_cuts import cuts_from
from .set_up_diagnostic import MOST_COMPETENCIES, bank_named, least_items, new_diagnostic, proposed_targets

WIDEST_FOR_LEVELS = 0.9
"""Standard error, in logits, up to which a word is said where a diagnostic is about all levels."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: whether anything that students are asked has changed."""

    changed: bool


def save_blueprint(
    database: Database, scope: Scope, diagnostic: str, wish: BlueprintWish, *, now: datetime
) -> Saved:
    """Keep what a teacher wants of a diagnostic; a rehearsal of what was asked before is forgotten.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher of the whole class; no such diagnostic in it.
    InputRefused
        ``blueprint_...``: a wish that cannot be met; or students have begun and what is asked differs.
    """
    scope.check_teaches()
    _check_wish(wish)
    with database.write() as session:
        check_whole_class(session, scope)
        row = the_named(session, scope, diagnostic, lock=True)
        before = (row.title, row.feedback, row.attempts, row.policy)
        row.title, row.feedback, row.attempts = wish.title.strip(), wish.feedback, wish.attempts
        changed = wish.wanted is not None and _change(session, scope, row, wish.wanted)
        if before != (row.title, row.feedback, row.attempts, row.policy):
            note(session, scope, row, "diagnostic_changed", now, asked=changed)
        return Saved(changed)


def _check_wish(wish: BlueprintWish) -> None:
    if not 1 <= len(wish.title.strip()) <= LONGEST_TITLE:
        raise InputRefused("blueprint_title")
    if wish.feedback not in FEEDBACK:
        raise InputRefused("input_invalid")
    if not 0 <= wish.attempts <= MOST_ATTEMPTS:
        raise InputRefused("blueprint_attempts", most=MOST_ATTEMPTS)
    if wish.wanted is not None:
        _check_wanted(wish.wanted)


def _check_wanted(wanted: Wanted) -> None:
    chosen = len(set(wanted.competencies))
    if not 1 <= chosen <= MOST_COMPETENCIES:
        raise InputRefused("blueprint_competencies", count=chosen, most=MOST_COMPETENCIES)
    if not 2 <= wanted.questions <= MOST_QUESTIONS:
        raise InputRefused("blueprint_questions", least=2, most=MOST_QUESTIONS)
    if wanted.minutes is not None and not 1 <= wanted.minutes <= MOST_MINUTES:
        raise InputRefused("blueprint_minutes", most=MOST_MINUTES)
    if wanted.sure not in (*SURENESS, "own"):
        raise InputRefused("input_invalid")
    if not (wanted.pilots == 0 or 0.1 <= wanted.pilots <= 0.25):
        raise InputRefused("blueprint_pilots")
    if not 0.05 <= wanted.exposure <= 1:
        raise InputRefused("blueprint_exposure")


def _change(session: Session, scope: Scope, row: Diagnostic, wanted: Wanted) -> bool:
    """Let a diagnostic ask what is wanted; whether that is something else than before."""
    loaded, old = bank_for(session, scope, row), policy_of(row)
    codes = loaded.loaded.framework.codes
    if not set(wanted.competencies) <= set(codes):
        raise InputRefused("input_invalid")
    if _same(wanted, wanted_of(loaded.loaded, old)):
        return False
    if takers_of(session, scope).get(row.id):
        raise InputRefused("blueprint_begun")
    policy = _policy(loaded, old, wanted)
    if policy.level == old.level:
        policy = replace(policy, cuts=_cuts(session, scope, row, loaded, policy))
    else:  # what just mastering means was said of another level
        mine = CutRating.diagnostic_id == row.id, CutRating.school_id == scope.school_id
        session.execute(delete(CutRating).where(*mine))
        policy = replace(policy, cuts={})
    if row.published:
        _check_items(loaded, policy)
    row.policy, row.rehearsal = policy.to_json(), None
    return True


def _cuts(
    session: Session, scope: Scope, row: Diagnostic, loaded: LoadedBank, policy: Policy
) -> dict[str, float]:
    """The cuts by the teachers' answers; one that came without answers, as with a copied course, stays."""
    return {**policy.cuts, **cuts_from(loaded, policy, ratings_of(session, scope, row.id))}


def _same(one: Wanted, other: Wanted) -> bool:
    def plain(wanted: Wanted) -> Wanted:
        return replace(wanted, competencies=tuple(sorted(set(wanted.competencies))))

    return plain(one) == plain(other)


def _policy(loaded: LoadedBank, old: Policy, wanted: Wanted) -> Policy:
    targets = tuple(code for code in loaded.loaded.framework.codes if code in wanted.competencies)
    sure = SURENESS.get(wanted.sure, old.mastered)
    least = old.min_items if wanted.questions == old.max_items else least_items(wanted.questions)
    return replace(
        old,
        targets=targets,
        cuts={code: cut for code, cut in old.cuts.items() if code in targets},
        max_items=wanted.questions,
        min_items=least,
        max_per_competency=max(8, ceil(wanted.questions / len(targets))),
        mastered=sure,
        not_yet=old.not_yet if wanted.sure == "own" else 1 - sure,
        max_minutes=wanted.minutes,
        all_levels=wanted.level == ALL_LEVELS,
        widest=_widest(old, wanted.level == ALL_LEVELS),
        level=old.level if wanted.level == ALL_LEVELS else _level(loaded, wanted.level),
        gentle=wanted.gentle,
        pilot_share=wanted.pilots,
        exposure=replace(old.exposure, max_rate=wanted.exposure),
    )


def _widest(old: Policy, all_levels: bool) -> float:
    """How wide a standard error may be for a word.

    Between levels that lie far apart more may be said with less: measured in ``docs/models.md``, 8.
    """
    if all_levels == old.all_levels:
        return old.widest
    return WIDEST_FOR_LEVELS if all_levels else Policy().widest


def _level(loaded: LoadedBank, text: str) -> int:
    levels = max((len(one.cuts) for one in loaded.loaded.framework.competencies), default=1)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) < levels):
        raise InputRefused("input_invalid")
    return int(text)


def _check_items(loaded: LoadedBank, policy: Policy) -> None:
    """Refuse to let students meet a competency without a question."""
    missing = [one.names for one in shortfalls(loaded, policy) if one.problem == "none"]
    if missing:
        raise InputRefused("blueprint_no_items", names=missing)


def publish(database: Database, scope: Scope, diagnostic: str, *, published: bool, now: datetime) -> None:
    """Open a diagnostic to students, or hold it back: who has begun goes on.

    Raises
    ------
    AccessRefused, NotFound
        As for `save_blueprint`.
    InputRefused
        ``blueprint_no_items``: the bank has no question on one of its competencies.
    """
    scope.check_teaches()
    with database.write() as session:
        check_whole_class(session, scope)
        row = the_named(session, scope, diagnostic, lock=True)
        if row.published == published:
            return
        if published:
            _check_items(bank_for(session, scope, row), policy_of(row))
        row.published = published
        note(session, scope, row, "diagnostic_opened" if published else "diagnostic_held_back", now)


def make_diagnostic(database: Database, scope: Scope, bank: str, title: str, *, now: datetime) -> str:
    """A new diagnostic of the class over a bank, held back until it is set up; its public id.

    Raises
    ------
    AccessRefused, NotFound, InputRefused
        As for `save_blueprint`; ``blueprint_competencies``: the bank has no question.
    """
    scope.check_teaches()
    if not 1 <= len(title.strip()) <= LONGEST_TITLE:
        raise InputRefused("blueprint_title")
    with database.write() as session:
        check_whole_class(session, scope)
        loaded = load_bank(session, scope, bank_named(session, scope, bank).id)
        targets = proposed_targets(loaded)
        if not targets:
            raise InputRefused("blueprint_competencies", count=0, most=MOST_COMPETENCIES)
        row = new_diagnostic(session, scope, loaded, targets, title=title.strip(), now=now)
        row.published = False
        note(session, scope, row, "diagnostic_made", now)
        return row.public_id


def copy_diagnostic(database: Database, scope: Scope, diagnostic: str, title: str, *, now: datetime) -> str:
    """Another diagnostic that asks the same, held back, with nobody in it; its public id.

    Raises
    ------
    AccessRefused, NotFound
        As for `save_blueprint`.
    """
    scope.check_teaches()
    with database.write() as session:
        check_whole_class(session, scope)
        row = the_named(session, scope, diagnostic)
        own = {"school_id": scope.school_id}
        changes = {"class_id": scope.class_id, "title": title[:LONGEST_TITLE], "published": False}
        made = duplicate(row, {**own, **changes, "created_at": now})
        session.add(made)
        session.flush()
        ratings = ratings_of(session, scope, row.id)
        session.add_all(duplicate(rating, {**own, "diagnostic_id": made.id}) for rating in ratings)
        note(session, scope, made, "diagnostic_made", now)
        return made.public_id


def use_revision(database: Database, scope: Scope, diagnostic: str, *, now: datetime) -> None:
    """Ask new attempts from the newest revision of the bank; attempts under way keep theirs.

    What just mastering means is worked out anew from the teachers' answers, unless students have begun.

    Raises
    ------
    AccessRefused, NotFound
        As for `save_blueprint`.
    InputRefused
        ``revision_current``; ``blueprint_no_items``, ``cut_out_of_reach``: the newer questions do not do.
    """
    scope.check_teaches()
    with database.write() as session:
        check_whole_class(session, scope)
        row = the_named(session, scope, diagnostic, lock=True)
        newest = bank_of(session, scope, row.bank_id).revision
        if newest == row.bank_revision:
            raise InputRefused("revision_current")
        loaded, policy = load_bank(session, scope, row.bank_id, newest), policy_of(row)
        if not takers_of(session, scope).get(row.id):
            policy = replace(policy, cuts=_cuts(session, scope, row, loaded, policy))
        if row.published:
            _check_items(loaded, policy)
        note(session, scope, row, "diagnostic_revision", now, old=row.bank_revision, new=newest)
        row.bank_revision, row.policy, row.rehearsal = newest, policy.to_json(), None


def note(
    session: Session, scope: Scope, row: Diagnostic, event: str, now: datetime, **values: object
) -> None:
    """Write down who changed what of a diagnostic."""
    session.add(AuditEvent.of(scope, event, {"diagnostic": row.public_id, **values}, now=now))
