"""Items on their way in: texts as their authors wrote them, in every language at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from adapters.content.base import AnswerKey, BankItem, Hint, ItemText, chance
from adapters.content.drafts.languages import languages_in, pick
from adapters.content.drafts.tags import Facts
from adapters.content.texts import Find, TextReader

#: What true and false are called; in a language without an entry as in English.
TRUE_FALSE = {
    "ca": ("Vertader", "Fals"),
    "de": ("Wahr", "Falsch"),
    "en": ("True", "False"),
    "es": ("Verdadero", "Falso"),
    "eu": ("Egia", "Gezurra"),
    "fr": ("Vrai", "Faux"),
    "gl": ("Verdadeiro", "Falso"),
    "it": ("Vero", "Falso"),
    "pt": ("Verdadeiro", "Falso"),
}


def true_false(language: str) -> tuple[str, str]:
    """Say true and false."""
    return TRUE_FALSE.get(language.partition("-")[0], TRUE_FALSE["en"])


def _no_files(address: str) -> Iterable[bytes] | None:
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """One text: HTML, in all languages that it has marks of, and the files that came along with it."""

    raw: str = ""
    find: Find = _no_files


@dataclass(slots=True)
class Draft:
    """An item as a file says it.

    Attributes
    ----------
    key : AnswerKey
    stem, explanation : Words
    hints : list of Words
    choices, prompts, feedback : dict
        Texts by code; feedback also by answer.
    gaps : dict
        Of each gap that is chosen from, the texts of its choices in order.
    shuffle : bool
    is_true_false : bool
        Whether the choices are true and false, which every language says for itself.
    """

    key: AnswerKey
    stem: Words
    explanation: Words = field(default_factory=Words)
    hints: list[Words] = field(default_factory=list)
    choices: dict[str, Words] = field(default_factory=dict)
    prompts: dict[str, Words] = field(default_factory=dict)
    feedback: dict[str, Words] = field(default_factory=dict)
    gaps: dict[str, list[Words]] = field(default_factory=dict)
    shuffle: bool = True
    is_true_false: bool = False

    def words(self) -> Iterable[Words]:
        """Give all texts."""
        yield from (self.stem, self.explanation, *self.hints)
        yield from (*self.choices.values(), *self.prompts.values(), *self.feedback.values())
        for choices in self.gaps.values():
            yield from choices

    def languages(self) -> tuple[str, ...]:
        """Give the languages that its texts have marks of."""
        return tuple(dict.fromkeys(name for words in self.words() for name in languages_in(words.raw)))


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item stands: its code, the place to name, its category, the language of unmarked texts."""

    code: str
    where: str
    category: str
    language: str


def finish(draft: Draft, source: Source, facts: Facts, reader: TextReader) -> BankItem:
    """Make a draft an item: its texts safe and by language, its media kept.

    What its author should know of it is in `reader.problems` after that.
    """
    languages = facts.languages or draft.languages() or (source.language,)
    _arrange(draft, facts)
    speaker = _Speaker(draft, source, reader)
    item = BankItem(
        code=source.code,
        competencies=facts.competencies,
        key=draft.key,
        texts={language: speaker.text(language) for language in languages},
        choices=tuple(draft.choices),
        misconceptions={facts.code(place): name for place, name in facts.misconceptions.items()},
        difficulty=facts.difficulty,
        difficulty_sd=facts.difficulty_sd,
        discrimination=facts.discrimination,
        guessing=chance(draft.key.kind, len(draft.choices)) if facts.guessing is None else facts.guessing,
        slip=facts.slip,
        template=facts.template,
        source=facts.source,
        licence=facts.licence,
        withheld=facts.withheld,
        prompts=tuple(draft.prompts),
        shuffle=draft.shuffle,
        category=source.category,
        tags=facts.tags,
        alignments=facts.alignments,
        pilot=facts.pilot,
    )
    return reader.finish(item)


def _arrange(draft: Draft, facts: Facts) -> None:
    """Bring the choices into their author's order, where that is told."""
    order = [facts.code(place) for place in facts.order]
    if sorted(order) == sorted(draft.choices):
        draft.choices = {code: draft.choices[code] for code in order}


@dataclass(frozen=True, slots=True)
class _Speaker:
    draft: Draft
    source: Source
    reader: TextReader

    def text(self, language: str) -> ItemText:
        draft = self.draft
        choices = self._all(draft.choices, language)
        if draft.is_true_false:
            choices = dict(zip(draft.choices, true_false(language), strict=True))
        hints = (self._hint(words, language) for words in draft.hints)
        feedback = self._all(draft.feedback, language)
        return ItemText(
            stem=self._one(draft.stem, language, gaps=True),
            choices=tuple(choices.values()),
            hints=tuple(hint for hint in hints if hint.title or hint.text),
            explanation=self._one(draft.explanation, language),
            prompts=tuple(self._all(draft.prompts, language).values()),
            gaps={
                code: tuple(self._one(words, language) for words in words_of)
                for code, words_of in draft.gaps.items()
            },
            feedback={code: said for code, said in feedback.items() if said},
        )

    def _all(self, words: Mapping[str, Words], language: str) -> dict[str, str]:
        return {code: self._one(one, language) for code, one in words.items()}

    def _one(self, words: Words, language: str, *, gaps: bool = False) -> str:
        if not words.raw:
            return ""
        self.reader.find = words.find
        codes = [gap.code for gap in self.draft.key.gaps] if gaps else []
        return self.reader.read(pick(words.raw, language), self.source.where, self.source.code, gaps=codes)

    def _hint(self, words: Words, language: str) -> Hint:
        """A first paragraph that is bold as a whole is the title of what follows."""
        text = self._one(words, language)
        start, end = "<p><strong>", "</strong></p>"
        title, closes, rest = text.removeprefix(start).partition(end)
        if text.startswith(start) and closes and "<strong>" not in title and "</p>" not in title:
            return Hint(title, rest.strip())
        return Hint("", text)
