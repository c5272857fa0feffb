"""Pictures are well-formed, add up, and never carry a text that was not escaped."""

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.web import pictures

counts = st.dictionaries(st.sampled_from(pictures.SHADES), st.integers(0, 400))
# What XML can hold at all: no control characters, no surrogates, no two non-characters.
labels = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
)


def drawn(picture: str) -> ElementTree.Element:
    root = ElementTree.fromstring(picture)
    for element in root.iter():
        assert element.tag != "script"
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
    return root


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


@given(counts, labels)
def test_a_stacked_bar_is_as_long_as_its_parts_and_says_its_label(
    numbers: dict[str, int], label: str
) -> None:
    bar = drawn(pictures.stacked_bar(numbers, label))
    parts = bar.findall("rect")
    assert len(parts) == sum(number > 0 for number in numbers.values())
    if parts:
        assert sum(percent(part.attrib["width"]) for part in parts) == pytest.approx(100, abs=0.01)
        ends = [percent(part.attrib["x"]) for part in parts]
        assert ends == sorted(ends)
    assert bar.attrib["role"] == "img"
    # An XML reader turns white space within an attribute into spaces.
    assert bar.attrib["aria-label"].split() == label.split()


def test_parts_of_a_bar_stand_in_the_order_of_the_words() -> None:
    bar = drawn(pictures.stacked_bar({"mastered": 1, "not_asked": 2, "not_yet": 3}, ""))
    shades = [part.attrib["class"].removeprefix("ground ground-") for part in bar.findall("rect")]
    assert shades == ["not_yet", "mastered", "not_asked"]
    assert [text.text for text in bar.findall("text")] == ["3", "1", "2"]


def test_a_part_too_narrow_for_its_number_has_none() -> None:
    bar = drawn(pictures.stacked_bar({"mastered": 99, "not_yet": 1}, ""))
    assert [text.text for text in bar.findall("text")] == ["99"]
    assert drawn(pictures.stacked_bar({"mastered": 99}, "", numbers=False)).findall("text") == []


def test_nobody_counted_is_an_empty_frame() -> None:
    assert list(drawn(pictures.stacked_bar({}, "nobody"))) == []
    assert list(drawn(pictures.progress_bar([("finished", 0)], "nobody"))) == []


@pytest.mark.parametrize("shade", pictures.SHADES)
def test_every_shade_has_a_sign_of_its_own_and_hatching_that_exists(shade: str) -> None:
    sprite = drawn(pictures.sprite())
    symbols = {symbol.attrib["id"]: ElementTree.tostring(symbol) for symbol in sprite.findall("symbol")}
    patterns = {pattern.attrib["id"] for pattern in sprite.iter("pattern")}
    (use,) = drawn(pictures.cell(shade)).findall("use")
    name = use.attrib["href"].removeprefix("#")
    fill = next(iter(ElementTree.fromstring(symbols[name]).findall("rect"))).attrib.get("fill")
    assert fill is None or fill.removeprefix("url(#").removesuffix(")") in patterns
    assert sum(symbol == symbols[name] for symbol in symbols.values()) == 1


def test_a_shade_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="great"):
        pictures.cell("great")


@pytest.mark.parametrize(("error", "dots"), [(0.2, 3), (0.45, 3), (0.46, 2), (0.7, 2), (0.71, 1), (3.0, 1)])
def test_dots_say_how_sure(error: float, dots: int) -> None:
    *_, use = drawn(pictures.cell("mastered", pictures.certainty(error))).findall("use")
    symbols = {symbol.attrib["id"]: symbol for symbol in drawn(pictures.sprite()).findall("symbol")}
    circles = symbols[use.attrib["href"].removeprefix("#")].findall("circle")
    assert [circle.attrib["class"] for circle in circles].count("dot-on") == dots


def test_lines_of_a_pairing_end_at_their_rows_and_never_outside() -> None:
    picture = drawn(pictures.pairing(3, [pictures.Link(0, 2, 3), pictures.Link(2, 0, 9)], "a & b"))
    paths = picture.findall("path")
    assert [path.attrib["d"] for path in paths] == [
        "M0 50C45 50 55 250 100 250",
        "M0 250C45 250 55 50 100 50",
    ]
    assert [path.attrib["class"] for path in paths] == ["pair-line pair-3", "pair-line pair-3"]
    with pytest.raises(ValueError, match="outside"):
        pictures.pairing(1, [pictures.Link(0, 1, 1)], "")
