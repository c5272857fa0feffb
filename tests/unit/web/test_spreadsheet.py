"""The class as a spreadsheet: every text arrives as it was, and none is computed."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.web.spreadsheet import safe_cell, spreadsheet

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "＝1+1", "\u00a0=1"]
)
def test_what_would_be_a_formula_becomes_a_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["Ruiz, Ana", "O'Higgins", "3 = 3", "", "Álvaro", "100"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_no_cell_begins_a_formula_and_no_text_is_lost(rows: list[list[str]]) -> None:
    _, *found = read(spreadsheet(["a", "b"], rows))
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not [cell for row in found for cell in row if cell.lstrip(" \u00a0").startswith(tuple("=+-@\t\r"))]


def test_spreadsheet_programs_see_the_encoding_and_the_lines() -> None:
    file = spreadsheet(["Estudiante"], [["Núñez"]])
    assert file == b"\xef\xbb\xbfEstudiante\r\nN\xc3\xba\xc3\xb1ez\r\n"
