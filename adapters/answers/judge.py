"""The verdict on one answer: every reading of it compared with every accepted answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from adapters.answers.canonical import follow_case, same_writing
from adapters.answers.compare import Algebra, Comparison
from adapters.answers.forms import Factoring, has_form, solved_for
from adapters.answers.grammar import parse, parse_all
from adapters.answers.limits import LIMITS, UnreadableAnswer
from adapters.answers.notation import to_reading
from adapters.answers.tree import Node, Relation, Sequence
from adapters.answers.values import Verdict
from adapters.content.base import AnswerForm, AnswerKey

RIGHT = Verdict("right")
_Match = Literal["right", "form", "value"]


@dataclass(frozen=True, slots=True)
class Forms:
    """What `forms_that_tell` found.

    Attributes
    ----------
    form : AnswerForm
        ``any`` where no form tells answer and question apart.
    equal : tuple of str
        The question's expressions that have the key's value.
    identical : tuple of str
        Those of them that are written like the key.
    """

    form: AnswerForm
    equal: tuple[str, ...]
    identical: tuple[str, ...]


def judge(key: AnswerKey, answer: str, language: str, algebra: Algebra) -> Verdict:
    """Compare an answer with its key.

    The usual reading of the answer's language decides when it is right; when only another reading is right,
    the answer is asked back, for nobody knows which one was meant.

    Raises
    ------
    NeedsAlgebra
        When `algebra` is too small for it.
    """
    if key.kind == "choice":
        return RIGHT if answer.strip() in key.accepted else Verdict("wrong", "value")
    if len(answer) > LIMITS.characters:
        return Verdict("unreadable", "too_long")
    if key.kind == "text":
        return _judge_text(key, answer)
    try:
        trees = parse_all(answer, language)
        accepted = [_key_tree(text) for text in key.accepted]
        refused = [_key_tree(text) for text in key.refused]
        matches = [
            "form" if _is_refused(tree, refused) else _best(tree, accepted, key, algebra) for tree in trees
        ]
    except UnreadableAnswer as error:
        return Verdict("unreadable", error.reason)
    if matches[0] == "right":
        return RIGHT
    for tree, match in zip(trees[1:], matches[1:], strict=True):
        if match == "right":
            if _is_list(tree) and any(_is_list(wanted) for wanted in accepted):
                return RIGHT
            return Verdict("ambiguous", "ambiguous_number", tuple(map(to_reading, trees)))
    return Verdict("wrong", matches[0])


def forms_that_tell(
    key: str, copies: tuple[str, ...], forms: tuple[AnswerForm, ...], algebra: Algebra
) -> Forms:
    """Find the form that a key has and the question's own expressions have not.

    Parameters
    ----------
    key : str
        The answer, in plain notation.
    copies : tuple of str
        The question's expressions, in plain notation.
    forms : tuple of AnswerForm
        To be tried, in this order.
    """
    wanted = _key_tree(key)
    comparison, factoring = Comparison(algebra), Factoring(algebra.irreducible, algebra.coprime)
    trees = {c: follow_case(_key_tree(c), wanted) for c in copies}
    equal = tuple(c for c, tree in trees.items() if comparison.equivalent(tree, wanted))
    identical = tuple(c for c in equal if same_writing(trees[c], wanted))
    solved = solved_for(wanted)
    for form in () if identical else forms:
        shown = wanted if solved is None or form == "equation" else solved[1]
        if has_form(shown, form, factoring) and not any(
            _well_formed(trees[c], wanted, form, algebra) for c in equal
        ):
            return Forms(form, equal, identical)
    return Forms("any", equal, identical)


def normalise(text: str) -> str:
    """Bring a text answer to what is compared: width, case, spaces and a last full stop do not count."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_SAME)
    text = re.sub(r"\s*([,;=+*/()<>-])\s*", r"\1", text)
    return re.sub(r"\s+", " ", text).strip().rstrip(".")


_SAME = {ord(c): "-" for c in "−–—‐‑"} | {ord(c): "'" for c in "’‘´`"} | {ord(c): '"' for c in "“”«»"}


def _judge_text(key: AnswerKey, answer: str) -> Verdict:
    write = _as_written if key.case_sensitive else normalise
    given = write(answer)
    if not given:
        return Verdict("unreadable", "unreadable")
    for text in key.accepted:
        if _fits(given, _pieces(text, write)) if key.wildcards else given == write(text):
            return RIGHT
    return Verdict("wrong", "value")


def _as_written(text: str) -> str:
    """Capitals and accents count; how an accent is coded and how wide a space is do not."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _pieces(text: str, write: Callable[[str], str]) -> list[str]:
    """What stands between the stars of a pattern; a star after a backslash is one."""
    pieces = re.split(r"(?<!\\)\*", text)
    return [write(piece.replace("\\*", "*")) for piece in pieces]


def _fits(given: str, pieces: list[str]) -> bool:
    """Whether the pieces stand in the text in this order, the first at its beginning, the last at its end."""
    first, *rest = pieces
    if not rest:
        return given == first
    if not given.startswith(first):
        return False
    place, end = len(first), len(given) - len(rest[-1])
    if end < place or not given.endswith(rest[-1]):
        return False
    for piece in rest[:-1]:
        found = given.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


@lru_cache(maxsize=4096)
def _key_tree(text: str) -> Node:
    return parse(text, "plain")


def _best(tree: Node, accepted: list[Node], key: AnswerKey, algebra: Algebra) -> _Match:
    comparison = Comparison(algebra, key.tolerance)
    found = {_match(tree, wanted, key.form, comparison) for wanted in accepted}
    return "right" if "right" in found else "form" if "form" in found else "value"


def _match(answer: Node, wanted: Node, form: AnswerForm, comparison: Comparison) -> _Match:
    answer = follow_case(answer, wanted)
    # The author's own writing is always right, also where it stretches the rules of its form.
    if same_writing(answer, wanted):
        return "right"
    if not comparison.equivalent(answer, wanted):
        return "value"
    if form == "any":
        return "right"
    return "right" if _well_formed(answer, wanted, form, comparison.algebra) else "form"


def _well_formed(answer: Node, wanted: Node, form: AnswerForm, algebra: Algebra) -> bool:
    """Judge the form; an equation solved for a variable must be answered by one, or by its value."""
    solved = solved_for(wanted)
    if solved is not None and isinstance(answer, Relation):
        own = solved_for(answer)
        if own is None or own[0] != solved[0]:
            return False
        if form != "equation":
            answer = own[1]
    elif isinstance(answer, Relation) and not isinstance(wanted, Relation):
        own = solved_for(answer)
        answer = answer if own is None else own[1]
    return has_form(answer, form, Factoring(algebra.irreducible, algebra.coprime))


def _is_refused(answer: Node, refused: list[Node]) -> bool:
    solved = solved_for(answer)
    writings = (answer,) if solved is None else (answer, solved[1])
    return any(same_writing(follow_case(writing, r), r) for r in refused for writing in writings)


def _is_list(tree: Node) -> bool:
    return isinstance(tree, Sequence) and not tree.opening
