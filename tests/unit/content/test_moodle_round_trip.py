"""What goes out as Moodle XML comes in again as it was."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.content import moodle
from adapters.content.base import AnswerKey, BankItem, Gap, ItemText, Media, Problem
from adapters.content.media import Spool
from tests.unit.content.moodle_items import PNG, SOUND, items, with_choices


@pytest.fixture(scope="module")
def spool() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory() as directory:
        yield Spool(directory)


def _digests(spool: Spool) -> tuple[str, ...]:
    kept = [spool.add([PNG], "a.png"), spool.add([SOUND], "a.mp3")]
    return tuple(media.digest for media in kept if isinstance(media, Media))


def _again(found: list[BankItem], spool: Spool) -> tuple[list[BankItem], list[Problem]]:
    data = b"".join(moodle.write(found, spool.open, language="es"))
    with tempfile.TemporaryDirectory() as directory:
        other = Spool(directory)
        back = list(moodle.read(io.BytesIO(data), other, language="es"))
        for media in {digest for item in found for digest in item.media}:
            with spool.open(media) as before, other.open(media) as after:
                assert before.read() == after.read()
    return [i for i in back if isinstance(i, BankItem)], [p for p in back if isinstance(p, Problem)]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_item_comes_back(spool: Spool, data: st.DataObject) -> None:
    item = data.draw(items(_digests(spool)))
    back, problems = _again([item], spool)
    assert problems == []
    assert back == [item]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_two_languages_come_back(spool: Spool, data: st.DataObject) -> None:
    item = data.draw(items(_digests(spool), (with_choices,)))
    (text,) = item.texts.values()
    other = replace(text, stem=f"Otra: {text.stem}", explanation="", hints=text.hints[:1])
    item = replace(item, texts={"es-MX": other, "en": text})
    back, problems = _again([item], spool)
    assert problems == []
    assert back == [item]


def test_a_number_that_is_no_decimal_one_becomes_a_gap_for_text(spool: Spool) -> None:
    gap = Gap("g1", "number", AnswerKey("number", ("1/3",)))
    stem = 'A third: <span class="gap" data-gap="g1"></span>'
    item = BankItem("q1", (), AnswerKey("cloze", (), gaps=(gap,)), {"es": ItemText(stem)})
    (back,), problems = _again([item], spool)
    assert problems == []
    assert back.key.gaps == (Gap("g1", "text", AnswerKey("text", ("1/3",))),)


def test_an_item_with_gaps_is_written_in_one_language(spool: Spool) -> None:
    gap = Gap("g1", "text", AnswerKey("text", ("a",)))
    stem = '<span class="gap" data-gap="g1"></span>'
    texts = {"en": ItemText(f"One: {stem}"), "es": ItemText(f"Uno: {stem}")}
    (back,), _ = _again([BankItem("q1", (), AnswerKey("cloze", (), gaps=(gap,)), texts)], spool)
    assert back.texts == {"es": texts["es"]}
