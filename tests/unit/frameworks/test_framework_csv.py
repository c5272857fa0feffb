"""CSV: what goes out comes in again, other people's tables come in, every fault has its line."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from framework_samples import FULL, frameworks
from hypothesis import given
from hypothesis import strategies as st

from adapters.content.base import Problem
from adapters.frameworks import csv_table
from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.check import check


def read(text: str | bytes, **options: str) -> tuple[FrameworkSpec | None, tuple[Problem, ...]]:
    data = text.encode() if isinstance(text, str) else text
    return csv_table.read(io.BytesIO(data), **options)


def good(text: str | bytes, **options: str) -> FrameworkSpec:
    spec, problems = read(text, **options)
    assert [problem for problem in problems if problem.fatal] == []
    assert spec is not None
    return spec


def faults(text: str | bytes) -> list[tuple[str, str]]:
    return [(problem.where, problem.code) for problem in read(text)[1]]


def test_out_and_in_again() -> None:
    assert read(csv_table.write(FULL)) == (FULL, ())


@given(frameworks())
def test_whatever_goes_out_comes_in_again(spec: FrameworkSpec) -> None:
    found, problems = read(csv_table.write(spec))
    assert found == spec
    assert list(found.areas) == list(spec.areas)
    assert [problem.code for problem in problems] == [problem.code for problem in check(spec)]


def test_a_draft_with_faults_can_be_kept_in_a_file() -> None:
    spec = replace(
        FULL,
        competencies=(replace(FULL.competencies[1], area="gone", weight=float("inf")),),
        prerequisites=(),
    )
    found, problems = read(csv_table.write(spec))
    assert found == spec
    assert {"orphan", "weight_not_positive"} <= {problem.code for problem in problems}


def test_no_cell_is_a_formula() -> None:
    text = csv_table.write(FULL).decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'@somebody, somewhere" in text
    assert "'-cmd|' /C calc'!A0" in text
    assert not any(
        cell.startswith(("=", "+", "@", "-cmd")) for line in text.splitlines() for cell in line.split(",")
    )


TABLE = """kind,code,parent,name_es,name_en,cuts,weight,prerequisites,alignments,levels_es
framework,fw,,Marco,Framework,,,,,
level,1,,Uno,,,,,,
level,2,,Dos,,,,,,
area,A,,Área,Area,,,,,
area,A1,A,Subárea,,,,,,
competency,c1,A1,Primera,First,"-0,5 | 1.5",2,,other:x|other:y,Algo|Todo
competency,c2,A,Segunda,,,,c1,,
"""


def test_the_documented_format() -> None:
    spec = good(TABLE)
    assert (spec.code, spec.version, spec.names) == ("fw", "1", {"es": "Marco", "en": "Framework"})
    assert spec.area_parents == {"A1": "A"}
    first, second = spec.competencies
    assert (first.cuts, first.weight, first.alignments) == ((-0.5, 1.5), 2.0, ("other:x", "other:y"))
    assert first.level_names == ({"es": "Algo"}, {"es": "Todo"})
    assert second.cuts == (0.0, 1.0)
    assert second.names == {"es": "Segunda"}
    assert spec.prerequisites == (("c1", "c2"),)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_as_spreadsheets_write_it(encoding: str, separator: str, ending: str) -> None:
    rows = ["code,name,area", "M1,Sumar números,Números", "M2,Medir ángulos,Geometría", "M3,Restar,Números"]
    text = ending.join(rows).replace(",", separator)
    spec, problems = read(text.encode(encoding), name="Mi marco")
    assert spec is not None
    assert [c.names["es"] for c in spec.competencies] == ["Sumar números", "Medir ángulos", "Restar"]
    assert spec.areas == {"numeros": {"es": "Números"}, "geometria": {"es": "Geometría"}}
    assert [c.area for c in spec.competencies] == ["numeros", "geometria", "numeros"]
    assert (spec.code, spec.names) == ("mi-marco", {"es": "Mi marco"})
    assert [p.code for p in problems] == (["guessed_encoding"] if encoding == "windows-1252" else [])


def test_plain_lists_of_other_people() -> None:
    spec = good("sep=;\nCódigo;Nombre;Área;Prerrequisitos\nX1;Uno;;\nX2;Dos;;X1\nX3;Tres;;X1, X2\n", name="f")
    assert spec.prerequisites == (("X1", "X2"), ("X1", "X3"), ("X2", "X3"))
    assert set(spec.areas) == {"general"}
    numbered = good("name\nOne\nTwo\n", language="en")
    assert [(c.code, c.names) for c in numbered.competencies] == [("1", {"en": "One"}), ("2", {"en": "Two"})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", [("1", "no_header")]),
        (b"\0\0\0", [("", "not_text")]),
        (b"\xff\xfe\x00", [("", "not_text")]),
        (b"\x81\x8d,\x9d", [("", "not_text")]),
        ("just some words\nand more\n", [("1", "no_header")]),
        ("code,name\n", [("", "empty")]),
        ("code,name,name\na,x,y\n", [("1", "duplicate_column")]),
        ('code,name\na,"never closed\n', [("2", "broken_csv")]),
        ("code,name\na,one,two\n", [("2", "too_many_cells")]),
        ("kind,code,name\nwonder,a,x\n", [("2", "unknown_kind")]),
        ("code,name\na,x\n\nb,\n", [("4", "empty_name")]),
        ("code,name,cuts\na,x,many\n", [("2", "bad_number")]),
        ("code,name,cuts\na,x,nan\n", [("2", "cuts_not_finite")]),
        ("code,name,weight\na,x,1 2\n", [("2", "bad_number")]),
        ("code,name,weight\na,x,-1\n", [("2", "weight_not_positive")]),
        ("code,name\na,x\nb,y\na,z\n", [("2", "duplicate_code")]),
        ("code,name,prerequisites\na,x,z\n", [("2", "unknown_reference")]),
        ("code,name,prerequisites\na,x,b\nb,y,a\n", [("2", "cycle")]),
        ("kind,code,name,area\narea,A,Area,\ncompetency,c,x,B\n", [("2", "empty_area"), ("3", "orphan")]),
        ("kind,code,name,area\narea,A,x,B\narea,B,y,A\ncompetency,c,z,A\n", [("2", "area_cycle")]),
        ("kind,code,name\narea,A,x\narea,A,y\ncompetency,c,z\n",
         [("3", "duplicate_area"), ("2", "empty_area"), ("4", "orphan")]),
        ("kind,code,name\nframework,a,A\nframework,b,B\n", [("3", "second_framework"), ("", "empty")]),
        ("code,name,alignments\na,x,nowhere\n", [("2", "bad_alignment")]),
    ],
)  # fmt: skip
def test_each_fault_has_its_line(text: str | bytes, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


def test_a_problem_at_a_line_tells_the_code_too() -> None:
    (problem,) = read("code,name,prerequisites\na,x,z\n")[1]
    assert problem.values == {"code": "a", "reference": "z"}


def test_nothing_unbounded() -> None:
    assert faults(b"code,name\n" + b"a" * csv_table.LARGEST) == [("", "too_large")]
    assert ("2", "broken_csv") in faults("code,name\na," + "x" * 200_000)
    rows = "".join(f"{number},x\n" for number in range(csv_table.MOST_ROWS + 5))
    codes = {code for _, code in faults("code,name\n" + rows)}
    assert codes == {"too_many_rows", "too_many"}


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: ("code,name\n" + text).encode())
    )
)
def test_anything_is_read_without_a_crash(data: bytes) -> None:
    spec, problems = read(data)
    assert spec is not None or any(problem.fatal for problem in problems)


@given(st.data())
def test_a_damaged_file_is_read_without_a_crash(data: st.DataObject) -> None:
    whole = csv_table.write(FULL)
    place = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.binary(max_size=4))
    spec, problems = read(whole[:place] + damage + whole[place + data.draw(st.integers(0, 9)) :])
    assert spec is not None or any(problem.fatal for problem in problems)
