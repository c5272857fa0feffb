"""The set-up of an earlier course in its copy: what is offered, to whom, what comes of it and what never does."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from classroom import Classroom, make_classroom
from copied_courses import Opened, Wanted, enter, give, share_platform
from sqlalchemy import func, select

from adapters.lms.base import Role
from lti_tool.actions.copy_set_up import (
    OWN_COLUMNS,
    copy_offer,
    copy_set_up,
    decline_copy,
    settle_placement,
)
from lti_tool.actions.receive_notices import Received, receive_notices
from lti_tool.database.audit import AuditEvent
from lti_tool.database.base import Base
from lti_tool.database.classes import ResourceLink
from lti_tool.database.course_activities import CourseActivity, activities_in
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused
from lti_tool.lti.notices import CONTEXT_COPY, VerifiedNotice

OLD = Opened("2")
COPY = Opened("4", origins=("2",))
PATH = Wanted("Path", "itinerary", about="Fractions")


def activities(classroom: Classroom, scope: Scope) -> list[CourseActivity]:
    with classroom.database.read() as session:
        return list(activities_in(session, scope))


def shown(classroom: Classroom, scope: Scope) -> str:
    """Title of what a placement shows."""
    with classroom.database.read() as session:
        link = session.get_one(ResourceLink, scope.resource_link_id)
        return session.get_one(CourseActivity, link.activity_id).title if link.activity_id else ""


def original(classroom: Classroom) -> dict[str, str]:
    """An earlier course with two activities that go by one diagnostic."""
    return give(classroom, enter(classroom, "ana", OLD), Wanted("Fractions"), PATH)


def use(classroom: Classroom, scope: Scope, dates: str = "none") -> int:
    offer = copy_offer(classroom.database, scope, now=classroom.clock.now)
    assert offer is not None
    return copy_set_up(classroom.database, scope, offer.original, dates, now=classroom.clock.now)


class TestOffer:
    def test_the_teacher_of_a_copy_sees_what_would_come_along(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", COPY)
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        assert offer.whole
        assert (offer.original_title, offer.course_title) == ("Course 2", "Course 4")
        assert [(one.title, one.kind, one.maximum) for one in offer.activities] == [
            ("Fractions", "diagnostic", 10.0),
            ("Path", "itinerary", 10.0),
        ]
        assert [names["en"] for names in offer.activities[0].competencies]
        assert offer.activities[0].formula == "completion"
        assert offer.activities[0].questions >= 8
        assert not offer.dated

    def test_nothing_of_the_students_is_in_it(self, classroom):
        original(classroom)
        student = enter(classroom, "secretary", OLD, Role.STUDENT)
        classroom.begin(student)
        classroom.finish(student)
        offer = copy_offer(classroom.database, enter(classroom, "berta", COPY), now=classroom.clock.now)
        assert "secretary" not in repr(offer)

    @pytest.mark.parametrize("role", [Role.STUDENT, Role.VISITOR])
    def test_only_who_teaches_here(self, classroom, role):
        original(classroom)
        stranger = enter(classroom, "nobody", COPY, role)
        assert copy_offer(classroom.database, stranger, now=classroom.clock.now) is None
        with pytest.raises(AccessRefused):
            copy_set_up(classroom.database, stranger, "x", "none", now=classroom.clock.now)
        with pytest.raises(AccessRefused):
            decline_copy(classroom.database, stranger, "x", now=classroom.clock.now)

    def test_a_course_that_is_no_copy(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", Opened("5"))
        assert copy_offer(classroom.database, teacher, now=classroom.clock.now) is None

    def test_a_copy_of_a_course_that_nobody_knows(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", Opened("5", origins=("777",)))
        assert copy_offer(classroom.database, teacher, now=classroom.clock.now) is None

    def test_an_original_without_activities_has_nothing_to_give(self, classroom):
        enter(classroom, "ana", OLD)
        teacher = enter(classroom, "berta", COPY)
        assert copy_offer(classroom.database, teacher, now=classroom.clock.now) is None

    def test_the_nearest_one_that_is_known(self, classroom):
        original(classroom)
        enter(classroom, "ana", Opened("3", origins=("2",)))  # known, and never set up
        teacher = enter(classroom, "berta", Opened("6", origins=("99", "3", "2")))
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        assert offer.original_title == "Course 2"
        give(classroom, enter(classroom, "ana", Opened("3")), Wanted("Nearer"))
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        assert offer.original_title == "Course 3"

    def test_a_placement_that_shows_something_is_offered_nothing(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", COPY)
        give(classroom, teacher, Wanted("My own"))
        assert copy_offer(classroom.database, teacher, now=classroom.clock.now) is None

    def test_a_placement_of_its_own_in_a_class_with_activities(self, classroom):
        original(classroom)
        give(classroom, enter(classroom, "berta", COPY), Wanted("My own"))
        teacher = enter(classroom, "berta", Opened("4", "new", origins=("2",)))
        assert copy_offer(classroom.database, teacher, now=classroom.clock.now) is None


class TestCopy:
    def test_new_rows_of_this_class(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", COPY)
        assert use(classroom, teacher) == 2
        old = activities(classroom, enter(classroom, "ana", OLD))
        new = activities(classroom, teacher)
        assert [one.title for one in new] == ["Fractions", "Path"]
        assert [one.origin_id for one in new] == [one.id for one in old]
        assert {one.class_id for one in new} == {teacher.class_id}
        assert len({one.diagnostic_id for one in [*old, *new]}) == 2
        with classroom.database.read() as session:
            mine = session.get_one(Diagnostic, new[0].diagnostic_id)
            theirs = session.get_one(Diagnostic, old[0].diagnostic_id)
            assert (mine.policy, mine.bank_id, mine.formula) == (
                theirs.policy,
                theirs.bank_id,
                theirs.formula,
            )
            event = session.scalars(select(AuditEvent).where(AuditEvent.event == "set_up_copied")).one()
        assert (event.class_id, event.actor_id) == (teacher.class_id, teacher.person_id)

    def test_every_column_is_decided(self):
        """A new column is either copied or said not to be: this list makes somebody decide."""
        copied = {
            "diagnostic": {
                "bank_id", "bank_revision", "framework_id", "title", "policy", "formula", "maximum", "feedback",
                "attempts", "published", "rehearsal",
            },
            "course_activity": {"kind", "title", "maximum"},
        }
        changed = {"diagnostic_id", "origin_id", "form_key", "opens_at", "closes_at"}
        for table, columns in copied.items():
            found = {column.name for column in Base.metadata.tables[table].columns}
            assert found - OWN_COLUMNS - changed == columns

    def test_no_answer_no_result_no_person_comes_along(self, classroom):
        original(classroom)
        student = enter(classroom, "carlos", OLD, Role.STUDENT)
        classroom.begin(student)
        classroom.finish(student)
        teacher = enter(classroom, "berta", COPY)
        use(classroom, teacher)
        with classroom.database.read() as session:
            for model in (Attempt, EvidenceEntry):
                there = session.scalar(
                    select(func.count()).select_from(model).where(model.class_id == teacher.class_id)
                )
                assert there == 0
        newcomer = enter(classroom, "carlos", COPY, Role.STUDENT)
        assert classroom.question(newcomer) is None  # nothing begun here, whatever was done there

    def test_students_can_begin_in_the_copy(self, classroom):
        made = original(classroom)
        opened = Opened("4", origins=("2",), activity=made["Fractions"])
        use(classroom, enter(classroom, "berta", opened))
        student = enter(classroom, "dora", opened, Role.STUDENT)
        classroom.begin(student)
        assert classroom.finish(student) > 0

    def test_copied_placements_show_their_counterparts(self, classroom):
        made = original(classroom)
        first = Opened("4", "first", origins=("2",), activity=made["Fractions"])
        second = Opened("4", "second", origins=("2",), activity=made["Path"])
        later = Opened("4", "later", origins=("2",), activity=made["Path"])
        early = enter(classroom, "dora", second, Role.STUDENT)
        assert shown(classroom, early) == ""
        teacher = enter(classroom, "berta", first)
        use(classroom, teacher)
        assert shown(classroom, teacher) == "Fractions"
        assert shown(classroom, early) == "Path"
        assert shown(classroom, enter(classroom, "dora", later, Role.STUDENT)) == "Path"

    def test_placements_told_apart_by_their_own_history(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", Opened("4", "new-1", origins=("2",), link_origins=("link-2",)))
        use(classroom, teacher)
        assert shown(classroom, teacher) == "Fractions"
        another = enter(classroom, "berta", Opened("4", "new-2", link_origins=("x", "link-2")))
        assert settle_placement(classroom.database, another)
        assert shown(classroom, another) == "Fractions"
        assert not settle_placement(classroom.database, another)

    def test_placements_told_apart_by_their_names_alone(self, classroom):
        """What Moodle does with a placement that was set up in itself: nothing is left of it but its name."""
        give(classroom, enter(classroom, "ana", Opened("2", "a", title="Start")), Wanted("Fractions"))
        give(classroom, enter(classroom, "ana", Opened("2", "b", title="Way")), Wanted("Decimals"))
        teacher = enter(classroom, "berta", Opened("4", "c", origins=("2",), title="Way"))
        use(classroom, teacher)
        assert shown(classroom, teacher) == "Decimals"
        other = enter(classroom, "berta", Opened("4", "d", origins=("2",), title="Start"))
        assert settle_placement(classroom.database, other)
        assert shown(classroom, other) == "Fractions"

    def test_a_name_that_two_placements_had_says_nothing(self, classroom):
        for link, title in (("a", "Fractions"), ("b", "Decimals")):
            give(classroom, enter(classroom, "ana", Opened("2", link, title="Same")), Wanted(title))
        teacher = enter(classroom, "berta", Opened("4", origins=("2",), title="Same"))
        assert use(classroom, teacher) == 2
        assert shown(classroom, teacher) == ""

    def test_a_copy_of_a_copy(self, classroom):
        """Moodle says "4,2" of a copy of the copy, and its placements carry the first one's ids."""
        made = original(classroom)
        use(classroom, enter(classroom, "berta", Opened("4", origins=("2",), activity=made["Fractions"])))
        opened = Opened("6", origins=("4", "2"), activity=made["Path"])
        teacher = enter(classroom, "eva", opened)
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        assert offer.original_title == "Course 4"
        use(classroom, teacher)
        assert shown(classroom, teacher) == "Path"
        origin = activities(classroom, teacher)[0].origin_id
        assert origin == activities(classroom, enter(classroom, "berta", Opened("4")))[0].id

    def test_one_activity_brought_over_from_another_course(self, classroom):
        made = original(classroom)
        give(classroom, enter(classroom, "berta", Opened("7")), Wanted("My own"))
        teacher = enter(classroom, "berta", Opened("7", "brought", activity=made["Fractions"]))
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        assert not offer.whole
        assert [one.title for one in offer.activities] == ["Fractions"]
        assert use(classroom, teacher) == 1
        assert shown(classroom, teacher) == "Fractions"
        assert [one.title for one in activities(classroom, teacher)] == ["My own", "Fractions"]

    def test_two_teachers_at_once_make_one_copy(self, classroom):
        original(classroom)
        scopes = [enter(classroom, name, COPY) for name in ("berta", "eva", "fina")]
        offer = copy_offer(classroom.database, scopes[0], now=classroom.clock.now)
        assert offer is not None
        counts: list[int] = []

        def press(scope: Scope) -> None:
            counts.append(
                copy_set_up(classroom.database, scope, offer.original, "none", now=classroom.clock.now)
            )

        threads = [threading.Thread(target=press, args=(scope,)) for scope in scopes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(counts) == [0, 0, 2]
        assert len(activities(classroom, scopes[0])) == 2

    def test_something_else_than_what_was_shown_is_not_copied(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", COPY)
        with pytest.raises(InputRefused, match="copy_changed"):
            copy_set_up(classroom.database, teacher, "made-up", "none", now=classroom.clock.now)
        assert activities(classroom, teacher) == []


class TestAfresh:
    def test_is_remembered_for_every_teacher_and_placement(self, classroom):
        made = original(classroom)
        teacher = enter(classroom, "berta", COPY)
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        for _ in range(2):  # pressed twice
            decline_copy(classroom.database, teacher, offer.original, now=classroom.clock.now)
        for name, opened in (("berta", COPY), ("eva", Opened("4", "x", activity=made["Path"]))):
            again = enter(classroom, name, opened)
            assert copy_offer(classroom.database, again, now=classroom.clock.now) is None

    def test_another_copy_of_the_same_course_is_asked_for_itself(self, classroom):
        original(classroom)
        teacher = enter(classroom, "berta", COPY)
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        decline_copy(classroom.database, teacher, offer.original, now=classroom.clock.now)
        other = enter(classroom, "berta", Opened("5", origins=("2",)))
        assert copy_offer(classroom.database, other, now=classroom.clock.now) is not None

    def test_of_what_does_not_exist(self, classroom):
        with pytest.raises(InputRefused, match="copy_changed"):
            decline_copy(classroom.database, enter(classroom, "b", COPY), "?", now=classroom.clock.now)


class TestDates:
    OPENS = datetime(2025, 10, 6, 8, tzinfo=UTC)
    CLOSES = datetime(2025, 10, 17, 20, tzinfo=UTC)

    def dated(self, classroom: Classroom) -> Scope:
        teacher = enter(classroom, "ana", OLD)
        give(classroom, teacher, Wanted("Fractions", opens_at=self.OPENS, closes_at=self.CLOSES), PATH)
        return enter(classroom, "berta", COPY)

    def test_moved_on_by_whole_years_on_the_same_weekday(self, classroom):
        teacher = self.dated(classroom)  # the classroom's clock stands in March 2026
        offer = copy_offer(classroom.database, teacher, now=classroom.clock.now)
        assert offer is not None
        assert offer.dated
        assert offer.weeks == 52
        assert offer.activities[0].opens_at == self.OPENS + timedelta(weeks=52)
        use(classroom, teacher, "moved")
        first, second = activities(classroom, teacher)
        assert (first.opens_at, first.closes_at) == (
            self.OPENS + timedelta(weeks=52),
            self.CLOSES + timedelta(weeks=52),
        )
        assert first.opens_at.weekday() == self.OPENS.weekday()
        assert (second.opens_at, second.closes_at) == (None, None)

    def test_left_out(self, classroom):
        teacher = self.dated(classroom)
        use(classroom, teacher, "none")
        assert {(one.opens_at, one.closes_at) for one in activities(classroom, teacher)} == {(None, None)}

    @pytest.mark.parametrize(("year", "weeks"), [(2025, 0), (2026, 52), (2028, 156)])
    def test_as_many_years_as_it_takes(self, classroom, year, weeks):
        teacher = self.dated(classroom)
        offer = copy_offer(classroom.database, teacher, now=datetime(year, 9, 15, tzinfo=UTC))
        assert offer is not None
        assert offer.weeks == weeks


class TestWhoseSchool:
    def test_never_another_schools_course_on_one_platform(self, classroom):
        share_platform(classroom, "north", "south")
        made = give(classroom, enter(classroom, "ana", Opened("2", label="north")), Wanted("Fractions"))
        opened = Opened(
            "4",
            origins=("2",),
            link_origins=("link-2",),
            activity=made["Fractions"],
            label="south",
        )
        teacher = enter(classroom, "berta", opened)
        assert copy_offer(classroom.database, teacher, now=classroom.clock.now) is None
        assert not settle_placement(classroom.database, teacher)
        northern = enter(classroom, "berta", Opened("5", origins=("2",), label="north"))
        offer = copy_offer(classroom.database, northern, now=classroom.clock.now)
        assert offer is not None
        with pytest.raises(InputRefused, match="copy_changed"):
            decline_copy(classroom.database, teacher, offer.original, now=classroom.clock.now)
        copied = copy_set_up(classroom.database, teacher, offer.original, "none", now=classroom.clock.now)
        assert copied == 0
        assert activities(classroom, teacher) == []

    def test_never_another_platforms_course_of_one_school(self, database):
        here = make_classroom(database, school="Both")
        there = make_classroom(database, "https://other.example", school="Both")
        assert here.platform.school_id == there.platform.school_id
        made = give(here, enter(here, "ana", OLD), Wanted("Fractions"))
        teacher = enter(
            there, "berta", Opened("4", origins=("2",), link_origins=("link-2",), activity=made["Fractions"])
        )
        assert copy_offer(database, teacher, now=there.clock.now) is None


def test_a_notice_tells_as_much_as_a_history(classroom):
    original(classroom)
    notice = VerifiedNotice("1", "n1", CONTEXT_COPY, "4", ("2",), classroom.clock.now)
    received = [Received(classroom.platform, notice)]
    assert receive_notices(classroom.database, received, now=classroom.clock.now) == 1
    teacher = enter(classroom, "berta", Opened("4"))
    assert copy_offer(classroom.database, teacher, now=classroom.clock.now) is not None
