"""A teacher's own questions in two files, as their programs write them, and the truth about each question.

What a student has to know to get it right is known here (a two-parameter curve), and nowhere in the files. Of
one question the file marks a wrong answer as the right one.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from math import exp

from bank_files import category, choice, moodle, png_of

Given = str | tuple[str, ...] | Mapping[str, str]
"""An answer as a person gives it: the words of a choice or what is typed; several of them, in order; by prompt."""

COMPARE, ADD = "fractions-compare", "fractions-add"
WRONGLY_KEYED = "S03"


@dataclass(frozen=True)
class Question:
    """One question with what is true of it.

    Attributes
    ----------
    slope, difficulty : float
        Of P(knows it) = logistic(slope * (ability - difficulty)).
    right : Given
        What those answer who know it, whatever the file says.
    wrong : tuple of Given
        What the others answer.
    chances : float
        Of those who do not know it, the share that is right all the same.
    """

    code: str
    competency: str
    slope: float
    difficulty: float
    right: Given
    wrong: tuple[Given, ...]
    chances: float = 0.0

    def known(self, ability: float) -> float:
        """Probability that somebody knows it."""
        return 1 / (1 + exp(-self.slope * (ability - self.difficulty)))


def _choice(code: str, about: str, slope: float, difficulty: float, *shown: str) -> Question:
    """The first of what is shown is right; who does not know it guesses."""
    return Question(code, about, slope, difficulty, shown[0], shown[1:], 1 / len(shown))


QUESTIONS = (
    _choice("C01", COMPARE, 1.2, -1.9, "3/4", "2/4", "1/4"),
    _choice("C02", COMPARE, 1.0, -0.6, "Falso", "Verdadero"),
    _choice("C03", COMPARE, 1.3, -0.5, "2/3", "1/3", "3/2", "2/5"),
    Question("C04", COMPARE, 1.1, -1.2, "6", ("3", "5", "8")),
    _choice("C05", COMPARE, 1.0, 0.3, "Íñigo", "Ana", "Los dos igual", "No se puede saber"),
    Question("C06", COMPARE, 1.2, -0.1, "3/4", ("7/9", "5/6")),
    Question(
        "C07",
        COMPARE,
        0.9,
        -1.7,
        {"1/10": "casi nada", "1/2": "la mitad", "9/10": "casi todo"},
        ({"1/10": "la mitad", "1/2": "casi todo", "9/10": "casi nada"},),
    ),
    _choice("C08", COMPARE, 1.1, -1.0, "menos de la mitad", "la mitad", "más de la mitad"),
    Question("C09", COMPARE, 1.4, -0.7, ("5/4", "9/8"), (("3/7",), ("3/7", "8/9"))),
    Question("C10", COMPARE, 1.2, -0.3, ("1/3", "2/5", "1/2", "3/4"), (("3/4", "1/2", "2/5", "1/3"),)),
    _choice("C11", COMPARE, 0.9, 0.6, "Verdadero", "Falso"),
    Question("C12", COMPARE, 1.0, 0.1, "0,4", ("0,375", "0,25")),
    _choice("S01", ADD, 1.3, -1.8, "3/4", "3/8", "2/8", "1/2"),
    Question("S02", ADD, 1.2, -0.9, "3/4", ("2/6", "1/6")),
    # Who takes tops from tops and bottoms from bottoms gets 1/3, and so did whoever marked it.
    Question(WRONGLY_KEYED, ADD, 2.0, 0.0, "1/2", ("1/3", "1/3", "1/3", "1/3", "1/6"), 0.05),
    Question("S04", ADD, 1.1, -0.7, "0,75", ("0,5", "0,33")),
    _choice("S05", ADD, 1.2, -1.3, "5/8", "3/8", "8/5", "1/8"),
    _choice("S06", ADD, 0.9, -0.5, "Falso", "Verdadero"),
    _choice(
        "S07",
        ADD,
        1.2,
        -0.2,
        r"\(\frac{1}{2}\)",
        r"\(\frac{3}{15}\)",
        r"\(\frac{3}{10}\)",
        r"\(\frac{2}{50}\)",
    ),
    Question("S08", ADD, 1.1, -0.6, ("1/2", "3/4"), (("2/9", "1/4"), ("1/9", "4/3"))),
    Question("S09", ADD, 1.2, 0.4, "1/3", ("4/4", "4/6", "1")),
    Question("S10", ADD, 1.0, 0.2, "5", ("2", "3", "4")),
    Question("S11", ADD, 1.3, -0.4, ("1/2 + 2/4", "2/3 + 1/3"), (("1/2 + 1/3",), ("1/2 + 1/3", "3/5 + 1/5"))),
    Question(
        "S12",
        ADD,
        1.0,
        -1.1,
        {"1 - 2/5": "3/5", "1/2 - 1/4": "1/4", "5/6 - 1/6": "2/3"},
        ({"1 - 2/5": "1/4", "1/2 - 1/4": "2/3", "5/6 - 1/6": "3/5"},),
    ),
)
BY_CODE = {question.code: question for question in QUESTIONS}


def marked_right(question: Question) -> Given:
    """What the file marks as right."""
    return "1/3" if question.code == WRONGLY_KEYED else question.right


GIFT_CATEGORIES = {"Fracciones/Comparar": COMPARE, "Fracciones/Sumar y restar": ADD}
XML_CATEGORIES = {"Unidad 3/Comparar con dibujos": COMPARE, "Unidad 3/Sumas y restas": ADD}

GIFT = r"""// Fracciones, 1.º de ESO - cuaderno de Carmen
$CATEGORY: Fracciones/Comparar

// [id:C01]
::La mayor:: ¿Cuál de estas fracciones es la mayor? {=3/4 ~2/4 ~1/4}

// [id:C02]
::Pizza:: Un cuarto de pizza es más que un tercio de la misma pizza. {FALSE}

// [id:C03]
::Entre medias:: ¿Qué fracción está entre 1/2 y 1? {=2/3 ~1/3 ~3/2 ~2/5}

// [id:C04]
::Octavos:: Para comparar 3/4 con 5/8, ¿cuántos octavos son 3/4? {#6:0}

// [id:C05]
::El libro:: Ana ha leído 3/5 de un libro e Íñigo 2/3 del mismo. ¿Quién ha leído más? {=Íñigo ~Ana ~Los dos igual ~No se puede saber}

// [id:C06]
::La menor:: Escribe la menor de estas tres fracciones\: 5/6, 7/9, 3/4. {=3/4}

// [id:C07]
::Tamaños:: Une cada fracción con lo que dice su tamaño. {=1/10 -> casi nada =1/2 -> la mitad =9/10 -> casi todo}

::Para pensar:: Explica a un compañero por qué 7/8 está más cerca de 1 que 6/7. {}

$CATEGORY: Fracciones/Sumar y restar

// [id:S01]
::Cuartos:: ¿Cuánto es 1/4 + 2/4? {=3/4 ~3/8 ~2/8 ~1/2}

// [id:S02]
::Medio y cuarto:: 1/2 + 1/4 \= {=3/4 =6/8}

// [id:S03]
::Resta:: ¿Cuánto es 2/3 - 1/6? {=1/3 ~1/2 ~1/6 ~5/6}

// [id:S04]
::La jarra:: En una jarra hay 1/2 litro y en otra 1/4. ¿Cuántos litros hay, con decimales? {#0.75:0}

// [id:S05]
::Azúcar:: De un kilo de azúcar «moreno» se gastan 3/8. ¿Qué parte queda? {=5/8 ~3/8 ~8/5 ~1/8}

// [id:S06]
::¿Vale?:: 1/2 + 1/3 \= 2/5 {FALSE}
""".encode("cp1252")
"""As a teacher's editor on Windows writes it; with a question without a right answer, which nobody can score."""


def _asked(kind: str, code: str, stem: str, inside: str) -> str:
    """A question of Moodle XML of another kind than a choice."""
    return (
        f'<question type="{kind}"><name><text>{code}</text></name><questiontext format="html"><text>'
        f"<![CDATA[<p>{stem}</p>]]></text></questiontext><idnumber>{code}</idnumber>{inside}</question>\n"
    )


def _answers(*right: str, wrong: tuple[str, ...] = ()) -> str:
    shares = [*((100, one) for one in right), *((0, one) for one in wrong)]
    return "".join(f'<answer fraction="{share}"><text>{escape(one)}</text></answer>' for share, one in shares)


def _several(code: str, stem: str, question: Question) -> str:
    """Several answers are right, each worth its part."""
    assert isinstance(question.right, tuple)
    wrong = question.wrong[-1]
    shares = [(100 / len(question.right), one) for one in question.right] + [(-50, one) for one in wrong]
    answers = "".join(f'<answer fraction="{share}"><text>{one}</text></answer>' for share, one in shares)
    return _asked("multichoice", code, stem, f"<single>false</single>{answers}")


def _pairs(code: str, stem: str, question: Question) -> str:
    assert isinstance(question.right, Mapping)
    pairs = "".join(
        f"<subquestion format='html'><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in question.right.items()
    )
    return _asked("matching", code, stem, pairs)


def _one_of(question: Question, stem: str, file: str = "") -> str:
    """A choice in the order in which it stands here."""
    assert isinstance(question.right, str)
    shown = (question.right, *map(str, question.wrong))
    made = choice(question.code, stem, fractions=("100", *["0"] * (len(shown) - 1)))
    for number, words in enumerate(shown, start=2):
        made = made.replace(f"<text>{number}</text>", f"<text>{escape(words)}</text>", 1)
    return made.replace("</questiontext>", f"{file}</questiontext>")


def _bar() -> str:
    """The picture of a bar of which two fifths are painted."""
    painted, empty, edge = bytes((15, 110, 190)), bytes((226, 232, 240)), bytes((60, 70, 80))
    line = b"".join(edge if x % 48 == 0 or x == 239 else painted if x < 96 else empty for x in range(240))
    rows = [edge * 240 if y in (0, 39) else line for y in range(40)]
    data = base64.b64encode(png_of(240, rows)).decode()
    return f'<file name="barra.png" path="/" encoding="base64">{data}</file>'


def moodle_file() -> bytes:
    """The teacher's Moodle XML: eight kinds, an image that nobody describes, an essay."""
    q = BY_CODE
    by_category = list(XML_CATEGORIES)
    return moodle(
        category(by_category[0]),
        _one_of(
            q["C08"],
            'La parte de la barra que está pintada es <img src="@@PLUGINFILE@@/barra.png" alt="">',
            _bar(),
        ),
        _several("C09", "Marca todas las fracciones que son mayores que 1.", q["C09"]),
        _asked(
            "ordering",
            "C10",
            "Ordena de menor a mayor.",
            "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><gradingtype>ABSOLUTE_POSITION</gradingtype>"
            + _answers(*q["C10"].right),
        ),
        _asked("truefalse", "C11", "7/8 es menor que 8/9.", _answers("true", wrong=("false",))),
        _asked("numerical", "C12", "Escribe con decimales la mayor de 2/5 y 3/8.", _answers("0.4")),
        _asked("essay", "C13", "Inventa un problema con dos fracciones que se comparan.", ""),
        category(by_category[1]),
        _one_of(q["S07"], r"¿Cuánto es \(\frac{2}{5}+\frac{1}{10}\)?"),
        _asked(
            "cloze",
            "S08",
            "Completa: 1/3 + 1/6 es {1:SHORTANSWER:=1/2~=3/6} y 1 - 1/4 es {1:MULTICHOICE:=3/4~1/4~4/3}.",
            "",
        ),
        _asked("shortanswer", "S09", "¿Cuánto es 5/6 - 1/2?", _answers("1/3", "2/6")),
        _asked("numerical", "S10", "¿Cuántos cuartos hay que sumar a 3/4 para llegar a 2?", _answers("5")),
        _several("S11", "Marca todas las sumas que dan 1.", q["S11"]),
        _pairs("S12", "Une cada resta con su resultado.", q["S12"]),
    )
