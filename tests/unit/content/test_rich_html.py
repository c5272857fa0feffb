"""HTML of other tools, shown safely and losing as little as may be."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.content.rich_html import MOST_CHARACTERS, media_of, plain_to_html, rich, to_text

DIGEST = "a" * 64
SOUND = "b" * 64
FILES = {
    "@@PLUGINFILE@@/a%20b.png": DIGEST,
    "x.mp3": SOUND,
    f"media:{DIGEST}": DIGEST,
    f"media:{SOUND}": SOUND,
}


def resolve(address: str) -> str | None:
    if address.startswith("data:image/png;base64,"):
        return f"media:{DIGEST}"
    return f"media:{FILES[address]}" if address in FILES else None


IMAGE = f'<img src="media:{DIGEST}" alt="'
CASES = {
    "words": ("a < b", "a &lt; b"),
    "paragraphs": ("<p>a<p>b", "<p>a</p><p>b</p>"),
    "list": ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    "headings are bold": ("<h3>T</h3>x", "<p><strong>T</strong></p>x"),
    "script": ("a<script>alert(1)</script>b", "ab"),
    "style": ('<p style="color:red" class="x" onclick="y()">a</p>', "<p>a</p>"),
    "language": ('<p lang="en" dir="rtl">a</p>', '<p lang="en" dir="rtl">a</p>'),
    "link": (
        '<a href="https://a.org/?x=1&y" target="_blank">a</a>',
        '<a href="https://a.org/?x=1&amp;y" rel="noopener noreferrer">a</a>',
    ),
    "link out of the ordinary": ('<a href="javascript:x()">a</a><a href="http://b.org">b</a>', "ab"),
    "frame": ('<iframe src="https://a.org">in</iframe>b', "b"),
    "image": (
        '<img src="@@PLUGINFILE@@/a%20b.png" alt="A &quot;b&quot;" width="20" onerror=x>',
        f'{IMAGE}A &quot;b&quot;" width="20">',
    ),
    "embedded image": ('<img src="data:image/png;base64,AA==" alt="x">', f'{IMAGE}x">'),
    "sound": (
        '<audio autoplay><source src="y.mp3"><source src="x.mp3">no</audio>',
        f'<audio controls="" src="media:{SOUND}"></audio>',
    ),
    "link to a sound": (
        '<a href="x.mp3">Listen</a>',
        f'<audio controls="" src="media:{SOUND}"></audio> Listen',
    ),
    "block formula": ("<p>$$x^2$$</p>", r"<p>\[x^2\]</p>"),
    "Moodle's tex": ("[tex]x<y[/tex]", r"\(x&lt;y\)"),
    "formula with a sign": (r"<p>\(a<b\)</p>", r"<p>\(a&lt;b\)</p>"),
    "formula within a formula": (r"\(a $$ b\) $$c$$", r"\(a $$ b\) \[c\]"),
    "formula without an end": (r"a $$ b \( c", r"a $$ b \( c"),
    "MathML with TeX": (
        '<math display="block"><semantics><mi>x</mi><annotation encoding="application/x-tex">x<1</annotation></semantics></math>',
        r"\[x&lt;1\]",
    ),
    "MathML with alternative text": ('<math alttext="x^2"><mi>x</mi></math>', r"\(x^2\)"),
    "gap": ('<span class="gap other" data-gap="g1"></span>', '<span class="gap" data-gap="g1"></span>'),
    "blank": ("a&nbsp;b", "a&nbsp;b"),
    "control": ("a\x00\x07\ufffeb\ud800", "ab"),
    "comment": ("a<!-- b -->c", "ac"),
}


@pytest.mark.parametrize("name", CASES)
def test_rich(name: str) -> None:
    text, expected = CASES[name]
    assert rich(text, resolve).html == expected


LOST = {
    "remote image": ('<img src="https://a.org/x.png" alt="A map">', "https://a.org/x.png", "[A map]"),
    "missing image": ('<img src="@@PLUGINFILE@@/b.png">', "@@PLUGINFILE@@/b.png", "[b.png]"),
    "somebody else's digest": (f'<img src="media:{"c" * 64}">', f"media:{'c' * 64}", f"[{'c' * 64}]"),
    "sound": ('<audio src="z.mp3"></audio>', "z.mp3", ""),
    "MathML": ("<math><mi>x</mi></math>", "<math>", ""),
    "film": ('<video src="a.mp4">film</video>', "<video>", ""),
}


@pytest.mark.parametrize("name", LOST)
def test_what_is_missing_is_named(name: str) -> None:
    text, address, shown = LOST[name]
    found = rich(text, resolve)
    assert found.missing == (address,)
    assert address in found.dropped
    assert to_text(found.html) == shown


def test_what_is_dropped_is_named_but_not_missed() -> None:
    found = rich("<script>x</script><form><input></form>a", resolve)
    assert set(found.dropped) == {"<script>", "<form>", "<input>"}
    assert found.missing == ()


def test_images_without_alternative_texts_are_counted() -> None:
    image = '<img src="@@PLUGINFILE@@/a%20b.png"'
    found = rich(f'{image}>{image} alt=" ">{image} alt="x">{image} alt="" role="presentation">', resolve)
    assert found.missing_alt == 2
    assert found.media == (DIGEST,)
    assert media_of(found.html) == (DIGEST,)


def test_only_known_gaps_stand() -> None:
    text = '<span class="gap" data-gap="g1"></span><span class="gap" data-gap="g2"></span>'
    assert "g2" not in rich(text, resolve, gaps=["g1"]).html


@pytest.mark.parametrize(
    "text",
    ["a" * (MOST_CHARACTERS + 1), "<b>" * 6_000, "<div>" * 200, "<i x=1>" * 150 + "a"],
    ids=["long", "many tags", "deep", "deep in a line"],
)
def test_texts_out_of_bounds_are_refused(text: str) -> None:
    found = rich(text, resolve)
    assert found.html == ""
    assert found.missing[0] in ("too_large", "too_deep")


HOSTILE = {
    "formula beginnings": r"\(" * 90_000,
    "tex beginnings": "[tex]" * 35_000,
    "ampersands": "&" * 190_000,
    "formatting": "".join(f"<b class=a{n}></i>" for n in range(2_400)),
    "comments": "<!--" * 4_900,
    "tables": "<table><a>" * 49,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(25_000)) + ">",
    "data": '="data:' * 25_000,
    "spaces": "\n \n" * 60_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_soon(name: str) -> None:
    started = time.process_time()
    rich(HOSTILE[name], resolve)
    plain_to_html(HOSTILE[name])
    assert time.process_time() - started < 10


_WRITTEN = (
    "<p>|</p>|<b>|</b>|<a href=https://x>|</a>|<table>|<td>|<ul>|<li>|</ul>|$$|\\(|\\)|\\[|\\]|[tex]|[/tex]|<h2>|</h2>"
    "|<math>|</math>|<audio>|</audio>|<source src=x.mp3>|<span class=gap data-gap=a>|</span>|<img src=x.mp3>|<svg>"
    '|<style>|</style>|<script>|</script>|<!--|-->|&lt;|&|<|>|a| |\n|"|x<y'
)
_PIECES = st.sampled_from(_WRITTEN.split("|"))


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_nothing_unsafe_and_nothing_new_the_second_time(text: str) -> None:
    first = rich(text, resolve).html
    for unsafe in ("<script", "<style", "<svg", "<iframe", "javascript:", " on", "<math"):
        assert unsafe not in first
    assert rich(first, resolve).html == first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("a\nb", "a<br>b"),
        ("a\r\n\r\nb\n\n\nc", "<p>a</p><p>b</p><p>c</p>"),
        ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
        ("$$x$$", r"\[x\]"),
    ],
)
def test_plain_to_html(text: str, expected: str) -> None:
    assert plain_to_html(text) == expected


def test_to_text() -> None:
    assert to_text('<p>a &lt; b</p><p>c<br>d <img src="x" alt="e"></p>') == "a < b c d e"
