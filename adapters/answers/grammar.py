"""The grammar of answers: recursive descent from tokens to our own tree, within fixed bounds.

No text of a user is ever handed to Python's or SymPy's parsers. Written loosest first::

    answer   = item (("," | ";" | "or") item)*
    item     = sum (relation sum)*
    sum      = term (("+" | "-" | "±") term)*
    term     = factor (("*" | "/" | nothing) factor)*
    factor   = ("+" | "-" | "±") factor | power
    power    = postfix ("^" factor)?
    postfix  = atom "%"*
    atom     = number | name | "(" answer ")" | "|" sum "|" | function atom | \\frac{..}{..} | \\sqrt[n]{..}
"""

from __future__ import annotations

from fractions import Fraction

from adapters.answers.bounds import check_size
from adapters.answers.limits import LIMITS, UnreadableAnswer
from adapters.answers.numerals import Reading, readings_of
from adapters.answers.tokens import Token, Tokeniser, clean, is_latex, mixed_number
from adapters.answers.tree import (
    Abs,
    Add,
    Div,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    PlusMinus,
    Pow,
    Relation,
    Root,
    Sequence,
    Symbol,
    integer,
    walk,
)

_CLOSING = {"(": (")", "]"), "[": ("]", ")"), "{": ("}",), "group{": ("group}",)}
_END = Token("close", "")


def parse(text: str, reading: Reading = "plain") -> Node:
    """Read one text in one way.

    Parameters
    ----------
    text : str
        What a person typed, Senda's plain notation, or the LaTeX of a key.
    reading : {"plain", "point", "comma", "list"}
        What points and commas between digits mean.

    Raises
    ------
    UnreadableAnswer
        With its reason, when the text lies outside the grammar or its bounds.
    """
    tokens = Tokeniser(clean(text), reading, latex=is_latex(text)).run()
    parser = _Parser(tokens)
    tree = parser.run()
    if parser.special:
        tree = _spread(tree)
    check_size(tree)
    return tree


def parse_all(text: str, language: str) -> tuple[Node, ...]:
    """Read one text in every way that it allows, the usual one of that language first, without repetition.

    Raises
    ------
    UnreadableAnswer
        When no way of reading succeeds; the reason is that of the usual way.
    """
    found: list[Node] = []
    refused: UnreadableAnswer | None = None
    for reading in readings_of(language):
        try:
            tree = parse(text, reading)
        except UnreadableAnswer as error:
            refused = refused or error
            continue
        if tree not in found:
            found.append(tree)
    if not found:
        raise refused or UnreadableAnswer()
    return tuple(found)


class _Parser:
    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self._bars = 0
        #: Whether a ±, a relation or a list was read: they may stand in few places.
        self.special = False
        self._letters_in_braces = False
        self._nodes = 0

    def run(self) -> Node:
        tree = self._answer("")
        if self._peek() is not _END:
            raise UnreadableAnswer
        return tree

    def _peek(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else _END

    def _next(self) -> Token:
        token = self._peek()
        self._place += 1
        return token

    def _take(self, kind: str, *texts: str) -> Token | None:
        token = self._peek()
        if token.kind == kind and token.text in texts:
            self._place += 1
            return token
        return None

    def _expect(self, kind: str, *texts: str) -> Token:
        token = self._take(kind, *texts)
        if token is None:
            raise UnreadableAnswer
        return token

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > LIMITS.nesting:
            raise UnreadableAnswer("too_large")

    def _answer(self, opening: str) -> Node:
        """Read items up to a closing sign, which stays unread."""
        items = [self._item()]
        while self._take("separator", ",", ";"):
            items.append(self._item())
        alone = len(items) == 1 and opening != "{" and not (opening == "[" and isinstance(items[0], Sequence))
        self.special = self.special or not alone
        return items[0] if alone else Sequence("", "", tuple(items))

    def _item(self) -> Node:
        sides, operators = [self._sum()], []
        while self._peek().kind == "relation":
            operators.append(self._next().text)
            self.special = True
            sides.append(self._sum())
        return Relation(tuple(operators), tuple(sides)) if operators else sides[0]

    def _sum(self) -> Node:
        total = self._term()
        terms = [total]
        while sign := self._take("operator", "+", "-", "±"):
            term = self._term()
            if sign.text == "±":
                self.special = True
                terms = [PlusMinus(_sum_of(terms), term)]
            else:
                terms.append(Neg(term) if sign.text == "-" else term)
        return _sum_of(terms)

    def _term(self) -> Node:
        product = self._factor()
        factors = [product]
        while True:
            if self._take("operator", "*"):
                factors.append(self._factor())
            elif self._take("operator", "/"):
                factors = [Div(_product_of(factors), self._factor())]
            elif self._follows_directly():
                factors.append(self._power())
            else:
                return _product_of(factors)

    def _follows_directly(self) -> bool:
        """Tell whether the next token begins a factor without a sign in between, as in ``2x(x + 1)``."""
        token, before = self._peek(), self._tokens[self._place - 1]
        if token.kind == "bar":
            return token.text == "(|" or (token.text == "|" and self._bars == 0)
        if token.kind == "number":
            # "x2" and "2 3" may mean several things, so they mean nothing; ")2" can only be a product.
            return before.kind == "close"
        return token.kind in ("name", "function", "command", "open")

    def _factor(self) -> Node:
        sign = self._take("operator", "+", "-", "±")
        if sign is None:
            return self._power()
        self._deeper()
        inner = self._factor()
        self._depth -= 1
        if sign.text == "±":
            self.special = True
            return PlusMinus(None, inner)
        return Neg(inner) if sign.text == "-" else inner

    def _power(self) -> Node:
        base = self._postfix()
        only_for_the_eye = self._letters_in_braces
        if not self._take("operator", "^"):
            return base
        self._deeper()
        exponent = self._factor()
        self._depth -= 1
        if isinstance(base, Mul) and only_for_the_eye:
            return Mul((*base.factors[:-1], Pow(base.factors[-1], exponent)))
        return Pow(base, exponent)

    def _postfix(self) -> Node:
        self._letters_in_braces = False
        atom = self._atom()
        while self._take("operator", "%"):
            atom = Percent(atom)
        return atom

    def _atom(self) -> Node:
        token = self._next()
        if token.kind == "number" and token.number is not None:
            return self._number(token.number)
        if token.kind == "name":
            return Symbol(token.text)
        self._deeper()
        if token.kind == "open":
            atom = self._bracket(token.text)
        elif token.kind == "bar":
            atom = self._absolute(token.text)
        elif token.kind == "function":
            atom = self._function(token.text)
        elif token.kind == "command":
            atom = self._fraction() if token.text == "frac" else self._latex_root()
        else:
            raise UnreadableAnswer
        self._depth -= 1
        return atom

    def _number(self, number: Number) -> Node:
        """Read a number, and in LaTeX a whole number beside a proper fraction as one mixed number."""
        if number.places or number.mixed or self._peek().kind != "command" or self._peek().text != "frac":
            return number
        place = self._place
        self._place += 1
        fraction = self._fraction()
        if isinstance(fraction, Div):
            top, bottom = integer(fraction.numerator), integer(fraction.denominator)
            if number.value and top and bottom and 0 < top < bottom:
                return mixed_number(int(number.value), top, bottom)
        self._place = place
        return number

    def _bracket(self, opening: str) -> Node:
        bars, self._bars = self._bars, 0
        start = self._place
        inner = self._answer(opening)
        self._bars = bars
        closing = self._expect("close", *_CLOSING[opening]).text
        if isinstance(inner, Sequence) and not inner.opening and opening != "group{":
            return Sequence(opening, closing, inner.items)
        if isinstance(inner, Relation | Sequence) or closing not in (_CLOSING[opening][0], ""):
            raise UnreadableAnswer
        if opening == "group{":
            # Braces around bare letters are only for the eye: {mn}^2 shows as mn², which is m·n².
            letters = self._tokens[start : self._place - 1]
            self._letters_in_braces = all(t.kind == "name" for t in letters)
        return inner

    def _absolute(self, opening: str) -> Node:
        if opening == "|)":
            raise UnreadableAnswer
        bars = self._bars
        self._bars = 0 if opening == "(|" else bars + 1
        inner = self._sum()
        self._expect("bar", "|)" if opening == "(|" else "|")
        self._bars = bars
        return Abs(inner)

    def _function(self, name: str) -> Node:
        if name == "root":
            self._expect("open", "(")
            inner = self._bracket("(")
            if not isinstance(inner, Sequence) or len(inner.items) != 2:
                raise UnreadableAnswer
            return _root(inner.items[0], inner.items[1])
        index = {"sqrt": 2, "cbrt": 3, "fourth": 4, "abs": 0}[name]
        inner = self._atom()
        if isinstance(inner, Sequence):
            raise UnreadableAnswer
        return Root(inner, index) if index else Abs(inner)

    def _group(self) -> Node:
        """Read one argument of a LaTeX command."""
        self._expect("open", "group{")
        bars, self._bars = self._bars, 0
        inner = self._sum()
        self._bars = bars
        self._expect("close", "group}")
        return inner

    def _fraction(self) -> Node:
        self._deeper()
        fraction = Div(self._group(), self._group())
        self._depth -= 1
        return fraction

    def _latex_root(self) -> Node:
        index: Node = Number(Fraction(2))
        if self._take("open", "["):
            index = self._sum()
            self._expect("close", "]")
        return _root(self._group(), index)


def _sum_of(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else Add(tuple(terms))


def _product_of(factors: list[Node]) -> Node:
    """Join factors; a sign in front of the first one goes in front of the product."""
    if len(factors) == 1:
        return factors[0]
    if any(isinstance(f, Sequence | Relation) for f in factors):
        raise UnreadableAnswer
    if isinstance(factors[0], Neg):
        return Neg(Mul((factors[0].operand, *factors[1:])))
    return Mul(tuple(factors))


def _root(radicand: Node, index: Node) -> Node:
    value = integer(index)
    if value is None or value < 2:
        raise UnreadableAnswer
    if value > LIMITS.exponent:
        raise UnreadableAnswer("too_large")
    return Root(radicand, value)


def _spread(tree: Node) -> Node:
    """Write every ± as two answers, and let lists and relations stand only where they mean something."""
    items = tree.items if isinstance(tree, Sequence) and not tree.opening else (tree,)
    spread: list[Node] = []
    for item in items:
        if any(isinstance(node, PlusMinus) for node in walk(item)):
            spread.extend((_choose(item, plus=True), _choose(item, plus=False)))
        else:
            spread.append(item)
    for item in spread:
        _check_places(item)
    return spread[0] if len(spread) == 1 else Sequence("", "", tuple(spread))


def _choose(node: Node, *, plus: bool) -> Node:
    """Give the tree with every ± read as plus, or as minus."""
    match node:
        case PlusMinus(left, right):
            term = _choose(right, plus=plus)
            signed = term if plus else Neg(term)
            return signed if left is None else Add((_choose(left, plus=plus), signed))
        case Relation(operators, sides):
            return Relation(operators, tuple(_choose(side, plus=plus) for side in sides))
        case Add(terms):
            return Add(tuple(_choose(term, plus=plus) for term in terms))
        case Div(top, bottom):
            return Div(_choose(top, plus=plus), _choose(bottom, plus=plus))
    if any(isinstance(below, PlusMinus) for below in walk(node)):
        raise UnreadableAnswer
    return node


def _check_places(node: Node, depth: int = 0) -> None:
    if isinstance(node, Sequence):
        if depth > 2 or (depth and not node.opening):
            raise UnreadableAnswer
        for item in node.items:
            _check_places(item, depth + 1)
        return
    parts = node.sides if isinstance(node, Relation) and depth == 0 else (node,)
    for part in parts:
        if any(isinstance(below, Sequence | Relation) for below in walk(part)):
            raise UnreadableAnswer
