"""A learner sees a result differently: it goes to the teacher with the evidence attached."""

from __future__ import annotations

from datetime import datetime

from lti_tool.database.base import public_id
from lti_tool.database.consents import Contest, open_contests
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .open_result import open_result

LONGEST_CONTEST = 2000


def contest_result(database: Database, scope: Scope, competency: str, text: str, *, now: datetime) -> None:
    """Keep a contest. While one about the same competency is open, the new text is added to it.

    Raises
    ------
    InputRefused
        No text, too much of it, or a competency that is not in the result.
    """
    page = open_result(database, scope)
    views = {} if page is None else {view.code: view for area in page.areas for view in area.competencies}
    if not text.strip() or len(text) > LONGEST_CONTEST or competency not in views:
        raise InputRefused("input_invalid")
    view = views[competency]
    with database.write() as session:
        known = [
            contest
            for contest in open_contests(session, scope, person_id=scope.person_id)
            if contest.competency == competency
        ]
        if known:
            known[0].text = f"{known[0].text}\n\n{text.strip()}"[: 2 * LONGEST_CONTEST]
            return
        session.add(
            Contest(
                public_id=public_id(),
                school_id=scope.school_id,
                class_id=scope.class_id,
                person_id=scope.person_id,
                competency=competency,
                text=text.strip(),
                evidence={"word": view.word, "mastery": round(view.mastery, 4), "own": view.own},
                created_at=now,
            )
        )
