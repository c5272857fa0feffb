"""What goes out as a table comes in again as it was; no cell of it is computed."""

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from adapters.content import csv_table, digital_teaching, mathematics
from adapters.content.base import AnswerKey, BankItem, ItemText, Media, Problem
from adapters.content.csv_table import cells
from adapters.content.media import Spool
from tests.unit.content.moodle_items import PNG, blanks_around, htmls, items, spoken

#: Whole banks take minutes to be made small: a failure is shown as it was found.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture(scope="module")
def spool() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory() as directory:
        yield Spool(directory)


def _written(found: list[BankItem]) -> bytes:
    return b"".join(csv_table.write(found))


def _again(data: bytes, spool: Spool) -> tuple[list[BankItem], list[Problem]]:
    back = list(csv_table.read(io.BytesIO(data), spool))
    return [i for i in back if isinstance(i, BankItem)], [p for p in back if isinstance(p, Problem)]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(data=st.data())
def test_items_come_back(spool: Spool, data: st.DataObject) -> None:
    some = st.builds(spoken, items(()), htmls())
    found = data.draw(st.lists(some, min_size=1, max_size=3, unique_by=lambda item: item.code))
    assume(not any(map(blanks_around, found)))
    back, problems = _again(_written(found), spool)
    assert problems == []
    assert back == found


@pytest.mark.parametrize("bank", [mathematics, digital_teaching], ids=["mathematics", "digital teaching"])
def test_our_own_banks_come_back(bank: object, spool: Spool) -> None:
    found = list(bank.load().items)  # type: ignore[attr-defined]
    back, problems = _again(_written(found), spool)
    assert problems == []
    assert back == found


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_as_other_programs_save_it(spool: Spool, delimiter: str, encoding: str) -> None:
    found = [
        item
        for item in mathematics.load().items
        if "≤" not in repr(item) and item.key.kind in ("number", "choice")
    ][:20]
    rows = list(csv.reader(io.StringIO(_written(found).decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    back, problems = _again(out.getvalue().encode(encoding), spool)
    assert [p.code for p in problems] == (["encoding_guessed"] if encoding == "cp1252" else [])
    assert back == found


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(data=st.data())
def test_no_cell_begins_a_formula(data: st.DataObject) -> None:
    item = data.draw(items(()))
    name = data.draw(st.sampled_from(("=1+1", "@SUM(A1)", "+x", "-2+3", " =1", "\t=1", "＝1", "-3", "+2,5")))
    item = replace(item, source=name, tags=(name.strip(),))
    for row in csv.reader(io.StringIO(_written([item]).decode("utf-8-sig"), newline="")):
        for cell in row:
            shown = cell.lstrip(" \u00a0")
            if shown.startswith(("=", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")):
                pytest.fail(cell)
            if shown.startswith(("+", "-")):
                float(shown.replace(",", "."))


@given(st.text("'=+-@1,. ab\t\r\n＝\u00a0", max_size=8))
def test_apostrophes_come_off_again(cell: str) -> None:
    assert cells.unguard(cells.guard(cell)) == cell


@given(st.lists(st.text("ab|\\ ;,\n", min_size=1).map(str.strip).filter(bool), max_size=5))
def test_lists_come_back(values: list[str]) -> None:
    assert cells.split(cells.join(tuple(values))) == tuple(values)


def test_a_table_brings_no_pictures(spool: Spool) -> None:
    media = spool.add([PNG], "a.png")
    assert isinstance(media, Media)
    stem = f'<p>See <img src="media:{media.digest}" alt="a &amp; b">.</p>'
    item = BankItem("q1", (), AnswerKey("text", ("x",)), {"es": ItemText(stem)}, media=(media.digest,))
    (back,), problems = _again(_written([item]), spool)
    assert problems == []
    assert back.texts["es"].stem == '<p>See <span class="figure-missing">[a &amp; b]</span>.</p>'
    assert (back.withheld, back.media) == ("figure_missing", ())


def test_one_language_alone(spool: Spool) -> None:
    item = mathematics.load().items[0]
    (back,), _ = _again(b"".join(csv_table.write([item], language="en")), spool)
    assert back == replace(item, texts={"en": item.texts["en"]})
