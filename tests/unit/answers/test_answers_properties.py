"""What must hold for any text and any tree."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.answers import ProcessChecker, UnreadableAnswer, parse, parse_all, to_latex, to_plain
from adapters.answers.canonical import same_writing
from adapters.answers.notation import to_reading
from adapters.answers.screening import may_be_equal
from adapters.answers.tree import (
    Abs,
    Add,
    Div,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    Relation,
    Root,
    Sequence,
    Symbol,
)
from adapters.content.base import AnswerKey

_PIECES = st.sampled_from(
    [
        *[
            "x",
            "y",
            "2",
            "3,5",
            "1.000",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "|",
            "+",
            "-",
            "−",
            "*",
            "/",
            "^",
            "**",
            "√",
            "²",
            "½",
            "sqrt(",
            "root(",
            "=",
            "<",
            "≥",
            "±",
            "%",
            ",",
            ";",
            "π",
            "∞",
            "_1",
            "}{",
        ],
        " ",
        " or ",
        "\\frac{",
        "\\sqrt[",
        "\\pm",
    ]
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=40).map("".join))
_KEYS = [
    AnswerKey("number", ("3.5",)),
    AnswerKey("expression", ("x^2 + 2*x",), "factored"),
    AnswerKey("expression", ("sqrt(2)*x",), "simplified"),
    AnswerKey("expression", ("x = 3",), "equation"),
    AnswerKey("expression", ("(2, 5)",)),
    AnswerKey("text", ("DNE",)),
]
_RELAXED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _parsed(text: str) -> Node | None:
    """Read a text that the grammar must take, unless it is too large."""
    try:
        return parse(text)
    except UnreadableAnswer as error:
        if error.reason == "too_large":
            return None
        raise


def _undefined(text: str) -> bool:
    return not may_be_equal(parse(text), parse(text))


def _number(value: int) -> Node:
    return Number(Fraction(value))


_LEAVES = st.one_of(
    st.integers(0, 99).map(_number),
    st.tuples(st.integers(0, 9999), st.integers(1, 4)).map(
        lambda t: Number(Fraction(t[0], 10 ** t[1]), t[1])
    ),
    st.sampled_from([Symbol("x"), Symbol("y"), Symbol("h_0"), Symbol("pi")]),
)


def _grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    plain = inner.filter(lambda node: not isinstance(node, Neg | Add))
    return st.one_of(
        st.lists(st.one_of(plain, plain.map(Neg)), min_size=2, max_size=3).map(lambda t: Add(tuple(t))),
        st.lists(inner.filter(lambda n: not isinstance(n, Neg | Mul)), min_size=2, max_size=3).map(
            lambda f: Mul(tuple(f))
        ),
        st.tuples(inner, inner).map(lambda t: Div(*t)),
        st.tuples(inner, st.integers(0, 3).map(_number)).map(lambda t: Pow(*t)),
        st.tuples(inner, st.integers(2, 4)).map(lambda t: Root(*t)),
        inner.map(Abs),
        inner.map(Percent),
    )


_TREES = st.recursive(_LEAVES, _grow, max_leaves=8)
_ANSWERS = st.one_of(
    _TREES,
    st.tuples(st.sampled_from(["=", "<", ">="]), _TREES, _TREES).map(
        lambda t: Relation((t[0],), (t[1], t[2]))
    ),
    st.tuples(_TREES, _TREES).map(lambda t: Sequence("(", ")", t)),
)


@_RELAXED
@given(answer=_TEXTS, language=st.sampled_from(["es", "en", "es-MX", ""]), key=st.sampled_from(_KEYS))
def test_any_text_gets_a_verdict_and_a_preview(
    answer: str, language: str, key: AnswerKey, checker: ProcessChecker
) -> None:
    verdict = checker.check(key, answer, language)
    assert verdict.outcome in ("right", "wrong", "unreadable", "ambiguous")
    assert verdict.reason in ("", "value", "form", "unreadable", "too_large", "too_long", "ambiguous_number")
    preview = checker.preview(answer, language)
    assert bool(preview.latex) != bool(preview.problem) or not answer.strip()


@_RELAXED
@given(tree=_ANSWERS)
def test_what_is_written_is_read_back(tree: Node) -> None:
    once = _parsed(to_plain(tree))
    if once is None:
        return
    assert same_writing(once, tree)
    assert parse(to_plain(once)) == once
    assert same_writing(parse("$$" + to_latex(once) + "$$"), once)


@_RELAXED
@given(tree=_ANSWERS, language=st.sampled_from(["es", "en"]))
def test_a_reading_means_one_thing_in_every_language(tree: Node, language: str) -> None:
    if _parsed(to_plain(tree)) is not None:
        assert len(parse_all(to_reading(tree), language)) == 1


@_RELAXED
@given(tree=_TREES)
def test_an_expression_equals_itself_in_another_order(tree: Node, checker: ProcessChecker) -> None:
    try:
        plain = to_plain(parse(to_plain(tree)))
    except UnreadableAnswer:
        return
    key = AnswerKey("expression", (plain,))
    turned = f"-1 + ({plain.replace(', ', '; ')}) + 1"
    # "wrong" only where there is no value to compare: a division by zero, an even root of a negative number.
    verdict = checker.check(key, turned, "en")
    assert verdict.outcome == "right" or verdict.reason in ("too_large", "too_long") or _undefined(plain)


@_RELAXED
@given(value=st.fractions(-10_000, 10_000, max_denominator=200), places=st.integers(0, 3))
def test_a_number_is_right_in_every_way_of_writing_it(
    value: Fraction, places: int, checker: ProcessChecker
) -> None:
    key = AnswerKey("number", (f"{value.numerator}/{value.denominator}",))
    assert checker.check(key, f"{value.numerator}/{value.denominator}", "es").outcome == "right"
    assert checker.check(key, f"{value.numerator * 3}/{value.denominator * 3}", "en").outcome == "right"
    assert (
        checker.check(key, f"{value.numerator + value.denominator}/{value.denominator}", "en").reason
        == "value"
    )
    decimal = f"{float(round(value, places)):.{places}f}"
    rounded = AnswerKey("number", (decimal,))
    if abs(float(value)) < 1000 and places != 3:
        for language in ("es", "en"):
            assert checker.check(rounded, decimal.replace(".", ","), language).outcome == "right"
            assert checker.check(rounded, decimal, language).outcome == "right"


def test_bars_inside_bars_keep_their_pairs() -> None:
    for text in (r"\left|2\left|x\right|\right|", r"\lvert 2\lvert x\rvert\rvert"):
        assert parse(text) == parse("abs(2*abs(x))")
