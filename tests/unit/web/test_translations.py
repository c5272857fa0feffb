"""Every text of the pages exists in both languages; English is the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "lti_tool" / "translations" / "es" / "LC_MESSAGES" / "messages.po"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def _forms(text: object) -> tuple[str, ...]:
    """The singular and the plurals of a message, or its only form."""
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sources() -> Catalog:
    with (ROOT / "babel.cfg").open() as settings:
        methods, options = parse_mapping_cfg(settings)
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "lazy_gettext": None}
    found = Catalog()
    for _, _, message, _, context in extract_from_dir(ROOT, methods, options, keywords):
        found.add(message, context=context)
    return found


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="es")


def _entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_every_text_of_the_sources_has_a_spanish_translation(sources: Catalog, spanish: Catalog) -> None:
    assert len(_entries(sources)) > 300
    missing = []
    for message in _entries(sources):
        known = spanish.get(_forms(message.id)[0])
        if known is None or not all(_forms(known.string)):
            missing.append(_forms(message.id)[0])
    assert missing == [], "run `make translations`, then translate what is empty"


def test_no_translation_is_a_guess_or_left_over(sources: Catalog, spanish: Catalog) -> None:
    assert [message.id for message in _entries(spanish) if message.fuzzy] == []
    assert [message.id for message in _entries(spanish) if sources.get(_forms(message.id)[0]) is None] == []
    assert not spanish.obsolete


def test_translations_have_the_placeholders_of_their_source(spanish: Catalog) -> None:
    for message in _entries(spanish):
        wanted = set(_PLACEHOLDER.findall(" ".join(_forms(message.id))))
        for form in _forms(message.string):
            found = set(_PLACEHOLDER.findall(form))
            # A singular may leave its number out ("the other competency"), but never add a name.
            assert found <= wanted, message.id
        assert set(_PLACEHOLDER.findall(" ".join(_forms(message.string)))) == wanted, message.id
