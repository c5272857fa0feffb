"""Characters that no text has, numbers that nobody can answer, and tables that do not end."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from adapters.content import csv_table
from adapters.content.archives import Archive, ArchiveLimits
from adapters.content.base import AnswerKey, BankItem, ItemText, Problem
from adapters.content.faults import faults
from adapters.content.keepable import keepable
from adapters.content.media import Spool
from adapters.content.qti.manifest import resources
from adapters.content.qti.xml import broken, parse
from adapters.frameworks import case_package


def asked(key: AnswerKey) -> BankItem:
    return BankItem("q", (), key, {"es": ItemText("¿Cuánto?")})


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800", "\\uDFFF", "\\udbff\\u0041"])
def test_what_json_names_by_escapes_is_left_out(escape: str) -> None:
    text = f'{{"a{escape}": ["b{escape}", {{"c": "{escape}d"}}], "n": 1.5, "e": null}}'
    kept = keepable(json.loads(text), text)
    written = json.dumps(kept, ensure_ascii=False)
    written.encode()
    assert "\0" not in written
    assert kept["n"] == 1.5
    assert kept["e"] is None


def test_whole_characters_stay() -> None:
    text = '{"a": "\\ud83d\\ude00 ñ \\u00e1"}'
    assert keepable(json.loads(text), text) == {"a": "😀 ñ á"}


def test_packages_of_both_kinds_are_cleaned() -> None:
    source = b'{"CFDocument": {"title": "a\\u0000b\\ud800"}}'
    assert case_package.parse(source) == {"CFDocument": {"title": "ab"}}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as writing:
        writing.writestr("a.json", source)
    assert Archive(packed, ArchiveLimits()).json("a.json") == {"CFDocument": {"title": "ab"}}


@pytest.mark.parametrize("answer", ["nan", "inf", "NaN", "x", "1/0", "2/(3-3)", "0^0"])
def test_a_number_that_nobody_can_give_is_no_key(answer: str) -> None:
    item = asked(AnswerKey("number", (answer,)))
    assert [one.code for one in faults(item, "1")] == ["key_unreadable"]


@pytest.mark.parametrize("answer", ["3", "-1/2", "2 1/3", "0.5", "sqrt(2)", "pi", "50%"])
def test_numbers_are_keys(answer: str) -> None:
    item = asked(AnswerKey("number", (answer,)))
    assert faults(item, "1") == []


def test_an_expression_has_letters_but_divides_by_nothing() -> None:
    def found(answer: str) -> list[str]:
        item = asked(AnswerKey("expression", (answer,)))
        return [one.code for one in faults(item, "1")]

    assert found("2x + 1") == []
    assert found("1/0") == ["key_unreadable"]


def test_a_table_whose_quotation_mark_never_closes_says_so(tmp_path: Path) -> None:
    table = 'code,stem,answer\nq1,good,3\nq2,"never closed,3\n' + "q3,lost,4\n" * 20
    found = list(csv_table.read(io.BytesIO(table.encode()), Spool(tmp_path)))
    assert found == [Problem("3", "table_damaged")]


def test_xml_that_has_no_lines_names_none() -> None:
    assert broken("a.xml") == Problem("a.xml", "broken_xml")
    assert list(resources(b"", "imsmanifest.xml", "")) == [Problem("imsmanifest.xml", "broken_xml")]
    root, problems = parse(b"<a>\n<b></a>", "a.xml")
    assert root is None
    assert problems == [Problem("a.xml:2", "broken_xml", {"line": 2})]
