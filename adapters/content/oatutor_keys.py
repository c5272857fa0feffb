"""What counts as right for a step that is answered freely: its key, and the form that the answer must have."""

from __future__ import annotations

import re
from functools import lru_cache

from adapters.answers import ProcessChecker, UnreadableAnswer, parse, to_plain
from adapters.answers.evaluate import is_arithmetic
from adapters.answers.forms import solved_for
from adapters.answers.screening import may_be_equal
from adapters.answers.tree import Node, Number, Relation, Sequence, Symbol, symbols, walk
from adapters.content.base import AnswerForm, AnswerKey, Problem

#: Wording, and the forms that it asks for, first wish first. The first line that fits decides.
_WORDING: tuple[tuple[str, tuple[AnswerForm, ...]], ...] = (
    (r"\bfactor(?!s? method)(?!s? form)|binomial squared|write the result as a binomial square", ("factored",)),
    (r"(to|as|in|into|of)( an?| each)?( equivalent)? decimals?\b|decimal (form|equivalent)", ("decimal",)),
    (r"(to|as|into)( an?)?( equivalent)? (fraction|ratio)|ratio of two integers", ("fraction",)),
    (r"square each|conjugates|multiply|expand|distribut|\bproduct\b", ("expanded", "simplified", "fraction")),
    (r"divid|quotient", ("simplified", "expanded", "fraction")),
    (r"simplif|evaluate|combine|\badd\b|subtract|find the (value|sum|difference)|calculate", ("simplified",)),
)
_REST: tuple[AnswerForm, ...] = ("simplified", "fraction", "expanded", "factored", "decimal")
_EQUATION_WORDS = re.compile(r"in the form|variable\s*=\s*answer|input (the|all) answers? as|find the equation|equation that")
_FORMULAS = re.compile(r"\$\$(.+?)\$\$((?:\s*[-*/+÷×·]\s*\$\$.+?\$\$)*)", re.DOTALL)
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
            Whether OATutor compares the answer as text; where it is mathematics it is compared as such all the same.
        """
        try:
            trees = [parse(answer) for answer in answers]
        except UnreadableAnswer as error:
            problems = [] if is_text else [Problem(where, "key_unreadable", {"reason": error.reason}, fatal=False)]
            return AnswerKey("text", tuple(_plain_text(a) for a in answers)), problems
        if is_text and not all(map(_is_mathematics, trees)):
            return AnswerKey("text", tuple(_plain_text(a) for a in answers)), []
        if is_text:
            trees += [parse(grouped) for a in answers if (grouped := _TRAILING_GROUPS.sub(r"/(\1)", a)) != a]
        return self._with_form(where, trees, stem)

    def _with_form(
        self, where: str, trees: list[Node], stem: tuple[str, ...]
    ) -> tuple[AnswerKey, list[Problem]]:
        key = trees[0]
        accepted = tuple(dict.fromkeys(map(to_plain, trees)))
        wording = re.sub(r"\$\$.*?\$\$", " ", " ".join(stem)).lower()
        wished = _wished(wording, key)
        copies = tuple(dict.fromkeys(to_plain(e) for e in own_expressions(stem) if may_be_equal(e, key)))
        found = self._checker.tell_apart(accepted[0], copies, (*wished, *_others(wished, key, copies)))
        problems = []
        form: AnswerForm = "any"
        refused: tuple[str, ...] = ()
        if found is None:
            problems.append(Problem(where, "key_too_slow", {}, fatal=False))
        else:
            form = found.form
            if form == "any":
                refused = tuple(c for c in found.equal if c not in found.identical)
                if found.identical:
                    problems.append(Problem(where, "answer_is_the_question", {}, fatal=False))
        if isinstance(key, Number) and form != "decimal" and re.search(r"percent|%\s*$", wording):
            accepted = (*accepted, f"{accepted[0]}%")
        kind = "number" if is_arithmetic(key) else "expression"
        return AnswerKey(kind, accepted, form, refused=refused), problems


def own_expressions(stem: tuple[str, ...]) -> tuple[Node, ...]:
    """Read the expressions that stand in a question, and the sides of its equations.

    Single numbers and letters count only where the question shows nothing else: in "when x = 2" the 2 is data.
    """
    texts = [found[0].replace("$$", " ") for part in stem for found in _FORMULAS.finditer(part)]
    texts += [re.sub(r"^[^$:]*:", "", part) for part in stem if "$$" not in part and _SIGNS.search(part)]
    trees: list[Node] = []
    for text in texts:
        for piece in (text, *re.split("=", text)):
            tree = _read(piece)
            if tree is not None and tree not in trees:
                trees.append(tree)
    single = [tree for tree in trees if isinstance(tree, Number | Symbol)]
    return tuple(trees) if len(trees) == 1 else tuple(tree for tree in trees if tree not in single)


@lru_cache(maxsize=1024)  # titles and bodies repeat from problem to problem
def _read(text: str) -> Node | None:
    try:
        return parse(text if "\\" in text else text.strip(" .?:_"))
    except UnreadableAnswer:
        return None


def _wished(wording: str, key: Node) -> tuple[AnswerForm, ...]:
    if isinstance(key, Relation):
        solved = solved_for(key)
        if _EQUATION_WORDS.search(wording) or (solved is not None and symbols(solved[1])):
            return ("equation",)
        return ("simplified",)
    for pattern, forms in _WORDING:
        if re.search(pattern, wording):
            return _of_numbers(forms) if is_arithmetic(key) else forms
    return ()


def _of_numbers(forms: tuple[AnswerForm, ...]) -> tuple[AnswerForm, ...]:
    """Leave what can be asked of a number: products and sums have no meaning there but being worked out."""
    kept = tuple(f for f in forms if f in ("decimal", "fraction", "simplified"))
    return kept or ("simplified",)


def _others(wished: tuple[AnswerForm, ...], key: Node, copies: tuple[str, ...]) -> tuple[AnswerForm, ...]:
    """Give the forms to try besides: only where the question itself could be given as the answer."""
    if not copies:
        return ()
    rest = (*_REST, "equation") if isinstance(key, Relation) else _REST
    rest = _of_numbers(rest) if is_arithmetic(key) else rest
    return tuple(form for form in rest if form not in wished)


def _is_mathematics(tree: Node) -> bool:
    """Tell mathematics from words such as ``DNE``, which the grammar would take for products of letters."""
    return isinstance(tree, Sequence) or any(isinstance(node, Number | Relation) for node in walk(tree))


def _plain_text(answer: str) -> str:
    return answer.replace("$$", "").strip()
