"""What people write, and what comes of it: one named case a line."""

import pytest

from adapters.answers import ProcessChecker
from adapters.content.base import AnswerKey

RIGHT, WRONG_VALUE, WRONG_FORM = ("right", ""), ("wrong", "value"), ("wrong", "form")
UNREADABLE, TOO_LARGE, TOO_LONG = (
    ("unreadable", "unreadable"),
    ("unreadable", "too_large"),
    ("unreadable", "too_long"),
)
ASKED_BACK = ("ambiguous", "ambiguous_number")

# name: (key, form, answer, language, verdict)
NUMBERS = {
    "decimal point": ("3.5", "any", "3.5", "en", RIGHT),
    "decimal comma in Spanish": ("3.5", "any", "3,5", "es", RIGHT),
    "decimal comma in English": ("3.5", "any", "3,5", "en", RIGHT),
    "decimal point in Spanish": ("3.5", "any", "3.5", "es", RIGHT),
    "fraction for a decimal": ("3.5", "any", "7/2", "es", RIGHT),
    "mixed number": ("3.5", "any", "3 1/2", "en", RIGHT),
    "negative mixed number": ("-3.5", "any", "-3 1/2", "en", RIGHT),
    "fraction of one sign": ("3.5", "any", "3½", "es", RIGHT),
    "LaTeX fraction": ("7/2", "any", r"\frac{7}{2}", "en", RIGHT),
    "LaTeX mixed number": ("7/2", "any", r"3\frac{1}{2}", "en", RIGHT),
    "typographic minus": ("-4", "any", "−4", "en", RIGHT),
    "leading point": ("0.5", "any", ".5", "en", RIGHT),
    "full stop at the end": ("12", "any", "12.", "en", RIGHT),
    "money": ("1.79", "any", "$1.79", "en", RIGHT),
    "money behind": ("1.79", "any", "1,79 €", "es", RIGHT),
    "degrees": ("90", "any", "90°", "en", RIGHT),
    "per cent": ("0.5", "any", "50 %", "es", RIGHT),
    "named value": ("7", "any", "x = 7", "en", RIGHT),
    "other value": ("7", "any", "8", "en", WRONG_VALUE),
    "improper mixed number": ("3.5", "any", "2 3/2", "en", UNREADABLE),
    "division by zero": ("0", "any", "1/0", "en", WRONG_VALUE),
    "thousands with points in Spanish": ("1000", "any", "1.000", "es", RIGHT),
    "thousands with commas in English": ("1000", "any", "1,000", "en", RIGHT),
    "thousands with a space": ("12000", "any", "12 000", "es", RIGHT),
    "thousands and decimals, Spanish": ("1234.5", "any", "1.234,5", "es", RIGHT),
    "thousands and decimals, English": ("1234.5", "any", "1,234.5", "en", RIGHT),
    "millions are never a decimal": ("1234567", "any", "1.234.567", "en", RIGHT),
    "point and three digits in English": ("1000", "any", "1.000", "en", ASKED_BACK),
    "comma and three digits in Spanish": ("1000", "any", "1,000", "es", ASKED_BACK),
    "a nought in front leaves no doubt": ("0.125", "any", "0.125", "es", RIGHT),
    "neither reading is right": ("7", "any", "1.000", "es", WRONG_VALUE),
    "broken groups": ("1", "any", "1.23.4", "en", UNREADABLE),
    "two numbers side by side": ("6", "any", "2 3", "en", UNREADABLE),
}  # fmt: skip

EXPRESSIONS = {
    "implicit product": ("2*x*y", "any", "2xy", "en", RIGHT),
    "order of terms": ("x^2 + 2*x", "any", "2x + x²", "en", RIGHT),
    "capital from a phone": ("x + 1", "any", "X+1", "en", RIGHT),
    "capital that means another": ("A - a", "any", "a - A", "en", WRONG_VALUE),
    "root sign": ("6*sqrt(7)", "any", "6√7", "en", RIGHT),
    "root as a word": ("6*sqrt(7)", "any", "6 raíz(7)", "es", RIGHT),
    "cube root of a negative number": ("-2", "any", "∛(-8)", "en", RIGHT),
    "superscripts": ("x^12", "any", "x¹²", "en", RIGHT),
    "times sign and stars": ("x^3", "any", "x·x×x**1", "en", RIGHT),
    "absolute value": ("abs(x)", "any", "|x|", "en", RIGHT),
    "absolute value is not x": ("abs(x)", "any", "x", "en", WRONG_VALUE),
    "braces of LaTeX": ("m*n^5", "any", r"{mn}^{5}", "en", RIGHT),
    "left and right of LaTeX": ("4*(x + 3)", "any", r"4\left(x+3\right)", "en", RIGHT),
    "index of a root": ("root(x, 4)", "any", r"\sqrt[4]{x}", "en", RIGHT),
    "letter before a number": ("2*x", "any", "x2", "en", UNREADABLE),
    "words": ("x", "any", "no lo sé", "es", UNREADABLE),
    "near, but not equal": ("sqrt(2)", "any", "1.414213562373095", "en", WRONG_VALUE),
}  # fmt: skip

FORMS = {
    "not simplified": ("4*x + 12", "simplified", "4(x+3)-0", "en", WRONG_FORM),
    "like terms left": ("5*x", "simplified", "2x+3x", "en", WRONG_FORM),
    "calculation left": ("25", "simplified", "4+3·7", "es", WRONG_FORM),
    "fraction not in lowest terms": ("1/2", "simplified", "3/6", "en", WRONG_FORM),
    "decimal is simplified as well": ("1/2", "simplified", "0,5", "es", RIGHT),
    "root not taken out": ("6*sqrt(7)", "simplified", "√252", "en", WRONG_FORM),
    "root below": ("5*(2 + sqrt(3))", "simplified", "5/(2-√3)", "en", WRONG_FORM),
    "another simplified writing": ("5*(2 + sqrt(3))", "simplified", "10+5√3", "en", RIGHT),
    "fraction not cancelled": ("x^5", "simplified", "x^15/x^10", "en", WRONG_FORM),
    "polynomials not cancelled": ("(x + 1)/(x - 2)", "simplified", "(x²+3x+2)/(x²-4)", "en", WRONG_FORM),
    "negative exponent left": ("1/y^7", "simplified", "y^(-7)", "en", WRONG_FORM),
    "factored in another order": ("(x + 2)*(x + 3)", "factored", "(3+x)(2+x)", "en", RIGHT),
    "not factored": ("(x + 2)*(x + 3)", "factored", "x²+5x+6", "en", WRONG_FORM),
    "half factored": ("x*(x + 2)*(x + 3)", "factored", "x(x²+5x+6)", "en", WRONG_FORM),
    "number not taken out": ("2*(x + 1)*(x + 3)", "factored", "(2x+2)(x+3)", "en", WRONG_FORM),
    "square as a power": ("16*(x - 1)^2", "factored", "16(x-1)(x-1)", "en", RIGHT),
    "not expanded": ("x^2 + 5*x + 6", "expanded", "(x+2)(x+3)", "en", WRONG_FORM),
    "expanded": ("x^2 + 5*x + 6", "expanded", "6+5x+x^2", "en", RIGHT),
    "expanded but not collected": ("x^2 + 5*x + 6", "expanded", "x²+2x+3x+6", "en", WRONG_FORM),
    "fraction for a decimal form": ("0.375", "decimal", "3/8", "en", WRONG_FORM),
    "per cent for a decimal form": ("0.09", "decimal", "9%", "en", WRONG_FORM),
    "decimal": ("0.375", "decimal", "0,375", "es", RIGHT),
    "decimal for a fraction form": ("3/8", "fraction", "0.375", "en", WRONG_FORM),
    "fraction not reduced": ("3/8", "fraction", "6/16", "en", WRONG_FORM),
    "mixed number is a fraction": ("11/8", "fraction", "1 3/8", "en", RIGHT),
    "two fractions are not one": ("(24 + 5*x)/40", "fraction", "3/5+x/8", "en", WRONG_FORM),
    "the author's own writing is always right": ("57/60", "simplified", "57/60", "en", RIGHT),
}  # fmt: skip

RELATIONS = {
    "value for an equation": ("x = -4", "simplified", "-4", "en", RIGHT),
    "equation mirrored": ("x = -4", "equation", "-4 = x", "en", RIGHT),
    "value where an equation is asked": ("y = 3*x", "equation", "3x", "en", WRONG_FORM),
    "the question's equation": ("x = 3", "simplified", "2x+1=7", "en", WRONG_FORM),
    "equation for another letter": ("L = A/W", "equation", "A = L W", "en", WRONG_VALUE),
    "multiple of an equation": ("x + y = 3", "any", "2x + 2y = 6", "en", RIGHT),
    "inequality mirrored": ("x >= 3", "any", "3 ≤ x", "en", RIGHT),
    "inequality times minus one": ("x >= 3", "any", "-x ≤ -3", "en", RIGHT),
    "inequality turned": ("x >= 3", "any", "x ≤ 3", "en", WRONG_VALUE),
    "strict for not strict": ("x >= 3", "any", "x > 3", "en", WRONG_VALUE),
    "chain": ("-2 < x <= 4", "any", "4 ≥ x > -2", "en", RIGHT),
    "pair in English": ("(2, 5)", "any", "(2,5)", "en", RIGHT),
    "pair in Spanish is asked back": ("(2, 5)", "any", "(2,5)", "es", ASKED_BACK),
    "pair with a semicolon": ("(2, 5)", "any", "(2;5)", "es", RIGHT),
    "pair with a space": ("(2, 5)", "any", "(2, 5)", "es", RIGHT),
    "pair turned round": ("(2, 5)", "any", "(5; 2)", "en", WRONG_VALUE),
    "decimal in brackets, Spanish": ("2.5", "any", "(2,5)", "es", RIGHT),
    "decimal in brackets, English": ("2.5", "any", "(2,5)", "en", ASKED_BACK),
    "list in any order": ("8, 13", "any", "13,8", "en", RIGHT),
    "list in Spanish": ("8, 13", "any", "8,13", "es", RIGHT),
    "solutions joined by a word": ("x = 3, x = -1", "any", "x = -1 o x = 3", "es", RIGHT),
    "solutions without their name": ("x = 3, x = -1", "any", "-1; 3", "es", RIGHT),
    "plus or minus": ("x = 2, x = -2", "any", "x = ±2", "en", RIGHT),
    "set": ("{1, 2, 3}", "any", "{3;2;1}", "es", RIGHT),
    "half-open interval": ("[2, oo)", "any", r"[2, \infty)", "en", RIGHT),
    "interval of the other kind": ("[2, 5)", "any", "[2; 5]", "en", WRONG_VALUE),
    "matrix": ("[[1, 2], [3, 4]]", "any", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", "en", RIGHT),
}  # fmt: skip

HOSTILE = {
    "Python": ("5", "any", "__import__('os').system('touch /tmp/x')", "en", UNREADABLE),
    "attribute access": ("5", "any", "().__class__.__bases__", "en", UNREADABLE),
    "tower of powers": ("5", "any", "9**9**8", "en", TOO_LARGE),
    "power of a power": ("5", "any", "10^(10^10)", "en", TOO_LARGE),
    "polynomial of great degree": ("5", "any", "(x+1)^999999", "en", TOO_LARGE),
    "many terms": ("5", "any", "(a+b+c+d+e+f)^60", "en", TOO_LARGE),
    "powers within the bounds, multiplied": ("5", "any", "((x+1)^100)^100", "en", TOO_LARGE),
    "many digits": ("5", "any", "1" * 60, "en", TOO_LARGE),
    "deep nesting": ("5", "any", "(" * 60 + "1" + ")" * 60, "en", TOO_LARGE),
    "many signs": ("5", "any", "-" * 300 + "5", "en", TOO_LARGE),
    "root of great index": ("5", "any", "root(x, 999999)", "en", TOO_LARGE),
    "megabytes": ("5", "any", "x" * 2_000_000, "en", TOO_LONG),
    "nothing": ("5", "any", "   ", "en", UNREADABLE),
    "no character of ours": ("5", "any", "\x00\ud800☃", "en", UNREADABLE),
}  # fmt: skip

CASES = {**NUMBERS, **EXPRESSIONS, **FORMS, **RELATIONS, **HOSTILE}


@pytest.mark.parametrize("name", CASES)
def test_answer(name: str, checker: ProcessChecker) -> None:
    key, form, answer, language, expected = CASES[name]
    verdict = checker.check(AnswerKey("expression", (key,), form), answer, language)
    assert (verdict.outcome, verdict.reason) == expected


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case[4] == ASKED_BACK])
def test_a_reading_given_back_has_one_meaning(name: str, checker: ProcessChecker) -> None:
    key, form, answer, language, _ = CASES[name]
    readings = checker.check(AnswerKey("expression", (key,), form), answer, language).readings
    outcomes = [checker.check(AnswerKey("expression", (key,), form), r, language).outcome for r in readings]
    assert sorted(outcomes) == ["right", "wrong"]


def test_tolerance_counts_its_own_edge(checker: ProcessChecker) -> None:
    key = AnswerKey("number", ("1.1",), tolerance=0.05)
    assert checker.check(key, "1.05", "en").outcome == "right"
    assert checker.check(key, "1.0499", "en").outcome == "wrong"
    assert checker.check(AnswerKey("number", ("1.4",), tolerance=0.05), "√2", "en").outcome == "right"
    assert checker.check(AnswerKey("number", ("1.4",), tolerance=0.01), "√2", "en").outcome == "wrong"


def test_the_question_does_not_count_where_it_is_refused(checker: ProcessChecker) -> None:
    key = AnswerKey("expression", ("(5*y)^(1/2)",), refused=("sqrt(5*y)",))
    assert checker.check(key, r"\sqrt{5y}", "en").reason == "form"
    assert checker.check(key, "(y·5)^(1/2)", "en").outcome == "right"
    assert checker.check(key, "5^(1/2) y^(1/2)", "en").outcome == "right"


def test_choices_are_compared_by_code(checker: ProcessChecker) -> None:
    key = AnswerKey("choice", ("b",))
    assert [checker.check(key, code, "es").outcome for code in ("b", "a", "B")] == ["right", "wrong", "wrong"]


@pytest.mark.parametrize("answer", ["DNE", "dne", " D N E".replace(" ", ""), "DNE."])
def test_text_is_compared_without_case_and_full_stop(answer: str, checker: ProcessChecker) -> None:
    assert checker.check(AnswerKey("text", ("DNE",)), answer, "en").outcome == "right"


def test_other_text_is_wrong(checker: ProcessChecker) -> None:
    assert checker.check(AnswerKey("text", ("29q13d",)), "13d29q", "en").reason == "value"


@pytest.mark.parametrize(
    ("answer", "language", "latex"),
    [
        ("3,5", "es", "3{,}5"),
        ("3 1/2x", "en", r"3\frac{1}{2} x"),
        ("(x+1)/2", "en", r"\frac{x + 1}{2}"),
        ("2√3", "en", r"2 \sqrt{3}"),
        ("x<=3", "en", r"x \leq 3"),
        ("|x|^2", "en", r"\left|x\right|^{2}"),
    ],
)
def test_preview_shows_what_was_understood(
    answer: str, language: str, latex: str, checker: ProcessChecker
) -> None:
    assert checker.preview(answer, language).latex == latex


def test_preview_tells_of_two_readings_and_of_faults(checker: ProcessChecker) -> None:
    assert checker.preview("1.000", "es").readings == ("1000", "1.0")
    assert checker.preview("2,5", "es").readings == ()
    assert checker.preview("2,5)", "es").problem == "unreadable"
    assert checker.preview("", "es").problem == ""
