"""Items on their way out: texts in all languages as one, codes by place, facts as tags."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapters.content.base import BankItem, Gap, ItemText
from adapters.content.drafts import numbers
from adapters.content.drafts.draft import true_false
from adapters.content.drafts.keys import Answer, answers_of
from adapters.content.drafts.languages import join
from adapters.content.drafts.tags import write_tags
from adapters.content.rich_html import plain_to_html, to_text

_GAP = re.compile(r'<span class="gap" data-gap="([^"]*)"></span>')
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An item as it is to be written.

    Attributes
    ----------
    item : BankItem
    languages : tuple of str
        In which it is written, the reader's own first.
    name : str
        By which people find it: how its question begins.
    stem, explanation : str
        All languages in one.
    hints : tuple of str
    choices : tuple of str
        Codes in the order in which they are written.
    gaps : tuple of Gap
        In the order in which the stem shows them.
    tags : tuple of str
    """

    item: BankItem
    languages: tuple[str, ...]
    name: str
    stem: str
    explanation: str
    hints: tuple[str, ...]
    choices: tuple[str, ...]
    gaps: tuple[Gap, ...]
    tags: tuple[str, ...]

    @property
    def text(self) -> ItemText:
        """What is said in the first language."""
        return self.item.texts[self.languages[0]]

    @property
    def is_true_false(self) -> bool:
        """Whether it is a choice of true and false, said as everybody says it."""
        item = self.item
        return (
            item.key.kind == "choice"
            and item.choices == ("true", "false")
            and len(item.key.accepted) == 1
            and not item.key.partial
            and all(item.texts[name].choices == true_false(name) for name in self.languages)
        )

    @property
    def plain_choices(self) -> bool:
        """Whether no choice has any mark in it."""
        return all(is_plain(choice) for name in self.languages for choice in self.item.texts[name].choices)

    def choice(self, code: str) -> str:
        """Say a choice."""
        place = self.item.choices.index(code)
        return self._say(lambda text: text.choices[place])

    def prompt(self, code: str) -> str:
        """Say a left side."""
        place = self.item.prompts.index(code)
        return self._say(lambda text: text.prompts[place])

    def feedback(self, answer: str) -> str:
        """Say what is said of an answer."""
        return self._say(lambda text: text.feedback.get(answer, ""))

    def _say(self, what: Callable[[ItemText], str]) -> str:
        return join({name: what(self.item.texts[name]) for name in self.languages})


def outgoing(item: BankItem, language: str, *, one_language: bool = False) -> Outgoing:
    """Prepare an item.

    Parameters
    ----------
    item : BankItem
    language : str
        The reader's own.
    one_language : bool
        Whether only one language can be written; items with gaps always are in one.
    """
    own = [name for name in item.texts if name == language]
    languages = (*own, *(name for name in item.texts if name != language))
    if one_language or item.key.kind == "cloze":
        languages = languages[:1]
    texts = {name: item.texts[name] for name in languages}
    first = texts[languages[0]]
    hints = []
    for place in range(max(len(text.hints) for text in texts.values())):
        hints.append(join({name: _hint(text, place) for name, text in texts.items()}))
    gaps = tuple(in_order(first.stem, item.key.gaps))
    choices = written_choices(item)
    name = " ".join(to_text(first.stem).split())
    told = languages if languages != (language,) else ()
    return Outgoing(
        item=item,
        languages=languages,
        name=(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…") or item.code,
        stem=join({name: text.stem for name, text in texts.items()}),
        explanation=join({name: text.explanation for name, text in texts.items()}),
        hints=tuple(hints),
        choices=choices,
        gaps=gaps,
        tags=write_tags(item, told, _places(item, choices, gaps), typed=is_typed(item)),
    )


def written_choices(item: BankItem) -> tuple[str, ...]:
    """Give choices in the order in which the format needs them: the right one, or that of the left sides."""
    if item.key.kind == "ordering":
        return item.key.accepted
    if item.key.kind == "matching":
        pairs = dict(item.key.pairs)
        used = (pairs[prompt] for prompt in item.prompts if prompt in pairs)
        return tuple(dict.fromkeys((*used, *item.choices)))
    return item.choices


def typed_answers(item: Outgoing) -> list[tuple[Answer, str]]:
    """Give the answers that may be typed, each with what is said of it, and what is said of all others."""
    key = item.item.key
    literal = key.kind in ("text", "expression") and not key.wildcards
    answers = answers_of(key)
    named = {answer.text for answer in answers}
    said = dict.fromkeys(answer for name in item.languages for answer in item.item.texts[name].feedback)
    for answer in said:
        text = answer.replace("*", r"\*") if literal and answer != "*" else answer
        if text not in named:
            answers.append(Answer(text, 0.0))
    plain = (answer.text.replace(r"\*", "*") if literal else answer.text for answer in answers)
    return [(answer, item.feedback(text)) for answer, text in zip(answers, plain, strict=True)]


def is_typed(item: BankItem) -> bool:
    """Tell whether the answer is more than a decimal number, so that it is written as a short answer."""
    decimals = all(numbers.plain(answer.text) is not None for answer in answers_of(item.key))
    return item.key.kind == "expression" or (item.key.kind == "number" and not decimals)


def is_plain(text: str) -> bool:
    """Tell whether an HTML text is plain words."""
    return "<" not in text and plain_to_html(html.unescape(text)) == text


def in_order(stem: str, gaps: Sequence[Gap]) -> list[Gap]:
    """Give gaps in the order in which a stem shows them."""
    shown = [html.unescape(code) for code in _GAP.findall(stem)]
    return sorted(gaps, key=lambda gap: shown.index(gap.code) if gap.code in shown else len(shown))


def _places(item: BankItem, choices: Sequence[str], gaps: Sequence[Gap]) -> dict[str, str]:
    if choices == ("true", "false"):
        return {}
    places = {f"c{number}": code for number, code in enumerate(choices, start=1)}
    places |= {f"p{number}": code for number, code in enumerate(item.prompts, start=1)}
    for number, gap in enumerate(gaps, start=1):
        places[f"g{number}"] = gap.code
        places |= {f"g{number}.c{n}": code for n, code in enumerate(gap.choices, start=1)}
    return places


def _hint(text: ItemText, place: int) -> str:
    if place >= len(text.hints):
        return ""
    hint = text.hints[place]
    return f"<p><strong>{hint.title}</strong></p>{hint.text}" if hint.title else hint.text
