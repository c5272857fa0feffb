"""What authors write, shown safely."""

import pytest

from adapters.content.html import to_html

CASES = {
    "formula": ("Solve $$2x<3$$ now", r"Solve \(2x&lt;3\) now"),
    "ampersand in a matrix": ("$$a & b$$", r"\(a &amp; b\)"),
    "less than in words": ("a <b and c < d", "a &lt;b and c &lt; d"),
    "allowed mark": ("very <b>bold</b>", "very <b>bold</b>"),
    "script": ("<script>alert(1)</script>x", "&lt;script&gt;alert(1)&lt;/script&gt;x"),
    "handler": ("<b onclick=x>y</b>", "&lt;b onclick=x&gt;y"),
    "image": ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
    "script in a formula": ("$$</p><script>$$", r"\(&lt;/p&gt;&lt;script&gt;\)"),
    "formula mark in words": (r"\(x\) is", "(x) is"),
    "line break": ("one\\ntwo", "one<br>two"),
    "money": ("It costs $5", "It costs $5"),
    "formula without an end": ("one $$x", "one $$x"),
    "figure": ("See ##figure1.gif##", 'See <span class="figure-missing">[figure1.gif]</span>'),
    "unfinished tag": ("<b>open", "<b>open</b>"),
}


@pytest.mark.parametrize("name", CASES)
def test_to_html(name: str) -> None:
    text, expected = CASES[name]
    assert to_html(text) == expected
