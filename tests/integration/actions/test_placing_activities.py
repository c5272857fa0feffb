"""What a placement shows: chosen step by step, made once, changed later; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from classroom import Classroom, own_bank
from sqlalchemy import delete, func, select

from adapters.lms.base import Context, DeepLinking, Launch, PersonClaims, Role
from lti_tool.actions.edit_activity import open_activities, open_activity, save_activity
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_path import open_path
from lti_tool.actions.open_placing import (
    needs_placing,
    open_banks,
    open_competencies,
    open_placing,
    open_subject,
    placed_kind,
    supply_of,
)
from lti_tool.actions.open_start import open_start
from lti_tool.actions.opening import GRACE, opening
from lti_tool.actions.place_activities import Placing, asked_for, place_by_deep_linking, place_here
from lti_tool.actions.placing_pages import Subject, Wish
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.start_launch import start_launch
from lti_tool.actions.take_own_bank import take_own_bank
from lti_tool.actions.take_step import choose_alternative
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.classes import class_of
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.launches import UsedState
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

FRACTIONS = ("fractions-equivalent", "fractions-compare", "fractions-add")
SETTINGS = DeepLinking(
    "https://lms.example/return", ("ltiResourceLink",), ("iframe", "window"), multiple=True
)


def deep_link(
    classroom: Classroom, role: Role = Role.TEACHER, settings: DeepLinking = SETTINGS, course: str = "C1"
) -> Scope:
    """The scope of a deep linking launch."""
    message = Launch(
        issuer=classroom.platform.issuer,
        client_id=classroom.platform.client_id,
        deployment_id="1",
        message_type="LtiDeepLinkingRequest",
        target_link_uri="https://senda.example/lti/launch",
        person=PersonClaims(f"the-{role}", "Somebody", "Some", "Body"),
        role=role,
        roles=(),
        context=Context(course, course, f"Course {course}"),
        resource_link=None,
        deep_linking=settings,
    )
    state = UsedState(classroom.rng.bytes(32), classroom.clock.now + timedelta(minutes=10))
    started = start_launch(classroom.database, classroom.platform, message, state, now=classroom.clock.now)
    return started.scope


def bank_id(database: Database) -> str:
    with database.read() as session:
        return session.scalars(select(Bank.public_id).order_by(Bank.id)).first() or ""


def new(database: Database, *wishes: Wish, key: str = "k1") -> Placing:
    return Placing(key, Subject(bank=bank_id(database), competencies=FRACTIONS), wishes)


def count(database: Database, table: type) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


DIAGNOSTIC = Wish("diagnostic", "Fractions", 10.0)
PATH = Wish("itinerary", "My path", 5.0)
TUTORING = Wish("tutoring", "Together")


def test_three_steps_lead_to_what_can_be_placed(classroom: Classroom) -> None:
    teacher = classroom.enter("teacher", Role.TEACHER)
    database = classroom.database
    assert needs_placing(database, teacher)
    begin = open_placing(database, teacher)
    framework = begin.frameworks[0]
    assert (begin.diagnostics, framework.items, framework.competencies) == ((), 288, 16)
    page = open_competencies(database, teacher, framework.id)
    assert page.proposed == (
        "fractions-equivalent",
        "fractions-compare",
        "fractions-add",
        "fractions-multiply",
    )
    assert {one.supply for area in page.areas for one in area.competencies} == {"enough"}
    banks = open_banks(database, teacher, framework.id, FRACTIONS, language="es")
    (bank,) = banks.banks
    assert (bank.items, bank.thin, bank.missing) == (54, (), ())
    assert bank.sample is not None
    assert bank.sample.stem
    subject = open_subject(database, teacher, Subject(bank=bank.id, competencies=FRACTIONS))
    assert (subject.items_low, subject.items_high, len(subject.competencies)) == (10, 15, 3)
    assert subject.grades


def test_how_many_questions_suffice() -> None:
    assert [supply_of(items) for items in (0, 1, 9, 10)] == ["none", "thin", "thin", "enough"]


def test_what_cannot_be_chosen(classroom: Classroom) -> None:
    teacher, database = classroom.enter("teacher", Role.TEACHER), classroom.database
    framework = open_placing(database, teacher).frameworks[0]
    everything = [one.code for one in own_bank().framework.competencies]
    for wanted in ((), everything, ("nonsense",)):
        with pytest.raises(InputRefused, match="set_up_competencies"):
            open_banks(database, teacher, framework.id, wanted, language="en")
        with pytest.raises(InputRefused, match="set_up_competencies"):
            open_subject(database, teacher, Subject(bank=bank_id(database), competencies=tuple(wanted)))
    with pytest.raises(NotFound):
        open_competencies(database, teacher, "nonsense")
    with pytest.raises(NotFound):
        open_subject(database, teacher, Subject(bank="nonsense", competencies=FRACTIONS))
    with pytest.raises(NotFound):
        open_subject(database, teacher, Subject(diagnostic="nonsense"))


def test_thin_and_missing_questions_are_told_and_what_is_missing_is_left_out(classroom: Classroom) -> None:
    teacher, database = classroom.enter("teacher", Role.TEACHER), classroom.database
    with database.write() as session:
        rows = session.scalars(select(BankEntry).order_by(BankEntry.id)).all()
        about = [row for row in rows if row.competencies[0] == "fractions-add"]
        thin = [row for row in rows if row.competencies[0] == "fractions-compare"][6:]
        session.execute(delete(BankEntry).where(BankEntry.id.in_([row.id for row in (*about, *thin)])))
    framework = open_placing(database, teacher).frameworks[0]
    (bank,) = open_banks(database, teacher, framework.id, FRACTIONS, language="en").banks
    assert [names["en"] for names in bank.thin] == ["Comparing and ordering fractions"]
    assert [names["en"] for names in bank.missing] == ["Adding and subtracting fractions"]
    supplies = {
        one.code: one.supply
        for area in open_competencies(database, teacher, framework.id).areas
        for one in area.competencies
    }
    assert [supplies[code] for code in FRACTIONS] == ["enough", "thin", "none"]
    place_here(database, teacher, new(database, DIAGNOSTIC), now=classroom.clock.now)
    with database.read() as session:
        policy = session.scalars(select(Diagnostic)).one().policy
    assert policy["targets"] == list(FRACTIONS[:2])


def test_a_placement_shows_what_was_chosen_once(classroom: Classroom) -> None:
    teacher, database = classroom.enter("teacher", Role.TEACHER), classroom.database
    student = classroom.enter("s1")
    assert open_start(database, student) is None
    first = place_here(database, teacher, new(database, DIAGNOSTIC), now=classroom.clock.now)
    again = place_here(database, teacher, new(database, TUTORING, key="k2"), now=classroom.clock.now)
    assert again == first
    assert count(database, CourseActivity) == count(database, Diagnostic) == 1
    assert placed_kind(database, teacher) == "diagnostic"
    assert not needs_placing(database, teacher)
    start = open_start(database, student)
    assert start is not None
    assert (start.title, start.kind, start.graded) == ("Fractions", "diagnostic", True)
    assert open_class(database, teacher).title == "Fractions"


def test_two_teachers_at_once_make_one_activity(classroom: Classroom) -> None:
    database = classroom.database
    teachers = [classroom.enter(f"t{number}", Role.TEACHER) for number in range(4)]
    barrier, made = Barrier(4), []

    def place(number: int) -> None:
        barrier.wait()
        wanted = new(database, DIAGNOSTIC, key=f"k{number}")
        made.append(place_here(database, teachers[number], wanted, now=classroom.clock.now))

    threads = [Thread(target=place, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
    assert count(database, CourseActivity) == 1


def test_a_deep_linking_form_sent_twice_makes_nothing_twice(classroom: Classroom) -> None:
    teacher, database = deep_link(classroom), classroom.database
    wanted = new(database, DIAGNOSTIC, PATH, TUTORING)
    asked, placed = place_by_deep_linking(database, teacher, wanted, now=classroom.clock.now)
    assert asked.settings == SETTINGS
    assert (asked.issuer, asked.client_id, asked.deployment_id) == (classroom.platform.issuer, "senda", "1")
    assert [one.wish for one in placed] == [DIAGNOSTIC, PATH, TUTORING]
    assert place_by_deep_linking(database, teacher, wanted, now=classroom.clock.now)[1] == placed
    assert (count(database, CourseActivity), count(database, Diagnostic)) == (3, 1)


def test_one_form_pressed_twice_at_the_very_beginning(classroom: Classroom) -> None:
    teacher, database = deep_link(classroom), classroom.database
    barrier, results = Barrier(4), []

    def press() -> None:
        barrier.wait()
        wanted = new(database, DIAGNOSTIC, PATH, key="once")
        results.append(place_by_deep_linking(database, teacher, wanted, now=classroom.clock.now)[1])

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len(set(results)) == 1
    assert (count(database, CourseActivity), count(database, Diagnostic)) == (2, 1)


def test_wishes_that_cannot_be_met(classroom: Classroom) -> None:
    teacher, database, now = classroom.enter("teacher", Role.TEACHER), classroom.database, classroom.clock.now
    later = now + timedelta(days=1)
    for changes, code in (
        ({"title": "  "}, "placing_title"),
        ({"title": "x" * 201}, "placing_title"),
        ({"maximum": 0.0}, "placing_maximum"),
        ({"maximum": float("nan")}, "placing_maximum"),
        ({"maximum": 1e9}, "placing_maximum"),
        ({"kind": "exam"}, "placing_kind"),
        ({"opens_at": later, "closes_at": later}, "placing_dates"),
        ({"closes_at": now - timedelta(minutes=1)}, "placing_past"),
    ):
        wanted = new(database, replace(DIAGNOSTIC, **changes))  # type: ignore[arg-type]
        with pytest.raises(InputRefused, match=code):
            place_here(database, teacher, wanted, now=now)
    assert count(database, CourseActivity) == count(database, Diagnostic) == 0


def test_how_many_are_placed_is_the_platforms_to_say(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    one = deep_link(classroom, settings=replace(SETTINGS, multiple=False))
    for wishes in ((), (DIAGNOSTIC, DIAGNOSTIC), (DIAGNOSTIC, PATH)):
        with pytest.raises(InputRefused, match="placing_kind"):
            place_by_deep_linking(database, one, new(database, *wishes), now=now)
    here = classroom.enter("teacher", Role.TEACHER)
    with pytest.raises(InputRefused, match="placing_kind"):
        place_here(database, here, new(database, DIAGNOSTIC, PATH), now=now)
    with pytest.raises(InputRefused, match="input_invalid"):
        place_here(database, here, new(database, DIAGNOSTIC, key=""), now=now)


def test_only_who_teaches_places(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    for role in (Role.STUDENT, Role.VISITOR):
        scope = deep_link(classroom, role)
        with pytest.raises(AccessRefused, match="deep_linking_teachers"):
            asked_for(database, scope)
        with pytest.raises(AccessRefused):
            place_by_deep_linking(database, scope, new(database, DIAGNOSTIC), now=now)
        with pytest.raises(AccessRefused):
            place_here(database, classroom.enter("s", role), new(database, DIAGNOSTIC), now=now)
        with pytest.raises(AccessRefused):
            take_own_bank(database, scope, now=now)
        with pytest.raises(AccessRefused):
            open_activities(database, scope)


def test_an_assistant_of_a_part_of_the_class_decides_nothing_for_all_of_it(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    teacher = classroom.enter("teacher", Role.TEACHER)
    place_here(database, teacher, new(database, DIAGNOSTIC), now=now)
    (one,) = open_activities(database, teacher).activities
    helper = deep_link(classroom, Role.ASSISTANT)
    place_by_deep_linking(database, helper, new(database, PATH, key="k2"), now=now)
    with database.write() as session:
        class_of(session, teacher).assistants_limited = True
    with pytest.raises(AccessRefused, match="assistant_limited"):
        asked_for(database, helper)
    with pytest.raises(AccessRefused, match="assistant_limited"):
        save_activity(database, classroom.enter("h", Role.ASSISTANT), one.id, DIAGNOSTIC, now=now)


def test_a_launch_that_places_nothing(classroom: Classroom) -> None:
    teacher, database, now = classroom.enter("teacher", Role.TEACHER), classroom.database, classroom.clock.now
    with pytest.raises(NotFound):
        asked_for(database, teacher)
    with pytest.raises(NotFound):
        place_here(database, deep_link(classroom), new(database, DIAGNOSTIC), now=now)


def test_a_diagnostic_of_the_class_is_used_again_and_no_other_classs(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    classroom.set_up("C1")
    classroom.set_up("C2")
    teacher = deep_link(classroom, course="C1")
    mine, foreign = (
        open_placing(database, deep_link(classroom, course=c)).diagnostics[0] for c in ("C1", "C2")
    )
    _, (path,) = place_by_deep_linking(
        database, teacher, Placing("k", Subject(diagnostic=mine.id), (PATH,)), now=now
    )
    assert path.wish.maximum == 5.0
    assert count(database, Diagnostic) == 2
    with pytest.raises(NotFound):
        place_by_deep_linking(
            database, teacher, Placing("k2", Subject(diagnostic=foreign.id), (PATH,)), now=now
        )


def test_a_school_without_questions_takes_in_those_of_senda(classroom: Classroom) -> None:
    teacher, database = classroom.enter("teacher", Role.TEACHER), classroom.database
    with database.write() as session:
        for model in (BankEntry, ItemRow, Bank):
            session.execute(delete(model))
    own = open_placing(database, teacher).frameworks[0]
    assert (own.id, own.items) == ("own:mathematics", 288)
    first = take_own_bank(database, teacher, now=classroom.clock.now)
    assert take_own_bank(database, teacher, now=classroom.clock.now) == first
    assert [one.id for one in open_placing(database, teacher).frameworks if not one.own] == [first]
    assert count(database, Bank) == count(database, FrameworkVersion) == 1


def test_before_and_after_its_dates(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    teacher = classroom.enter("teacher", Role.TEACHER)
    opens, closes = now + timedelta(hours=1), now + timedelta(hours=3)
    wish = replace(DIAGNOSTIC, opens_at=opens, closes_at=closes)
    place_here(database, teacher, new(database, wish), now=now)
    early, late, slow = (classroom.enter(f"s{number}") for number in range(3))
    with pytest.raises(InputRefused, match="activity_early"):
        classroom.begin(early)
    classroom.clock.now = opens
    classroom.begin(slow)
    classroom.clock.now = closes + timedelta(minutes=1)
    with pytest.raises(InputRefused, match="activity_closed"):
        classroom.begin(late)
    page = classroom.question(slow)
    assert page is not None
    assert classroom.give(slow, classroom.solution(page)) == "next"
    classroom.clock.now = closes + GRACE
    page = classroom.question(slow)
    assert page is not None
    with pytest.raises(InputRefused, match="activity_closed"):
        classroom.give(slow, classroom.solution(page))
    assert open_class(database, teacher).total == 3


def test_the_four_states_of_an_opening(classroom: Classroom) -> None:
    now, hour = classroom.clock.now, timedelta(hours=1)
    assert opening(None, None, now) == "open"
    assert opening(now, None, now) == "open"
    assert opening(now + hour, None, now) == "early"
    assert opening(None, now, now) == "grace"
    assert opening(None, now - GRACE, now) == "closed"


def test_steps_follow_the_dates_of_a_path_but_not_of_a_diagnostic(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    closes = now + timedelta(days=1)
    for course, wish in (("C1", DIAGNOSTIC), ("C2", PATH)):
        teacher = classroom.enter("teacher", Role.TEACHER, course)
        wanted = new(database, replace(wish, closes_at=closes), key=course)
        place_here(database, teacher, wanted, now=classroom.clock.now)
        student = classroom.enter("s1", course=course)
        classroom.begin(student)
        classroom.finish(student, lambda number: False)
    classroom.clock.now = closes + GRACE
    for course, refused in (("C1", False), ("C2", True)):
        student = classroom.enter("s1", course=course)
        path = open_path(database, student)
        assert path is not None
        step = path.steps[0]
        args = (database, student, step.id, step.alternatives[0].code)
        if refused:
            with pytest.raises(InputRefused, match="activity_closed"):
                choose_alternative(*args, now=classroom.clock.now)
        else:
            choose_alternative(*args, now=classroom.clock.now)


def test_an_activity_is_changed_by_who_teaches_its_class(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    teacher = classroom.enter("teacher", Role.TEACHER)
    place_here(database, teacher, new(database, DIAGNOSTIC), now=now)
    (one,) = open_activities(database, teacher).activities
    assert (one.title, one.maximum, one.placements, one.here) == ("Fractions", 10.0, ("Diagnóstico",), True)
    closed = now - timedelta(hours=1)
    same = replace(DIAGNOSTIC, closes_at=closed)
    assert not save_activity(database, teacher, one.id, same, now=now), "dates are ours alone"
    assert save_activity(database, teacher, one.id, Wish("diagnostic", " Anew ", 20.0), now=now)
    changed = open_activity(database, teacher, one.id)
    assert (changed.title, changed.diagnostic, changed.maximum, changed.closes_at) == (
        "Anew",
        "Anew",
        20.0,
        None,
    )
    with pytest.raises(InputRefused, match="placing_title"):
        save_activity(database, teacher, one.id, Wish("diagnostic", ""), now=now)
    other = classroom.enter("teacher", Role.TEACHER, "C2")
    for call in (
        lambda: open_activity(database, other, one.id),
        lambda: save_activity(database, other, one.id, DIAGNOSTIC, now=now),
    ):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(AccessRefused):
        save_activity(database, classroom.enter("s1"), one.id, DIAGNOSTIC, now=now)


def test_commands_still_give_a_class_whole_areas(classroom: Classroom) -> None:
    teacher, database = classroom.enter("teacher", Role.TEACHER), classroom.database
    args = (database, teacher, bank_id(database))
    areas = ["fractions", "decimals", "integers", "proportion", "equations"]
    with pytest.raises(InputRefused, match="set_up_competencies"):
        set_up_diagnostic(*args, areas, "All", now=classroom.clock())
    with pytest.raises(NotFound):
        set_up_diagnostic(database, teacher, "elsewhere", (), "X", now=classroom.clock())
    made = set_up_diagnostic(*args, ["fractions"], "Fractions", now=classroom.clock())
    assert set_up_diagnostic(*args, ["integers"], "Again", now=classroom.clock()) == made
