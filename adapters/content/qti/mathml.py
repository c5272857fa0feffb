"""Presentation MathML as TeX, as far as questions in schools go."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from adapters.content.qti.names import children, name_of, text_of

DEEPEST = 60
_TEX = frozenset({"application/x-tex", "application/x-latex", "tex", "latex"})
_OPERATORS = {
    "−": "-", "–": "-", "⋅": r"\cdot ", "·": r"\cdot ", "×": r"\times ", "÷": r"\div ", "±": r"\pm ",
    "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "≈": r"\approx ", "≡": r"\equiv ", "→": r"\to ",
    "⇒": r"\Rightarrow ", "⇔": r"\Leftrightarrow ", "∈": r"\in ", "∉": r"\notin ", "⊂": r"\subset ",
    "∪": r"\cup ", "∩": r"\cap ", "∅": r"\emptyset ", "∀": r"\forall ", "∃": r"\exists ", "∑": r"\sum ",
    "∏": r"\prod ", "∫": r"\int ", "√": r"\surd ", "°": r"^{\circ}", "∠": r"\angle ", "⊥": r"\perp ",
    "∥": r"\parallel ", "△": r"\triangle ", "…": r"\ldots ", "⋯": r"\cdots ", "′": "'", "□": r"\square ",
    "{": r"\{", "}": r"\}", "%": r"\%", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "\\": r"\backslash ",
    "<": "<", ">": ">", "€": r"\text{€}", "∗": "*", "∞": r"\infty ", "^": r"\hat{}", "~": r"\sim ",
    "\u2061": "", "\u2062": "", "\u2063": ",", "\u2064": "+", "\u00a0": r"\ ",
}  # fmt: skip
_LETTERS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi",
    "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_ACCENTS = {
    "¯": r"\overline", "‾": r"\overline", "_": r"\underline", "^": r"\hat", "→": r"\vec", "⃗": r"\vec",
    "˙": r"\dot", "~": r"\tilde", "⏞": r"\overbrace", "⏟": r"\underbrace",
}  # fmt: skip
_FUNCTIONS = frozenset(
    {
        *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
        *("log", "ln", "exp", "lim", "max", "min", "gcd", "det", "mod"),
    }
)
_TRANSPARENT = frozenset({"mrow", "mstyle", "mpadded", "merror", "math", "maction"})
_EMPTY = frozenset({"none", "mprescripts", "annotation", "annotationxml", "maligngroup", "malignmark"})


class UnknownFormula(ValueError):
    """MathML that we do not turn into TeX."""


def to_tex(math: etree._Element) -> str:
    """Give the TeX of a formula: what its author noted beside it, else what its signs say.

    Raises
    ------
    UnknownFormula
    """
    for note in math.iter():
        if name_of(note) == "annotation" and (note.get("encoding") or "").strip().lower() in _TEX:
            return text_of(note)
    tex = _row(math, 0).strip()
    if not tex:
        raise UnknownFormula
    return tex


def _row(element: etree._Element, depth: int) -> str:
    return "".join(_one(child, depth + 1) for child in children(element))


def _one(element: etree._Element, depth: int) -> str:
    if depth > DEEPEST:
        raise UnknownFormula
    name = name_of(element)
    if name in _TRANSPARENT:
        return _row(element, depth)
    if name == "semantics":
        inner = next(children(element), None)
        return "" if inner is None else _one(inner, depth)
    if name in _EMPTY:
        return ""
    if name in _TOKENS:
        return _TOKENS[name](text_of(element))
    if name in _LAYOUT:
        return _LAYOUT[name](element, depth)
    raise UnknownFormula(name)


def _identifier(text: str) -> str:
    if text in _LETTERS:
        return rf"\{_LETTERS[text]} "
    if text in _FUNCTIONS:
        return rf"\{text} " if text != "mod" else r"\bmod "
    if len(text) > 1 and text.isalpha():
        return rf"\mathrm{{{text}}}"
    return _signs(text)


def _signs(text: str) -> str:
    return "".join(
        _OPERATORS.get(sign, rf"\{_LETTERS[sign]} " if sign in _LETTERS else sign) for sign in text
    )


def _operator(text: str) -> str:
    return _identifier(text) if text in _FUNCTIONS else _signs(text)


def _words(text: str) -> str:
    plain = "".join(f"\\{sign}" if sign in "{}%$&#_" else sign for sign in text.replace("\\", " "))
    return rf"\text{{{plain}}}" if plain else ""


_TOKENS: dict[str, Callable[[str], str]] = {
    "mi": _identifier,
    "mn": _signs,
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "mspace": lambda text: r"\ ",
    "mphantom": lambda text: rf"\phantom{{{_signs(text)}}}",
}


def _parts(element: etree._Element, depth: int, count: int) -> list[str]:
    found = [_one(child, depth + 1) for child in children(element)]
    if len(found) != count:
        raise UnknownFormula
    return found


def _fraction(element: etree._Element, depth: int) -> str:
    above, below = _parts(element, depth, 2)
    return rf"\frac{{{above}}}{{{below}}}"


def _root(element: etree._Element, depth: int) -> str:
    inner, degree = _parts(element, depth, 2)
    return rf"\sqrt[{degree}]{{{inner}}}"


def _square_root(element: etree._Element, depth: int) -> str:
    return rf"\sqrt{{{_row(element, depth)}}}"


def _raised(element: etree._Element, depth: int) -> str:
    base, above = _parts(element, depth, 2)
    return rf"{{{base}}}^{{{above}}}"


def _lowered(element: etree._Element, depth: int) -> str:
    base, below = _parts(element, depth, 2)
    return rf"{{{base}}}_{{{below}}}"


def _both(element: etree._Element, depth: int) -> str:
    base, below, above = _parts(element, depth, 3)
    return rf"{{{base}}}_{{{below}}}^{{{above}}}"


def _accent(element: etree._Element, depth: int) -> str:
    sign = text_of(list(children(element))[-1]) if len(element) else ""
    base, mark = _parts(element, depth, 2)
    if sign in _ACCENTS:
        return rf"{_ACCENTS[sign]}{{{base}}}"
    over = name_of(element) == "mover"
    if base.strip() in (r"\sum", r"\prod", r"\lim", r"\max", r"\min"):
        return rf"{base.strip()}{'^' if over else '_'}{{{mark}}}"
    return rf"\{'overset' if over else 'underset'}{{{mark}}}{{{base}}}"


def _fenced(element: etree._Element, depth: int) -> str:
    opens, closes = element.get("open", "("), element.get("close", ")")
    signs = (element.get("separators", ",").replace(" ", "") or " ") if len(element) > 1 else ""
    found = [_one(child, depth + 1) for child in children(element)]
    inner = "".join(
        piece + (_signs(signs[min(n, len(signs) - 1)]) if n < len(found) - 1 else "")
        for n, piece in enumerate(found)
    )
    return rf"\left{_fence(opens)}{inner}\right{_fence(closes)}"


def _fence(sign: str) -> str:
    return {"": ".", "{": r"\{", "}": r"\}", "‖": r"\|", "⟨": r"\langle ", "⟩": r"\rangle "}.get(
        sign.strip(), sign.strip() if sign.strip() in ("(", ")", "[", "]", "|") else "."
    )


def _table(element: etree._Element, depth: int) -> str:
    rows = [
        " & ".join(_row(cell, depth + 2) for cell in children(row, "mtd")) for row in children(element, "mtr")
    ]
    inner = r" \\ ".join(rows)
    return rf"\begin{{matrix}}{inner}\end{{matrix}}"


def _enclosed(element: etree._Element, depth: int) -> str:
    notation = element.get("notation", "")
    if notation == "radical":
        return _square_root(element, depth)
    command = {"box": r"\boxed", "top": r"\overline", "bottom": r"\underline"}.get(notation)
    if command is None:
        raise UnknownFormula(notation)
    return rf"{command}{{{_row(element, depth)}}}"


_LAYOUT: dict[str, Callable[[etree._Element, int], str]] = {
    "mfrac": _fraction,
    "mroot": _root,
    "msqrt": _square_root,
    "msup": _raised,
    "msub": _lowered,
    "msubsup": _both,
    "munderover": _both,
    "mover": _accent,
    "munder": _accent,
    "mfenced": _fenced,
    "mtable": _table,
    "menclose": _enclosed,
}
