"""The addresses of practice and of short checks: who may enter, what is kept, what comes of sending twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from classroom import Classroom
from databases import Databases
from sqlalchemy import select
from test_student_routes import School, _heading, a_school
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.open_path import open_path
from lti_tool.actions.start_launch import Started
from lti_tool.database.banks import ItemRow
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import EvidenceEntry

TOPIC = {"competency": "fractions-add"}
ADDRESSES = (
    ("practice/", None),
    ("practice/", TOPIC),
    ("practice/hint", {}),
    ("practice/answer", {}),
    ("practice/next", {}),
    ("practice/end", {}),
    ("practice/check/s1", None),
    ("practice/check/s1", {}),
)


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[School]:
    with a_school(databases) as made:
        yield made


def hidden(page: TestResponse) -> dict[str, str]:
    """The hidden fields of the question's form."""
    form = page.text.partition('class="question"')[2].partition("</form>")[0]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert {"attempt", "item", "language"} <= found.keys(), page.text[:2000]
    return found


def practising(school: School, subject: str, topic: dict[str, str] = TOPIC) -> tuple[Started, TestResponse]:
    """A student who has finished, with a question to practise on the page."""
    who = school.finished(subject)
    return who, school.follow(who, "practice/", dict(topic))


def right(school: School, page: TestResponse, *, wrong: bool = False) -> dict[str, str]:
    """What the form on the page sends."""
    fields = hidden(page)
    return fields | {"text": school.classroom.solution(_Shown(fields), right=not wrong), "language": "en"}  # type: ignore[arg-type]


class _Shown:
    def __init__(self, fields: dict[str, str]) -> None:
        self.attempt, self.item = fields["attempt"], fields["item"]


def kind_of(classroom: Classroom, fields: dict[str, str]) -> str:
    with classroom.database.read() as session:
        return session.scalars(select(ItemRow.kind).where(ItemRow.public_id == fields["item"])).one()


def of_kind(school: School, who: Started, page: TestResponse, kinds: set[str]) -> TestResponse:
    """Go on until a question of one of these kinds is at hand."""
    for _ in range(20):
        if kind_of(school.classroom, hidden(page)) in kinds:
            return page
        school.follow(who, "practice/answer", {**hidden(page), "skipped": "1"})
        page = school.follow(who, "practice/next", {})
    raise AssertionError("no question of these kinds")


def practised(classroom: Classroom, who: Started) -> list[EvidenceEntry]:
    with classroom.database.read() as session:
        return [
            *session.scalars(
                select(EvidenceEntry).where(
                    EvidenceEntry.person_id == who.scope.person_id, EvidenceEntry.kind == "practice"
                )
            )
        ]


@pytest.mark.parametrize(("address", "form"), ADDRESSES)
def test_only_students_enter(school: School, address: str, form: dict[str, object] | None) -> None:
    for role in (Role.TEACHER, Role.ASSISTANT, Role.VISITOR):
        who = school.classroom.launch(f"no-student-{role.value}", role)
        assert school.follow(who, address, form).status_code == 403
    with school.app.test_client() as client:
        place = f"/s/{school.classroom.launch('bare').scope.launch}/{address}"
        method = "GET" if form is None else "POST"
        assert client.open(place, method=method, data=form).status_code == 401


def test_what_was_not_begun_leads_to_the_path_or_says_so(school: School) -> None:
    new = school.classroom.launch("practice-new")
    assert school.follow(new, "practice/", dict(TOPIC)).status_code == 409
    who = school.finished("practice-idle")
    for address, form in (("practice/", None), ("practice/next", {}), ("practice/end", {})):
        assert _heading(school.follow(who, address, form)) == "Tu camino"
    assert school.follow(who, "practice/", {"competency": "no-such"}).status_code == 404
    assert school.follow(who, "practice/answer", {}).status_code == 404
    assert school.follow(who, "practice/hint", {}).status_code == 404
    assert school.follow(who, "practice/check/nothing").status_code == 404
    assert school.follow(who, "practice/check/nothing", {}).status_code == 404


def test_an_answer_says_what_is_right_at_the_address_of_practice(school: School) -> None:
    who, page = practising(school, "practice-one")
    told = school.follow(who, "practice/answer", right(school, page, wrong=True))
    assert told.status_code == 200
    assert told.headers["HX-Replace-Url"] == f"/s/{who.scope.launch}/practice/"
    assert "outcome-wrong" in told.text
    assert 'class="answered-list"' in told.text
    assert "outcome-wrong" in school.follow(who, "practice/").text, "it is there after a reload"
    following = school.follow(who, "practice/next", {})
    assert hidden(following)["item"] != hidden(page)["item"]
    assert "question-number" in following.text


def test_the_same_answer_twice_counts_once_and_an_old_page_is_refused(school: School) -> None:
    who, page = practising(school, "practice-twice")
    form = right(school, page)
    for _ in range(2):
        assert "outcome-right" in school.follow(who, "practice/answer", form).text
    assert len(practised(school.classroom, who)) == 1
    school.follow(who, "practice/next", {})
    assert school.follow(who, "practice/answer", form).status_code == 409
    # A hint for a question that is gone changes nothing.
    here = school.follow(who, "practice/hint", {**form, "hints": "0"})
    assert "practice-hints" not in here.text
    school.follow(who, "practice/end", {})
    assert school.follow(who, "practice/answer", form).status_code == 409
    assert len(practised(school.classroom, who)) == 1


@pytest.mark.parametrize("kinds", [{"choice"}, {"number", "expression"}])
def test_a_hint_keeps_what_was_typed(school: School, kinds: set[str]) -> None:
    who, page = practising(school, f"practice-hint-{min(kinds)}")
    page = of_kind(school, who, page, kinds)
    button = re.search(r'<button type="submit"[^>]*formaction="([^"]+)"[^>]*>', page.text)
    assert button, "the question has no hint"
    assert "formnovalidate" in button[0]
    assert button[1] == f"/s/{who.scope.launch}/practice/hint"
    typed = {**hidden(page), "text": "2"}
    once = school.follow(who, "practice/hint", typed)
    assert once.text.count("<li class=\"math\"") == 1
    kept = r'value="2"[^>]* checked' if kinds == {"choice"} else r'name="text"[^>]*\s+value="2"'
    assert re.search(kept, once.text)
    # The same request again, as after a lost connection: no second hint.
    assert hidden(school.follow(who, "practice/hint", typed))["hints"] == "1"
    again = hidden(school.follow(who, "practice/hint", {**hidden(once), "text": "2", "hints": "x"}))
    assert again["hints"] == "1"
    school.follow(who, "practice/answer", right(school, once))
    assert [row.parameters["hints"] for row in practised(school.classroom, who)][-1] == 1


def test_what_cannot_be_read_is_kept_and_not_counted(school: School) -> None:
    who, page = practising(school, "practice-unread")
    page = of_kind(school, who, page, {"number", "expression"})
    before = len(practised(school.classroom, who))
    again = school.follow(who, "practice/answer", {**hidden(page), "text": '3 + * "4/'})
    assert 'value="3 + * &#34;4/"' in again.text
    assert "No hemos podido leerlo" in again.text
    for empty in ({"text": ""}, {"text": "  "}, {}):
        assert 'id="problem"' in school.follow(who, "practice/answer", hidden(page) | empty).text
    assert "Acórtalo" in school.follow(who, "practice/answer", {**hidden(page), "text": "1+" * 400 + "1"}).text
    assert len(practised(school.classroom, who)) == before


def test_a_choice_that_was_not_made_is_no_answer(school: School) -> None:
    who, page = practising(school, "practice-unmade")
    page = of_kind(school, who, page, {"choice"})
    before = len(practised(school.classroom, who))
    assert 'id="problem"' in school.follow(who, "practice/answer", hidden(page)).text
    for never in ("0", "9", "x", "1" * 30):
        assert school.follow(who, "practice/answer", {**hidden(page), "text": never}).status_code == 422
    assert len(practised(school.classroom, who)) == before


def test_nobody_practises_in_the_sitting_of_another(school: School) -> None:
    _, page = practising(school, "practice-mine")
    other, _ = practising(school, "practice-other")
    form = right(school, page)
    assert school.follow(other, "practice/answer", form).status_code == 404
    assert school.follow(other, "practice/hint", form).status_code == 404


def test_practice_and_questions_keep_to_their_own_addresses(school: School) -> None:
    who, page = practising(school, "practice-crossed")
    assert school.follow(who, "answer", right(school, page)).status_code == 404
    begun = school.begun("practice-crossed-2")
    assert school.follow(begun, "practice/answer", school.right_answer(begun)).status_code == 404
    assert school.follow(begun, "practice/hint", school.right_answer(begun)).status_code == 404


def test_the_pages_are_in_the_readers_language(school: School) -> None:
    who, page = practising(school, "practice-english")
    assert '<html lang="es">' in page.text
    here = f"/s/{who.scope.launch}/practice/"
    english = school.follow(who, "language", {"language": "en", "next": here})
    assert '<html lang="en">' in english.text
    assert "Show me how" in english.text
    assert hidden(english)["item"] == hidden(page)["item"]


def test_pages_bring_no_script_or_style_of_their_own(school: School) -> None:
    who, page = practising(school, "practice-policy")
    told = school.follow(who, "practice/answer", right(school, page))
    hinted = school.follow(who, "practice/hint", hidden(school.follow(who, "practice/next", {})))
    for one in (page, told, hinted):
        policy = one.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
        main = one.text.partition("<main")[2].partition("</main>")[0]
        assert not re.search(r"<script|<style|\son\w+=|\sstyle=", main)


def test_it_is_offered_where_one_looks_for_it(school: School) -> None:
    who, _ = practising(school, "practice-offered")
    path = school.follow(who, "")
    assert f'href="/s/{who.scope.launch}/practice/"' in path.text
    school.follow(who, "practice/end", {})
    path = school.follow(who, "")
    assert f'href="/s/{who.scope.launch}/practice/"' not in path.text
    offered = re.findall(r'name="competency" value="([^"]+)"', path.text)
    assert len(set(offered)) == len(offered) > 0
    result = school.follow(who, "result").text
    for topic in offered[:1]:
        button = f'action="/s/{who.scope.launch}/practice/"><button type="submit" class="btn-link-quiet" name="competency" value="{topic}"'
        assert button in result


def test_without_a_profile_nothing_comes_of_it(school: School) -> None:
    who = school.begun("practice-fixed", "fixed")
    school.classroom.finish(who.scope)
    assert "practice/" in school.follow(who, "result").text
    counted = school.follow(school.finished("practice-counted"), "practice/", dict(TOPIC))
    page = school.follow(who, "practice/", dict(TOPIC))
    notes = [re.search(r'practice-note">([^<]+)<', one.text) for one in (page, counted)]
    assert notes[0]
    assert notes[1]
    assert notes[0][1] != notes[1][1]
    school.follow(who, "practice/answer", right(school, page))
    assert [row.contribution for row in practised(school.classroom, who)] == [None]
    assert "practice/check/" not in school.follow(who, "path").text


def a_check(school: School, who: Started) -> str:
    path = open_path(school.classroom.database, who.scope)
    assert path is not None
    return next(step.id for step in path.steps if step.kind == "check")


def test_a_check_goes_to_its_end_and_is_gone_on_with_from_home(school: School) -> None:
    who = school.finished("check-one")
    step = a_check(school, who)
    address = f"practice/check/{step}"
    assert school.follow(who, address).status_code == 404, "not begun yet"
    page = school.follow(who, address, {})
    home = school.follow(who, "")
    assert _heading(home) == "Tu camino"
    assert f'action="/s/{who.scope.launch}/{address}"' in home.text.partition("next-step")[2].partition("</section>")[0]
    elsewhere = school.classroom.launch("check-one")
    assert hidden(school.follow(elsewhere, address, {}))["item"] == hidden(page)["item"]
    assert "/pause" not in page.text
    asked = 0
    while 'class="question"' in page.text:
        assert "eyebrow" in page.text
        form, asked = right(school, page), asked + 1
        page = school.follow(who, "answer", form)
        twice = school.follow(who, "answer", form)
        assert twice.status_code == 200
        assert ('class="question"' in twice.text) == ('class="question"' in page.text)
    assert 2 <= asked <= 5
    assert 'class="word word-' in page.text
    assert school.follow(who, address).text == page.text
    assert school.follow(who, address, {}).status_code == 409
    path = school.follow(who, "path").text
    assert f'href="/s/{who.scope.launch}/{address}"' in path
    stranger = school.finished("check-stranger")
    assert school.follow(stranger, address).status_code == 404
    assert school.follow(stranger, address, {}).status_code == 404


def test_a_late_answer_is_kept_once(school: School) -> None:
    who, page = practising(school, "practice-late")
    form = right(school, page)
    school.classroom.clock.forward(hours=20)
    for _ in range(2):
        late = school.follow(who, "practice/answer", form)
        assert late.status_code == 401
    assert len(practised(school.classroom, who)) == 1
    assert school.follow(who, "practice/next", {}).status_code == 401
    again = school.classroom.launch("practice-late")
    assert "outcome-right" in school.follow(again, "practice/").text


def test_a_check_is_answered_after_the_diagnostic_has_closed(school: School) -> None:
    """The dates are those of the questions: the path that follows stays open."""
    who = school.finished("check-closed")
    step = a_check(school, who)
    with school.classroom.database.write() as session:
        activity = session.scalars(select(CourseActivity).where(CourseActivity.class_id == who.scope.class_id)).first()
        assert activity is not None
        activity.closes_at = school.classroom.clock.now - timedelta(days=1)
    page = school.follow(who, f"practice/check/{step}", {})
    answered = school.follow(who, "answer", right(school, page))
    assert answered.status_code == 200
    with school.classroom.database.write() as session:
        for activity in session.scalars(select(CourseActivity)):
            activity.closes_at = None
        attempt = session.scalars(
            select(Attempt).where(Attempt.kind == "check", Attempt.person_id == who.scope.person_id)
        ).one()
        assert len(attempt.asked) == 1
