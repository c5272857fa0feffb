"""Images that were brought in and that nothing shows go after a month; what anything shows stays."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from bank_files import png
from classroom import Classroom, make_classroom
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.add_media import add_media
from lti_tool.actions.sweep_imports import UNUSED_MEDIA, sweep_media
from lti_tool.database.banks import ItemRow
from lti_tool.database.engine import Database
from lti_tool.database.itineraries import ActivityRow
from lti_tool.database.media import MediaRow, drop_unused_media
from lti_tool.database.scope import Scope


@pytest.fixture
def classroom(database: Database) -> Classroom:
    return make_classroom(database)


def bring(classroom: Classroom, teacher: Scope, shade: int) -> str:
    """An image that a teacher sends while writing a question."""
    file = add_media(classroom.database, teacher, BytesIO(png(shade)), "a.png", now=classroom.clock.now)
    return file.digest


def kept(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.scalars(select(MediaRow.digest)))


def test_only_what_nothing_shows_goes(classroom: Classroom) -> None:
    database, clock = classroom.database, classroom.clock
    teacher = classroom.enter("teacher", Role.TEACHER)
    forgotten, in_item, in_activity = (bring(classroom, teacher, shade) for shade in (1, 2, 3))
    with database.write() as session:
        session.scalars(select(ItemRow).limit(1)).one().media = [in_item]
        activity = session.scalars(select(ActivityRow).limit(1)).one()
        activity.texts = {"es": {"title": "T", "body": f'<img src="media:{in_activity}" alt="">'}}
    clock.forward(days=UNUSED_MEDIA.days - 1)
    assert sweep_media(database, clock.now) == 0
    fresh = bring(classroom, teacher, 4)
    clock.forward(days=2)
    assert sweep_media(database, clock.now) == 1
    assert kept(database) == {in_item, in_activity, fresh}
    assert forgotten not in kept(database)


def test_a_file_that_is_brought_in_again_is_not_forgotten(classroom: Classroom) -> None:
    database, clock = classroom.database, classroom.clock
    teacher = classroom.enter("teacher", Role.TEACHER)
    first = bring(classroom, teacher, 1)
    clock.forward(days=UNUSED_MEDIA.days + 1)
    assert bring(classroom, teacher, 1) == first
    assert sweep_media(database, clock.now) == 0
    assert kept(database) == {first}


def test_one_sweep_is_bounded(classroom: Classroom) -> None:
    database, clock = classroom.database, classroom.clock
    teacher = classroom.enter("teacher", Role.TEACHER)
    for shade in range(3):
        bring(classroom, teacher, shade)
    before = clock.now + timedelta(seconds=1)
    with database.write() as session:
        assert drop_unused_media(session, before=before, at_most=2) == 2
    assert len(kept(database)) == 1
