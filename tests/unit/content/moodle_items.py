"""Items of every kind, as Moodle's formats can say them without losing anything."""

from __future__ import annotations

import html
from dataclasses import replace

from hypothesis import strategies as st

from adapters.content.base import AnswerKey, BankItem, Gap, Hint, ItemText, Partial, Unit
from adapters.content.rich_html import plain_to_html, rich
from adapters.content.texts import media_in

#: A picture of one dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\x00" * 40

_SIGNS = "abc XYZ ñü 123 ~=#{}:%\\[]*<>&\"'/-|.,;!?€→"
_HARMLESS = st.text(_SIGNS, min_size=1, max_size=12)
_MARKED = (
    "<p>a</p><p>b</p>",
    "<b>x</b>",
    "x<sub>2</sub>",
    r"\(x^2 &lt; 3\)",
    r"\[\frac{1}{2}\]",
    "<ul><li>one</li><li>two</li></ul>",
    "<table><tbody><tr><td>1</td></tr></tbody></table>",
    "]]&gt;",
    "->",
    "<br>",
    "<code>a = {b}</code>",
)


def keep(address: str) -> str:
    """Let every file of ours stand."""
    return address


def htmls(digests: tuple[str, ...] = (), *, marked: bool = True) -> st.SearchStrategy[str]:
    """Texts as `rich` leaves them, not empty."""
    pieces = [_HARMLESS.map(html.escape)]
    if marked:
        pieces.append(st.sampled_from(_MARKED))
    for number, digest in enumerate(digests):
        image = f'<img src="media:{digest}" alt="a &amp; b">'
        pieces.append(st.just(image if number == 0 else f'<audio controls="" src="media:{digest}"></audio>'))
    joined = st.lists(st.one_of(pieces), min_size=1, max_size=4).map("".join)
    return joined.map(_settle).filter(lambda text: bool(text) and "mlang" not in text)


def _settle(text: str) -> str:
    """Clean a text until it no longer changes, as it would be after one import."""
    for _ in range(5):
        clean = rich(text, keep).html.strip()
        if clean == text:
            return clean
        text = clean
    return ""


plains = htmls(marked=False).filter(lambda text: plain_to_html(html.unescape(text)) == text)
words = (
    st.text(_SIGNS, min_size=1, max_size=10)
    .map(str.strip)
    .filter(lambda t: bool(t.strip("*\\")) and "\\*" not in t)
)
decimals = st.decimals(-10_000, 10_000, allow_nan=False, places=3).map(lambda value: format(value, "f"))
tolerances = st.sampled_from((0.0, 0.1, 0.005, 1.0))
shares = st.sampled_from((0.5, 0.25, 0.1, 1 / 3, 2 / 3, 1 / 6, 1 / 7, 0.123))
names = st.text("abcxyzñ.-_ 123:%/", min_size=1, max_size=20).map(lambda t: " ".join(t.split())).filter(bool)
codes = st.text("abcXYZ09_.-", min_size=1, max_size=8)


@st.composite
def texts(draw: st.DrawFn, digests: tuple[str, ...], *, choices: int = 0, prompts: int = 0) -> ItemText:
    """The texts of an item in one language."""
    one = htmls(digests)
    hints = st.lists(
        one.filter(lambda t: not t.startswith("<p><strong>")).map(lambda t: Hint("", t)), max_size=2
    )
    return ItemText(
        draw(one),
        choices=tuple(draw(st.lists(one, min_size=choices, max_size=choices, unique=True))),
        prompts=tuple(draw(st.lists(one, min_size=prompts, max_size=prompts, unique=True))),
        hints=tuple(draw(hints)),
        explanation=draw(st.one_of(st.just(""), one)),
    )


def _own(draw: st.DrawFn, letter: str, count: int) -> tuple[str, ...]:
    """Codes of places as a file without any would have them, or own ones."""
    if draw(st.booleans()):
        return tuple(f"{letter}{n}" for n in range(1, count + 1))
    return tuple(draw(st.lists(codes, min_size=count, max_size=count, unique=True)))


@st.composite
def with_choices(draw: st.DrawFn, digests: tuple[str, ...]) -> tuple[AnswerKey, ItemText, dict[str, object]]:
    count = draw(st.integers(2, 5))
    own = _own(draw, "c", count)
    text = draw(texts(digests, choices=count))
    right = draw(st.lists(st.sampled_from(own), min_size=1, max_size=count, unique=True))
    right = [code for code in own if code in right]
    said = {code: draw(htmls(digests)) for code in own if draw(st.booleans())}
    text = replace(text, feedback=said)
    if draw(st.booleans()):
        wrong = [code for code in own if code not in right]
        partial = tuple(Partial(code, draw(shares)) for code in wrong if draw(st.booleans()))
        key = AnswerKey("choice", tuple(right), partial=partial)
    elif draw(st.booleans()) or len(right) == count:
        key = AnswerKey("multiple", tuple(right))
    else:
        wrong = [code for code in own if code not in right]
        worth = tuple(
            Partial(code, 1 / len(right) if code in right else -0.2)
            for code in own
            if code in right or code == wrong[0]
        )
        key = AnswerKey("multiple", tuple(right), partial=worth)
        if len(wrong) == 1 and len(right) == 5:
            key = AnswerKey("multiple", tuple(right))
    wrong_code = draw(st.sampled_from(own))
    named = {wrong_code: draw(codes)} if draw(st.booleans()) else {}
    return key, text, {"choices": own, "shuffle": draw(st.booleans()), "misconceptions": named}


@st.composite
def typed(draw: st.DrawFn, digests: tuple[str, ...]) -> tuple[AnswerKey, ItemText, dict[str, object]]:
    answers = draw(st.lists(words, min_size=2, max_size=3, unique=True))
    credit = draw(shares)
    partial = (Partial(answers[1], credit),)
    key = AnswerKey("text", (answers[0], *answers[2:]), partial=partial, case_sensitive=draw(st.booleans()))
    if draw(st.booleans()):
        key = replace(
            key, accepted=("*" + key.accepted[0].replace("*", ""), *key.accepted[1:]), wildcards=True
        )
    text = draw(texts(digests))
    said = {
        answer: draw(htmls(digests)) for answer in (*key.accepted, answers[1], "*") if draw(st.booleans())
    }
    return key, replace(text, feedback=said), {}


@st.composite
def numeric(
    draw: st.DrawFn, digests: tuple[str, ...], *, units: bool = True
) -> tuple[AnswerKey, ItemText, dict[str, object]]:
    answers = draw(st.lists(decimals, min_size=2, max_size=3, unique=True))
    key = AnswerKey(
        "number",
        (answers[0], *answers[2:]),
        tolerance=draw(tolerances),
        partial=(Partial(answers[1], draw(shares), draw(tolerances)),) if draw(st.booleans()) else (),
        units=(Unit("m"), Unit("cm", 0.01), Unit("ft", 0.3048)) if units and draw(st.booleans()) else (),
        form=draw(st.sampled_from(("any", "decimal"))),
    )
    key = replace(key, unit_needed=bool(key.units) and draw(st.booleans()))
    text = draw(texts(digests))
    said = {answer: draw(htmls(digests)) for answer in (key.accepted[0], "*") if draw(st.booleans())}
    return key, replace(text, feedback=said), {}


@st.composite
def expressions(draw: st.DrawFn, digests: tuple[str, ...]) -> tuple[AnswerKey, ItemText, dict[str, object]]:
    kind = draw(st.sampled_from(("expression", "number")))
    # A number that somebody can give has no letters.
    accepted, refused, half = (("1/3", "sqrt(2)"), "1+2+1", "2*3")
    if kind == "expression":
        accepted, refused, half = (("2*x+1", "x^2 = 4"), "x+1+x", "2*x")
    form = draw(st.sampled_from(("any", "factored", "fraction")))
    tolerance = draw(tolerances) if kind == "number" else 0.0
    key = AnswerKey(
        kind, accepted, form=form, tolerance=tolerance, refused=(refused,), partial=(Partial(half, 0.5),)
    )
    return key, draw(texts(digests)), {}


@st.composite
def pairs(draw: st.DrawFn, digests: tuple[str, ...]) -> tuple[AnswerKey, ItemText, dict[str, object]]:
    choices, prompts = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    own, left = _own(draw, "c", choices), _own(draw, "p", prompts)
    text = draw(texts(digests, choices=choices, prompts=prompts))
    if draw(st.booleans()):
        right = draw(st.lists(plains, min_size=choices, max_size=choices, unique=True))
        text = replace(text, choices=tuple(right))
    key = AnswerKey("matching", (), pairs=tuple((code, draw(st.sampled_from(own))) for code in left))
    return key, text, {"choices": own, "prompts": left, "shuffle": draw(st.booleans())}


@st.composite
def orders(draw: st.DrawFn, digests: tuple[str, ...]) -> tuple[AnswerKey, ItemText, dict[str, object]]:
    count = draw(st.integers(2, 5))
    own = _own(draw, "c", count)
    key = AnswerKey("ordering", tuple(draw(st.permutations(own))))
    return key, draw(texts(digests, choices=count)), {"choices": own}


@st.composite
def clozes(draw: st.DrawFn, digests: tuple[str, ...]) -> tuple[AnswerKey, ItemText, dict[str, object]]:
    count = draw(st.integers(1, 3))
    own = _own(draw, "g", count)
    gaps, said, stem = [], {}, draw(htmls(digests))
    weights = st.sampled_from((1.0, 2.0, 3.0))
    for code in own:
        kind = draw(st.sampled_from(("choice", "text", "number")))
        choices: tuple[str, ...] = ()
        if kind == "choice":
            choices = _own(draw, "c", 3)
            partial = (Partial(choices[1], 0.5),) if draw(st.booleans()) else ()
            key = AnswerKey("choice", (choices[0],), partial=partial)
            said[code] = tuple(draw(st.lists(htmls(digests), min_size=3, max_size=3)))
        elif kind == "text":
            key = replace(draw(typed(()))[0])
        else:
            key = replace(draw(numeric((), units=False))[0], form="any")
        gaps.append(Gap(code, kind, key, choices, draw(weights)))
        stem += f' <span class="gap" data-gap="{code}"></span> {draw(htmls(digests))}'
    stem = _settle(stem)
    text = replace(draw(texts(digests)), stem=stem, gaps=said)
    shuffle = draw(st.booleans()) if said else True
    return AnswerKey("cloze", (), gaps=tuple(gaps)), text, {"shuffle": shuffle}


@st.composite
def items(draw: st.DrawFn, digests: tuple[str, ...], kinds: tuple[object, ...] = ()) -> BankItem:
    """An item of any kind with all that Senda knows of it."""
    kinds = kinds or (with_choices, typed, numeric, expressions, pairs, orders, clozes)
    key, text, more = draw(st.one_of([kind(digests) for kind in kinds]))  # type: ignore[operator]
    item = BankItem(
        code=draw(codes),
        competencies=tuple(draw(st.lists(names, max_size=2, unique=True))),
        key=key,
        texts={draw(st.sampled_from(("es", "en"))): text},
        difficulty=draw(st.one_of(st.none(), st.floats(-5, 5, allow_nan=False))),
        difficulty_sd=draw(st.sampled_from((1.0, 0.25))),
        discrimination=draw(st.sampled_from((1.0, 1.37))),
        guessing=draw(st.sampled_from((0.0, 0.25))),
        slip=draw(st.sampled_from((0.0, 0.02))),
        template=draw(st.sampled_from(("", "t 1"))),
        source=draw(st.sampled_from(("", "A book <https://example.org>"))),
        licence=draw(st.sampled_from(("", "CC BY 4.0"))),
        withheld=draw(st.sampled_from(("", "unlinked"))),
        category=draw(st.sampled_from(("", "Algebra", "Algebra/Lines and slopes", "Año 1/Física"))),
        tags=tuple(draw(st.lists(names, max_size=2, unique=True))),
        alignments=tuple(draw(st.lists(names, max_size=1))),
        pilot=draw(st.booleans()),
        **more,  # type: ignore[arg-type]
    )
    return replace(item, media=media_in(item))


def spoken(item: BankItem, title: str) -> BankItem:
    """The same in two languages, whose hints have titles."""
    (text,) = item.texts.values()
    hints = tuple(Hint(title, hint.text) for hint in text.hints)
    other = replace(text, stem=f"Otra: {text.stem}", explanation="", feedback={}, hints=hints)
    return replace(item, texts={"es-MX": other, "en": text})


def blanks_around(item: BankItem) -> bool:
    """Tell whether an answer begins or ends with a blank, which nobody types."""
    keys = (item.key, *(gap.key for gap in item.key.gaps))
    return any(answer != answer.strip() for key in keys for answer in key.accepted)
