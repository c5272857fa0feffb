"""Banks as the engine computes on them, built once per process: a revision in use never changes.

What answers teach of the difficulty of its items lies over it, and is looked up every few seconds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.actions.framework_areas import areas_in_order
from lti_tool.actions.pages import Names
from lti_tool.database.analyses import Analysis, accepted_correlations, learnt_difficulties
from lti_tool.database.banks import Bank, ItemRow, bank_of, item_of, item_parameters
from lti_tool.database.diagnostics import Attempt, Diagnostic, diagnostic_placed, latest_diagnostic
from lti_tool.database.evidence import BeliefRow
from lti_tool.database.frameworks import FrameworkVersion, framework_version
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused
from personalization.bank import ItemBank, item_from_difficulty
from personalization.belief import Belief, initial_belief
from personalization.calibration.correlations import as_correlation
from personalization.diagnostics.policy import Policy
from personalization.framework import Competency, Framework

from .looks import looks

ENGINE_VERSION = "1"
"""Stored with every piece of evidence; raised when the same evidence would move a belief otherwise."""

KEPT = 32
"""Banks that a process keeps built: the largest takes a few megabytes."""
UNTAUGHT = -1
"""What `LoadedBank.learnt` says where the difficulties are those of the bank alone."""


@dataclass(frozen=True, slots=True)
class LoadedFramework:
    """A framework with the names that pages show."""

    id: int
    framework: Framework
    names: tuple[Names, ...]
    """By position."""
    areas: tuple[tuple[str, Names, tuple[int, ...]], ...]
    """Code, names and positions of the competencies of each area that has some, in order."""
    prior: Belief
    estimate: int = 0
    """Id of the accepted analysis that the correlations of the prior come from; 0: the cautious start."""

    def name(self, code: str) -> Names:
        """The names of a competency."""
        return self.names[self.framework.index(code)]


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """A revision of a bank as arrays, with the rows that its indices stand for."""

    id: int
    revision: int
    title: str
    languages: tuple[str, ...]
    loaded: LoadedFramework
    bank: ItemBank
    item_ids: tuple[int, ...]
    entry_ids: tuple[int, ...]
    indices: dict[int, int]
    public_ids: tuple[str, ...]
    learnt: int = UNTAUGHT
    """State of `Bank.learnt` whose difficulties lie over the stated ones."""


class _Cache:
    """The few most recently used values; a value is built outside the lock, at worst twice."""

    def __init__(self) -> None:
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any) -> Any:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Any, value: Any) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > KEPT:
                self._values.popitem(last=False)


_frameworks = _Cache()
_banks = _Cache()


def load_framework(session: Session, scope: Scope, framework_id: int) -> LoadedFramework:
    """The framework as the engine needs it."""
    key = (str(session.get_bind().url), scope.school_id, framework_id)  # type: ignore[union-attr]

    def newest() -> int:
        accepted = accepted_correlations(session, scope, framework_id)
        return accepted.id if accepted else 0

    estimate = looks.value(("prior", *key), newest)
    found: LoadedFramework | None = _frameworks.get(key)
    if found is None or found.estimate != estimate:
        accepted = accepted_correlations(session, scope, framework_id) if estimate else None
        found = _build_framework(framework_version(session, scope, framework_id), accepted)
        _frameworks.put(key, found)
    return found


def load_bank(
    session: Session, scope: Scope, bank_id: int, revision: int | None = None, *, taught: bool = True
) -> LoadedBank:
    """A bank as the engine needs it, at its newest revision where none is named.

    Parameters
    ----------
    taught : bool
        With the difficulties that answers have taught since; otherwise as the bank holds them.
    """
    place = (str(session.get_bind().url), scope.school_id, bank_id)  # type: ignore[union-attr]
    row = bank_of(session, scope, bank_id) if revision is None else None
    if row is not None:
        revision = row.revision
    assert revision is not None
    learnt = UNTAUGHT
    if taught:
        learnt = looks.value(("learnt", *place), lambda: bank_of(session, scope, bank_id).learnt)
    key = (*place, revision, taught)
    found: LoadedBank | None = _banks.get(key)
    if found is None or found.learnt != learnt:
        found = _build_bank(session, scope, row or bank_of(session, scope, bank_id), revision, learnt)
        _banks.put(key, found)
    loaded = load_framework(session, scope, found.loaded.id)
    if found.loaded is not loaded:  # another prior for new learners; the items are the same
        found = replace(found, loaded=loaded)
        _banks.put(key, found)
    return found


def bank_for(
    session: Session, scope: Scope, diagnostic: Diagnostic, attempt: Attempt | None = None
) -> LoadedBank:
    """The bank that a diagnostic asks from; for an attempt, as it was when the attempt began.

    The fixed test of those without a profile goes by the bank alone: it stays the same for everybody.
    """
    if attempt is None:
        return load_bank(session, scope, diagnostic.bank_id, diagnostic.bank_revision)
    return load_bank(session, scope, diagnostic.bank_id, attempt.bank_revision, taught=attempt.profiled)


def item_at(session: Session, scope: Scope, loaded: LoadedBank, index: int) -> ItemRow:
    """The item at an index of the engine's arrays."""
    return item_of(session, scope, loaded.item_ids[index])


def _build_framework(row: FrameworkVersion, accepted: Analysis | None) -> LoadedFramework:
    framework = Framework(
        row.code,
        row.version,
        tuple(Competency(c.code, c.area, tuple(c.cuts), c.weight) for c in row.competencies),
        tuple((p.before, p.after) for p in row.prerequisites),
    )
    inside: dict[str, list[int]] = {}
    for competency in row.competencies:
        inside.setdefault(competency.area, []).append(competency.position)
    # An area that only holds areas has nothing to show of its own.
    areas = tuple(
        (code, names, tuple(inside[code])) for code, names in areas_in_order(row.areas) if code in inside
    )
    prior = initial_belief(framework)
    if accepted is not None:
        correlations = np.array(accepted.result["correlations"], dtype=np.float64)
        prior = Belief(prior.mean, as_correlation(correlations), prior.own)
    return LoadedFramework(
        row.id,
        framework,
        tuple(c.names for c in row.competencies),
        areas,
        prior,
        accepted.id if accepted else 0,
    )


def _build_bank(session: Session, scope: Scope, row: Bank, revision: int, learnt: int) -> LoadedBank:
    loaded = load_framework(session, scope, row.framework_id)
    told = {} if learnt == UNTAUGHT else learnt_difficulties(session, scope, row.id)
    rows = item_parameters(session, scope, row.id, revision)
    bank = ItemBank(
        loaded.framework,
        (
            item_from_difficulty(
                item.code,
                item.competencies,
                difficulty,
                item.discrimination,
                guessing=item.guessing,
                slip=item.slip,
                difficulty_sd=spread,
                enemies=item.template,
                tags=tuple(item.tags),
                pilot=item.pilot,
            )
            for item in rows
            for difficulty, spread in [told.get(item.entry_id, (item.difficulty, item.difficulty_sd))]
        ),
    )
    ids = tuple(item.id for item in rows)
    return LoadedBank(
        row.id,
        revision,
        row.title,
        tuple(row.languages),
        loaded,
        bank,
        ids,
        tuple(item.entry_id for item in rows),
        {item_id: index for index, item_id in enumerate(ids)},
        tuple(item.public_id for item in rows),
        learnt,
    )


def find_diagnostic(session: Session, scope: Scope) -> Diagnostic | None:
    """The diagnostic of the placement that was launched; without a placement the newest of the class.

    None where a teacher has not said yet what the placement shows.
    """
    if scope.resource_link_id is None:
        return latest_diagnostic(session, scope)
    return diagnostic_placed(session, scope)


def the_diagnostic(session: Session, scope: Scope) -> Diagnostic:
    """`find_diagnostic`, where there must be one.

    Raises
    ------
    InputRefused
        The class has none yet.
    """
    diagnostic = find_diagnostic(session, scope)
    if diagnostic is None:
        raise InputRefused("bank_missing")
    return diagnostic


def policy_of(diagnostic: Diagnostic) -> Policy:
    """The policy that a diagnostic was placed with."""
    return stored_policy(diagnostic.policy)


def policy_of_attempt(diagnostic: Diagnostic, attempt: Attempt) -> Policy:
    """The policy that an attempt goes by: its own where it is a check, with the time that its person has."""
    policy = policy_of(diagnostic) if attempt.policy is None else stored_policy(attempt.policy)
    if policy.max_minutes is None or attempt.time_factor == 1:
        return policy
    minutes = policy.max_minutes * attempt.time_factor if attempt.time_factor else None
    return replace(policy, max_minutes=minutes)


def stored_policy(values: Mapping[str, Any]) -> Policy:
    """The policy from what is stored of it."""
    return Policy.from_json(values)


def targets_of(loaded: LoadedFramework, policy: Policy) -> tuple[int, ...]:
    """Positions of the competencies that a diagnostic is about."""
    return tuple(int(position) for position in loaded.framework.positions(policy.targets))


def belief_from(row: BeliefRow | None, loaded: LoadedFramework) -> Belief:
    """The stored belief, or what is believed of somebody nobody knows."""
    return loaded.prior if row is None else Belief.from_bytes(row.state)
