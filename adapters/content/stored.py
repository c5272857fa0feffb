"""Keys and texts of items as JSON keeps them, made into values again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.content.base import AnswerKey, Gap, Hint, ItemText, Partial, Unit


def key_from(stored: Mapping[str, Any]) -> AnswerKey:
    """The key of which `dataclasses.asdict` was stored; what an earlier version did not store is as usual."""
    fields = dict(stored)
    for name in ("accepted", "refused"):
        fields[name] = tuple(fields.get(name, ()))
    fields["partial"] = tuple(Partial(**one) for one in fields.get("partial", ()))
    fields["units"] = tuple(Unit(**one) for one in fields.get("units", ()))
    fields["pairs"] = tuple((prompt, choice) for prompt, choice in fields.get("pairs", ()))
    fields["gaps"] = tuple(gap_from(one) for one in fields.get("gaps", ()))
    return AnswerKey(**fields)


def gap_from(stored: Mapping[str, Any]) -> Gap:
    """A gap of which `dataclasses.asdict` was stored."""
    return Gap(
        stored["code"],
        stored["kind"],
        key_from(stored["key"]),
        tuple(stored.get("choices", ())),
        float(stored.get("weight", 1.0)),
    )


def text_from(stored: Mapping[str, Any]) -> ItemText:
    """The text of which `dataclasses.asdict` was stored."""
    return ItemText(
        stem=stored["stem"],
        choices=tuple(stored.get("choices", ())),
        hints=tuple(Hint(**one) for one in stored.get("hints", ())),
        explanation=stored.get("explanation", ""),
        prompts=tuple(stored.get("prompts", ())),
        gaps={code: tuple(texts) for code, texts in stored.get("gaps", {}).items()},
        feedback=dict(stored.get("feedback", {})),
    )
