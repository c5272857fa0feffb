"""The keys of all kinds but gaps, from the rows of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from adapters.content.base import AnswerKey, BankItem, Partial, Unit
from adapters.content.writing.draft import FORMS, Fault, ItemDraft, RowDraft, RowText
from adapters.content.writing.numbers import amount, may_be_thousands, plain_number, share_of

LEAST_SUM, MOST_SUM = 99.5, 102.0
"""What the credits of right answers add up to, in percent."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A row's choice, and its prompt where it is a pair."""

    choice: str
    prompt: str = ""


@dataclass(slots=True)
class Found:
    """A key with the codes that it speaks of, and what is wrong with it."""

    key: AnswerKey
    choices: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)


def codes_of(rows: Sequence[RowDraft], before: BankItem | None) -> tuple[Codes, ...]:
    """A code for every row; equal right sides of pairs are one choice.

    Codes that the item has stay with the row that brings them.
    """
    known = set(before.choices) if before else set()
    choices = _assigned([row.code for row in rows], known, "c", shared=[_right_side(row) for row in rows])
    pairs = [
        place for place, row in enumerate(rows) if any(text.prompt.strip() for text in row.texts.values())
    ]
    prompts = _assigned(
        [rows[place].prompt for place in pairs], set(before.prompts) if before else set(), "p"
    )
    left = dict(zip(pairs, prompts, strict=True))
    return tuple(Codes(code, left.get(place, "")) for place, code in enumerate(choices))


def _right_side(row: RowDraft) -> tuple[tuple[str, str], ...]:
    if not any(text.prompt.strip() for text in row.texts.values()):
        return ()
    return tuple(
        sorted((language, text.text.strip()) for language, text in row.texts.items() if text.text.strip())
    )


def _assigned(
    wanted: Sequence[str], known: set[str], letter: str, shared: Sequence[object] = ()
) -> list[str]:
    taken: set[str] = set()
    same: dict[object, str] = {}
    fresh = (name for number in range(1, 10_000) if (name := f"{letter}{number}") not in known)
    found = []
    for place, code in enumerate(wanted):
        side = shared[place] if shared else None
        if side and side in same:
            found.append(same[side])
            continue
        name = code if code in known and code not in taken else next(fresh)
        taken.add(name)
        if side:
            same[side] = name
        found.append(name)
    return found


def key_of(
    draft: ItemDraft,
    rows: Sequence[RowDraft],
    places: Sequence[int],
    codes: Sequence[Codes],
    languages: Sequence[str],
    before: BankItem | None,
) -> Found:
    """The key of a draft that is no cloze.

    Parameters
    ----------
    rows : sequence of RowDraft
        Those that say something.
    places : sequence of int
        Where they stand in the draft.
    """
    found = Found(replace(before.key if before else AnswerKey(draft.kind, ()), kind=draft.kind))
    if draft.kind in ("text", "number", "expression"):
        _typed(found, draft, rows, places, before)
        return found
    found.choices = tuple(dict.fromkeys(code.choice for code in codes))
    if draft.kind == "matching":
        found.faults += _texts(rows, places, languages, pairs=True)
        found.prompts = tuple(code.prompt for code in codes if code.prompt)
        pairs = tuple((code.prompt, code.choice) for code in codes if code.prompt)
        found.key = replace(found.key, accepted=(), pairs=pairs)
        if len(pairs) < 2:
            found.faults.append(Fault("rows", "pairs_few"))
        return found
    found.faults += _texts(rows, places, languages, pairs=False)
    if len(found.choices) < 2:
        found.faults.append(Fault("rows", "lines_few" if draft.kind == "ordering" else "choices_few"))
    if draft.kind == "ordering":
        found.key = replace(found.key, accepted=found.choices)
        return found
    _chosen(found, draft, rows, places, codes)
    return found


def _texts(
    rows: Sequence[RowDraft], places: Sequence[int], languages: Sequence[str], *, pairs: bool
) -> Iterable[Fault]:
    """Rows without a text in a language that the item has, and rows that say the same."""
    for language in languages:
        said = [row.texts.get(language, RowText()) for row in rows]
        for place, row, text in zip(places, rows, said, strict=True):
            values = {"number": place + 1, "language": language}
            if not text.text.strip():
                yield Fault(f"row.{place}.text.{language}", "row_empty", values)
            if pairs and not text.prompt.strip() and any(one.prompt.strip() for one in row.texts.values()):
                yield Fault(f"row.{place}.prompt.{language}", "prompt_empty", values)
        for (one, a), (other, b) in combinations(zip(places, said, strict=True), 2):
            left, right = (a.prompt, b.prompt) if pairs else (a.text, b.text)
            if left.strip() and left.strip() == right.strip():
                field_name = "prompt" if pairs else "text"
                values = {"one": one + 1, "other": other + 1, "text": left.strip()[:80]}
                yield Fault(f"row.{other}.{field_name}.{language}", "rows_same", values)


def _chosen(
    found: Found, draft: ItemDraft, rows: Sequence[RowDraft], places: Sequence[int], codes: Sequence[Codes]
) -> None:
    """Right choices and credits."""
    credits: dict[str, float] = {}
    for row, place, code in zip(rows, places, codes, strict=True):
        share = _credit(row.credit, place, found, least=-100 if draft.kind == "multiple" else 0)
        if share is not None:
            credits[code.choice] = share
    right = tuple(code.choice for row, code in zip(rows, codes, strict=True) if row.right)
    if draft.kind == "multiple" and credits:
        right = tuple(code for code in found.choices if credits.get(code, 0) > 0)
        total = 100 * sum(share for share in credits.values() if share > 0)
        if not LEAST_SUM <= total <= MOST_SUM:
            found.faults.append(Fault("rows", "credits_sum", {"sum": round(total, 2)}))
        partial = tuple(Partial(code, credits[code]) for code in found.choices if credits.get(code))
    else:
        full = [code for code, share in credits.items() if share >= 1 and code not in right]
        right = tuple(code for code in found.choices if code in right or code in full)
        partial = tuple(
            Partial(code, credits[code]) for code in found.choices if code not in right and credits.get(code)
        )
    if not right:
        found.faults.append(Fault("rows", "no_right"))
    found.key = replace(found.key, accepted=right, partial=partial)


def _credit(text: str, place: int, found: Found, *, least: float) -> float | None:
    if not text.strip():
        return None
    number = amount(text)
    if number is None or not least <= number <= 100:
        found.faults.append(
            Fault(f"row.{place}.credit", "credit_unreadable", {"number": place + 1, "least": least})
        )
        return None
    return share_of(number)


def answers_known(before: BankItem | None) -> frozenset[str]:
    """The typed answers that an item has, whatever they look like."""
    if before is None:
        return frozenset()
    return frozenset((*before.key.accepted, *(one.answer for one in before.key.partial)))


def answer_of(kind: str, text: str, known: frozenset[str]) -> str:
    """A typed answer as the key has it; empty where it cannot be read."""
    if text.strip() in known:
        return text.strip()
    return text.strip() if kind == "text" else plain_number(text, letters=kind == "expression")


def _typed(
    found: Found, draft: ItemDraft, rows: Sequence[RowDraft], places: Sequence[int], before: BankItem | None
) -> None:
    """Accepted answers, their form, tolerance and units."""
    old = {one.answer: one for one in before.key.partial} if before else {}
    known = answers_known(before)
    accepted: list[str] = []
    partial: list[Partial] = []
    tolerance = _tolerance(draft, found)
    for row, place in zip(rows, places, strict=True):
        answer = answer_of(draft.kind, row.answer, known)
        values = {"number": place + 1, "answer": row.answer.strip()[:80]}
        if not answer:
            code = "answer_unreadable" if row.answer.strip() else "answer_empty"
            found.faults.append(Fault(f"row.{place}.answer", code, values))
            continue
        if draft.kind != "text" and answer not in known and may_be_thousands(row.answer):
            found.faults.append(Fault(f"row.{place}.answer", "answer_thousands", values))
        if answer in accepted or any(one.answer == answer for one in partial):
            found.faults.append(Fault(f"row.{place}.answer", "answer_twice", values))
            continue
        share = _credit(row.credit, place, found, least=0)
        if share is None or share >= 1:
            accepted.append(answer)
        else:
            partial.append(Partial(answer, share, old[answer].tolerance if answer in old else tolerance))
    if not accepted:
        found.faults.append(Fault("rows", "answer_missing"))
    found.key = replace(
        found.key,
        accepted=tuple(accepted),
        partial=tuple(partial),
        tolerance=tolerance,
        form=draft.form if draft.kind == "expression" and draft.form in FORMS else found.key.form,  # type: ignore[arg-type]
        units=_units(draft, found) if draft.kind == "number" else (),
        unit_needed=draft.unit_needed and draft.kind == "number" and bool(draft.units.strip()),
        case_sensitive=draft.case and draft.kind == "text",
        wildcards=draft.wildcards and draft.kind == "text",
    )


def _tolerance(draft: ItemDraft, found: Found) -> float:
    if draft.kind == "text" or not draft.tolerance.strip():
        return 0.0
    number = amount(draft.tolerance)
    if number is None or number < 0:
        found.faults.append(Fault("tolerance", "tolerance_unreadable"))
        return 0.0
    return number


def _units(draft: ItemDraft, found: Found) -> tuple[Unit, ...]:
    units: dict[str, Unit] = {}
    for number, line in enumerate(draft.units.splitlines(), start=1):
        text, equals, factor = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        share = amount(factor) if equals else 1.0
        if not text or not share or len(text) > 40 or (text[-1].isdigit() and not text[0].isalpha()):
            found.faults.append(Fault("units", "unit_unreadable", {"line": number}))
            continue
        units[text] = Unit(text, share)
    return tuple(units.values())
