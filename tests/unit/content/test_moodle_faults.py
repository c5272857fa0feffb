"""Moodle XML that is damaged, hostile or wrong: said by line and question, never raised."""

import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.content import moodle
from adapters.content.base import BankItem, Problem
from adapters.content.media import Spool
from tests.unit.content.test_moodle_reader import PICTURE, answer, question, quiz

GOOD = question("truefalse", answer("100", "true") + answer("0", "false"), name="Good")
BOMB = '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><quiz><question type="essay"><name>&b;</name></question></quiz>'
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz><question type="truefalse"><name><text>&a;</text></name></question></quiz>'


def _problems(data: bytes, tmp_path: Path) -> list[Problem]:
    found = list(moodle.read(io.BytesIO(data), Spool(tmp_path)))
    return [p for p in found if isinstance(p, Problem)]


WHOLE_FILES = {
    "empty": (b"", "empty_file"),
    "blank": (b" \n\n", "empty_file"),
    "words": (b"What is this?{=a ~b}", "not_moodle_xml"),
    "a web page": (b"<html><body/></html>", "not_moodle_xml"),
    "a zip": (b"PK\x03\x04abcdef", "not_moodle_xml"),
    "QTI": (b'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>', "not_moodle_xml"),
    "bomb": (BOMB.encode(), "xml_declares_entities"),
    "external entity": (OUTSIDE.encode(), "xml_declares_entities"),
    "external declarations": (
        b'<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/x.dtd"><quiz/>',
        "xml_declares_entities",
    ),
    "unknown entity": (b"<quiz>&nbsp;</quiz>", "broken_xml"),
    "cut off": (quiz(GOOD)[:-30], "broken_xml"),
    "windows-1252": (quiz(GOOD.replace("Good", "Año")).decode().encode("cp1252"), "wrong_encoding"),
    "unknown encoding": (quiz(GOOD).replace(b"UTF-8", b"KLINGON"), "wrong_encoding"),
    "no questions": (b"<quiz></quiz>", "no_items"),
    "endless name": (b"<quiz><question a='" + b"x" * 6_000_000, "broken_xml"),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_files_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    data, code = WHOLE_FILES[name]
    problems = _problems(data, tmp_path)
    assert code in [p.code for p in problems]
    assert problems[-1].fatal


def test_a_fault_of_form_names_its_line(tmp_path: Path) -> None:
    problems = _problems(b"<quiz>\n<question>\n</quiz>\n", tmp_path)
    assert (problems[0].code, problems[0].where) == ("broken_xml", "3")


def test_declared_windows_1252_is_read(tmp_path: Path) -> None:
    data = quiz(GOOD.replace("Which", "¿Cuál")).decode().replace("UTF-8", "windows-1252").encode("cp1252")
    (item,) = moodle.read(io.BytesIO(data), Spool(tmp_path))
    assert isinstance(item, BankItem)
    assert item.texts["es"].stem == "<p>¿Cuál one?</p>"


def choices(*credits: tuple[str, str], single: bool = True, text: str = "Which?") -> str:
    """A question with choices: the credit and the text of each."""
    given = "".join(answer(credit, one) for credit, one in credits)
    return question("multichoice", f"<single>{str(single).lower()}</single>{given}", text=text)


QUESTIONS = {
    "a text without end": (
        question("truefalse", answer("100", "true") + answer("0", "false"), text="x" * 300_000),
        "text_too_large",
    ),
    "a text too deep": (
        question("truefalse", answer("100", "true") + answer("0", "false"), text="<div>" * 300),
        "text_too_deep",
    ),
    "no right answer": (choices(("0", "a"), ("0", "b")), "answer_missing"),
    "halves of one": (choices(("50", "a"), ("50", "b")), "answer_missing"),
    "too little": (choices(("50", "a"), ("20", "b"), single=False), "credits_do_not_add_up"),
    "too much": (choices(("100", "a"), ("100", "b"), single=False), "credits_do_not_add_up"),
    "no number": (choices(("half", "a"), ("0", "b")), "credit_unreadable"),
    "not finite": (choices(("NaN", "a"), ("0", "b")), "credit_unreadable"),
    "one choice": (choices(("100", "a")), "wrong_number_of_choices"),
    "empty choice": (choices(("100", "a"), ("0", "")), "empty_choice"),
    "no question": (choices(("100", "a"), ("0", "b"), text=""), "question_missing"),
    "both true": (
        question("truefalse", answer("100", "true") + answer("100", "false")),
        "credits_do_not_add_up",
    ),
    "words for a number": (question("numerical", answer("100", "three")), "key_unreadable"),
    "tolerance": (
        question("numerical", answer("100", "3", more="<tolerance>-1</tolerance>")),
        "tolerance_wrong",
    ),
    "tolerance in words": (
        question("numerical", answer("100", "3", more="<tolerance>some</tolerance>")),
        "tolerance_wrong",
    ),
    "unit": (
        question(
            "numerical",
            answer("100", "3")
            + "<units><unit><multiplier>0</multiplier><unit_name>m</unit_name></unit></units>",
        ),
        "unit_wrong",
    ),
    "cloze without an end": (question("cloze", "", text="{1:MULTICHOICE:=a~b"), "broken_cloze"),
    "cloze without gaps": (question("cloze", "", text="nothing"), "broken_cloze"),
    "cloze without answers": (question("cloze", "", text="{1:SHORTANSWER:}"), "answer_missing"),
    "cloze with no right answer": (question("cloze", "", text="{1:MULTICHOICE:a~b}"), "answer_missing"),
    "gap in a picture": (question("cloze", "", text='<img alt="{1:MULTICHOICE:=a~b}">'), "gap_missing"),
    "place of no word": (
        question("gapselect", "<selectoption><text>a</text></selectoption>", text="[[7]]"),
        "broken_cloze",
    ),
    "matching without rights": (
        question("matching", "<subquestion><text>a</text></subquestion>"),
        "answer_missing",
    ),
    "parameter": (
        question(
            "truefalse",
            answer("100", "true")
            + answer("0", "false")
            + "<tags><tag><text>senda:guessing=1.5</text></tag></tags>",
        ),
        "out_of_range",
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions_that_are_broken(name: str, tmp_path: Path) -> None:
    data, code = QUESTIONS[name]
    found = list(moodle.read(io.BytesIO(quiz(GOOD, data)), Spool(tmp_path)))
    fatal = [p for p in found if isinstance(p, Problem) and p.fatal]
    assert code in [p.code for p in fatal]
    assert all(p.where.endswith(": A question") for p in fatal)
    assert sum(isinstance(one, BankItem) for one in found) == 1


def test_the_same_number_twice(tmp_path: Path) -> None:
    one = GOOD.replace("<idnumber></idnumber>", "<idnumber>Q1</idnumber>")
    (problem,) = _problems(quiz(one, one.replace("Which", "What")), tmp_path)
    assert (problem.code, problem.fatal, problem.values["item"]) == ("duplicate_item", True, "Q1")


def test_the_same_question_twice_is_taken_once(tmp_path: Path) -> None:
    found = list(moodle.read(io.BytesIO(quiz(GOOD, GOOD)), Spool(tmp_path)))
    assert [p.code for p in found if isinstance(p, Problem)] == ["repeated_item"]
    assert len(found) == 2


def test_an_unknown_gap_is_a_type_that_is_left_out(tmp_path: Path) -> None:
    data = quiz(GOOD, question("cloze", "", text="{1:MULTIRESPONSE:=a~=b}"))
    (problem,) = _problems(data, tmp_path)
    assert (problem.code, problem.fatal, problem.values["type"]) == (
        "type_unknown",
        False,
        "cloze MULTIRESPONSE",
    )


def test_a_question_of_a_hundred_megabytes_is_refused(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        left = 100 * 1024 * 1024
        start = (
            quiz(question("truefalse", "", name="Big")).partition(b"  </question>")[0] + b'<file name="a">'
        )

        def read(self, size: int = -1) -> bytes:
            if self.start:
                piece, self.start = self.start, b""
                return piece
            self.left -= size
            return b"A" * size if self.left > 0 else b""

    found = list(moodle.read(Endless(), Spool(tmp_path)))  # type: ignore[arg-type]
    assert isinstance(found[0], Problem)
    assert (found[0].code, found[0].where) == ("question_too_large", "3: Big")


def test_a_question_of_many_elements_is_refused(tmp_path: Path) -> None:
    problems = _problems(quiz(question("truefalse", "<answer/>" * 30_000), GOOD), tmp_path)
    assert [p.code for p in problems] == ["question_too_large"]


def test_files_that_are_neither_image_nor_sound_are_left_out(tmp_path: Path) -> None:
    text = '<p>See <img src="@@PLUGINFILE@@/a.png" alt="x"></p>'
    file = '<file name="a.png" path="/" encoding="base64">TVqQAAMAAAAEAAAA</file>'
    problems = _problems(
        quiz(question("truefalse", answer("100", "true") + answer("0", "false"), text=text, file=file)),
        tmp_path,
    )
    assert [p.code for p in problems] == ["media_type_unknown", "figure_missing"]
    assert not any(p.fatal for p in problems)


def test_a_file_that_is_no_base64_is_missing(tmp_path: Path) -> None:
    text = '<p>See <img src="@@PLUGINFILE@@/a.png" alt="x"></p>'
    file = '<file name="a.png" path="/" encoding="base64">AAA=BB¡</file>'
    problems = _problems(
        quiz(question("truefalse", answer("100", "true") + answer("0", "false"), text=text, file=file)),
        tmp_path,
    )
    assert [p.code for p in problems] == ["figure_missing"]


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Files of a question that is refused are closed and gone."""
    file = f'<file name="a.png" path="/" encoding="base64">{PICTURE}</file>'
    list(moodle.read(io.BytesIO(quiz(question("essay", "", file=file))), Spool(tmp_path)))
    assert list(tmp_path.iterdir()) == []


SAMPLE = quiz(
    GOOD,
    choices(("100", "a"), ("33.33333", "b")),
    question("cloze", "", text="<p>{1:MULTICHOICE:=a#x~%50%b} {2:NUMERICAL:=5:0.1}</p>"),
    question("numerical", answer("100", "3", more="<tolerance>0.1</tolerance>")),
    question(
        "truefalse", answer("100", "true"), file=f'<file name="a.png" encoding="base64">{PICTURE}</file>'
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damage_is_never_raised(tmp_path: Path, data: st.DataObject) -> None:
    """Any change of any bytes gives items and problems, soon."""
    damaged = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(damaged)))
        end = data.draw(st.integers(start, min(len(damaged), start + 40)))
        pieces = st.one_of(
            st.binary(max_size=20),
            st.sampled_from(
                [b"<text>", b"</text>", b"{", b"}", b"~", b"%", b"]]>", b"<quiz>", b"&lt;", b"<file>"]
            ),
        )
        damaged[start:end] = data.draw(pieces)
    started = time.process_time()
    found = list(moodle.read(io.BytesIO(bytes(damaged)), Spool(tmp_path)))
    assert all(isinstance(one, BankItem | Problem) for one in found)
    assert time.process_time() - started < 10


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text("{}~=%#\\:1259.MULTICHOESRANWL<>&\"'[]/ abn$()*-", max_size=120))
def test_any_text_with_gaps_ends_well(tmp_path: Path, text: str) -> None:
    found = list(
        moodle.read(io.BytesIO(quiz(question("cloze", "", text=f"{{1:SA:=a}} {text}"))), Spool(tmp_path))
    )
    assert found
