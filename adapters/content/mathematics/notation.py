"""From the short notation that the bank is written in to HTML with LaTeX, in one language.

Authors write formulas between dollar signs with what a keyboard has: ``$2/3 × (x + 1) < 5$``. A number that
both languages share comes from `num`, which leaves its decimal mark open until the language is known.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

DECIMAL = "\ue000"
"""Stands for the decimal mark until the language is known (a private-use character)."""

GROUP = "\ue001"
"""Stands for the mark between groups of three digits."""

LANGUAGES = ("es", "en")

_PART = r"(?:\(([^()]*)\)|([0-9a-z" + DECIMAL + r"□]+))"
_QUOTIENT = re.compile(_PART + "/" + _PART)
_FORMULA = re.compile(r"\$([^$]+)\$")
# In Spain a product is written with a raised dot and a division with a colon.
_SIGNS = {
    "es": {"×": r" \cdot ", "÷": r" \mathbin{:} ", "%": r"\,\%"},
    "en": {"×": r" \times ", "÷": r" \div ", "%": r"\%"},
}
_BOTH = {"<": r" \lt ", ">": r" \gt ", "≈": r" \approx ", "→": r" \to ", "□": r"\square "}


class Two(NamedTuple):
    """One text in the two languages of the bank, in the bank's own short notation."""

    es: str
    en: str

    def to(self, language: str) -> str:
        """Finished HTML of this text in `language` ("es" or "en")."""
        return localise(self.es if language == "es" else self.en, language)


def num(value: int | Fraction, places: int | None = None) -> str:
    """Write a number with its decimal mark still open.

    Parameters
    ----------
    value : int or Fraction
        Its decimal expansion must end.
    places : int, optional
        Decimals to show; as many as the value needs by default.

    Raises
    ------
    ValueError
        When the expansion doesn't end, or has more than `places` decimals.
    """
    exact = Fraction(value)
    needed = 0
    while (exact * 10**needed).denominator != 1:
        needed += 1
        if needed > 12:
            raise ValueError(f"{exact} has no finite decimal expansion")
    if places is not None and needed > places:
        raise ValueError(f"{exact} needs {needed} decimals, not {places}")
    shown = needed if places is None else places
    digits = str(abs(exact.numerator * 10**shown // exact.denominator)).rjust(shown + 1, "0")
    whole, decimals = digits[: len(digits) - shown], digits[len(digits) - shown :]
    if len(whole) > 4:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", GROUP, whole)
    sign = "-" if exact < 0 else ""
    return sign + whole + (DECIMAL + decimals if decimals else "")


def frac(value: Fraction | int) -> str:
    """Write a fraction in lowest terms (``-3/4``), or a whole number as such."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    return f"{exact.numerator}/{exact.denominator}"


def plain(value: Fraction | int) -> str:
    """Senda's plain notation of a number: with a decimal point where it has few decimals, else a fraction."""
    try:
        return num(value).replace(DECIMAL, ".").replace(GROUP, "")
    except ValueError:
        return frac(value)


def signed(value: int | Fraction) -> str:
    """Write a number as the second operand: a negative one in brackets."""
    return f"({num(value)})" if value < 0 else num(value)


def plus(value: int) -> str:
    """Write a number as a term that is added: ``+ 3`` or ``- 3``."""
    return f"+ {value}" if value >= 0 else f"- {-value}"


def table(*rows: tuple[str, ...]) -> str:
    """Write a small table whose first column names the rows."""
    body = "".join(
        "<tr><th>" + row[0] + "</th>" + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>"
        for row in rows
    )
    return f"<table><tbody>{body}</tbody></table>"  # as a browser reads it


def localise(text: str, language: str) -> str:
    """Turn the bank's notation into HTML with formulas between ``\\(`` and ``\\)``."""
    html = _FORMULA.sub(lambda found: r"\(" + _latex(found[1], language) + r"\)", text)
    if language == "es":
        return html.replace(DECIMAL, ",").replace(GROUP, "\u202f")
    return html.replace(DECIMAL, ".").replace(GROUP, ",")


def _latex(source: str, language: str) -> str:
    latex = _QUOTIENT.sub(
        lambda part: _fraction([group for group in part.groups() if group is not None]), source
    )
    for sign, command in (*_SIGNS[language].items(), *_BOTH.items()):
        latex = latex.replace(sign, command)
    if language == "es":
        latex = re.sub(r"(?<=\d),(?=\d)", "{,}", latex)
        latex = latex.replace(DECIMAL, "{,}").replace(GROUP, r"\,")
    else:
        latex = latex.replace(GROUP, "{,}")
    return re.sub(r" {2,}", " ", latex).strip()


def _fraction(parts: list[str]) -> str:
    return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
