"""A tree as text: in the plain notation that the grammar reads back, and as LaTeX."""

from __future__ import annotations

from itertools import pairwise

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
)

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_LATEX_RELATIONS = {"<=": r"\leq", ">=": r"\geq", "!=": r"\neq", "<": "<", ">": ">", "=": "="}


def to_plain(node: Node) -> str:
    """Write a tree in the plain notation in which keys are kept: decimal point, commas separate."""
    return _Plain(".", ", ").write(node)


def to_reading(node: Node) -> str:
    """Write a tree so that it has one meaning only, in any language.

    The decimal mark is a point, what separates is a semicolon, and three decimal places become four (or
    fewer), for a point before three digits may also group thousands.
    """
    return _Reading(".", "; ").write(node)


def to_latex(node: Node, decimal: str = ".") -> str:
    """Write a tree as LaTeX for KaTeX."""
    return _Latex(decimal, "; ").write(node)


def _level(node: Node) -> int:
    match node:
        case Add() | PlusMinus() | Relation():
            return _SUM
        case Mul() | Div():
            return _PRODUCT
        case Neg():
            return _SIGN
        case Pow():
            return _POWER
        case Number(mixed=mixed) if mixed:
            return _PRODUCT
    return _ATOM


class _Plain:
    def __init__(self, decimal: str, separator: str) -> None:
        self._decimal = decimal
        self._separator = separator

    def write(self, node: Node) -> str:
        match node:
            case Number():
                return self._number(node)
            case Symbol(name):
                return name
            case Neg(inner):
                return "-" + self._within(inner, _PRODUCT)
            case Add(terms):
                return self._sum(terms)
            case Mul(factors):
                return "*".join(
                    self._within(f, _POWER if place else _PRODUCT) for place, f in enumerate(factors)
                )
            case Div(top, bottom):
                return f"{self._within(top, _PRODUCT)}/{self._within(bottom, _POWER)}"
            case Pow(base, exponent):
                return f"{self._within(base, _ATOM)}^{self._within(exponent, _ATOM)}"
        return self._other(node)

    def _other(self, node: Node) -> str:
        match node:
            case Root(radicand, index):
                inner = self.write(radicand)
                return f"sqrt({inner})" if index == 2 else f"root({inner}{self._separator}{index})"
            case Abs(inner):
                return f"abs({self.write(inner)})"
            case Percent(inner):
                return f"{self._within(inner, _ATOM)}%"
            case Relation(operators, sides):
                parts = [self.write(sides[0])]
                for operator, side in zip(operators, sides[1:], strict=True):
                    parts += [operator, self.write(side)]
                return " ".join(parts)
            case Sequence(opening, closing, items):
                return opening + self._separator.join(self.write(item) for item in items) + closing
        raise TypeError(type(node).__name__)

    def _within(self, node: Node, level: int) -> str:
        text = self.write(node)
        return text if _level(node) >= level else f"({text})"

    def _sum(self, terms: tuple[Node, ...]) -> str:
        text = self._within(terms[0], _PRODUCT)
        for term in terms[1:]:
            sign, inner = ("-", term.operand) if isinstance(term, Neg) else ("+", term)
            text += f" {sign} {self._within(inner, _PRODUCT)}"
        return text

    def _number(self, number: Number) -> str:
        if number.mixed:
            return "{} {}/{}".format(*number.mixed)
        whole, places = _digits(number, self._places(number))
        return f"{whole}{self._decimal}{places}" if places else whole

    def _places(self, number: Number) -> int:
        return number.places


class _Reading(_Plain):
    def _places(self, number: Number) -> int:
        if number.places != 3:
            return number.places
        return next((p for p in (1, 2) if (number.value * 10**p).denominator == 1), 4)


def _digits(number: Number, places: int) -> tuple[str, str]:
    digits = str(int(number.value * 10**places)).zfill(places + 1)
    return (digits[:-places], digits[-places:]) if places else (digits, "")


class _Latex(_Plain):
    def write(self, node: Node) -> str:
        match node:
            case Mul(factors):
                return self._product(factors)
            case Div(top, bottom):
                return rf"\frac{{{self.write(top)}}}{{{self.write(bottom)}}}"
            case Pow(base, exponent):
                return f"{self._within(base, _ATOM)}^{{{self.write(exponent)}}}"
            case Symbol(name):
                return {"pi": r"\pi", "oo": r"\infty"}.get(name, name)
        return super().write(node)

    def _other(self, node: Node) -> str:
        match node:
            case Root(radicand, index):
                return (
                    rf"\sqrt{{{self.write(radicand)}}}"
                    if index == 2
                    else rf"\sqrt[{index}]{{{self.write(radicand)}}}"
                )
            case Abs(inner):
                return rf"\left|{self.write(inner)}\right|"
            case Percent(inner):
                return rf"{self._within(inner, _ATOM)}\,\%"
            case Relation(operators, sides):
                parts = [self.write(sides[0])]
                for operator, side in zip(operators, sides[1:], strict=True):
                    parts += [_LATEX_RELATIONS[operator], self.write(side)]
                return " ".join(parts)
            case Sequence(opening, closing, items):
                inner_text = r";\; ".join(self.write(item) for item in items)
                left, right = ("\\" + s if s in ("{", "}") else s for s in (opening, closing))
                return rf"\left{left}{inner_text}\right{right}" if opening else inner_text
        return super()._other(node)

    def _within(self, node: Node, level: int) -> str:
        text = self.write(node)
        return text if _level(node) >= level else rf"\left({text}\right)"

    def _product(self, factors: tuple[Node, ...]) -> str:
        text = self._within(factors[0], _PRODUCT)
        for before, factor in pairwise(factors):
            shown = self._within(factor, _PRODUCT if isinstance(factor, Div) else _POWER)
            dotted = shown[0].isdigit() or isinstance(before, Div) or isinstance(factor, Div)
            text += (r" \cdot " if dotted else " ") + shown
        return text

    def _number(self, number: Number) -> str:
        if number.mixed:
            whole, top, bottom = number.mixed
            return rf"{whole}\frac{{{top}}}{{{bottom}}}"
        whole_part, places = _digits(number, number.places)
        return f"{whole_part}{'{,}' if self._decimal == ',' else '.'}{places}" if places else whole_part
