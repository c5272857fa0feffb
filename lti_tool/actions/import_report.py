"""What was found in a file, gathered while it is read: counted in full, kept in part."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from adapters.content.base import ActivitySpec, BankItem, Found, Problem
from adapters.content.rich_html import media_of
from adapters.frameworks.base import FrameworkSpec
from lti_tool.database.banks import ItemRow

from .item_rows import facts_of, wording_of
from .linking import Linking
from .read_answer import CHOSEN_KINDS
from .show_answer import solution_html, stem_html
from .stage_items import FATES

MOST_FINDINGS: Final = 500
"""Kept word by word, of those that stop the import and of the others."""
MOST_ALT: Final = 200
MOST_NAMES: Final = 500
"""Different categories, tags, competencies and types that are named; what goes beyond counts as the rest."""
SAMPLES: Final = 5
_MOST_SAMPLE: Final = 20_000
_EMBEDDED: Final = 200 * 1024
_EMBEDDED_TOGETHER: Final = 1024 * 1024
_LONGEST: Final = 300


@dataclass(slots=True)
class Report:
    """Grows with everything found; `as_json` is what is stored.

    Attributes
    ----------
    linking : Linking
        By what the file itself says, for the framework that was chosen.
    """

    linking: Linking
    items: int = 0
    linked: int = 0
    fatal: int = 0
    framework: FrameworkSpec | None = None
    activities: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    _counts: dict[str, Counter[str]] = field(default_factory=dict)
    _codes: Counter[str] = field(default_factory=Counter)
    _stopping: list[list[Any]] = field(default_factory=list)
    _others: list[list[Any]] = field(default_factory=list)
    _alt: list[list[Any]] = field(default_factory=list)
    _samples: list[dict[str, Any]] = field(default_factory=list)

    def take(self, found: Found) -> None:
        """Count something that was found."""
        if isinstance(found, BankItem):
            self._item(found)
        elif isinstance(found, Problem):
            self._problem(found)
        elif isinstance(found, FrameworkSpec):
            self.framework = found
        elif isinstance(found, ActivitySpec):
            self.activities += 1

    def as_json(self, **more: Any) -> dict[str, Any]:
        """All of it."""
        framework = self.framework
        return {
            "items": self.items,
            "linked": self.linked,
            "fatal": self.fatal,
            "activities": self.activities,
            "fates": {fate: self.fates[fate] for fate in FATES},
            "codes": dict(self._codes.most_common()),
            "findings": self._stopping + self._others,
            "alt": self._alt,
            "samples": self._samples,
            "framework": framework
            and {
                "code": framework.code,
                "version": framework.version,
                "names": dict(framework.names),
                "competencies": len(framework.competencies),
            },
            **{name: dict(counter.most_common()) for name, counter in self._counts.items()},
            **more,
        }

    def embed(self, open_media: Callable[[str], BinaryIO], mimes: dict[str, str]) -> dict[str, str]:
        """The images of the samples as ``data:`` addresses, small ones: the school does not have them yet."""
        embedded: dict[str, str] = {}
        left = _EMBEDDED_TOGETHER
        for digest in dict.fromkeys(media_of(" ".join(_texts(self._samples)))):
            mime = mimes.get(digest, "")
            if not mime.startswith("image/"):
                continue
            with open_media(digest) as file:
                data = file.read(_EMBEDDED + 1)
            if len(data) <= min(_EMBEDDED, left):
                left -= len(data)
                embedded[digest] = f"data:{mime};base64,{base64.b64encode(data).decode()}"
        return embedded

    def _item(self, item: BankItem) -> None:
        facts = facts_of(item)
        self.items += 1
        self._count("kinds", [item.key.kind])
        self._count("languages", item.texts)
        self._count("categories", [item.category])
        self._count("withheld", [item.withheld] if item.withheld else [])
        named = self.linking.named(facts)
        self.linked += bool(named)
        self._count("competencies", named)
        self._count("unknown", [] if named else item.competencies)
        # Samples of different kinds first: they tell most of how a file was understood.
        kinds = [sample["kind"] for sample in self._samples]
        if len(kinds) < SAMPLES and kinds.count(item.key.kind) < 2:
            self._sample(item)

    def _sample(self, item: BankItem) -> None:
        language, text = next(iter(item.texts.items()))
        wording = wording_of(item)
        row, words = ItemRow(**wording), wording["texts"][language]
        sample = {
            "code": item.code,
            "kind": item.key.kind,
            "language": language,
            "stem": stem_html(row, words),
            "choices": list(text.choices[:10]),
            "prompts": list(text.prompts[:10]),
            "right": [item.choices.index(code) for code in item.key.accepted if code in item.choices[:10]],
            "solution": "" if item.key.kind in CHOSEN_KINDS else solution_html(row, words, language),
        }
        if sum(map(len, _texts([sample]))) <= _MOST_SAMPLE:
            self._samples.append(sample)

    def _problem(self, problem: Problem) -> None:
        self.fatal += problem.fatal
        self._codes[problem.code] += 1
        kept = self._stopping if problem.fatal else self._others
        if len(kept) < MOST_FINDINGS:
            kept.append([problem.where[:_LONGEST], problem.code, _short(problem.values), problem.fatal])
        if problem.code == "alt_missing" and len(self._alt) < MOST_ALT:
            self._alt.append([problem.where[:_LONGEST], problem.values.get("images", 1)])
        if problem.code == "type_unknown":
            self._count("types", [str(problem.values.get("type", "?"))[:80]])

    def _count(self, name: str, values: Iterable[str]) -> None:
        counter = self._counts.setdefault(name, Counter())
        for value in values:
            known = value in counter or len(counter) < MOST_NAMES
            counter[value if known else "…"] += 1


def _short(values: Any) -> dict[str, Any]:
    """Values of a problem as JSON keeps them."""
    plain = (str, int, float, bool)
    return {
        name: value[:_LONGEST] if isinstance(value, str) else value
        for name, value in values.items()
        if isinstance(value, plain)
    }


def _texts(samples: Iterable[dict[str, Any]]) -> Iterable[str]:
    for sample in samples:
        yield from (sample["stem"], *sample["choices"], *sample["prompts"], sample["solution"])
