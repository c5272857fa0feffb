"""QTI of others, in version 2 and in version 3: what is asked, what counts as right, what is left out."""

import io
from pathlib import Path

import pytest

from adapters.content import qti
from adapters.content.base import BankItem, Partial, Problem
from adapters.content.media import Spool

V21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
V22 = "http://www.imsglobal.org/xsd/imsqti_v2p2"
V3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
MATCH = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
)
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'


def declared(
    base: str, *values: str, cardinality: str = "single", name: str = "RESPONSE", more: str = ""
) -> str:
    right = "".join(f"<value>{value}</value>" for value in values)
    right = f"<correctResponse>{right}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"{right}{more}</responseDeclaration>"
    )


def mapping(entries: dict[str, float], more: str = "") -> str:
    inner = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in entries.items())
    return f'<mapping defaultValue="0" {more}>{inner}</mapping>'


def item(declarations: str, body: str, processing: str = MATCH, *, name: str = "q1", after: str = "") -> str:
    return (
        f'<assessmentItem xmlns="{V21}" identifier="{name}" title="t" adaptive="false" timeDependent="false">'
        f'{declarations}<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{processing}{after}</assessmentItem>"
    )


def choices(*names: str, kind: str = "choiceInteraction", more: str = 'maxChoices="1"') -> str:
    inner = "".join(f'<simpleChoice identifier="{name}">Text {name}</simpleChoice>' for name in names)
    return (
        f'<{kind} responseIdentifier="RESPONSE" shuffle="true" {more}><prompt>Which?</prompt>{inner}</{kind}>'
    )


def rule(test: str, worth: str = "1", kind: str = "responseIf") -> str:
    return (
        f'<{kind}>{test}<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{worth}</baseValue>'
        f"</setOutcomeValue></{kind}>"
    )


def processed(*branches: str) -> str:
    inner = "".join(branches)
    return f"<responseProcessing><responseCondition>{inner}</responseCondition></responseProcessing>"


def equal(value: str, more: str, base: str = "float") -> str:
    return f'<equal {more}><variable identifier="RESPONSE"/><baseValue baseType="{base}">{value}</baseValue></equal>'


def read(source: str | bytes, tmp_path: Path) -> list[BankItem | Problem]:
    data = source if isinstance(source, bytes) else source.encode()
    return list(qti.read(io.BytesIO(data), Spool(tmp_path)))  # type: ignore[arg-type]


def one(source: str | bytes, tmp_path: Path) -> BankItem:
    (found,) = read(source, tmp_path)
    assert isinstance(found, BankItem), found
    return found


ENTRY = '<p>How much? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'


def test_a_choice(tmp_path: Path) -> None:
    found = one(item(declared("identifier", "B"), "<p>Look.</p>" + choices("A", "B", "C")), tmp_path)
    assert found.code == "q1"
    assert found.key.kind == "choice"
    assert found.key.accepted == ("B",)
    assert found.choices == ("A", "B", "C")
    assert found.texts["es"].stem == "<p>Look.</p><p>Which?</p>"
    assert found.texts["es"].choices == ("Text A", "Text B", "Text C")
    assert found.shuffle
    assert found.competencies == ()


def test_version_3_says_the_same(tmp_path: Path) -> None:
    source = f"""<?xml version="1.0" encoding="UTF-8"?>
    <qti-assessment-item xmlns="{V3}" identifier="q1" title="t" time-dependent="false" xml:lang="en-US">
      <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
        <qti-correct-response><qti-value>B</qti-value></qti-correct-response>
      </qti-response-declaration>
      <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
      <qti-item-body><p>Look.</p>
        <qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-prompt>Which?</qti-prompt>
          <qti-simple-choice identifier="A">Text A</qti-simple-choice>
          <qti-simple-choice identifier="B">Text B</qti-simple-choice>
        </qti-choice-interaction></qti-item-body>
      <qti-response-processing
        template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
    </qti-assessment-item>"""
    found = one(source, tmp_path)
    assert found.key.accepted == ("B",)
    assert found.texts["en"].choices == ("Text A", "Text B")
    assert found.texts["en"].stem.split() == ["<p>Look.</p>", "<p>Which?</p>"]
    assert not found.shuffle


def test_weights_become_credits(tmp_path: Path) -> None:
    worth = declared("identifier", "A", more=mapping({"A": 4, "B": 2, "C": -1}))
    found = one(item(worth, choices("A", "B", "C"), MAP), tmp_path)
    assert found.key.accepted == ("A",)
    assert found.key.partial == (Partial("B", 0.5),)


def test_several_with_weights(tmp_path: Path) -> None:
    worth = declared(
        "identifier",
        "H",
        "O",
        cardinality="multiple",
        more=mapping({"H": 1, "O": 1, "Cl": -1}, 'lowerBound="0"'),
    )
    found = one(item(worth, choices("H", "He", "O", "Cl", more='maxChoices="0"'), MAP), tmp_path)
    assert found.key.kind == "multiple"
    assert found.key.accepted == ("H", "O")
    assert found.key.partial == (Partial("H", 0.5), Partial("O", 0.5), Partial("Cl", -0.5))


def test_wrong_ones_that_take_as_much_away_are_the_usual_score(tmp_path: Path) -> None:
    entries = '<mapping defaultValue="-1" lowerBound="0"><mapEntry mapKey="A" mappedValue="1"/></mapping>'
    worth = declared("identifier", "A", cardinality="multiple", more=entries)
    found = one(item(worth, choices("A", "B", more='maxChoices="0"'), MAP), tmp_path)
    assert found.key.accepted == ("A",)
    assert found.key.partial == ()


def test_all_or_nothing_is_said(tmp_path: Path) -> None:
    several = declared("identifier", "A", "B", cardinality="multiple")
    found, problem = sorted(
        read(item(several, choices("A", "B", "C", more='maxChoices="0"')), tmp_path),
        key=lambda f: type(f).__name__,
    )
    assert isinstance(found, BankItem)
    assert found.key.accepted == ("A", "B")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.fatal) == ("all_or_nothing", False)


def test_no_processing_means_the_declared_answer(tmp_path: Path) -> None:
    assert one(item(declared("identifier", "A"), choices("A", "B"), ""), tmp_path).key.accepted == ("A",)


def test_text_that_is_typed(tmp_path: Path) -> None:
    worth = declared("string", "York", more=mapping({"York": 1, "york": 0.5}))
    found = one(item(worth, ENTRY, MAP), tmp_path)
    assert found.key.kind == "text"
    assert found.key.accepted == ("York",)
    assert found.key.partial == (Partial("york", 0.5),)
    assert found.key.case_sensitive
    assert found.texts["es"].stem == "<p>How much? </p>"


def test_capitals_may_not_count(tmp_path: Path) -> None:
    entries = '<mapping><mapEntry mapKey="York" mappedValue="1" caseSensitive="false"/></mapping>'
    assert not one(item(declared("string", "York", more=entries), ENTRY, MAP), tmp_path).key.case_sensitive


@pytest.mark.parametrize(
    ("more", "tolerance"),
    [
        ('toleranceMode="absolute" tolerance="0.01 0.01"', 0.01),
        ('toleranceMode="relative" tolerance="10"', 0.314),
        ('toleranceMode="exact"', 0.0),
    ],
)
def test_numbers_with_a_tolerance(tmp_path: Path, more: str, tolerance: float) -> None:
    scored = processed(rule(equal("3.14", more)))
    found = one(item(declared("float", "3.14"), ENTRY, scored), tmp_path)
    assert found.key.kind == "number"
    assert found.key.accepted == ("3.14",)
    assert found.key.tolerance == pytest.approx(tolerance)


def test_a_number_between_bounds(tmp_path: Path) -> None:
    bounds = "".join(
        f'<{sign}><variable identifier="RESPONSE"/><baseValue baseType="float">{limit}</baseValue></{sign}>'
        for sign, limit in (("gte", 2), ("lte", 3))
    )
    found = one(item(declared("float"), ENTRY, processed(rule(f"<and>{bounds}</and>"))), tmp_path)
    assert found.key.accepted == ("2.5",)
    assert found.key.tolerance == 0.5


def test_numbers_are_written_plainly(tmp_path: Path) -> None:
    assert one(item(declared("float", "1.5E3"), ENTRY), tmp_path).key.accepted == ("1500",)


def test_answers_worth_less(tmp_path: Path) -> None:
    scored = processed(
        rule(equal("4", 'toleranceMode="exact"'), "2"),
        rule(equal("5", 'toleranceMode="absolute" tolerance="0.5"'), "1", "responseElseIf"),
        '<responseElse><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue>'
        "</setOutcomeValue></responseElse>",
    )
    found = one(item(declared("integer", "4"), ENTRY, scored), tmp_path)
    assert found.key.accepted == ("4",)
    assert found.key.partial == (Partial("5", 0.5, 0.5),)


def test_a_field_within_a_sentence_is_a_gap(tmp_path: Path) -> None:
    body = '<p>The sun of <textEntryInteraction responseIdentifier="RESPONSE"/> shines.</p>'
    found = one(item(declared("string", "York"), body), tmp_path)
    assert found.key.kind == "cloze"
    assert found.texts["es"].stem == '<p>The sun of <span class="gap" data-gap="RESPONSE"></span> shines.</p>'
    assert found.key.gaps[0].key.accepted == ("York",)


def test_an_order(tmp_path: Path) -> None:
    right = declared("identifier", "C", "A", "B", cardinality="ordered")
    found = one(item(right, choices("A", "B", "C", kind="orderInteraction", more="")), tmp_path)
    assert found.key.kind == "ordering"
    assert found.key.accepted == ("C", "A", "B")
    assert found.choices == ("A", "B", "C")


def _match(pairs: tuple[str, ...], entries: dict[str, float]) -> str:
    def one_set(names: str, most: int) -> str:
        inner = "".join(
            f'<simpleAssociableChoice identifier="{n}" matchMax="{most}">{n}!</simpleAssociableChoice>'
            for n in names
        )
        return f"<simpleMatchSet>{inner}</simpleMatchSet>"

    body = (
        '<matchInteraction responseIdentifier="RESPONSE" maxAssociations="4"><prompt>Match.</prompt>'
        f"{one_set('CDLP', 1)}{one_set('MRT', 4)}</matchInteraction>"
    )
    return item(
        declared("directedPair", *pairs, cardinality="multiple", more=mapping(entries) if entries else ""),
        body,
        MAP if entries else MATCH,
    )


def test_a_match(tmp_path: Path) -> None:
    pairs = ("C R", "D M", "L M", "P T")
    found = one(_match(pairs, {"C R": 1, "D M": 0.5, "L M": 0.5, "P T": 1}), tmp_path)
    assert found.key.kind == "matching"
    assert found.key.pairs == (("C", "R"), ("D", "M"), ("L", "M"), ("P", "T"))
    assert found.prompts == ("C", "D", "L", "P")
    assert found.choices == ("M", "R", "T")
    assert found.texts["es"].prompts[0] == "C!"


def test_a_match_with_two_right_sides_is_left_out(tmp_path: Path) -> None:
    (problem,) = read(_match(("C R", "C M", "D M", "L M", "P T"), {}), tmp_path)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.fatal) == ("processing_unknown", False)


def test_gaps_with_fields_and_menus(tmp_path: Path) -> None:
    declarations = declared("identifier", "Y", name="R1") + declared("float", "7", name="R2")
    body = (
        '<p>Sun of <inlineChoiceInteraction responseIdentifier="R1" shuffle="false">'
        '<inlineChoice identifier="L">Lancaster</inlineChoice><inlineChoice identifier="Y">York</inlineChoice>'
        '</inlineChoiceInteraction> on day <textEntryInteraction responseIdentifier="R2"/></p>'
    )

    def part(name: str, worth: str) -> str:
        test = f'<match><variable identifier="{name}"/><correct identifier="{name}"/></match>'
        added = f'<sum><variable identifier="SCORE"/><baseValue baseType="float">{worth}</baseValue></sum>'
        return (
            f"<responseCondition><responseIf>{test}<setOutcomeValue identifier='SCORE'>{added}</setOutcomeValue>"
            "</responseIf></responseCondition>"
        )

    scored = f"<responseProcessing>{part('R1', '1')}{part('R2', '2')}</responseProcessing>"
    found = one(item(declarations, body, scored), tmp_path)
    first, second = found.key.gaps
    assert (first.kind, first.key.accepted, first.choices, first.weight) == (
        "choice",
        ("Y",),
        ("L", "Y"),
        1.0,
    )
    assert (second.kind, second.key.accepted, second.weight) == ("number", ("7",), 2.0)
    assert found.texts["es"].gaps == {"R1": ("Lancaster", "York")}
    assert not found.shuffle


def test_gaps_filled_from_a_list(tmp_path: Path) -> None:
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>Fill in.</prompt>'
        '<gapText identifier="W" matchMax="1">winter</gapText><gapText identifier="S" matchMax="1">summer</gapText>'
        '<p>The <gap identifier="G1"/> of our <gap identifier="G2"/>.</p></gapMatchInteraction>'
    )
    worth = declared(
        "directedPair", "W G1", "S G2", cardinality="multiple", more=mapping({"W G1": 1, "S G2": 2})
    )
    found = one(item(worth, body, MAP), tmp_path)
    assert [(g.code, g.key.accepted, g.weight) for g in found.key.gaps] == [
        ("G1", ("W",), 1.0),
        ("G2", ("S",), 2.0),
    ]
    assert found.texts["es"].gaps["G2"] == ("winter", "summer")
    assert found.texts["es"].stem.startswith("<p>Fill in.</p><p>The <span")


def test_feedback_by_answer(tmp_path: Path) -> None:
    test = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    scored = (
        f"<responseProcessing><responseCondition><responseIf>{test}"
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        '<setOutcomeValue identifier="F"><baseValue baseType="identifier">yes</baseValue></setOutcomeValue>'
        "</responseIf><responseElse>"
        '<setOutcomeValue identifier="F"><baseValue baseType="identifier">no</baseValue></setOutcomeValue>'
        "</responseElse></responseCondition></responseProcessing>"
    )
    said = "".join(
        f'<modalFeedback outcomeIdentifier="F" identifier="{n}" showHide="show">{n}!</modalFeedback>'
        for n in ("yes", "no")
    )
    found = one(item(declared("identifier", "B"), choices("A", "B", "C"), scored, after=said), tmp_path)
    assert found.texts["es"].feedback == {"A": "no!", "B": "yes!", "C": "no!"}
    typed = one(item(declared("string", "x"), ENTRY, scored, after=said), tmp_path)
    assert typed.texts["es"].feedback == {"x": "yes!", "*": "no!"}


def test_rubrics_and_styles_are_not_shown(tmp_path: Path) -> None:
    body = '<rubricBlock view="scorer"><p>Secret</p></rubricBlock><stylesheet href="a.css"/>' + choices(
        "A", "B"
    )
    assert "Secret" not in one(item(declared("identifier", "A"), body), tmp_path).texts["es"].stem


def test_formulas(tmp_path: Path) -> None:
    body = (
        '<p>Is <m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mfrac><m:mn>1</m:mn><m:msqrt><m:mi>x</m:mi>'
        "</m:msqrt></m:mfrac><m:mo>≤</m:mo><m:msup><m:mi>π</m:mi><m:mn>2</m:mn></m:msup></m:math>?</p>"
    )
    stem = one(item(declared("identifier", "A"), body + choices("A", "B")), tmp_path).texts["es"].stem
    assert r"\(\frac{1}{\sqrt{x}}\le {\pi }^{2}\)" in stem


def test_formulas_by_their_authors_note(tmp_path: Path) -> None:
    body = (
        '<p><math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><semantics><mi>x</mi>'
        '<annotation encoding="application/x-tex">x &lt; y</annotation></semantics></math></p>'
    )
    stem = one(item(declared("identifier", "A"), body + choices("A", "B")), tmp_path).texts["es"].stem
    assert r"\[x &lt; y\]" in stem


@pytest.mark.parametrize(
    "name",
    [
        "extendedTextInteraction",
        "associateInteraction",
        "hottextInteraction",
        "hotspotInteraction",
        "sliderInteraction",
        "uploadInteraction",
        "drawingInteraction",
        "graphicGapMatchInteraction",
        "mediaInteraction",
        "customInteraction",
        "portableCustomInteraction",
    ],
)
def test_what_we_do_not_ask_is_named_and_left_out(tmp_path: Path, name: str) -> None:
    (problem,) = read(item(declared("string", "x"), f'<{name} responseIdentifier="RESPONSE"/>'), tmp_path)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.fatal) == ("type_unknown", False)
    assert problem.values == {"item": "q1", "type": name}


@pytest.mark.parametrize(
    "processing",
    [
        '<responseProcessing template="http://example.org/own"/>',
        MATCH.replace("match_correct", "map_response_point"),
        processed(
            rule('<lt><variable identifier="RESPONSE"/><baseValue baseType="float">1</baseValue></lt>')
        ),
        processed(rule('<customOperator><variable identifier="RESPONSE"/></customOperator>')),
        processed(rule(equal("1", 'toleranceMode="absolute" tolerance="1 2"'))),
        "<responseProcessing><exitResponse/></responseProcessing>",
        '<responseProcessing><setOutcomeValue identifier="SCORE"><randomFloat max="1"/></setOutcomeValue>'
        "</responseProcessing>",
        '<responseProcessing><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
        "</setOutcomeValue></responseProcessing>",
    ],
)
def test_processing_that_is_not_understood_is_not_guessed(tmp_path: Path, processing: str) -> None:
    (problem,) = read(item(declared("float", "1"), ENTRY, processing), tmp_path)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.fatal) == ("processing_unknown", False)


def test_templates_and_adaptive_items_are_left_out(tmp_path: Path) -> None:
    template = '<templateDeclaration identifier="A" cardinality="single" baseType="integer"/>'
    for source in (
        item(declared("identifier", "A") + template, choices("A", "B")),
        item(declared("identifier", "A"), choices("A", "B")).replace('adaptive="false"', 'adaptive="true"'),
    ):
        (problem,) = read(source, tmp_path)
        assert isinstance(problem, Problem)
        assert (problem.code, problem.fatal) == ("type_unknown", False)


def test_processing_of_version_3_with_sums(tmp_path: Path) -> None:
    source = item(
        declared("identifier", "A", cardinality="multiple"),
        choices("A", "B", more='maxChoices="0"'),
        "<responseProcessing><responseCondition><responseIf><isNull><variable identifier='RESPONSE'/></isNull>"
        "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>0</baseValue></setOutcomeValue>"
        "</responseIf><responseElse><setOutcomeValue identifier='SCORE'><mapResponse identifier='RESPONSE'/>"
        "</setOutcomeValue></responseElse></responseCondition></responseProcessing>",
    ).replace(
        "</responseDeclaration>", mapping({"A": 1, "B": -1}, 'lowerBound="0"') + "</responseDeclaration>"
    )
    assert one(source, tmp_path).key.accepted == ("A",)
