"""Tables as teachers write them, and what is wrong with some of them."""

import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.content import csv_table
from adapters.content.base import BankItem, Found, Partial, Problem, Unit
from adapters.content.media import Spool


def _read(text: str | bytes, tmp_path: Path) -> list[Found]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(csv_table.read(io.BytesIO(data), Spool(tmp_path)))


def _items(text: str, tmp_path: Path) -> list[BankItem]:
    found = _read(text, tmp_path)
    assert [f for f in found if isinstance(f, Problem)] == []
    return [f for f in found if isinstance(f, BankItem)]


TEACHER = """código;tipo;enunciado;opción 1;Opción 2;opción_3;respuesta;competencias;dificultad;pista 1;retroalimentación 2
s1;opción única;¿Cuánto es 3 < 5?;verdad;mentira;;a;N1 | N2;-0,5;Mira el signo;No: 3 es menor
s2;verdadero/falso;La Tierra es plana;;;;falso;;;;
s3;varias;¿Cuáles son pares?;2;3;4;a | c;;;;
;texto;Capital de Francia;;;;París | Paris;;;;
;número;¿Cuánto es 7/2?;;;;3,5;;1,25;;
s6;ordenar;De menor a mayor;uno;dos;tres;;;;;
"""


def test_a_table_in_spanish(tmp_path: Path) -> None:
    one, two, three, four, five, six = _items(TEACHER, tmp_path)
    assert (one.code, one.key.kind, one.key.accepted, one.choices) == ("s1", "choice", ("a",), ("a", "b"))
    assert one.texts["es"].stem == "¿Cuánto es 3 &lt; 5?"
    assert one.texts["es"].hints[0].text == "Mira el signo"
    assert one.texts["es"].feedback == {"b": "No: 3 es menor"}
    assert (one.competencies, one.difficulty) == (("N1", "N2"), -0.5)
    assert (two.key.kind, two.key.accepted) == ("choice", ("b",))
    assert two.texts["es"].choices == ("Verdadero", "Falso")
    assert (three.key.kind, three.key.accepted) == ("multiple", ("a", "c"))
    assert (four.key.kind, four.key.accepted) == ("text", ("París", "Paris"))
    assert four.code.startswith("q-")
    assert (five.key.kind, five.key.accepted, five.difficulty) == ("number", ("3.5",), 1.25)
    assert (six.key.kind, six.key.accepted) == ("ordering", ("a", "b", "c"))


def test_a_key_in_all_its_parts(tmp_path: Path) -> None:
    table = (
        "code,type,stem,answer,credit,tolerance,units,unit_needed,form\n"
        'n1,number,How far?,"3.5 | 7/2",3 = 50% ± 0.1 | 4 = 0.25,"0,01",m | cm = 0.01,yes,decimal\n'
    )
    (item,) = _items(table, tmp_path)
    assert item.key.accepted == ("3.5", "7/2")
    assert item.key.partial == (Partial("3", 0.5, 0.1), Partial("4", 0.25))
    assert (item.key.tolerance, item.key.form, item.key.unit_needed) == (0.01, "decimal", True)
    assert item.key.units == (Unit("m"), Unit("cm", 0.01))


def test_matching_and_gaps(tmp_path: Path) -> None:
    table = (
        "code,stem,prompt_1,prompt_2,choice_1,choice_2,choice_3,answer,gap_1,gap_2_choices,gap_2_answer,gap_2_weight\n"
        "m1,Capitals,Spain,France,Madrid,Paris,Rome,,,,,\n"
        "m2,Capitals,Spain,France,Madrid,Paris,Rome,1 = b | France = Madrid,,,,\n"
        "c1,The [[1]] of [[2]].,,,,,,,sun,York | Kent,York,2\n"
    )
    one, two, three = _items(table, tmp_path)
    assert one.key.pairs == (("1", "a"), ("2", "b"))
    assert two.key.pairs == (("1", "b"), ("2", "a"))
    stem = 'The <span class="gap" data-gap="1"></span> of <span class="gap" data-gap="2"></span>.'
    assert three.texts["es"].stem == stem
    first, second = three.key.gaps
    assert (first.kind, first.key.accepted) == ("text", ("sun",))
    assert (second.kind, second.key.accepted, second.choices, second.weight) == (
        "choice",
        ("a",),
        ("a", "b"),
        2,
    )
    assert three.texts["es"].gaps == {"2": ("York", "Kent")}


def test_rows_of_one_code_are_languages_of_one_item(tmp_path: Path) -> None:
    table = (
        "code,language,type,stem,choice_1,choice_2,answer,difficulty\n"
        "q1,es,choice,¿Sol?,sí,no,a,0.5\nq1,en,,Sun?,yes,no,,\nq2,es,text,¿Y?,,,x,\n"
    )
    one, two = _items(table, tmp_path)
    assert list(one.texts) == ["es", "en"]
    assert one.texts["en"].choices == ("yes", "no")
    assert one.difficulty == 0.5
    assert two.code == "q2"


def test_html_and_formulas(tmp_path: Path) -> None:
    table = (
        "code,stem,answer\n"
        'q1,"<p>Is \\(a<b\\) <script>alert(1)</script>here?</p>",x\n'
        'q2,"Is \\(a<b\\)?\nSay.",x\n'
        "q3,Is 2<3 or 3>2 & so on,x\n"
        "q4,a<b<c,x\n"
    )
    stems = [i.texts["es"].stem for i in _read(table, tmp_path) if isinstance(i, BankItem)]
    assert stems == [
        r"<p>Is \(a&lt;b\) here?</p>",
        r"Is \(a&lt;b\)?<br>Say.",
        "Is 2&lt;3 or 3&gt;2 &amp; so on",
        "a&lt;b&lt;c",
    ]


def test_unknown_columns_are_named_and_do_no_harm(tmp_path: Path) -> None:
    found = _read("code,stem,answer,colour\nq1,Which?,x,red\n", tmp_path)
    assert isinstance(found[0], Problem)
    assert (found[0].where, found[0].code, found[0].values, found[0].fatal) == (
        "1",
        "unknown_column",
        {"column": "colour"},
        False,
    )
    assert isinstance(found[1], BankItem)


def test_unknown_types_are_named_and_left_out(tmp_path: Path) -> None:
    found = _read("code,type,stem,answer\nq1,essay,Discuss.,x\nq2,text,Which?,x\n", tmp_path)
    assert [(f.code, f.fatal) for f in found if isinstance(f, Problem)] == [("type_unknown", False)]
    assert [f.code for f in found if isinstance(f, BankItem)] == ["q2"]


HEAD = "code,type,language,stem,choice_1,choice_2,answer,credit,tolerance,difficulty,guessing,units,pilot,gap_1\n"
ROWS = {
    "no question": ("q1,choice,,,a,b,a", "question_missing"),
    "no answer": ("q1,choice,,Which?,a,b,", "answer_missing"),
    "no answer to a text": ("q1,text,,Which?,,,", "answer_missing"),
    "an answer that is no choice": ("q1,choice,,Which?,a,b,z", "answer_not_among_choices"),
    "one choice": ("q1,choice,,Which?,a,,a", "wrong_number_of_choices"),
    "a hole among the choices": ("q1,choice,,Which?,,b,b", "empty_choice"),
    "too much credit": ("q1,choice,,Which?,a,b,a,b = 1.5", "credit_out_of_range"),
    "negative credit of one choice": ("q1,choice,,Which?,a,b,a,b = -0.5", "credit_out_of_range"),
    "credits that do not add up": ("q1,multiple,,Which?,a,b,a,a = 0.5", "credits_do_not_add_up"),
    "credit in words": ("q1,choice,,Which?,a,b,a,b = half", "not_a_number"),
    "credit of nothing": ("q1,choice,,Which?,a,b,a,half", "credit_unreadable"),
    "tolerance below 0": ("q1,number,,How?,,,3,,-1", "tolerance_wrong"),
    "NaN": ("q1,number,,How?,,,3,,,NaN", "not_a_number"),
    "infinity": ("q1,number,,How?,,,3,,,inf", "not_a_number"),
    "overflow": ("q1,number,,How?,,,3,,,1e999", "not_a_number"),
    "far too difficult": ("q1,number,,How?,,,3,,,1000", "out_of_range"),
    "always guessed": ("q1,number,,How?,,,3,,,,1", "out_of_range"),
    "words for a number": ("q1,number,,How?,,,three apples!", "key_unreadable"),
    "a unit of nothing": ("q1,number,,How?,,,3,,,,,m = 0", "unit_wrong"),
    "perhaps": ("q1,number,,How?,,,3,,,,,,perhaps", "neither_yes_nor_no"),
    "a gap that is not there": ("q1,cloze,,The sun.,,,,,,,,,,York", "gap_missing"),
    "a gap without an answer": ("q1,cloze,,The [[1]] and [[2]].,,,,,,,,,,York", "gap_missing"),
    "a language that is none": ("q1,text,Español,Which?,,,x", "language_unknown"),
    "cells beyond the header": ("q1,text,,Which?,,,x,,,,,,,,more", "too_many_cells"),
    "the same language twice": ("q1,text,es,Which?,,,x\nq1,,es,Which?,,,", "language_twice"),
    "rows that differ": ("q1,text,es,Which?,,,x\nq1,,en,Which?,,,y", "row_differs"),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_that_are_wrong(name: str, tmp_path: Path) -> None:
    row, code = ROWS[name]
    found = _read(f"{HEAD}{row}\nq9,text,,Good?,,,x\n", tmp_path)
    fatal = [f for f in found if isinstance(f, Problem) and f.fatal]
    assert code in [p.code for p in fatal]
    assert all(p.where in ("2", "3") for p in fatal)
    assert [f.code for f in found if isinstance(f, BankItem)] == ["q9"]


def test_problems_name_line_and_column(tmp_path: Path) -> None:
    table = 'code,stem,answer,difficulty\nq1,"two\nlines",x,\n\nq2,Which?,x,hard\n'
    (problem,) = [f for f in _read(table, tmp_path) if isinstance(f, Problem)]
    assert (problem.where, problem.code) == ("5", "not_a_number")
    assert problem.values == {"column": "difficulty", "value": "hard"}


def test_a_code_that_comes_again_later(tmp_path: Path) -> None:
    found = _read("code,stem,answer\nq1,Which?,x\nq2,Which?,x\nq1,Which?,x\n", tmp_path)
    (problem,) = [f for f in found if isinstance(f, Problem)]
    assert (problem.where, problem.code, problem.values["first"]) == ("4", "duplicate_item", "2")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "header_missing"),
        (b"\n\n", "header_missing"),
        (b"a,b\n1,2\n", "header_missing"),
        (b"code,stem,answer\n", "no_items"),
        (b"code,stem,stem,answer\nq,a,b,c\n", "duplicate_column"),
        (b'code,stem,answer\nq1,"' + b"x" * 200_000 + b'",x\n', "question_too_large"),
        (b"code,stem,answer\nq1," + b"x" * 5_000_000, "line_too_long"),
    ],
)
def test_tables_that_are_none(data: bytes, code: str, tmp_path: Path) -> None:
    assert code in [f.code for f in _read(data, tmp_path) if isinstance(f, Problem) and f.fatal]


def test_a_separator_line_of_excel(tmp_path: Path) -> None:
    (item,) = _items("sep=;\ncode;stem;answer\nq1;Which, then?;x\n", tmp_path)
    assert item.texts["es"].stem == "Which, then?"


def test_pictures_by_address_are_named(tmp_path: Path) -> None:
    found = _read('code,stem,answer\nq1,"See <img src=""a.png"" alt=""A""> here",x\n', tmp_path)
    assert [f.code for f in found if isinstance(f, Problem)] == ["figure_missing"]
    assert [f.withheld for f in found if isinstance(f, BankItem)] == ["figure_missing"]


def test_a_long_table_streams(tmp_path: Path) -> None:
    class Counted(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size <= 1 << 16
            return super().read(size)

    data = b"code,stem,answer\n" + b"".join(b"q%d,Which of them?,x\n" % n for n in range(5000))
    began = time.process_time()
    found = csv_table.read(Counted(data), Spool(tmp_path))
    first = next(found)
    assert isinstance(first, BankItem)
    assert first.code == "q0"
    assert sum(isinstance(f, BankItem) for f in found) == 4999
    assert time.process_time() - began < 20


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_changed_files_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    source = bytearray((TEACHER + HEAD + ROWS["rows that differ"][0]).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(source) - 1))
        piece = data.draw(
            st.one_of(st.binary(max_size=3), st.sampled_from((b"|", b"=", b'"', b";", b"\n", b"\\")))
        )
        source[place : place + data.draw(st.integers(0, 3))] = piece
    for found in _read(bytes(source), tmp_path):
        assert isinstance(found, BankItem | Problem)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(max_size=12), min_size=13, max_size=13))
def test_any_cells_never_raise(tmp_path: Path, cells: list[str]) -> None:
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    for found in _read((HEAD + row).encode("utf-8", "surrogatepass"), tmp_path):
        assert isinstance(found, BankItem | Problem)
