"""Items as teachers write them: marks, gaps, drafts; what is shown of an item reads as the same item."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.content import digital_teaching, mathematics
from adapters.content.base import AnswerKey, BankItem, Gap, Hint, ItemText, Partial, Unit
from adapters.content.rich_html import rich
from adapters.content.writing import ItemDraft, RowDraft, RowText, TextDraft, read, show
from adapters.content.writing.difficulty import STEPS, difficulty_of, of_ten, step_of
from adapters.content.writing.marks import canonical, to_html, to_text

CUTS = {"F1": 0.0, "F2": 0.5}
DIGEST = "ab" * 32


def codes(draft: ItemDraft, before: BankItem | None = None) -> list[tuple[str, str]]:
    return [(fault.where, fault.code) for fault in read(draft, before, cuts=CUTS, code="x").faults]


def choice(**changes: object) -> ItemDraft:
    rows = (
        RowDraft(right=True, texts={"es": RowText(r"\(\frac{1}{2}\)")}),
        RowDraft(texts={"es": RowText("0,2", feedback="Eso es 1/5.")}),
        RowDraft(),
    )
    return replace(
        ItemDraft("choice", {"es": TextDraft("¿Cuánto es **la mitad**?"), "en": TextDraft()}, rows),
        competencies=("F1",),
        **changes,
    )


def cloze(stem: str, **more: str) -> ItemDraft:
    return ItemDraft("cloze", {"es": TextDraft(stem), **{k: TextDraft(v) for k, v in more.items()}}, competencies=("F1",))


# ---- marks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("uno\ndos", "uno<br>dos"),
        ("uno\n\ndos", "<p>uno</p><p>dos</p>"),
        ("**a** _b_ 3*4*5 snake_case __", "<strong>a</strong> <em>b</em> 3*4*5 snake_case __"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("Mira:\n1. a\n2. b", "<p>Mira:</p><ol><li>a</li><li>b</li></ol>"),
        ("si a < b y c > d & e", "si a &lt; b y c &gt; d &amp; e"),
        (r"\(a_1 * b_2 ** c < 3\)", r"\(a_1 * b_2 ** c &lt; 3\)"),
        ("x<sup>2</sup> <script>alert(1)</script>", "x<sup>2</sup> &lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&#42;&#42;no&#42;&#42;", "**no**"),
        (f"![un gato](image:{DIGEST[:8]})", f'<img src="media:{DIGEST}" alt="un gato">'),
    ],
)
def test_marks_stand_for_html(text: str, html: str) -> None:
    assert to_html(text, [DIGEST]).html == html
    assert to_html(to_text(html), [DIGEST]).html == html


def test_a_file_that_the_item_does_not_have_is_missing() -> None:
    assert to_html("![x](image:12345678)", [DIGEST]).missing
    assert to_html('<img src="https://example.org/x.png" alt="x">', [DIGEST]).missing


def test_an_image_without_words_is_counted_unless_it_decorates() -> None:
    mark = f"![](image:{DIGEST[:8]})"
    assert to_html(mark, [DIGEST]).missing_alt == 1
    shown = to_html(mark, [DIGEST], decorative=True)
    assert shown.missing_alt == 0
    assert 'role="presentation"' in shown.html
    assert to_text(shown.html) == mark


WORDS = st.text(
    st.one_of(st.sampled_from(list("ab 1.-*_[]()!&#<>|\\%=@×^\n~`:;/\"'{}")), st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cc"])),
    max_size=40,
)  # fmt: skip
PIECES = st.sampled_from(
    ["<p>uno</p>", "<ul><li>a</li><li>b</li></ul>", "<b>x</b>", "<i>y z</i>", "<br>", "x<sub>2</sub>",
     "<table><tbody><tr><td>1</td></tr></tbody></table>", r"\(\frac{1}{2}\)", "<ol start=\"3\"><li>c</li></ol>",
     f'<img src="media:{DIGEST}" alt="a ] b">', "<p><strong>a</strong></p>", "<blockquote>q</blockquote>", " "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, WORDS.map(lambda text: text.replace("<", "&lt;").replace("&", "&amp;"))), max_size=6))
def test_sanitised_html_is_shown_as_text_that_reads_as_the_same(pieces: list[str]) -> None:
    html = rich("".join(pieces), lambda address: address).html
    text = to_text(html)
    again = to_html(text, [DIGEST]).html
    assert canonical(again) == canonical(html)
    assert to_text(again) == text, "and shown once more it is the same text"


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_whatever_is_typed_is_safe_and_stays_what_it_was_after_one_look(text: str) -> None:
    once = to_html(text).html
    assert "<script" not in once
    assert canonical(to_html(to_text(once)).html) == canonical(once)


# ---- gaps --------------------------------------------------------------------------------------------


def test_gaps_of_all_kinds() -> None:
    draft = cloze(r"A [[uno|*dos|%50%\(\frac{1}{|2}\)]] B [[=perro|%50%can]] C [[#2,5:0,1]] D [[×2 ==Madrid]] [[=a*b\*]]")
    written = read(draft, cuts=CUTS, code="x")
    assert written.faults == ()
    assert written.item is not None
    one, two, three, four, five = written.item.key.gaps
    assert (one.kind, one.choices, one.key.accepted) == ("choice", ("c1", "c2", "c3"), ("c2",))
    assert one.key.partial == (Partial("c3", 0.5),)
    assert written.item.texts["es"].gaps["g1"] == ("uno", "dos", r"\(\frac{1}{|2}\)")
    assert (two.key.accepted, two.key.partial) == (("perro",), (Partial("can", 0.5),))
    assert (three.key.accepted, three.key.tolerance) == (("2.5",), 0.1)
    assert (four.weight, four.key.case_sensitive) == (2.0, True)
    assert (five.key.wildcards, five.key.accepted) == (True, (r"a*b\*",))
    assert written.item.texts["es"].stem.count("data-gap=") == 5


@pytest.mark.parametrize(
    ("stem", "code", "line", "column"),
    [
        ("uno\ndos [[abierto", "gap_open", 2, 5),
        ("[[]]", "gap_empty", 1, 1),
        ("x [[solo]]", "gap_one_choice", 1, 3),
        ("[[a|b]]", "gap_no_right", 1, 1),
        ("[[*a|a]]", "gap_same", 1, 1),
        ("[[#dos]]", "gap_number", 1, 1),
        ("[[#1.000]]", "gap_thousands", 1, 1),
        ("[[#1:-1]]", "gap_number", 1, 1),
        ("[[#nan]]", "gap_number", 1, 1),
        ("[[@g9]]", "gap_unknown", 1, 1),
        ("[[*a|]]", "gap_choice_empty", 1, 1),
        ("[[a [[b]]", "gap_open", 1, 1),
    ],
)
def test_a_broken_gap_is_named_by_its_place(stem: str, code: str, line: int, column: int) -> None:
    (fault,) = read(cloze(stem), cuts=CUTS).faults
    assert (fault.where, fault.code) == ("stem.es", code)
    assert (fault.values["line"], fault.values["column"]) == (line, column)


def test_a_text_without_gaps_and_languages_that_differ() -> None:
    assert codes(cloze("nada")) == [("stem.es", "gap_none")]
    assert codes(cloze("[[=a]]", en="[[#1]]")) == [("stem.en", "gaps_differ")]
    assert codes(cloze("[[=a]] [[=b]]", en="[[=a]]")) == [("stem.en", "gaps_differ")]
    both = read(cloze("[[=perro]]", en="[[=dog]]"), cuts=CUTS).item
    assert both is not None
    assert both.key.gaps[0].key.accepted == ("perro", "dog"), "what is right in one language is right"


def test_a_bracket_within_a_formula_is_no_gap() -> None:
    assert codes(cloze(r"\([[1,2]]\) [[=a]]")) == []


def test_a_gap_that_cannot_be_written_stays_as_it_is() -> None:
    key = AnswerKey("number", ("3",), units=(Unit("m"),))
    item = replace(_item(AnswerKey("cloze", (), gaps=(Gap("k7", "number", key),))), texts={
        "es": ItemText('<p>Mide <span class="gap" data-gap="k7"></span>.</p>')
    })  # fmt: skip
    draft = show(item, CUTS)
    assert "[[@k7]]" in draft.texts["es"].stem
    moved = replace(draft, texts={"es": TextDraft("[[=nuevo]] y " + draft.texts["es"].stem)})
    again = read(moved, item, cuts=CUTS)
    assert again.faults == ()
    assert again.item is not None
    assert [gap.code for gap in again.item.key.gaps] == ["g1", "k7"]
    assert again.item.key.gaps[1].key == key


# ---- what is wrong -----------------------------------------------------------------------------------


def test_a_choice_is_written() -> None:
    written = read(choice(difficulty="7", tags="a, b,a", category=" x / y "), cuts=CUTS, code="new")
    item = written.item
    assert written.faults == ()
    assert item is not None
    assert (item.code, item.choices, item.key.accepted) == ("new", ("c1", "c2"), ("c1",))
    assert item.texts["es"] == ItemText(
        "¿Cuánto es <strong>la mitad</strong>?", (r"\(\frac{1}{2}\)", "0,2"), feedback={"c2": "Eso es 1/5."}
    )
    assert "en" not in item.texts
    assert (item.tags, item.category, item.guessing) == (("a", "b"), "x/y", 0.5)


def _rows(*rows: tuple[str, bool, str]) -> tuple[RowDraft, ...]:
    return tuple(RowDraft(right=right, credit=credit, texts={"es": RowText(text)}) for text, right, credit in rows)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"texts": {"es": TextDraft("")}}, ("stem.es", "stem_missing")),
        ({"rows": _rows(("a", False, ""), ("b", False, ""))}, ("rows", "no_right")),
        ({"rows": _rows(("a", True, ""), ("a", False, ""))}, ("row.1.text.es", "rows_same")),
        ({"rows": _rows(("a", True, ""))}, ("rows", "choices_few")),
        ({"rows": _rows(("a", True, ""), ("b", False, "mucho"))}, ("row.1.credit", "credit_unreadable")),
        ({"rows": _rows(("a", True, ""), ("b", False, "nan"))}, ("row.1.credit", "credit_unreadable")),
        ({"difficulty": "nan"}, ("difficulty", "difficulty_unreadable")),
        ({"difficulty": "1e400"}, ("difficulty", "difficulty_unreadable")),
        ({"difficulty": "3"}, ("difficulty", "difficulty_chance")),
        ({"competencies": ("ZZ",)}, ("competencies", "competency_unknown")),
        ({"texts": {"es": TextDraft(r"\(1")}}, ("stem.es", "formula_open")),
        ({"texts": {"es": TextDraft("x" * 20_001)}}, ("stem.es", "too_long")),
        ({"texts": {"es": TextDraft("x"), "en": TextDraft("", "why")}}, ("stem.en", "stem_empty")),
        ({"texts": {"es": TextDraft("x"), "en": TextDraft("y")}}, ("row.0.text.en", "row_empty")),
        ({"texts": {"es": TextDraft(f"![](image:{DIGEST[:8]})")}, "media": (DIGEST,)}, ("stem.es", "alt_missing")),
        ({"texts": {"es": TextDraft("![x](image:00000000)")}}, ("stem.es", "file_missing")),
    ],
)
def test_what_is_wrong_is_named_at_its_field(changes: dict[str, object], expected: tuple[str, str]) -> None:
    assert expected in codes(replace(choice(), **changes))


def test_credits_of_several_right_ones_add_up() -> None:
    draft = replace(choice(), kind="multiple", rows=_rows(("a", True, "50"), ("b", False, "40"), ("c", False, "-50")))
    assert codes(draft) == [("rows", "credits_sum")]
    good = read(replace(draft, rows=_rows(("a", True, "60"), ("b", False, "40"), ("c", False, "-50"))), cuts=CUTS).item
    assert good is not None
    assert good.key.accepted == ("c1", "c2")
    assert good.key.partial == (Partial("c1", 0.6), Partial("c2", 0.4), Partial("c3", -0.5))


def test_numbers_of_keys_may_have_a_comma_and_must_have_one_meaning() -> None:
    draft = ItemDraft("number", {"es": TextDraft("?")}, (RowDraft(answer="2,5"), RowDraft(answer="1/4", credit="50")), tolerance="0,1", units="km\nm = 0,001")
    item = read(draft, cuts=CUTS).item
    assert item is not None
    assert item.key == AnswerKey(
        "number", ("2.5",), tolerance=0.1, partial=(Partial("1/4", 0.5, 0.1),), units=(Unit("km"), Unit("m", 0.001))
    )
    for typed, code in (("1.000", "answer_thousands"), ("tres", None), ("((", "answer_unreadable"), ("", "answer_missing")):
        found = [one for _, one in codes(replace(draft, rows=(RowDraft(answer=typed),)))]
        assert code is None or code in found, (typed, found)
    assert ("tolerance", "tolerance_unreadable") in codes(replace(draft, tolerance="inf"))
    assert ("units", "unit_unreadable") in codes(replace(draft, units="km = mucho"))


def test_pairs_with_the_same_right_side_share_a_choice() -> None:
    rows = [("perro", "animal"), ("gato", "animal"), ("rosa", "planta"), ("", "piedra")]
    draft = ItemDraft("matching", {"es": TextDraft("?")}, tuple(RowDraft(texts={"es": RowText(b, a)}) for a, b in rows))
    item = read(draft, cuts=CUTS).item
    assert item is not None
    assert item.choices == ("c1", "c2", "c3")
    assert item.key.pairs == (("p1", "c1"), ("p2", "c1"), ("p3", "c2"))
    assert item.texts["es"].prompts == ("perro", "gato", "rosa")


# ---- there and back ----------------------------------------------------------------------------------


def _item(key: AnswerKey, **changes: object) -> BankItem:
    return BankItem("x", ("F1",), key, {"es": ItemText("?")}, **changes)  # type: ignore[arg-type]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cc", "Z"]), min_size=1, max_size=12)
# An empty choice does not pass an import; what is cleaned away whole is left out here too.
HTML = st.one_of(TEXTS.map(lambda text: rich(text, lambda a: None).html).filter(bool), st.sampled_from([
    r"\(\sqrt{2} | 3\)", "<strong>sí</strong>", "<p>uno</p>", "x<sup>2</sup>", "a | b", "*no", "=1", "#2", "%5% x", "[[a]]"]))  # fmt: skip
CREDITS = st.sampled_from([0.25, 1 / 3, 0.5, 0.9])


@st.composite
def items(draw: st.DrawFn) -> BankItem:
    """Items of every kind, as they may come from anywhere."""
    kind = draw(st.sampled_from(["choice", "multiple", "text", "number", "expression", "matching", "ordering", "cloze"]))
    languages = draw(st.sampled_from([("es",), ("es", "en")]))
    names = [f"k{n}" for n in range(draw(st.integers(2, 4)))]
    lines = {one: tuple(draw(st.lists(HTML, min_size=len(names), max_size=len(names), unique_by=canonical))) for one in languages}
    stem = {one: draw(HTML) for one in languages}
    prompts: tuple[str, ...] = ()
    gaps: dict[str, tuple[str, ...]] = {}
    if kind == "choice":
        key = AnswerKey("choice", (names[0],), partial=(Partial(names[1], draw(CREDITS)),))
    elif kind == "multiple":
        key = AnswerKey("multiple", tuple(names[:2]))
    elif kind == "ordering":
        key = AnswerKey("ordering", tuple(names))
    elif kind == "matching":
        prompts = tuple(f"q{n}" for n in range(len(names)))
        key = AnswerKey("matching", (), pairs=tuple(zip(prompts, names, strict=True)))
    elif kind == "cloze":
        number = AnswerKey("number", ("2.5",), tolerance=0.1)
        text = AnswerKey("text", (draw(TEXTS),), case_sensitive=draw(st.booleans()))
        pick = AnswerKey("choice", (names[1],), partial=(Partial(names[0], draw(CREDITS)),))
        key = AnswerKey("cloze", (), gaps=(Gap("a", "choice", pick, tuple(names), 2.0), Gap("b", "number", number), Gap("c", "text", text)))
        spans = "".join(f' <span class="gap" data-gap="{code}"></span>' for code in "abc")
        stem = {one: f"{html}{spans}" for one, html in stem.items()}
        gaps = {"a": ()}
    else:
        accepted = (draw(TEXTS),) if kind == "text" else (draw(st.sampled_from(["3", "-2.5", "1/2", "1.234", "sqrt(2)"])),)
        key = AnswerKey(kind, accepted, units=(Unit("m", 1.0), Unit("km", 1000.0)) if kind == "number" else ())  # type: ignore[arg-type]
    has_rows = kind in ("choice", "multiple", "matching", "ordering")
    texts = {
        one: ItemText(
            stem[one],
            lines[one] if has_rows else (),
            (Hint("t", "<p>pista</p>"),),
            "<p>porque</p>",
            tuple(f"{number}. {html}" for number, html in enumerate(lines[one])) if prompts else (),
            {"a": lines[one]} if gaps else {},
            {names[0]: "bien"} if kind in ("choice", "multiple") else {},
        )
        for one in languages
    }
    return BankItem(
        "x", draw(st.sampled_from([(), ("F1",), ("F1", "F2")])), key, texts, tuple(names) if has_rows else (),
        prompts=prompts, difficulty=draw(st.sampled_from([None, 0.3, -1.2])), guessing=draw(st.sampled_from([0.0, 0.25])),
        tags=draw(st.sampled_from([(), ("a", "b c")])), category=draw(st.sampled_from(["", "x/y"])), pilot=draw(st.booleans()),
        misconceptions={names[1]: "M1"} if kind == "choice" else {}, source="s", licence="l",
    )  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(items())
def test_an_item_that_is_shown_and_saved_unchanged_is_the_same_item(item: BankItem) -> None:
    draft = show(item, CUTS)
    written = read(draft, item, cuts=CUTS)
    assert written.faults == ()
    assert written.item == item
    assert show(item, CUTS) == draft


@settings(max_examples=200, deadline=None)
@given(items())
def test_what_is_read_of_a_form_is_shown_as_that_form(item: BankItem) -> None:
    draft = show(item, CUTS)
    fresh = read(replace(draft, difficulty=""), cuts=CUTS, code="new").item
    if fresh is None or any("[[@" in text.stem for text in draft.texts.values()):
        return
    again = show(fresh, CUTS)
    assert show(read(again, cuts=CUTS, code="new").item, CUTS) == again  # type: ignore[arg-type]
    assert {k: v.stem for k, v in again.texts.items()} == {k: v.stem for k, v in draft.texts.items()}


@pytest.mark.parametrize("bank", [mathematics, digital_teaching])
def test_the_banks_that_come_along_can_be_edited_without_a_change(bank: object) -> None:
    content = bank.load()  # type: ignore[attr-defined]
    cuts = {one.code: one.cuts[0] for one in content.framework.competencies}
    for item in content.items:
        written = read(show(item, cuts), item, cuts=cuts)
        assert written.faults == (), item.code
        assert written.item == item, item.code


def test_each_step_of_difficulty_is_found_again() -> None:
    for step in STEPS:
        for guessing in (0.0, 0.2, 0.25):
            for cuts in ([], [0.0], [1.5], [0.0, 1.0]):
                for slope in (0.6, 1.0, 2.0):
                    found = difficulty_of(step, cuts, slope, guessing)
                    assert found is not None
                    assert of_ten(found, cuts, slope, guessing) == pytest.approx(step)
                    assert step_of(found, cuts, slope, guessing) == step
    assert difficulty_of(5, [], 1, 0.5) is None, "guessing gets as many right"
