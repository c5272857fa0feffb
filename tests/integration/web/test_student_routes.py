"""The student's addresses, walked from the start page to a finished step, over the real actions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from databases import Databases
from shown_class import ShownClass, shown_class
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.start_launch import Started


class School(ShownClass):
    """A class with a diagnostic, and the application that shows it."""

    def begun(self, subject: str, way: str = "adaptive", **more: object) -> Started:
        """A student who has sent the start page."""
        who = self.classroom.launch(subject)
        self.follow(who, "start", {"notice": "1", "profiling": way, **more})
        return who

    def right_answer(self, who: Started) -> dict[str, object]:
        """What the question's form sends when it is filled in rightly."""
        page = self.classroom.question(who.scope)
        assert page is not None
        text = self.classroom.solution(page)
        return {"attempt": page.attempt, "item": page.item, "language": "en", "text": text}

    def finished(self, subject: str) -> Started:
        who = self.begun(subject)
        self.classroom.finish(who.scope, lambda number: number % 3 != 0)
        return who


@contextmanager
def a_school(databases: Databases) -> Iterator[School]:
    """A class with a diagnostic, for as long as the block lasts."""
    with shown_class(databases.make("sqlite"), School) as shown:
        shown.classroom.set_up()
        yield shown


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[School]:
    with a_school(databases) as made:
        yield made


def _heading(page: TestResponse) -> str:
    found = re.search(r"<h1[^>]*>([^<]*)</h1>", page.text)
    assert found, page.text[:500]
    return found[1]


def test_the_notice_comes_before_the_first_question(school: School) -> None:
    who = school.classroom.launch("notice")
    page = school.follow(who, "")
    for said in (
        "Qué se guarda",
        "Para qué",
        "Quién lo ve",
        "Cuánto tiempo",
        "Las mismas para todo el mundo",
    ):
        assert said in page.text
    assert not re.search(r'name="(profiling|tutor|tutee)"[^>]* checked', page.text), (
        "nothing is chosen beforehand"
    )
    refused = school.follow(who, "start", {"notice": "1"})
    assert refused.status_code == 409
    assert school.classroom.question(who.scope) is None


def test_a_page_belongs_to_one_role(school: School) -> None:
    teacher = school.classroom.launch("teacher", Role.TEACHER)
    assert school.follow(teacher, "question").status_code == 403
    assert school.follow(teacher, "result").status_code == 403
    visitor = school.classroom.launch("guest", Role.VISITOR)
    assert "de visita" in school.follow(visitor, "").text
    assert school.follow(visitor, "start").status_code == 403


def test_an_answer_brings_the_next_question_under_the_questions_address(school: School) -> None:
    who = school.begun("next")
    page = school.follow(who, "answer", school.right_answer(who))
    assert _heading(page) == "Pregunta 2"
    assert page.headers["HX-Replace-Url"] == f"/s/{who.scope.launch}/question"


def test_the_same_answer_twice_counts_once(school: School) -> None:
    who = school.begun("twice")
    form = school.right_answer(who)
    assert _heading(school.follow(who, "answer", form)) == "Pregunta 2"
    assert _heading(school.follow(who, "answer", form)) == "Pregunta 2"


def test_what_cannot_be_read_is_kept_and_counts_for_nothing(school: School) -> None:
    who = school.begun("unreadable")
    page = school.classroom.question(who.scope)
    while page and page.kind == "choice":
        school.follow(who, "answer", school.right_answer(who))
        page = school.classroom.question(who.scope)
    assert page is not None
    form = {"attempt": page.attempt, "item": page.item, "language": "es", "text": '3 + * "4/'}
    answer = school.follow(who, "answer", form)
    assert _heading(answer) == f"Pregunta {page.number}"
    assert 'value="3 + * &#34;4/"' in answer.text
    assert "No hemos podido leerlo" in answer.text
    assert 'value="3 + * &#34;4/"' in school.follow(who, "").text, "it is still there after coming back"


def test_a_number_with_two_readings_is_asked_back(school: School) -> None:
    who = school.begun("readings")
    page = school.classroom.question(who.scope)
    while page and (page.kind == "choice" or not school.classroom.solution(page).isdigit()):
        school.follow(who, "answer", school.right_answer(who))
        page = school.classroom.question(who.scope)
    assert page is not None, "no question of this diagnostic has a whole number as its answer"
    whole = school.classroom.solution(page)
    form = {"attempt": page.attempt, "item": page.item, "language": "es", "text": f"{whole}.000"}
    asked = school.follow(who, "answer", form)
    readings = re.findall(r'name="reading" value="([^"]*)"[^>]*>([^<]*)<', asked.text)
    assert (f"{whole}000", f"{whole}000") in readings
    assert (f"{whole}.0", f"{whole},0") in readings
    assert f'value="{whole}.000"' in asked.text
    taken = school.follow(who, "answer", form | {"reading": f"{whole}.0"})
    assert _heading(taken) == f"Pregunta {page.number + 1}"


def test_the_preview_draws_what_is_typed(school: School) -> None:
    who = school.begun("preview")
    assert r"\(\frac{3}{4}\)" in school.follow(who, "preview", {"text": "3/4", "language": "es"}).text
    assert "3{,}5" in school.follow(who, "preview", {"text": "3,5", "language": "es"}).text
    assert "sigue" in school.follow(who, "preview", {"text": "3+", "language": "es"}).text
    assert "quizá te preguntemos cuál" in school.follow(who, "preview", {"text": "1.000", "language": "es"}).text
    assert school.follow(who, "preview", {"text": "  "}).text == ""


def test_a_pause_is_ended_in_another_browser_at_the_same_question(school: School) -> None:
    who = school.begun("pause")
    school.follow(who, "answer", school.right_answer(who))
    before = school.classroom.question(who.scope)
    assert _heading(school.follow(who, "pause", {})) == "Buen descanso"
    elsewhere = school.classroom.launch("pause")
    assert "Seguir donde estabas" in school.follow(elsewhere, "").text
    assert _heading(school.follow(elsewhere, "start", {"go_on": "1"})) == "Pregunta 2"
    assert school.classroom.question(elsewhere.scope) == before


def test_the_result_says_why_and_can_be_contested(school: School) -> None:
    who = school.finished("result")
    page = school.follow(who, "result")
    assert _heading(page) == "Lo que has mostrado"
    assert "Por estas respuestas" in page.text
    assert "<svg class=" in page.text
    competency = re.search(r'name="competency" value="([^"]+)"', page.text)
    assert competency
    said = school.follow(who, "contest", {"competency": competency[1], "text": "Me equivoqué al copiar."})
    assert "Has dicho que ves algo de otra manera" in said.text


def test_a_step_is_chosen_done_and_gone_from_the_front(school: School) -> None:
    who = school.finished("path")
    page = school.follow(who, "")
    assert _heading(page) == "Tu camino"
    step, way = (
        re.search(r'/path/([^/"]+)/choose', page.text),
        re.search(r'name="alternative" value="([^"]+)"', page.text),
    )
    assert step
    assert way
    opened = school.follow(who, f"path/{step[1]}/choose", {"alternative": way[1]})
    assert "¿Qué tal ha ido?" in opened.text
    assert school.follow(who, f"path/{step[1]}/done", {"felt": "great"}).status_code == 422
    done = school.follow(who, f"path/{step[1]}/done", {"felt": "right", "reflection": "<b>claro</b>"})
    assert "Pasos hechos: 1." in done.text
    again = school.follow(who, f"path/{step[1]}")
    assert "&lt;b&gt;claro&lt;/b&gt;" in again.text


def test_the_way_without_a_profile_shows_what_was_right_and_nothing_else(school: School) -> None:
    who = school.begun("fixed", "fixed")
    school.classroom.finish(who.scope)
    page = school.follow(who, "result")
    assert "Elegiste las mismas preguntas" in page.text
    assert 'class="word ' not in page.text
    assert "en el orden del curso" in school.follow(who, "path").text


def test_taking_part_in_tutoring_is_changed_at_any_time(school: School) -> None:
    who = school.begun("tutoring")
    assert not re.search(r'name="tutor"[^>]* checked', school.follow(who, "tutoring").text)
    saved = school.follow(who, "tutoring", {"tutor": "1", "slots": ["mon-1", "fri-6"]})
    assert re.search(r'name="tutor"[^>]* checked', saved.text)
    assert re.findall(r'value="(\w+-\d)"[^>]* checked', saved.text) == ["mon-1", "fri-6"]
    assert school.follow(who, "tutoring", {"tutor": "1", "slots": ["sun-1"]}).status_code == 422
    left = school.follow(who, "tutoring", {})
    assert not re.search(r'name="tutor"[^>]* checked', left.text)


def test_the_language_changes_on_the_same_page_and_leads_nowhere_else(school: School) -> None:
    who = school.begun("language")
    here = f"/s/{who.scope.launch}/tutoring"
    assert (
        _heading(school.follow(who, "language", {"language": "en", "next": here})) == "Learning with classmates"
    )
    assert (
        _heading(school.follow(who, "language", {"language": "es", "next": "https://evil.example/"}))
        == "Pregunta 1"
    )
    assert school.follow(who, "language", {"language": "xx"}).status_code == 422


def test_nobody_answers_in_the_attempt_of_another(school: School) -> None:
    one, other = school.begun("one"), school.begun("other")
    form = school.right_answer(one)
    assert school.follow(other, "answer", form).status_code == 404
    assert _heading(school.follow(one, "")) == "Pregunta 1"


def test_before_the_teacher_has_chosen_there_is_nothing_to_do(school: School) -> None:
    who = school.classroom.launch("early", course="C-empty")
    for path in ("", "tutoring"):
        page = school.follow(who, path).text
        assert "Esta actividad aún no está preparada" in page
        assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
