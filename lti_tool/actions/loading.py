"""Banks as the engine computes on them: built once per process, as a bank in use never changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from lti_tool.actions.pages import Names
from lti_tool.database.banks import Bank, bank_of, item_parameters
from lti_tool.database.diagnostics import Diagnostic, diagnostic_placed, latest_diagnostic
from lti_tool.database.evidence import BeliefRow
from lti_tool.database.frameworks import FrameworkVersion, framework_version
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused
from personalization.bank import ItemBank, item_from_difficulty
from personalization.belief import Belief, initial_belief
from personalization.diagnostics.policy import Policy
from personalization.framework import Competency, Framework

ENGINE_VERSION = "1"
"""Stored with every piece of evidence; raised when the same evidence would move a belief otherwise."""

KEPT = 32
"""Banks that a process keeps built: the largest takes a few megabytes."""


@dataclass(frozen=True, slots=True)
class LoadedFramework:
    """A framework with the names that pages show."""

    id: int
    framework: Framework
    names: tuple[Names, ...]
    """By position."""
    areas: tuple[tuple[str, Names, tuple[int, ...]], ...]
    """Code, names and positions of the competencies of each area, in order."""
    prior: Belief

    def name(self, code: str) -> Names:
        """The names of a competency."""
        return self.names[self.framework.index(code)]


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """A bank as arrays, with the rows that its indices stand for."""

    id: int
    title: str
    languages: tuple[str, ...]
    loaded: LoadedFramework
    bank: ItemBank
    item_ids: tuple[int, ...]
    indices: dict[int, int]
    public_ids: tuple[str, ...]


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
    found: LoadedFramework | None = _frameworks.get(key)
    if found is None:
        found = _build_framework(framework_version(session, scope, framework_id))
        _frameworks.put(key, found)
    return found


def load_bank(session: Session, scope: Scope, bank_id: int) -> LoadedBank:
    """The bank as the engine needs it."""
    key = (str(session.get_bind().url), scope.school_id, bank_id)  # type: ignore[union-attr]
    found: LoadedBank | None = _banks.get(key)
    if found is None:
        found = _build_bank(session, scope, bank_of(session, scope, bank_id))
        _banks.put(key, found)
    return found


def _build_framework(row: FrameworkVersion) -> LoadedFramework:
    framework = Framework(
        row.code,
        row.version,
        tuple(Competency(c.code, c.area, tuple(c.cuts)) for c in row.competencies),
        tuple((p.before, p.after) for p in row.prerequisites),
    )
    areas = tuple(
        (
            area["code"],
            area["names"],
            tuple(c.position for c in row.competencies if c.area == area["code"]),
        )
        for area in row.areas
    )
    return LoadedFramework(
        row.id, framework, tuple(c.names for c in row.competencies), areas, initial_belief(framework)
    )


def _build_bank(session: Session, scope: Scope, row: Bank) -> LoadedBank:
    loaded = load_framework(session, scope, row.framework_id)
    rows = item_parameters(session, scope, row.id)
    bank = ItemBank(
        loaded.framework,
        (
            item_from_difficulty(
                item.code,
                item.competencies,
                item.difficulty,
                item.discrimination,
                guessing=item.guessing,
                slip=item.slip,
                difficulty_sd=item.difficulty_sd,
                enemies=item.template,
            )
            for item in rows
        ),
    )
    ids = tuple(item.id for item in rows)
    return LoadedBank(
        row.id,
        row.title,
        tuple(row.languages),
        loaded,
        bank,
        ids,
        {item_id: index for index, item_id in enumerate(ids)},
        tuple(item.public_id for item in rows),
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


def stored_policy(values: Mapping[str, Any]) -> Policy:
    """The policy from what is stored of it."""
    stored = dict(values)
    stored["targets"] = tuple(stored.get("targets", ()))
    return replace(Policy(), **stored)


def targets_of(loaded: LoadedFramework, policy: Policy) -> tuple[int, ...]:
    """Positions of the competencies that a diagnostic is about."""
    return tuple(int(position) for position in loaded.framework.positions(policy.targets))


def belief_from(row: BeliefRow | None, loaded: LoadedFramework) -> Belief:
    """The stored belief, or what is believed of somebody nobody knows."""
    return loaded.prior if row is None else Belief.from_bytes(row.state)
