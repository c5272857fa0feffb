"""GIFT as teachers write it by hand, and as it goes wrong."""

import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.content import gift
from adapters.content.base import BankItem, Partial, Problem
from adapters.content.media import Spool


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def _read(spool: Spool, text: str | bytes) -> tuple[list[BankItem], list[Problem]]:
    data = text if isinstance(text, bytes) else text.encode()
    found = list(gift.read(io.BytesIO(data), spool))
    return [i for i in found if isinstance(i, BankItem)], [p for p in found if isinstance(p, Problem)]


def _one(spool: Spool, text: str) -> BankItem:
    items, problems = _read(spool, text)
    assert problems == []
    (item,) = items
    return item


def test_one_right_answer(spool: Spool) -> None:
    item = _one(spool, "::River::Which river?{\n=Ebro#Yes\n~Duero # No\n~%50%Tajo\n####It is the longest.}")
    text = item.texts["es"]
    assert (item.key.kind, item.key.accepted, item.key.partial) == ("choice", ("c1",), (Partial("c3", 0.5),))
    assert text.stem == "Which river?"
    assert text.choices == ("Ebro", "Duero", "Tajo")
    assert text.feedback == {"c1": "Yes", "c2": "No"}
    assert text.explanation == "It is the longest."


def test_several_right_answers(spool: Spool) -> None:
    item = _one(spool, "Primes?{~%50%2 ~%50%3 ~%-100%4}")
    assert item.key.kind == "multiple"
    assert item.key.partial == (Partial("c1", 0.5), Partial("c2", 0.5), Partial("c3", -1.0))


@pytest.mark.parametrize(
    ("said", "code"), [("TRUE", "true"), ("T", "true"), ("FALSE", "false"), ("F", "false")]
)
def test_true_and_false(spool: Spool, said: str, code: str) -> None:
    item = _one(spool, f"Two is even.{{{said}#Think again.#Right!}}")
    assert item.key.accepted == (code,)
    other = "false" if code == "true" else "true"
    assert item.texts["es"].feedback == {code: "Right!", other: "Think again."}
    assert item.texts["es"].choices == ("Verdadero", "Falso")


def test_short_answers(spool: Spool) -> None:
    item = _one(spool, "Who?{=no one =nobody =%50%somebody#Nearly}")
    assert item.key.accepted == ("no one", "nobody")
    assert item.key.partial == (Partial("somebody", 0.5),)
    assert item.texts["es"].feedback == {"somebody": "Nearly"}


def test_a_missing_word(spool: Spool) -> None:
    item = _one(spool, "Paris is {~in =the capital of ~near} France.")
    assert item.texts["es"].stem == "Paris is _____ France."
    assert item.key.accepted == ("c2",)


@pytest.mark.parametrize(
    ("text", "answer", "tolerance"),
    [
        ("#1822:5", "1822", 5.0),
        ("#1.5..2.5", "2", 0.5),
        ("# 3", "3", 0.0),
        ("#3,14:0,01", "3.14", 0.01),
        ("#-2", "-2", 0.0),
    ],
)
def test_numbers(spool: Spool, text: str, answer: str, tolerance: float) -> None:
    key = _one(spool, f"How many?{{{text}}}").key
    assert (key.kind, key.accepted, key.tolerance) == ("number", (answer,), tolerance)


def test_several_numbers(spool: Spool) -> None:
    item = _one(spool, "When?{#\n=1822:0#Yes\n=%50%1822:2#Nearly\n~#No}")
    assert (item.key.accepted, item.key.tolerance) == (("1822",), 0.0)
    assert item.key.partial == (Partial("1822", 0.5, 2.0),)
    assert item.texts["es"].feedback == {"1822": "Yes", "*": "No"}


def test_matching(spool: Spool) -> None:
    item = _one(spool, "Match.{\n=cat -> animal\n=rose -> plant\n=dog -> animal\n= -> stone\n}")
    assert item.key.pairs == (("p1", "c1"), ("p2", "c2"), ("p3", "c1"))
    assert item.texts["es"].choices == ("animal", "plant", "stone")


def test_ordering_as_moodle_writes_it(spool: Spool) -> None:
    item = _one(spool, "Put in order.{>2     none\nfirst\nsecond\nthird\n}")
    assert item.key.kind == "ordering"
    assert item.texts["es"].choices == ("first", "second", "third")


def test_escaped_signs(spool: Spool) -> None:
    item = _one(spool, r"::a\:\:b::Solve \(x^\{2\} \= 4\) \~ \# \\ ok?{=\{2\} =-2\:1}")
    assert item.texts["es"].stem == r"Solve \(x^{2} = 4\) ~ # \ ok?"
    assert item.key.accepted == ("{2}", "-2:1")


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("[html]<b>a</b> &lt;", "<b>a</b> &lt;"),
        ("[plain]<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
        ("[moodle]a <b>b</b>\nc", "a <b>b</b><br>c"),
        ("if a<b and more", "if a&lt;b and more"),
        ("$$x<3$$", r"\[x&lt;3\]"),
    ],
)
def test_formats(spool: Spool, text: str, stem: str) -> None:
    assert _one(spool, f"{text}{{T}}").texts["es"].stem == stem


def test_categories_comments_codes_and_tags(spool: Spool) -> None:
    text = (
        "$CATEGORY: $course$/top/Maths/Lines\n\n"
        "// question: 12  name: Slope\n// [id:Q\\]1] [tag:easy] [tag:senda:competency=EC1]\n"
        "::Slope::What?{\n// not this one\n=a\n~b}\n\n"
        "// alone\n\nOther?{T}\n"
    )
    (first, second), problems = _read(spool, text)
    assert problems == []
    assert (first.code, first.tags, first.competencies, first.category) == (
        "Q]1",
        ("easy",),
        ("EC1",),
        "Maths/Lines",
    )
    assert second.tags == ()
    assert first.texts["es"].choices == ("a", "b")


def test_questions_need_no_empty_line_between(spool: Spool) -> None:
    items, problems = _read(spool, "$CATEGORY: A\n::One::a{T}\n::Two::b{F}\n$CATEGORY: B\n::Three::c{T}")
    assert problems == []
    assert [item.category for item in items] == ["A", "A", "B"]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(spool: Spool, encoding: str) -> None:
    (item,), problems = _read(spool, "¿Cuántos años?{#12}".encode(encoding))
    assert problems == []
    assert item.texts["es"].stem == "¿Cuántos años?"


def test_windows_1252_is_read_and_said(spool: Spool) -> None:
    (item,), problems = _read(spool, "¿Cuántos años? “5” €{#12}\r\n".encode("cp1252"))
    assert item.texts["es"].stem == "¿Cuántos años? “5” €"
    assert [(p.code, p.fatal) for p in problems] == [("encoding_guessed", False)]


BROKEN = {
    "no right answer": ("a{~b ~c}", "answer_missing"),
    "half of one": ("a{=%50%b}", "answer_missing"),
    "shares": ("a{~%50%b ~%20%c}", "credits_do_not_add_up"),
    "too much": ("a{~%100%b ~%100%c}", "credits_do_not_add_up"),
    "one choice": ("a{=b ~}", "empty_choice"),
    "no end": ("a{=b ~c", "braces_unbalanced"),
    "no beginning": ("a =b ~c}", "braces_unbalanced"),
    "two pairs": ("a{=b}c{=d}", "braces_unbalanced"),
    "formula": (r"a \(\frac{1}{2}\)?{=b}", "braces_unbalanced"),
    "no number": ("a{#three}", "key_unreadable"),
    "no tolerance": ("a{#3:x}", "tolerance_wrong"),
    "negative tolerance": ("a{#3:-1}", "tolerance_wrong"),
    "no numbers": ("a{#}", "answer_missing"),
    "no pair": ("a{=b -> c =d}", "pair_unreadable"),
    "no question": ("::n::{T}", "question_missing"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_questions_that_are_broken(spool: Spool, name: str) -> None:
    text, code = BROKEN[name]
    text = text if text.startswith("::") else f"::n::{text}"
    items, problems = _read(spool, f"Good?{{T}}\n\n{text}\n\n::last::Good too?{{F}}")
    assert len(items) == 2
    assert code in [p.code for p in problems if p.fatal]
    assert {p.where for p in problems} == {"3: n"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("Write.{}", "type_unknown"), ("Only words.", "description_left_out"), ("", "no_items")],
)
def test_what_is_left_out(spool: Spool, text: str, code: str) -> None:
    items, problems = _read(spool, text)
    assert items == []
    assert code in [p.code for p in problems]


def test_duplicates(spool: Spool) -> None:
    _, problems = _read(spool, "// [id:1]\na{T}\n\n// [id:1]\nb{T}\n\nc{T}\n\nc{T}\n")
    assert [(p.code, p.where, p.fatal) for p in problems] == [
        ("duplicate_item", "5", True),
        ("repeated_item", "9", False),
    ]


def test_a_line_without_end_is_refused(spool: Spool) -> None:
    _, problems = _read(spool, "a{=" + "b" * 5_000_000)
    assert [p.code for p in problems] == ["line_too_long"]


def test_a_question_without_end_is_refused(spool: Spool) -> None:
    _, problems = _read(spool, "a{\n" + ("b" * 99_999 + "\n") * 100 + "}\n\nc{T}")
    assert [p.code for p in problems] == ["question_too_large"]


SAMPLE = "$CATEGORY: A/B\n\n// [id:1] [tag:x]\n::n::[html]<p>a</p>{=b#f ~%50%c####g}\n\nd{#1:2 =%50%3..4}\n\ne{=f->g =h->i}\n\nj{T#k#l}\n"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damage_is_never_raised(tmp_path: Path, data: st.DataObject) -> None:
    damaged = bytearray(SAMPLE.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(damaged)))
        end = data.draw(st.integers(start, min(len(damaged), start + 20)))
        signs = st.sampled_from(
            [b"{", b"}", b"~", b"=", b"#", b"%", b"\\", b"::", b"\n\n", b"//", b"->", b"\0", b"\xff"]
        )
        damaged[start:end] = data.draw(st.one_of(st.binary(max_size=12), signs))
    started = time.process_time()
    found = list(gift.read(io.BytesIO(bytes(damaged)), Spool(tmp_path)))
    assert all(isinstance(one, BankItem | Problem) for one in found)
    assert time.process_time() - started < 10
