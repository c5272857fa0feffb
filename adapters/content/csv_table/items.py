"""One item from its rows, which say the same in different languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from adapters.content.base import AnswerKey, BankItem, Hint, ItemText, chance
from adapters.content.csv_table import cells, columns, keys
from adapters.content.csv_table.row import Row

Clean = Callable[[Row, str], str]
"""From a row and the name of one of its columns to HTML that is safe to show."""

_GAP_MARK = re.compile(r"\[\[([A-Za-z0-9_.:-]{1,64})\]\]")


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Makes items of rows.

    Attributes
    ----------
    clean : callable
        From a row and a cell of it to HTML that is safe to show.
    language : str
        Of rows that name none.
    """

    clean: Clean
    language: str

    def item(self, code: str, rows: Sequence[Row]) -> BankItem | None:
        """Give the item of some rows, or None where there is none; their problems say why."""
        first = rows[0]
        kind = keys.kind_of(first)
        gaps = keys.gaps_of(first) if kind == "cloze" else {}
        shown = self._shown(first)
        choices = first.codes("choice_codes", columns.letters(len(shown)))
        prompts = first.codes("prompt_codes", columns.numbers(len(first.numbered("prompt"))))
        key = keys.key_of(first, "", kind, choices, shown)
        if kind == "matching":
            key = replace(key, accepted=(), pairs=keys.pairs_of(first, prompts, choices))
        elif kind == "cloze":
            key = replace(key, accepted=(), gaps=tuple(gaps.values()))
        texts: dict[str, ItemText] = {}
        for row in rows:
            _compare(first, row)
            language = row.text("language").strip() or self.language
            if language in texts:
                row.fault("language", "language_twice", language=language[:80])
            texts[language] = replace(
                self._text(row, key, choices),
                gaps={gap.code: self._gap(row, n) for n, gap in gaps.items() if gap.choices},
            )
        item = _item(code, first, key, texts, choices, prompts)
        found = [problem for row in rows for problem in row.problems]
        return None if any(p.fatal or p.code == "type_unknown" for p in found) else item

    def _shown(self, row: Row) -> tuple[str, ...]:
        """Give the choices of a row; what is true or false need not write them."""
        shown = row.numbered("choice")
        if not shown and keys.is_true_false(row):
            language = row.text("language").strip() or self.language
            return columns.TRUE_FALSE_WORDS.get(language[:2], columns.TRUE_FALSE_WORDS["en"])
        return shown

    def _text(self, row: Row, key: AnswerKey, choices: tuple[str, ...]) -> ItemText:
        written = row.numbered("choice")
        about = choices if choices else keys.answers_of(key)
        feedback = {
            answer: self.clean(row, f"feedback_{n}")
            for n, answer in enumerate(about, start=1)
            if f"feedback_{n}" in row.cells
        }
        if "feedback_other" in row.cells:  # what is said of every answer that the key does not know
            feedback["*"] = self.clean(row, "feedback_other")
        if len(row.numbered("feedback")) > len(about):
            row.fault(f"feedback_{len(row.numbered('feedback'))}", "feedback_without_answer")
        stem = self.clean(row, "stem")
        return ItemText(
            stem=_with_gaps(stem) if key.kind == "cloze" else stem,
            choices=tuple(self._each(row, "choice")) if written else self._shown(row),
            hints=self._hints(row),
            explanation=self.clean(row, "explanation"),
            prompts=tuple(self._each(row, "prompt")),
            feedback=feedback,
        )

    def _each(self, row: Row, head: str) -> Iterable[str]:
        return (self.clean(row, f"{head}_{n}") for n in range(1, len(row.numbered(head)) + 1))

    def _hints(self, row: Row) -> tuple[Hint, ...]:
        count = max(len(row.numbered("hint")), len(row.numbered("hint", "_title")))
        return tuple(
            Hint(self.clean(row, f"hint_{n}_title"), self.clean(row, f"hint_{n}"))
            for n in range(1, count + 1)
        )

    def _gap(self, row: Row, number: int) -> tuple[str, ...]:
        shown = cells.split(row.text(f"gap_{number}_choices"))
        whole = Row(row.line, {f"gap {n}": text for n, text in enumerate(shown)}, row.problems)
        return tuple(self.clean(whole, name) for name in whole.cells)


def _item(
    code: str,
    row: Row,
    key: AnswerKey,
    texts: Mapping[str, ItemText],
    choices: tuple[str, ...],
    prompts: tuple[str, ...],
) -> BankItem:
    misconceptions = zip(choices, row.numbered("misconception"), strict=False)
    return BankItem(
        code=code,
        competencies=cells.split(row.text("competencies")),
        key=key,
        texts=texts,
        choices=choices,
        misconceptions={choice: name for choice, name in misconceptions if name},
        difficulty=row.number("difficulty", 0.0) if "difficulty" in row.cells else None,
        difficulty_sd=row.number("difficulty_sd", 1.0),
        discrimination=row.number("discrimination", 1.0),
        guessing=row.number("guessing", chance(key.kind, len(choices))),
        slip=row.number("slip", 0.0),
        template=row.text("template"),
        source=row.text("source"),
        licence=row.text("licence"),
        withheld=row.text("withheld"),
        prompts=prompts,
        shuffle=row.flag("shuffle", default=True),
        category=row.text("category"),
        tags=cells.split(row.text("tags")),
        alignments=cells.split(row.text("alignments")),
        pilot=row.flag("pilot", default=False),
    )


def _with_gaps(stem: str) -> str:
    return _GAP_MARK.sub(r'<span class="gap" data-gap="\1"></span>', stem)


def _compare(first: Row, row: Row) -> None:
    """Say where a row contradicts the first one of its item in what does not depend on the language."""
    for name, cell in row.cells.items():
        head = name.partition("_")[0]
        words = name in columns.WORDS or head in columns.WORDS_NUMBERED or name.endswith("_choices")
        codes = name.endswith("_codes")
        if (codes or not words) and first.text(name) != cell:
            row.fault(name, "row_differs", line=first.line)
