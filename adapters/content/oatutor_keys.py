"""What counts as right for a step that is answered freely: its key, and the form that it asks for."""

from __future__ import annotations

import re
from functools import lru_cache

from adapters.answers import ProcessChecker, UnreadableAnswer, parse, to_plain
from adapters.answers.evaluate import is_arithmetic
from adapters.answers.forms import solved_for
from adapters.answers.screening import may_be_equal
from adapters.answers.tree import Add, Node, Number, Relation, Sequence, Symbol, rational, symbols, walk
from adapters.content.base import AnswerForm, AnswerKey, AnswerKind, Problem

#: Wording, and the forms that it asks for, first wish first. The first line that fits decides.
_WORDING: tuple[tuple[str, tuple[AnswerForm, ...]], ...] = (
    (
        r"\bfactor(?!s? method)(?!s? form)|binomial squared|write the result as a binomial square",
        ("factored",),
    ),
    (r"(to|as|in|into|of)( an?| each)?( equivalent)? decimals?\b|decimal (form|equivalent)", ("decimal",)),
    (r"(to|as|into)( an?)?( equivalent)? (fraction|ratio)|ratio of two integers", ("fraction",)),
    (r"square each|conjugates|multiply|expand|distribut|\bproduct\b", ("expanded", "simplified", "fraction")),
    (r"divid|quotient", ("simplified", "expanded", "fraction")),
    (r"simplif|evaluate|combine|\badd\b|subtract|find the (value|sum|difference)|calculate", ("simplified",)),
)
_REST: tuple[AnswerForm, ...] = ("simplified", "fraction", "expanded", "factored", "decimal")
_FORMULAS = re.compile(r"\$\$(.+?)\$\$((?:\s*[-*/+÷×·]\s*\$\$.+?\$\$)*)", re.DOTALL)
_REWRITE = re.compile(r"factor|simplif|multiply|square each|divid|\badd\b|subtract|expand")
_NOT_REWRITE = re.compile(
    r"complet|undefined|degree|coefficient|solv(?!e the expression)|opposite|inverse|reciprocal"
    r"|greatest common factor\."
)
_SIGNS = re.compile(r"\d|[=^*/]")
_TRAILING_GROUPS = re.compile(r"/([^\s()/]*(?:\([^()]*\)){1,})$")


class KeyReader:
    """Reads keys and finds their forms."""

    def __init__(self, checker: ProcessChecker) -> None:
        self._checker = checker

    def read(
        self, where: str, answers: list[str], stem: tuple[str, ...], *, is_text: bool
    ) -> tuple[AnswerKey, list[Problem]]:
        """Give the key of a step.

        Parameters
        ----------
        where : str
            The step's file, for what is reported.
        answers : list of str
            As OATutor keeps them: LaTeX between dollar signs, or plain.
        stem : tuple of str
            What the question says, to find out what form it asks for.
        is_text : bool
            Whether OATutor compares the answer as text; mathematics is compared as such all the same.
        """
        try:
            trees = [parse(answer) for answer in answers]
        except UnreadableAnswer as error:
            problems = (
                [] if is_text else [Problem(where, "key_unreadable", {"reason": error.reason}, fatal=False)]
            )
            return AnswerKey("text", tuple(_plain_text(a) for a in answers)), problems
        if is_text and not all(map(_is_mathematics, trees)):
            return AnswerKey("text", tuple(_plain_text(a) for a in answers)), []
        if is_text:
            trees += [parse(grouped) for a in answers if (grouped := _TRAILING_GROUPS.sub(r"/(\1)", a)) != a]
        return self._with_form(where, trees, stem)

    def _with_form(
        self, where: str, trees: list[Node], stem: tuple[str, ...]
    ) -> tuple[AnswerKey, list[Problem]]:
        key, shown = trees[0], _formulas(stem)
        own = own_expressions(stem)
        accepted = tuple(dict.fromkeys(map(to_plain, trees)))
        wording = re.sub(r"\$\$.*?\$\$", " ", " ".join(stem)).lower()
        wished = _wished(wording, key)
        copies = tuple(dict.fromkeys(to_plain(e) for e in own if may_be_equal(e, key)))
        found = self._checker.tell_apart(accepted[0], copies, (*wished, *_others(wished, key, copies)))
        if found is None:
            return AnswerKey("text", accepted), [Problem(where, "key_too_slow", {}, fatal=False)]
        problems = []
        if found.identical:
            problems.append(Problem(where, "answer_is_the_question", {}, fatal=False))
        if _should_be_equal(wording, own, shown) and not any(
            may_be_equal(own[0], tree, positive=True) for tree in trees
        ):
            problems.append(Problem(where, "key_differs", {"key": accepted[0]}, fatal=False))
        refused = tuple(c for c in found.equal if c not in found.identical) if found.form == "any" else ()
        if isinstance(key, Number) and found.form != "decimal" and re.search(r"percent|%\s*$", wording):
            accepted = (*accepted, f"{accepted[0]}%")
        kind: AnswerKind = "number" if is_arithmetic(key) else "expression"
        return AnswerKey(kind, accepted, found.form, refused=refused + _given(shown, key)), problems


def own_expressions(stem: tuple[str, ...]) -> tuple[Node, ...]:
    """Read the expressions that stand in a question, and the sides of its equations.

    Single numbers and letters count only where nothing else is shown: in "when x = 2" the 2 is data.
    """
    trees = _formulas(stem)
    return trees if len(trees) == 1 else tuple(tree for tree in trees if not _is_data(tree))


def _formulas(stem: tuple[str, ...]) -> tuple[Node, ...]:
    texts = [found[0].replace("$$", " ") for part in stem for found in _FORMULAS.finditer(part)]
    texts += [re.sub(r"^[^$:]*:", "", part) for part in stem if "$$" not in part and _SIGNS.search(part)]
    pieces = [piece for text in texts for piece in (text, *re.split("=", text))]
    return tuple(dict.fromkeys(tree for piece in pieces if (tree := _read(piece)) is not None))


def _given(shown: tuple[Node, ...], key: Node) -> tuple[str, ...]:
    """Give data such as "p = -14" that would pass as the answer -14, for a name may stand before a value."""
    if isinstance(key, Relation):
        return ()
    return tuple(
        to_plain(tree)
        for tree in shown
        if isinstance(tree, Relation) and _is_data(tree) and may_be_equal(tree, key)
    )


def _should_be_equal(wording: str, own: tuple[Node, ...], shown: tuple[Node, ...]) -> bool:
    """Tell whether a question asks to rewrite the one expression that it shows: its key must equal it."""
    return (
        len(own) == 1
        and len(shown) == 1
        and not isinstance(own[0], Relation | Sequence)
        and rational(own[0]) is None
        and _REWRITE.search(wording) is not None
        and _NOT_REWRITE.search(wording) is None
    )


def _is_data(tree: Node) -> bool:
    """Tell whether a formula only gives a number, or names one: ``2``, ``x``, ``x = 2``."""
    if isinstance(tree, Relation):
        solved = solved_for(tree)
        return solved is not None and rational(solved[1]) is not None
    return isinstance(tree, Symbol) or rational(tree) is not None


@lru_cache(maxsize=1024)  # titles and bodies repeat from problem to problem
def _read(text: str) -> Node | None:
    try:
        return parse(text if "\\" in text else text.strip(" .?:_"))
    except UnreadableAnswer:
        return None


def _wished(wording: str, key: Node) -> tuple[AnswerForm, ...]:
    if isinstance(key, Relation):
        solved = solved_for(key)
        return ("equation",) if solved is not None and symbols(solved[1]) else ("simplified",)
    wording = wording.replace("greatest common factor", "")
    for pattern, forms in _WORDING:
        if re.search(pattern, wording):
            return _fitting(forms, key)
    return ()


def _fitting(forms: tuple[AnswerForm, ...], key: Node) -> tuple[AnswerForm, ...]:
    """Leave what can be asked of that key: a single number or term is no product and no sum to be made."""
    if any(isinstance(node, Add) for node in walk(key)):
        return forms
    kept = tuple(form for form in forms if form not in ("expanded", "factored"))
    return kept or ("simplified",)


def _others(wished: tuple[AnswerForm, ...], key: Node, copies: tuple[str, ...]) -> tuple[AnswerForm, ...]:
    """Give the forms to try besides: only where the question itself could be given as the answer."""
    if not copies:
        return ()
    rest = (*_REST, "equation") if isinstance(key, Relation) else _REST
    rest = _fitting(rest, key)
    return tuple(form for form in rest if form not in wished)


def _is_mathematics(tree: Node) -> bool:
    """Tell mathematics from words such as ``DNE``, which the grammar would take for products of letters."""
    return isinstance(tree, Sequence) or any(isinstance(node, Number | Relation) for node in walk(tree))


def _plain_text(answer: str) -> str:
    return answer.replace("$$", "").strip()
