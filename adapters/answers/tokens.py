"""From what a person types, or an author wrote in LaTeX, to tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from adapters.answers.limits import LIMITS, UnreadableAnswer
from adapters.answers.numerals import Reading, read_digits
from adapters.answers.tree import Number

Kind = Literal[
    "number", "name", "function", "operator", "relation", "open", "close", "separator", "command", "bar"
]


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `number` only of numbers, `spaced` when white space stands before it."""

    kind: Kind
    text: str
    number: Number | None = None
    spaced: bool = False


_SIGNS = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑﹣－", "-"),
        **dict.fromkeys("×·⋅∙•∗✕✖", "*"),
        **dict.fromkeys("÷:∶∕⁄", "/"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\u2060\u2062\t\n\r", " "),
        "≤": "<=",
        "⩽": "<=",
        "≥": ">=",
        "⩾": ">=",
        "≠": "!=",
        "＝": "=",
        "＋": "+",
        "′": "'",
        "，": ",",
        "；": ";",
    }
)
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ", "0123456789+-nx", strict=True))
_FRACTIONS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅒": (1, 10),
}  # fmt: skip
_FUNCTIONS = {
    "sqrt": "sqrt", "raiz": "sqrt", "raíz": "sqrt", "cbrt": "cbrt", "root": "root", "abs": "abs",
}  # fmt: skip
_OR_WORDS = frozenset({"or", "and", "o", "ó"})
_LATEX_SIGNS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "pm": "±", "leq": "<=", "le": "<=", "leqslant": "<=",
    "geq": ">=", "ge": ">=", "geqslant": ">=", "neq": "!=", "ne": "!=", "lt": "<", "gt": ">", "%": "%",
    "pi": "π", "infty": "∞", "lvert": "(|", "rvert": "|)", "vert": "|", "mid": "|", "{": "\\{", "}": "\\}",
    "lbrace": "\\{", "rbrace": "\\}",
}  # fmt: skip
_LATEX_SPACES = frozenset(
    {",", ";", ":", "!", " ", "quad", "qquad", "left", "right", "displaystyle", "$", "bigl", "bigr", "big"}
)
_LATEX_COMMANDS = {"frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "sqrt": "root"}
_MATRIX = re.compile(r"\\begin\{([bp]?matrix)\}(.*?)\\end\{\1\}", re.DOTALL)
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<thousands>[1-9]\d{0,2}(?:\ \d{3})+(?![\d.,]*\d)(?!\s*/))
      | (?P<mixed>\d+\s+\d+\s*/\s*\d+(?![\d.,]))
      | (?P<digits>\d+(?:[.,]\d+)*|\.\d+)
      | (?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒])
      | (?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ]+)
      | (?P<latex>\\(?:[A-Za-z]+|.))
      | (?P<letters>[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹ⁿˣ½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒]+)
      | (?P<subscript>_(?:\{\w\}|\w))
      | (?P<relation><=|=<|>=|=>|!=|<>|==|[=<>])
      | (?P<operator>\*\*|\+/-|[-+*/^±√∛∜%∞])
      | (?P<bracket>[()\[\]{}])
      | (?P<bar>\|)
      | (?P<separator>[,;])
    """,
    re.VERBOSE,
)
_RELATIONS = {"=<": "<=", "=>": ">=", "<>": "!=", "==": "="}


def clean(text: str) -> str:
    """Bring signs that mean the same to one; take off money signs, degrees, formula marks, a last full stop.

    Raises
    ------
    UnreadableAnswer
        When it is too long or empty.
    """
    if len(text) > LIMITS.characters:
        raise UnreadableAnswer("too_long")
    text = text.translate(_SIGNS).replace("$$", " ").replace("\\(", " ").replace("\\)", " ").strip()
    text = re.sub(r"^(-?)\s*\\?[$€£]\s*(?=[\d.])", r"\1", text)
    text = re.sub(r"(?<=\d)\s*(?:[$€£]|°)(?=\s*(?:$|[,;]))", "", text)
    text = re.sub(r"(?<=[\w)\]}|%])\s*\.$", "", text)
    if not text:
        raise UnreadableAnswer
    if "\\" in text:
        text = _MATRIX.sub(_matrix, text).replace("\\$", " ")
        # Which bar opens and which closes is said only here; between plain bars it has to be guessed.
        text = re.sub(r"\\left\s*\|", r"\\lvert ", text)
        text = re.sub(r"\\right\s*\|", r"\\rvert ", text)
    return text


def _matrix(found: re.Match[str]) -> str:
    rows = [",".join(row.split("&")) for row in found[2].split("\\\\") if row.strip()]
    return "[" + ",".join(f"[{row}]" for row in rows) + "]"


def is_latex(text: str) -> bool:
    """Tell whether braces in a text group, as in LaTeX, and do not stand for a set."""
    return "\\" in text or "$$" in text or "^{" in text


class Tokeniser:
    """Turns one cleaned text into tokens, under one way of reading its numbers."""

    def __init__(self, text: str, reading: Reading, *, latex: bool) -> None:
        self._text = text
        self._reading: Reading = reading
        self._latex = latex
        self._semicolons = ";" in text.replace("\\;", "")
        self._depth = 0
        self._spaced = False
        self._position = 0
        self._tokens: list[Token] = []

    def run(self) -> tuple[Token, ...]:
        """Give all tokens.

        Raises
        ------
        UnreadableAnswer
            At the first sign that has no meaning here.
        """
        position = 0
        while position < len(self._text):
            found = _TOKEN.match(self._text, position)
            if found is None or found.lastgroup is None:
                raise UnreadableAnswer
            position = self._position = found.end()
            if found.lastgroup == "space" or (found[0][1:] in _LATEX_SPACES and found.lastgroup == "latex"):
                self._spaced = True
                continue
            getattr(self, f"_read_{found.lastgroup}")(found[0])
            self._spaced = False
            if len(self._tokens) > 4 * LIMITS.nodes:
                raise UnreadableAnswer("too_large")
        return tuple(self._tokens)

    def _add(self, kind: Kind, text: str, number: Number | None = None) -> None:
        self._tokens.append(Token(kind, text, number, self._spaced))

    def _read_digits(self, run: str) -> None:
        numbers = read_digits(run, self._reading, bracketed=self._depth > 0, semicolons=self._semicolons)
        for place, number in enumerate(numbers):
            if place:
                self._add("separator", ",")
            self._add("number", run, number)

    def _read_thousands(self, run: str) -> None:
        self._read_digits(run.replace(" ", ""))

    def _read_mixed(self, run: str) -> None:
        parts = tuple(int(part) for part in re.findall(r"\d+", run))
        self._add("number", run, mixed_number(*parts))

    def _read_vulgar(self, sign: str) -> None:
        top, bottom = _FRACTIONS[sign]
        last = self._tokens[-1] if self._tokens else None
        if last and last.number is not None and not last.number.places and not last.number.mixed:
            self._tokens[-1] = Token(
                "number", last.text + sign, mixed_number(int(last.number.value), top, bottom), last.spaced
            )
            return
        self._add("open", "(")
        self._add("number", str(top), Number(Fraction(top)))
        self._add("operator", "/")
        self._add("number", str(bottom), Number(Fraction(bottom)))
        self._add("close", ")")

    def _read_super(self, run: str) -> None:
        self._add("operator", "^")
        self._add("open", "(")
        inner = Tokeniser("".join(_SUPERSCRIPTS[c] for c in run), "plain", latex=False).run()
        self._tokens.extend(inner)
        self._add("close", ")")

    def _read_latex(self, command: str) -> None:
        name = command[1:]
        if name in _LATEX_COMMANDS:
            self._add("command", _LATEX_COMMANDS[name])
        elif name in _LATEX_SIGNS:
            self._read_sign(_LATEX_SIGNS[name])
        else:
            raise UnreadableAnswer

    def _read_sign(self, sign: str) -> None:
        if sign == "π":
            self._add("name", "pi")
        elif "|" in sign:
            self._add("bar", sign)
        elif sign.startswith("\\"):
            self._read_set(sign[1])
        elif sign[0] in "<>!=":
            self._add("relation", sign)
        else:
            self._read_operator(sign)

    def _read_letters(self, run: str) -> None:
        lower = run.lower()
        if lower in _FUNCTIONS:
            self._add("function", _FUNCTIONS[lower])
        elif lower == "pi" or run == "π":
            self._add("name", "pi")
        elif run == "oo":
            self._add("name", "oo")
        elif (
            lower in _OR_WORDS
            and not self._latex
            and self._spaced
            and self._tokens
            and self._text[self._position :][:1] == " "
        ):
            self._add("separator", ";")
        elif len(run) > 3 and lower[:4] in _FUNCTIONS:
            self._read_letters(run[:4])
            self._spaced = False
            self._read_letters(run[4:])
        elif len(run) > 3 or not run.isascii():
            raise UnreadableAnswer
        else:
            for letter in run:
                self._add("name", letter)
                self._spaced = False

    def _read_subscript(self, run: str) -> None:
        if not self._tokens or self._tokens[-1].kind != "name" or "_" in self._tokens[-1].text:
            raise UnreadableAnswer
        last = self._tokens[-1]
        self._tokens[-1] = Token("name", f"{last.text}_{run.strip('_{}')}", None, last.spaced)

    def _read_relation(self, sign: str) -> None:
        self._add("relation", _RELATIONS.get(sign, sign))

    def _read_operator(self, sign: str) -> None:
        if sign == "∞":
            self._add("name", "oo")
        elif sign == "√":
            self._add("function", "sqrt")
        elif sign in "∛∜":
            self._add("function", "cbrt" if sign == "∛" else "fourth")
        else:
            self._add("operator", {"**": "^", "+/-": "±"}.get(sign, sign))

    def _read_bracket(self, sign: str) -> None:
        if sign in "{}":
            if not self._latex:
                self._read_set(sign)
            else:
                self._add("open" if sign == "{" else "close", "group" + sign)
            return
        self._depth += 1 if sign in "([" else -1
        self._add("open" if sign in "([" else "close", sign)

    def _read_set(self, sign: str) -> None:
        self._depth += 1 if sign == "{" else -1
        self._add("open" if sign == "{" else "close", sign)

    def _read_bar(self, sign: str) -> None:
        self._add("bar", sign)

    def _read_separator(self, sign: str) -> None:
        self._add("separator", sign)


def mixed_number(whole: int, top: int, bottom: int) -> Number:
    """Make a mixed number.

    Raises
    ------
    UnreadableAnswer
        When its fraction is not a proper one.
    """
    if not 0 < top < bottom:
        raise UnreadableAnswer
    if max(whole, bottom) >= 10**LIMITS.digits:
        raise UnreadableAnswer("too_large")
    return Number(whole + Fraction(top, bottom), mixed=(whole, top, bottom))
