"""From a draft to an item, with everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from adapters.content.base import AnswerKey, BankItem, Hint, ItemText
from adapters.content.writing import keys
from adapters.content.writing.difficulty import difficulty_of
from adapters.content.writing.draft import Fault, ItemDraft, RowText, TextDraft
from adapters.content.writing.gaps import ReadGap, alike, made_gap, option_html, read_gaps
from adapters.content.writing.marks import to_html, to_text
from adapters.content.writing.numbers import amount

LONGEST_TEXT: Final = 20_000
LONGEST_LINE: Final = 2_000
MOST_TAGS: Final = 30
_SIGN = re.compile("\ue010(\\d+)\ue011")
_BEGINS = re.compile(r"\\\(|\\\[")
_EMPTY: Final = ItemText("")


@dataclass(frozen=True, slots=True)
class Written:
    """What a draft says.

    Attributes
    ----------
    item : BankItem or None
        As far as it can be read; None where there is nothing to show.
    faults : tuple of Fault
        Nothing is kept while there are any.
    """

    item: BankItem | None
    faults: tuple[Fault, ...] = ()


def read(
    draft: ItemDraft, before: BankItem | None = None, *, cuts: Mapping[str, float], code: str = ""
) -> Written:
    """Read a draft.

    Parameters
    ----------
    before : BankItem, optional
        The item that it changes: what the form does not show stays, and a text that says
        the same keeps its HTML.
    cuts : mapping of competency code to float
        What may be asked about, and from where on it is mastered.
    code : str
        Of a new item.
    """
    reader = _Reader(draft, before)
    texts = reader.texts()
    key, choices, prompts = reader.key()
    faults = reader.faults
    facts = _facts(draft, before, key, len(choices), cuts, faults)
    if not texts:
        return Written(None, (Fault(f"stem.{next(iter(draft.texts), 'es')}", "stem_missing"), *faults))
    start = before or BankItem(code, (), key, texts)
    item = replace(
        start,
        code=before.code if before else code,
        key=key,
        texts={language: reader.complete(language, texts[language], key, choices) for language in texts},
        choices=choices,
        prompts=prompts,
        shuffle=draft.shuffle,
        misconceptions={c: m for c, m in start.misconceptions.items() if c in choices},
        source=draft.source.strip()[:LONGEST_LINE],
        licence=draft.licence.strip()[:LONGEST_LINE],
        media=tuple(reader.media),
        **facts,
    )
    return Written(item, tuple(faults))


class _Reader:
    """Reads the fields of one draft; what is wrong gathers in `faults`."""

    def __init__(self, draft: ItemDraft, before: BankItem | None) -> None:
        self.draft, self.before = draft, before
        self.faults: list[Fault] = []
        self.media: dict[str, None] = {}
        self.gaps: dict[str, tuple[ReadGap, ...]] = {}
        self.languages = [one for one, text in draft.texts.items() if text.stem.strip()]
        said = [
            (place, row)
            for place, row in enumerate(draft.rows)
            if _says_something(row.answer, *_all(row.texts))
        ]
        self.places, self.rows = [place for place, _ in said], [row for _, row in said]
        self.codes = (
            keys.codes_of(self.rows, before) if draft.kind not in ("text", "number", "expression") else ()
        )

    # ---- texts ---------------------------------------------------------------------------------------

    def texts(self) -> dict[str, ItemText]:
        """Stem, hints and explanation of each language that has a stem."""
        for language, text in self.draft.texts.items():
            if not text.stem.strip() and (
                _says_something(text.explanation, *text.hints)
                or any(
                    _says_something(row.texts[language].text) for row in self.rows if language in row.texts
                )
            ):
                self.faults.append(Fault(f"stem.{language}", "stem_empty", {"language": language}))
        return {one: self._text(one, self.draft.texts[one]) for one in self.languages}

    def _text(self, language: str, text: TextDraft) -> ItemText:
        old = self.before.texts.get(language, _EMPTY) if self.before else _EMPTY
        known = [hint.text for hint in old.hints] + [""] * len(text.hints)
        hints = [
            (place, self._html(f"hint.{place}.{language}", hint, known[place]))
            for place, hint in enumerate(text.hints)
            if hint.strip()
        ]
        titles = [hint.title for hint in old.hints]
        return ItemText(
            stem=self._stem(language, text.stem, old.stem),
            hints=tuple(Hint(titles[place] if place < len(titles) else "", html) for place, html in hints),
            explanation=self._html(f"explanation.{language}", text.explanation, old.explanation),
        )

    def _stem(self, language: str, stem: str, old: str) -> str:
        where = f"stem.{language}"
        if self.draft.kind != "cloze":
            return self._html(where, stem, old)
        known = {gap.code: gap for gap in self.before.key.gaps} if self.before else {}
        text, gaps, faults = read_gaps(stem, where, known)
        self.faults += faults
        self.gaps[language] = gaps
        codes = self._gap_codes()
        spans = _SIGN.sub(lambda found: f'<span class="gap" data-gap="{codes[int(found[1])]}"></span>', text)
        return self._html(where, spans, old, gaps=codes[: len(gaps)])

    def _gap_codes(self) -> list[str]:
        """Codes of the gaps of the language that has most of them, in the order of the text."""
        most = max(self.gaps.values(), key=len)
        old = [gap.code for gap in self.before.key.gaps] if self.before else []
        kept = {gap.kept for gap in most if gap.kept}
        free = iter([code for code in old if code not in kept] + _fresh(set(old) | kept, len(most)))
        return [gap.kept or next(free) for gap in most]

    def _html(
        self, where: str, text: str, old: str = "", *, inline: bool = False, gaps: Sequence[str] = ()
    ) -> str:
        """The HTML of a field; the one that it had, where it says the same."""
        if not text.strip():
            return ""
        longest = LONGEST_LINE if inline else LONGEST_TEXT
        if len(text) > longest:
            self.faults.append(Fault(where, "too_long", {"most": longest}))
            text = text[:longest]
        open_formula = _unclosed(text)
        if open_formula:
            self.faults.append(Fault(where, "formula_open", {"mark": open_formula}))
        draft = self.draft
        found = to_html(text, draft.media, inline=inline, gaps=gaps, decorative=draft.decorative)
        if found.missing:
            self.faults.append(Fault(where, "file_missing"))
        if found.missing_alt:
            self.faults.append(Fault(where, "alt_missing", {"count": found.missing_alt}))
        self.media.update(dict.fromkeys(found.media))
        gap = (lambda code: f'<span class="gap" data-gap="{code}"></span>') if gaps else None
        told = ('role="presentation"' in old) == ('role="presentation"' in found.html)
        if old and told and to_text(old, inline=inline, gap=gap) == _normal(text):
            return old
        return found.html

    # ---- rows ----------------------------------------------------------------------------------------

    def key(self) -> tuple[AnswerKey, tuple[str, ...], tuple[str, ...]]:
        """The key with the codes of choices and prompts."""
        if self.draft.kind == "cloze":
            return self._cloze(), (), ()
        found = keys.key_of(self.draft, self.rows, self.places, self.codes, self.languages, self.before)
        self.faults += found.faults
        return found.key, found.choices, found.prompts

    def _cloze(self) -> AnswerKey:
        start = self.before.key if self.before else AnswerKey("cloze", ())
        if not self.gaps:
            return replace(start, gaps=())
        first = self.languages[0]
        for language, gaps in self.gaps.items():
            same = len(gaps) == len(self.gaps[first]) and all(map(alike, gaps, self.gaps[first]))
            if not same:
                values = {"language": language, "other": first}
                self.faults.append(Fault(f"stem.{language}", "gaps_differ", values))
        known = {gap.code: gap for gap in start.gaps}
        made = []
        for place, code in enumerate(self._gap_codes()):
            here = [gaps[place] for gaps in self.gaps.values() if place < len(gaps)]
            here = [one for one in here if one.kind == here[0].kind]
            made.append(known[here[0].kept] if here[0].kept else made_gap(code, here, known.get(code)))
        return replace(start, gaps=tuple(made))

    def complete(self, language: str, text: ItemText, key: AnswerKey, choices: Sequence[str]) -> ItemText:
        """A language's text with what its rows and gaps say."""
        old = self.before.texts.get(language, _EMPTY) if self.before else _EMPTY
        if self.draft.kind == "cloze":
            return replace(text, gaps=self._gap_texts(language, key, old))
        shown: dict[str, str] = {}
        prompts: dict[str, str] = {}
        feedback: dict[str, str] = {}
        for number, (at, row) in enumerate(zip(self.places, self.rows, strict=True)):
            said = row.texts.get(language, RowText())
            if self.codes:
                code, name = self.codes[number], self.codes[number].choice
                if name not in shown:
                    shown[name] = self._line(f"row.{at}.text.{language}", said.text, name, old, "choices")
                if code.prompt:
                    where = f"row.{at}.prompt.{language}"
                    prompts[code.prompt] = self._line(where, said.prompt, code.prompt, old, "prompts")
            else:
                name = keys.answer_of(self.draft.kind, row.answer, keys.answers_known(self.before))
            if said.feedback.strip() and name:
                where = f"row.{at}.feedback.{language}"
                feedback[name] = self._html(where, said.feedback, old.feedback.get(name, ""))
        return replace(
            text,
            choices=tuple(shown.get(code, "") for code in choices),
            prompts=tuple(prompts.values()),
            feedback=feedback,
        )  # fmt: skip

    def _line(self, where: str, text: str, code: str, old: ItemText, part: str) -> str:
        codes: Sequence[str] = getattr(self.before, part) if self.before else ()
        texts: Sequence[str] = getattr(old, part)
        known = texts[codes.index(code)] if code in codes and len(texts) == len(codes) else ""
        return self._html(where, text, known, inline=True)

    def _gap_texts(self, language: str, key: AnswerKey, old: ItemText) -> dict[str, tuple[str, ...]]:
        found = {}
        for gap, read_gap in zip(key.gaps, self.gaps.get(language, ()), strict=False):
            if gap.kind != "choice":
                continue
            before = old.gaps.get(gap.code, ())
            if read_gap.kept:
                found[gap.code] = tuple(before)
                continue
            texts = [option_html(option.text, self.draft.media) for option in read_gap.options]
            for place, html in enumerate(texts[: len(before)]):
                if to_text(before[place], inline=True) == to_text(html, inline=True):
                    texts[place] = before[place]
            found[gap.code] = tuple(texts)
        return found


def _facts(
    draft: ItemDraft,
    before: BankItem | None,
    key: AnswerKey,
    count: int,
    cuts: Mapping[str, float],
    faults: list[Fault],
) -> dict[str, Any]:
    """What is said of the item: competencies, difficulty, tags."""
    unknown = [code for code in draft.competencies if code not in cuts]
    if unknown:
        faults.append(Fault("competencies", "competency_unknown", {"codes": unknown}))
    tags = list(dict.fromkeys(tag.strip() for tag in draft.tags.split(",") if tag.strip()))
    if len(tags) > MOST_TAGS:
        faults.append(Fault("tags", "tags_many", {"most": MOST_TAGS}))
    guessing = 1 / count if key.kind == "choice" and count else 0.0
    if before is not None and len(before.choices) == count:
        guessing = before.guessing
    facts: dict[str, Any] = {
        "competencies": tuple(code for code in draft.competencies if code in cuts),
        "tags": tuple(tags[:MOST_TAGS]),
        "category": "/".join(filter(None, map(str.strip, draft.category.split("/"))))[:LONGEST_LINE],
        "pilot": draft.pilot,
        "guessing": guessing,
    }
    if draft.difficulty == "kept":
        return facts
    difficulty, spread = None, 1.0
    if draft.difficulty:
        wanted = amount(draft.difficulty)
        here = [cuts[code] for code in draft.competencies if code in cuts]
        slope = before.discrimination if before else 1.0
        difficulty = difficulty_of(wanted, here, slope, guessing) if wanted is not None else None
        if wanted is None or not 0 < wanted < 10:
            faults.append(Fault("difficulty", "difficulty_unreadable"))
        elif difficulty is None:
            chance = round(10 * guessing, 1)
            faults.append(Fault("difficulty", "difficulty_chance", {"choices": count, "chance": chance}))
    return {**facts, "difficulty": difficulty, "difficulty_sd": spread}


def _fresh(taken: set[str], count: int) -> list[str]:
    names = (f"g{number}" for number in range(1, count + len(taken) + 1))
    return [name for name in names if name not in taken][:count]


def _all(texts: Mapping[str, RowText]) -> list[str]:
    return [part for text in texts.values() for part in (text.text, text.prompt)]


def _says_something(*parts: str) -> bool:
    return any(part.strip() for part in parts)


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _unclosed(text: str) -> str:
    """The mark of a formula that nothing closes; empty where all are closed."""
    place = 0
    while found := _BEGINS.search(text, place):
        closes = r"\)" if found[0] == r"\(" else r"\]"
        place = text.find(closes, found.end())
        if place < 0:
            return found[0]
        place += 2
    return ""
