"""What goes out as GIFT comes in again as it was, but for what GIFT cannot say."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from adapters.content import gift
from adapters.content.base import AnswerKey, BankItem, ItemText, Media
from adapters.content.media import Spool
from tests.unit.content.moodle_items import (
    PNG,
    expressions,
    items,
    numeric,
    orders,
    pairs,
    plains,
    typed,
    with_choices,
)


@pytest.fixture(scope="module")
def spool() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory() as directory:
        yield Spool(directory)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_item_comes_back(spool: Spool, data: st.DataObject) -> None:
    media = spool.add([PNG], "a.png")
    assert isinstance(media, Media)
    kinds = (with_choices, typed, numeric, expressions, pairs, orders)
    item = data.draw(items((media.digest,), kinds))
    ((language, text),) = item.texts.items()
    if item.key.kind == "matching":
        count = len(item.choices)
        right = data.draw(st.lists(plains, min_size=count, max_size=count, unique=True))
        text = replace(text, choices=tuple(right))
    item = replace(item, texts={language: replace(text, hints=())})
    assume(gift.expressible(item))
    back = list(gift.read(io.BytesIO(b"".join(gift.write([item], spool.open))), spool))
    assert back == [replace(item, media=back[0].media if isinstance(back[0], BankItem) else ())]


def test_gaps_are_named_and_left_out(spool: Spool) -> None:
    item = BankItem("q1", (), AnswerKey("cloze", ()), {"es": ItemText("x")})
    assert not gift.expressible(item)
    assert b"".join(gift.write([item], spool.open)) == b"// [id:q1] cloze\n\n"


def test_only_the_language_that_is_asked_for_is_written(spool: Spool) -> None:
    key = AnswerKey("text", ("a",))
    item = BankItem("q1", (), key, {"en": ItemText("Which?"), "es": ItemText("¿Cuál?")})
    for language, stem in (("es", "¿Cuál?"), ("en", "Which?"), ("fr", "Which?")):
        (back,) = gift.read(io.BytesIO(b"".join(gift.write([item], spool.open, language=language))), spool)
        assert isinstance(back, BankItem)
        assert [text.stem for text in back.texts.values()] == [stem]
