"""One step of an OATutor problem as an item: what is read, its key, its hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.answers import ProcessChecker
from adapters.content.base import AnswerKey, BankItem, Hint, ItemText, Problem
from adapters.content.html import bullet_list, figures, formulas_balanced, paragraphs, to_html
from adapters.content.oatutor_keys import KeyReader

#: Nobody has said how difficult these items are: the standard deviation of what is known, in logits.
DIFFICULTY_SD = 1.5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class StepSource:
    """A step with everything that belongs to it, as read from its files.

    Attributes
    ----------
    problem_file, step_file : str
        Where it stands in the archive.
    problem, step : dict
    hints : list
        Hints and scaffolds in their order.
    skills : tuple of str
    """

    problem_file: str
    step_file: str
    problem: dict[str, Any]
    step: dict[str, Any]
    hints: list[Any]
    skills: tuple[str, ...]

    @property
    def stem(self) -> tuple[str, ...]:
        """Title and body of the problem, title and body of the step, as written."""
        return (
            _text(self.problem, "title"),
            _text(self.problem, "body"),
            _text(self.step, "stepTitle"),
            _text(self.step, "stepBody"),
        )


class StepReader:
    """Turns steps into items."""

    def __init__(self, checker: ProcessChecker) -> None:
        self._keys = KeyReader(checker)

    def read(self, source: StepSource) -> tuple[BankItem | None, list[Problem]]:
        """Give the item, or None with the reasons why there is none; problems that are not fatal besides."""
        problems = _faults(source)
        answers = source.step.get("stepAnswer")
        if any(p.fatal for p in problems) or not isinstance(answers, list):
            return None, problems
        choices: tuple[str, ...] = ()
        if source.step.get("problemType") == "MultipleChoice":
            choices = tuple(dict.fromkeys(source.step["choices"]))
            key = AnswerKey("choice", tuple(_LETTERS[choices.index(a)] for a in answers))
            if len(choices) < len(source.step["choices"]):
                problems.append(Problem(source.step_file, "duplicate_choice", {}, fatal=False))
        else:
            is_text = source.step.get("answerType") == "string"
            key, found = self._keys.read(source.step_file, answers, source.stem, is_text=is_text)
            problems += found
        missing = [name for text in (*source.stem, *choices) for name in figures(text)]
        problems += [
            Problem(
                source.step_file, "figure_missing", {"figure": name, "item": source.step["id"]}, fatal=False
            )
            for name in dict.fromkeys(missing)
        ]
        return _item(source, key, choices, withheld=_withheld(problems)), problems


def _item(source: StepSource, key: AnswerKey, choices: tuple[str, ...], *, withheld: str) -> BankItem:
    text = ItemText(
        stem=_stem(source.stem),
        choices=tuple(to_html(choice) for choice in choices),
        hints=_hints(source.hints),
    )
    return BankItem(
        code=str(source.step["id"]),
        competencies=source.skills,
        key=key,
        texts={"en": text},
        choices=tuple(_LETTERS[: len(choices)]),
        difficulty_sd=DIFFICULTY_SD,
        guessing=1 / len(choices) if choices else 0.0,
        template=str(source.problem["id"]),
        source=_attribution(_text(source.problem, "oer")) + "; OATutor, https://OATutor.io",
        licence=_attribution(_text(source.problem, "license")),
        withheld=withheld,
    )


def _withheld(problems: list[Problem]) -> str:
    """Say why nobody can answer an item right: a figure is not there, or the key contradicts the question."""
    codes = {problem.code for problem in problems}
    return next((code for code in ("figure_missing", "key_differs") if code in codes), "")


def _stem(texts: tuple[str, ...]) -> str:
    title, *rest = (to_html(text) for text in texts)
    return paragraphs(f"<strong>{title}</strong>" if title and title not in rest else "", *rest)


def _faults(source: StepSource) -> list[Problem]:
    """Find what keeps a step from becoming an item."""
    step, where = source.step, source.step_file
    problems = []
    for record, name in ((source.problem, source.problem_file), (step, where)):
        expected = name.rpartition("/")[2].removesuffix(".json")
        if record.get("id") != expected:
            problems.append(Problem(name, "id_differs", {"id": str(record.get("id"))}))
        if record.get("variabilization"):
            problems.append(Problem(name, "variables_unsupported"))
    if not any(text.strip() for text in source.stem):
        problems.append(Problem(where, "question_missing"))
    problems += _answer_faults(step, where)
    texts = (
        *source.stem,
        *(h for hint in source.hints if isinstance(hint, dict) for h in (_text(hint, "text"),)),
    )
    if not all(formulas_balanced(text) for text in texts):
        problems.append(Problem(where, "formula_unfinished", {}, fatal=False))
    if not _text(source.problem, "license"):
        problems.append(Problem(source.problem_file, "licence_missing", {}, fatal=False))
    return problems


def _answer_faults(step: dict[str, Any], where: str) -> list[Problem]:
    answers = step.get("stepAnswer")
    if (
        not isinstance(answers, list)
        or not answers
        or not all(isinstance(a, str) and a.strip() for a in answers)
    ):
        return [Problem(where, "answer_missing")]
    kind = step.get("problemType")
    if kind == "TextBox":
        known = step.get("answerType") in ("arithmetic", "string", "numeric")
        return [] if known else [Problem(where, "unknown_answer_type", {"type": str(step.get("answerType"))})]
    if kind != "MultipleChoice":
        return [Problem(where, "unknown_problem_type", {"type": str(kind)})]
    choices = step.get("choices")
    if not isinstance(choices, list) or not all(isinstance(c, str) and c.strip() for c in choices):
        return [Problem(where, "choices_missing")]
    if not 2 <= len(set(choices)) <= len(_LETTERS):
        return [Problem(where, "wrong_number_of_choices", {"choices": len(set(choices))})]
    if any(answer not in choices for answer in answers):
        return [Problem(where, "answer_not_among_choices")]
    return []


def _hints(records: list[Any]) -> tuple[Hint, ...]:
    """Keep hints in their order; a scaffold is a hint that asks, its smaller hints come after it."""
    hints = []
    for record in records:
        if not isinstance(record, dict):
            continue
        choices = record.get("choices")
        options = (
            tuple(to_html(c) for c in choices if isinstance(c, str)) if isinstance(choices, list) else ()
        )
        hints.append(
            Hint(to_html(_text(record, "title")), to_html(_text(record, "text")) + bullet_list(options))
        )
        below = record.get("subHints")
        hints += _hints(below if isinstance(below, list) else [])
    return tuple(hints)


def _attribution(text: str) -> str:
    """Write ``address <name>``, as OATutor keeps it, as ``name, address``."""
    address, _, name = text.partition("<")
    parts = (name.rstrip("> ").strip(), address.strip())
    return ", ".join(part for part in parts if part)


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""
