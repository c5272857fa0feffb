"""Items as columns of rows: a wording and the facts of an entry, and whether two of either are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from adapters.content.base import BankItem, chance
from adapters.content.stored import key_from, text_from
from lti_tool.database.banks import BankEntry, ItemRow

WORDING: Final = (
    *("kind", "template", "key", "choices", "prompts", "shuffle"),
    *("misconceptions", "texts", "media", "source", "licence"),
)
"""Columns of `ItemRow` that make a wording."""
FACTS: Final = (
    *("competencies", "difficulty", "difficulty_sd", "discrimination", "guessing", "slip"),
    *("pilot", "withheld", "category", "tags", "alignments"),
)
"""Columns of `BankEntry` that are said of an item."""
_PARAMETERS: Final = ("difficulty", "difficulty_sd", "discrimination", "slip")
_UNSAID: Final[Mapping[str, Any]] = {
    "competencies": [],
    "difficulty": None,
    "difficulty_sd": 1.0,
    "discrimination": 1.0,
    "slip": 0.0,
    "pilot": False,
    "category": "",
    "tags": [],
    "alignments": [],
}
"""What a file that says nothing of an item leaves as it is."""


def wording_of(item: BankItem) -> dict[str, Any]:
    """The wording of an item, as columns."""
    return {
        "kind": item.key.kind,
        "template": item.template,
        "key": asdict(item.key),
        "choices": list(item.choices),
        "prompts": list(item.prompts),
        "shuffle": item.shuffle,
        "misconceptions": dict(item.misconceptions),
        "texts": {language: asdict(text) for language, text in item.texts.items()},
        "media": list(item.media),
        "source": item.source,
        "licence": item.licence,
    }


def facts_of(item: BankItem) -> dict[str, Any]:
    """What is said of an item, as columns."""
    return {
        "competencies": list(item.competencies),
        "difficulty": item.difficulty,
        "difficulty_sd": item.difficulty_sd,
        "discrimination": item.discrimination,
        "guessing": item.guessing,
        "slip": item.slip,
        "pilot": item.pilot,
        "withheld": item.withheld or ("" if item.competencies else "unlinked"),
        "category": item.category,
        "tags": list(item.tags),
        "alignments": list(item.alignments),
    }


def stored_wording(row: ItemRow) -> dict[str, Any]:
    """The wording of a row."""
    return {name: getattr(row, name) for name in WORDING}


def stored_facts(row: BankEntry) -> dict[str, Any]:
    """The facts of a row."""
    return {name: getattr(row, name) for name in FACTS}


def item_from(code: str, wording: Mapping[str, Any], facts: Mapping[str, Any]) -> BankItem:
    """The item that columns were made of; one that is only unlinked is not withheld for its own sake."""
    return BankItem(
        code=code,
        competencies=tuple(facts["competencies"]),
        key=key_from(wording["key"]),
        texts={language: text_from(text) for language, text in wording["texts"].items()},
        choices=tuple(wording["choices"]),
        misconceptions=dict(wording["misconceptions"]),
        difficulty=facts["difficulty"],
        difficulty_sd=facts["difficulty_sd"],
        discrimination=facts["discrimination"],
        guessing=facts["guessing"],
        slip=facts["slip"],
        template=wording["template"],
        source=wording["source"],
        licence=wording["licence"],
        withheld="" if facts["withheld"] == "unlinked" else facts["withheld"],
        prompts=tuple(wording["prompts"]),
        shuffle=wording["shuffle"],
        category=facts["category"],
        tags=tuple(facts["tags"]),
        alignments=tuple(facts["alignments"]),
        media=tuple(wording["media"]),
        pilot=facts["pilot"],
    )


def guessed(wording: Mapping[str, Any]) -> float:
    """How often a wording is guessed, where nobody says otherwise."""
    return chance(wording["kind"], len(wording["choices"]))


def same_wording(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether nothing of a wording would change; a file may leave languages and hints out."""
    if not set(new["texts"]) <= set(old["texts"]):
        return False
    kept = {language: old["texts"][language] for language in new["texts"]}
    return _compared(new, _with_hints(new["texts"], kept)) == _compared(old, kept)


def merged_wording(new: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """The new wording with the languages and hints that it leaves out, where its parts are still the same."""
    parts = ("kind", "choices", "prompts")
    gaps = [[gap["code"] for gap in one["key"].get("gaps", ())] for one in (new, old)]
    if any(new[name] != old[name] for name in parts) or gaps[0] != gaps[1]:
        return dict(new)
    texts = {**old["texts"], **_with_hints(new["texts"], old["texts"])}
    media = list(dict.fromkeys([*new["media"], *old["media"]]))
    return {**new, "texts": texts, "media": media if len(texts) > len(new["texts"]) else new["media"]}


def updated_facts(
    new: Mapping[str, Any], old: Mapping[str, Any], *, calibrated: bool, by_chance: tuple[float, float]
) -> dict[str, Any]:
    """What is known of an item after a file said something of it: what it does not say stays.

    Parameters
    ----------
    calibrated : bool
        The parameters known come from answers: what an author stated does not replace them.
    by_chance : (float, float)
        How often the new and the old wording are guessed where nobody says otherwise.
    """
    facts = dict(old)
    for name, unsaid in _UNSAID.items():
        if new[name] != unsaid and not (calibrated and name in _PARAMETERS):
            facts[name] = new[name]
    said, known = (one["guessing"] != usual for one, usual in zip((new, old), by_chance, strict=True))
    if (said or not known) and not calibrated:
        facts["guessing"] = new["guessing"]
    if facts["competencies"] and facts["withheld"] == "unlinked":
        facts["withheld"] = ""
    return facts


def _with_hints(new: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Texts with the hints that were there, where none are said: some formats have none."""
    return {
        language: {**text, "hints": text.get("hints") or old.get(language, {}).get("hints", [])}
        for language, text in new.items()
    }


def _compared(wording: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """What counts of a wording: what an earlier version did not store is as usual."""
    compared = {name: wording[name] for name in WORDING if name not in ("key", "texts", "media")}
    compared["key"] = key_from(wording["key"])
    compared["texts"] = {language: text_from(text) for language, text in texts.items()}
    return compared
