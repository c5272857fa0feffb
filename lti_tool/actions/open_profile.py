"""A student over time: what was known after each sitting, activity and decision, as the log gives it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.classes import student_of
from lti_tool.database.diagnostics import attempt_of
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry, attempt_kinds, belief_of, log_of
from lti_tool.database.itineraries import activities_in
from lti_tool.database.judgements import overrides_of
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound
from personalization.belief import forget
from personalization.evidence import apply
from personalization.scale import expected_share
from personalization.standing import Settled

from .loading import LoadedBank, bank_for, policy_of, the_diagnostic
from .open_result import INTERVAL, record_look
from .profile_pages import Moment, OccasionKind, OccasionView, ProfilePage, Range, Trajectory
from .rebuild_belief import Counted, counted, prior_of, withdrawn
from .settled_beliefs import SECONDS_A_DAY, Known, known_from
from .verdicts import Verdict, Verdicts, override_view, teachers_named

_ANSWERS = ("response", "skip", "practice")


def open_profile(
    database: Database, scope: Scope, student: str, competency: str = "", *, now: datetime
) -> ProfilePage:
    """A student of the class over time, for who teaches it; that somebody looked is written down.

    Parameters
    ----------
    competency : str
        Code of the one to show large; empty for none.

    Raises
    ------
    AccessRefused
        Only who teaches sees it.
    NotFound
        No such student, who has not begun, or no such competency.
    """
    scope.check_teaches()
    with database.read() as session:
        who = student_of(session, scope, student)
        diagnostic = the_diagnostic(session, scope)
        attempt = attempt_of(session, scope, diagnostic.id, person_id=who.id) if who else None
        if who is None or attempt is None:
            raise NotFound()
        loaded = bank_for(session, scope, diagnostic, attempt)
        verdicts = Verdicts(loaded.loaded, policy_of(diagnostic))
        page = ProfilePage(diagnostic.title, who.name or who.given_name, who.public_id, False, (), ())
        if attempt.profiled:
            reader = _Reader(session, scope, who.id, loaded, verdicts, now)
            page = replace(
                page, profiled=True, occasions=reader.occasions, trajectories=reader.trajectories()
            )
    chosen = next((one for one in page.trajectories if one.code == competency), None)
    if competency and chosen is None:
        raise NotFound()
    record_look(database, scope, who.id, "profile", now)
    return replace(page, chosen=chosen)


class _Reader:
    """Replays one person's log and cuts it into occasions."""

    def __init__(
        self,
        session: Session,
        scope: Scope,
        person_id: int,
        loaded: LoadedBank,
        verdicts: Verdicts,
        now: datetime,
    ) -> None:
        self.loaded, self.verdicts, self.now = loaded, verdicts, now
        framework_id = loaded.loaded.id
        self.row = belief_of(session, scope, framework_id, person_id=person_id)
        log = log_of(session, scope, framework_id, person_id=person_id)
        kinds = attempt_kinds(session, scope, person_id)
        titles = {
            one.id: {language: text["title"] for language, text in one.texts.items()}
            for one in activities_in(session, scope, framework_id)
        }
        self.parts = _parts(counted(log))
        gone = withdrawn(log)
        past = [_occasion(part, kinds, titles) for part in self.parts]
        back = [_taken_back(row) for row in log if row.id in gone and row.kind == "override"]
        order = sorted([*past, *back], key=lambda one: one.at)
        self.occasions = tuple(order)
        self.places = [next(n for n, one in enumerate(order) if one is mine) for mine in past]
        self.overrides = overrides_of(session, scope, framework_id, person_id=person_id)
        self.teachers = teachers_named(session, scope, list(self.overrides.values()))

    def trajectories(self) -> tuple[Trajectory, ...]:
        """One for each target of which the bank has questions."""
        states = self._states()
        today = known_from(self.row, self.loaded.loaded)
        if self.row is not None:
            days = max((self.now - self.row.updated_at).total_seconds() / SECONDS_A_DAY, 0.0)
            widened = forget(today.belief, days).belief
            today = Known(widened, today.today(self.row.updated_at, self.now).settled)
        found = []
        for verdict in self.verdicts.of(today, self.overrides):
            moments = self._moments(verdict.position, states, today)
            if moments:
                found.append(self._trajectory(verdict, moments))
        return tuple(found)

    def _states(self) -> list[tuple[Known, Known]]:
        """What was known before and after each part; what time has added belongs to before."""
        framework = self.loaded.loaded.framework
        prior = prior_of(self.row, self.loaded.loaded)
        known, states = Known(prior, Settled.of(prior)), []
        for part in self.parts:
            before = None
            for one in part:
                if before is None and one.row.kind != "time":
                    before = known
                after = apply(framework, known.belief, one.evidence).belief
                known = known.after(framework, one.evidence, after)
            states.append((before or known, known))
        return states

    def _moments(
        self, position: int, states: Sequence[tuple[Known, Known]], today: Known
    ) -> tuple[Moment, ...]:
        mean = [float(one.belief.mean[position]) for pair in states for one in pair]
        error = [float(one.belief.error[position]) for pair in states for one in pair]
        mean += [float(today.belief.mean[position])]
        error += [float(today.belief.error[position])]
        middle, half = np.array(mean), INTERVAL * np.array(error)
        low, at, high = (
            expected_share(self.loaded.bank, position, thetas).tolist()
            for thetas in (middle - half, middle, middle + half)
        )
        if not all(np.isfinite(at)):
            return ()
        ranges = [Range(*values) for values in zip(low, at, high, strict=True)]
        code = self.loaded.loaded.framework.codes[position]
        moments = []
        for number, (part, place) in enumerate(zip(self.parts, self.places, strict=True)):
            own = [one for one in part if one.row.kind in _ANSWERS and code in one.row.parameters["loadings"]]
            right = sum(one.row.score == 1.0 for one in own)
            moments.append(
                Moment(
                    place, part[-1].row.occurred_at, ranges[2 * number], ranges[2 * number + 1],
                    len(own), right,
                )
            )  # fmt: skip
        last = moments[-1].after if moments else ranges[-1]
        return (*moments, Moment(-1, self.now, last, ranges[-1]))

    def _trajectory(self, verdict: Verdict, moments: tuple[Moment, ...]) -> Trajectory:
        position = verdict.position
        code = self.loaded.loaded.framework.codes[position]
        cut = np.array([self.verdicts.cuts[position]])
        row = self.overrides.get(code)
        return Trajectory(
            code=code,
            names=self.loaded.loaded.names[position],
            word="not_asked" if verdict.own == 0 and verdict.word == "not_enough_evidence" else verdict.word,
            needed=float(expected_share(self.loaded.bank, position, cut)[0]),
            moments=moments,
            review_due=verdict.standing.review_due and verdict.decided is None,
            override=override_view(row, self.teachers.get(row.teacher_id or 0, "")) if row else None,
        )


def _parts(log: Sequence[Counted]) -> list[list[Counted]]:
    """The log cut where something else begins; time belongs to what follows it."""
    parts: list[list[Counted]] = []
    waiting: list[Counted] = []
    last: object = None
    for one in log:
        if one.row.kind == "time":
            waiting.append(one)
            continue
        key = one.row.attempt_id or ("alone", one.row.id)
        if key == last and not waiting:
            parts[-1].append(one)
        else:
            parts.append([*waiting, one])
        waiting, last = [], key
    return parts


def _occasion(
    part: Sequence[Counted], kinds: Mapping[int, str], titles: Mapping[int, Mapping[str, str]]
) -> OccasionView:
    facts = [one.row for one in part if one.row.kind != "time"]
    first = facts[0]
    answers = [row for row in facts if row.kind in _ANSWERS]
    about = {code for row in answers for code in row.parameters["loadings"]}
    about |= {str(row.parameters["competency"]) for row in facts if "competency" in row.parameters}
    level = first.parameters.get("level")
    return OccasionView(
        kind=_kind(first, kinds),
        at=facts[-1].occurred_at,
        title=titles.get(first.activity_id or 0, {}),
        questions=len(answers),
        right=sum(row.score == 1.0 for row in answers),
        about=frozenset(about),
        word=str(first.parameters.get("word", "")) if first.kind == "override" else "",
        level=int(level) if isinstance(level, int) else None,
    )


def _kind(row: EvidenceEntry, kinds: Mapping[int, str]) -> OccasionKind:
    if row.kind in ("activity", "override", "rubric"):
        return row.kind  # type: ignore[return-value]
    kind = kinds.get(row.attempt_id or 0, "")
    if kind in ("check", "practice"):
        return kind  # type: ignore[return-value]
    return "sitting" if row.kind in _ANSWERS else "other"


def _taken_back(row: EvidenceEntry) -> OccasionView:
    """A decision that a teacher has taken back: it happened, and counts no more."""
    about = frozenset({str(row.parameters["competency"])})
    return OccasionView("taken_back", row.occurred_at, {}, 0, 0, about, str(row.parameters.get("word", "")))
