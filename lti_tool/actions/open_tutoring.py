"""The teacher's tutoring board: what the newest run proposes."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.database.classes import class_of, students_of
from lti_tool.database.consents import offers_in
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.database.tutoring import latest_run, pairs_of

from .class_groups import GroupChoice
from .loading import find_diagnostic, load_framework
from .pages import PairView, TutoringPage
from .recording import reasons_from_json


def open_tutoring(database: Database, scope: Scope) -> TutoringPage:
    """The board, empty where nothing ran yet.

    Raises
    ------
    AccessRefused
        Only who teaches sees it.
    """
    scope.check_teaches()
    with database.read() as session:
        students = students_of(session, scope)
        offers = offers_in(session, scope)
        run = latest_run(session, scope)
        diagnostic = find_diagnostic(session, scope)
        title = diagnostic.title if diagnostic else class_of(session, scope).title
        choice = GroupChoice(session, scope)
        if run is None or diagnostic is None:
            nothing = TutoringPage(title, None, (), (), len(offers), len(students), 0.0, 0, 0)
            return replace(nothing, groups=len(choice.groups), limited=choice.limited)
        loaded = load_framework(session, scope, diagnostic.framework_id)
        people = {person.id: person for _, person in offers} | {one.id: one for one in students}
        rows = [row for row in pairs_of(session, scope, run.id) if row.person_id in people]
        pairs = tuple(
            PairView(
                id=row.public_id,
                tutor=people[row.tutor_id].name,
                tutor_id=people[row.tutor_id].public_id,
                tutee=people[row.person_id].name,
                tutee_id=people[row.person_id].public_id,
                competency=row.competency,
                names=loaded.name(row.competency),
                slot=row.slot,
                benefit=row.benefit,
                reasons=reasons_from_json(row.reasons),
            )
            for row in rows
            if row.tutor_id is not None and row.tutor_id in people
        )
        alone = tuple(
            (people[row.person_id].name, reasons_from_json(row.reasons)[0])
            for row in rows
            if row.tutor_id is None and row.reasons
        )
        return TutoringPage(
            title=title,
            ran_at=run.ran_at,
            pairs=pairs,
            unmatched=alone,
            willing=len(offers),
            total_students=len(students),
            gap=run.result["gap"],
            helped=run.result["helped"],
            in_need=run.result["in_need"],
            groups=len(choice.groups),
            group_rule=run.policy.get("groups", "any"),
            limited=choice.limited,
        )
