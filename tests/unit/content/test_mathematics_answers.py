"""The bank's open questions as the answer checker takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from adapters.answers import ProcessChecker
from adapters.content.base import BankItem
from adapters.content.mathematics import load

OPEN = [item for item in load().items if not item.choices]


@pytest.fixture(scope="module")
def checker() -> Iterator[ProcessChecker]:
    process = ProcessChecker()
    yield process
    process.close()


def typed(latex: str, language: str) -> str:
    """A formula as someone would type it from the page."""
    plain = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)", latex)
    for sign, key in {r"\times": "*", r"\cdot": "*", r"\div": "/", r"\mathbin{:}": "/"}.items():
        plain = plain.replace(sign, key)
    return plain.replace("{,}", "," if language == "es" else "")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("item", OPEN, ids=lambda item: item.code)
def test_the_key_is_accepted_and_the_question_s_own_expressions_are_not(
    checker: ProcessChecker, item: BankItem, language: str
) -> None:
    key = item.key.accepted[0]
    written = key.replace(".", ",") if language == "es" else key
    assert checker.check(item.key, written, language).outcome == "right"
    for formula in re.findall(r"\\\((.*?)\\\)", item.texts[language].stem):
        assert checker.check(item.key, typed(formula, language), language).outcome != "right"
