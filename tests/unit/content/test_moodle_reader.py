"""Moodle XML as Moodle 4.5 writes it, type by type."""

import base64
import io
from pathlib import Path

import pytest

from adapters.content import moodle
from adapters.content.base import BankItem, Partial, Problem, Unit
from adapters.content.media import Spool
from tests.unit.content.moodle_items import PNG

PICTURE = base64.b64encode(PNG).decode()


def question(
    kind: str, body: str, *, name: str = "A question", text: str = "<p>Which one?</p>", file: str = ""
) -> str:
    """One question as Moodle indents it."""
    return f"""
  <question type="{kind}">
    <name>
      <text>{name}</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[{text}]]></text>
{file}    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>Because.</p>]]></text>
    </generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>
{body}
  </question>
"""


def quiz(*questions: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'.encode()


def answer(fraction: str, text: str, *, more: str = "", feedback: str = "", style: str = "html") -> str:
    return f"""    <answer fraction="{fraction}" format="{style}">
      <text><![CDATA[{text}]]></text>
      <feedback format="html">
        <text>{feedback}</text>
      </feedback>{more}
    </answer>
"""


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def _read(spool: Spool, data: bytes, language: str = "es") -> tuple[list[BankItem], list[Problem]]:
    found = list(moodle.read(io.BytesIO(data), spool, language=language))
    return [i for i in found if isinstance(i, BankItem)], [p for p in found if isinstance(p, Problem)]


def _one(spool: Spool, kind: str, body: str, text: str = "<p>Which one?</p>") -> BankItem:
    items, problems = _read(spool, quiz(question(kind, body, text=text)))
    assert problems == []
    (item,) = items
    return item


def test_single_choice(spool: Spool) -> None:
    item = _one(
        spool,
        "multichoice",
        "<single>true</single><shuffleanswers>true</shuffleanswers>"
        + answer("0", "<p>One</p>", feedback="No.")
        + answer("100", "<p>Two</p>")
        + answer("33.33333", "<p>Three</p>")
        + "<hint format='html'><text>Look.</text><shownumcorrect/></hint>",
    )
    assert (item.key.kind, item.key.accepted, item.key.partial) == (
        "choice",
        ("c2",),
        (Partial("c3", 1 / 3),),
    )
    text = item.texts["es"]
    assert text.stem == "<p>Which one?</p>"
    assert text.choices == ("<p>One</p>", "<p>Two</p>", "<p>Three</p>")
    assert text.feedback == {"c1": "No."}
    assert text.explanation == "<p>Because.</p>"
    assert [hint.text for hint in text.hints] == ["Look."]
    assert item.shuffle


def test_multiple_choice_keeps_its_shares(spool: Spool) -> None:
    shares = (("50", "a"), ("50", "b"), ("-25", "c"), ("0", "d"))
    item = _one(spool, "multichoice", "<single>false</single>" + "".join(answer(*s) for s in shares))
    assert item.key.kind == "multiple"
    assert item.key.accepted == ("c1", "c2")
    assert item.key.partial == (Partial("c1", 0.5), Partial("c2", 0.5), Partial("c3", -0.25))
    assert not item.shuffle


def test_even_shares_are_the_ordinary_rule(spool: Spool) -> None:
    shares = (("33.33333", "a"), ("33.33333", "b"), ("33.33333", "c"), ("-33.33333", "d"))
    item = _one(spool, "multichoice", "<single>false</single>" + "".join(answer(*s) for s in shares))
    assert (item.key.accepted, item.key.partial) == (("c1", "c2", "c3"), ())


@pytest.mark.parametrize(("language", "said"), [("es", ("Verdadero", "Falso")), ("en", ("True", "False"))])
def test_true_false_speaks_the_language(spool: Spool, language: str, said: tuple[str, str]) -> None:
    body = answer("0", "true", feedback="Think.") + answer("100", "false")
    (item,), problems = _read(spool, quiz(question("truefalse", body)), language)
    assert problems == []
    assert item.choices == ("true", "false")
    assert item.key.accepted == ("false",)
    assert item.texts[language].choices == said
    assert item.texts[language].feedback == {"true": "Think."}


def test_short_answer_with_wildcards(spool: Spool) -> None:
    body = (
        "<usecase>1</usecase>"
        + answer("100", "colo*r")
        + answer("50", "tint", feedback="Nearly.")
        + answer("0", "*", feedback="No.")
    )
    item = _one(spool, "shortanswer", body)
    assert item.key.accepted == ("colo*r",)
    assert item.key.partial == (Partial("tint", 0.5),)
    assert item.key.wildcards
    assert item.key.case_sensitive
    assert item.texts["es"].feedback == {"tint": "Nearly.", "*": "No."}


def test_an_escaped_star_is_a_star(spool: Spool) -> None:
    item = _one(spool, "shortanswer", "<usecase>0</usecase>" + answer("100", r"2\*3"))
    assert (item.key.accepted, item.key.wildcards, item.key.case_sensitive) == (("2*3",), False, False)


def test_numerical_with_units(spool: Spool) -> None:
    body = (
        answer("100", "1.50", more="<tolerance>0.01</tolerance>")
        + answer("50", "1,4", more="<tolerance>0.1</tolerance>")
        + answer("0", "*", more="<tolerance>0</tolerance>", feedback="No.")
        + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
        "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"
        "<unitgradingtype>1</unitgradingtype><unitpenalty>1.0000000</unitpenalty><showunits>0</showunits>"
    )
    key = _one(spool, "numerical", body).key
    assert (key.accepted, key.tolerance) == (("1.50",), 0.01)
    assert key.partial == (Partial("1.4", 0.5, 0.1),)
    assert key.units == (Unit("m"), Unit("cm", 0.01))
    assert key.unit_needed


def test_a_small_penalty_does_not_make_a_unit_needed(spool: Spool) -> None:
    body = answer("100", "3", more="<tolerance>0</tolerance>") + (
        "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
        "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>0</showunits>"
    )
    assert not _one(spool, "numerical", body).key.unit_needed


def test_matching_with_one_that_belongs_nowhere(spool: Spool) -> None:
    def pair(left: str, right: str) -> str:
        return f'<subquestion format="html"><text><![CDATA[{left}]]></text><answer><text>{right}</text></answer></subquestion>'

    item = _one(
        spool,
        "matching",
        pair("<p>cat</p>", "animal")
        + pair("<p>rose</p>", "plant")
        + pair("<p>dog</p>", "animal")
        + pair("", "a &lt; b"),
    )
    assert item.prompts == ("p1", "p2", "p3")
    assert item.key.pairs == (("p1", "c1"), ("p2", "c2"), ("p3", "c1"))
    assert item.texts["es"].choices == ("animal", "plant", "a &lt; b")
    assert item.texts["es"].prompts == ("<p>cat</p>", "<p>rose</p>", "<p>dog</p>")


def test_ordering(spool: Spool) -> None:
    item = _one(
        spool,
        "ordering",
        "<layouttype>VERTICAL</layouttype>" + answer("1.0000000", "first") + answer("2.0000000", "second"),
    )
    assert item.key.kind == "ordering"
    assert item.key.accepted == ("c1", "c2")


def test_cloze(spool: Spool) -> None:
    text = (
        "<p>{1:MULTICHOICE_S:=Paris#Yes~%50%Lyon~Rome} and {2:NUMERICAL:=5:0.1~%50%5,2:0.5} and "
        "{:SHORTANSWER_C:=Ab\\}c~=&lt;b&gt;~%0%*#no} done</p>"
    )
    item = _one(spool, "cloze", "", text=text)
    first, second, third = item.key.gaps
    gaps = "".join(
        f'<span class="gap" data-gap="g{n}"></span> {word}'
        for n, word in ((1, "and "), (2, "and "), (3, "done"))
    )
    assert item.texts["es"].stem == f"<p>{gaps}</p>"
    assert item.texts["es"].gaps == {"g1": ("Paris", "Lyon", "Rome")}
    assert (first.kind, first.key.accepted, first.key.partial, first.weight) == (
        "choice",
        ("c1",),
        (Partial("c2", 0.5),),
        1,
    )
    assert (second.kind, second.key.accepted, second.key.tolerance, second.weight) == (
        "number",
        ("5",),
        0.1,
        2,
    )
    assert second.key.partial == (Partial("5.2", 0.5, 0.5),)
    assert (third.kind, third.key.accepted, third.key.case_sensitive) == ("text", ("Ab}c", "<b>"), True)


@pytest.mark.parametrize(("kind", "box"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_that_are_put_into_places(spool: Spool, kind: str, box: str) -> None:
    boxes = "".join(
        f"<{box}><text>{text}</text><group>{group}</group></{box}>"
        for text, group in (("quick", 1), ("fox", 2), ("slow", 1), ("dog", 2))
    )
    item = _one(spool, kind, boxes, text="The [[1]] brown [[2]].")
    first, second = item.key.gaps
    assert (first.choices, first.key.accepted) == (("c1", "c3"), ("c1",))
    assert (second.choices, second.key.accepted) == (("c2", "c4"), ("c2",))


def test_a_picture_comes_along(spool: Spool) -> None:
    file = f'<file name="my picture.png" path="/" encoding="base64">{PICTURE[:20]}\n{PICTURE[20:]}</file>'
    text = '<p><img src="@@PLUGINFILE@@/my%20picture.png" width="20"></p>'
    body = answer("100", "true") + answer("0", "false")
    (item,), problems = _read(spool, quiz(question("truefalse", body, text=text, file=file)))
    (media,) = spool.kept
    assert item.media == (media.digest,)
    assert f'src="media:{media.digest}"' in item.texts["es"].stem
    assert [(p.code, p.fatal) for p in problems] == [("alt_missing", False)]
    with spool.open(media.digest) as kept:
        assert kept.read() == PNG


def test_a_picture_that_is_missing_withholds_the_item(spool: Spool) -> None:
    text = '<p><img src="@@PLUGINFILE@@/gone.png" alt="A triangle"></p>'
    body = answer("100", "true") + answer("0", "false")
    (item,), problems = _read(spool, quiz(question("truefalse", body, text=text)))
    assert item.withheld == "figure_missing"
    assert [(p.code, p.values["figure"]) for p in problems] == [("figure_missing", "@@PLUGINFILE@@/gone.png")]


@pytest.mark.parametrize(
    "text",
    [
        '<p><span lang="es" class="multilang">Hola</span> <span lang="en" class="multilang">Hello</span>!</p>',
        '<p><span class="multilang" lang="es">Hola</span><span class="multilang" lang="en">Hello</span>!</p>',
        "<p>{mlang es}Hola{mlang}{mlang en}Hello{mlang}!</p>",
    ],
)
def test_languages_are_taken_apart(spool: Spool, text: str) -> None:
    item = _one(spool, "truefalse", answer("100", "true") + answer("0", "false"), text=text)
    assert {name: said.stem for name, said in item.texts.items()} == {
        "es": "<p>Hola!</p>",
        "en": "<p>Hello!</p>",
    }
    assert item.texts["en"].choices == ("True", "False")


def test_categories_and_tags(spool: Spool) -> None:
    category = (
        '<question type="category"><category><text>$course$/top/Algebra/A//B</text></category></question>'
    )
    tags = "<tags><tag><text>easy</text></tag><tag><text>senda:competency=EC1</text></tag><tag><text>senda:difficulty=-0.4</text></tag><tag><text>senda:sd=wide</text></tag></tags>"
    body = answer("100", "true") + answer("0", "false") + tags
    (item,), problems = _read(spool, quiz(category, question("truefalse", body)))
    assert item.category == "Algebra/A∕B"
    assert (item.tags, item.competencies, item.difficulty) == (("easy",), ("EC1",), -0.4)
    assert [(p.code, p.values["tag"], p.fatal) for p in problems] == [
        ("tag_unreadable", "senda:sd=wide", False)
    ]


def test_codes_stay_the_same(spool: Spool) -> None:
    data = quiz(question("truefalse", answer("100", "true") + answer("0", "false")))
    (first,), _ = _read(spool, data)
    (second,), _ = _read(spool, data.replace(b"\n", b"\n\n"))
    assert first.code == second.code
    (third,), _ = _read(spool, data.replace(b"Which one", b"Which two"))
    assert third.code != first.code


def test_the_number_of_a_question_is_its_code(spool: Spool) -> None:
    body = answer("100", "true") + answer("0", "false")
    one = question("truefalse", body).replace("<idnumber></idnumber>", "<idnumber>Q1</idnumber>")
    other = one.replace("Which one", "Which two")
    category = '<question type="category"><category><text>$course$/top/B</text></category></question>'
    items, problems = _read(spool, quiz(one, category, other))
    assert problems == []
    assert items[0].code == "Q1"
    assert items[1].code.startswith("Q1-")


@pytest.mark.parametrize(
    "kind",
    [
        "essay",
        "calculated",
        "calculatedsimple",
        "calculatedmulti",
        "random",
        "stack",
        "ddmarker",
        "coderunner",
        "algebra",
    ],
)
def test_other_types_are_named_and_left_out(spool: Spool, kind: str) -> None:
    good = question("truefalse", answer("100", "true") + answer("0", "false"))
    items, problems = _read(spool, quiz(question(kind, "", name="Odd"), good))
    assert len(items) == 1
    assert [(p.code, p.values["type"], p.fatal) for p in problems] == [("type_unknown", kind, False)]
    assert problems[0].where == "3: Odd"


def test_a_description_is_left_out(spool: Spool) -> None:
    good = question("truefalse", answer("100", "true") + answer("0", "false"))
    items, problems = _read(spool, quiz(question("description", ""), good))
    assert len(items) == 1
    assert [(p.code, p.fatal) for p in problems] == [("description_left_out", False)]


def test_a_picture_of_moodle_1(spool: Spool) -> None:
    body = (
        answer("100", "true")
        + answer("0", "false")
        + f"<image>a/b.png</image><image_base64>{PICTURE}</image_base64>"
    )
    (item,), _ = _read(spool, quiz(question("truefalse", body)))
    assert len(item.media) == 1


def test_markdown_is_shown_as_it_is_written(spool: Spool) -> None:
    data = quiz(question("truefalse", answer("100", "true") + answer("0", "false"), text="a *b* < c"))
    (item,), problems = _read(
        spool, data.replace(b'questiontext format="html"', b'questiontext format="markdown"')
    )
    assert item.texts["es"].stem == "a *b* &lt; c"
    assert [(p.code, p.fatal) for p in problems] == [("markdown_as_text", False)]
