"""Wordings of questions of every kind, in no database."""

from __future__ import annotations

from dataclasses import asdict

from adapters.content.base import AnswerKey, Gap, Hint, ItemText, Unit
from lti_tool.database.banks import ItemRow


def row(text: ItemText, key: AnswerKey, *, choices: tuple[str, ...] = (), prompts: tuple[str, ...] = ()) -> ItemRow:
    """A wording that is in no database."""
    return ItemRow(
        public_id="i7",
        code="sample",
        position=0,
        kind=key.kind,
        key=asdict(key),
        choices=list(choices),
        prompts=list(prompts),
        shuffle=True,
        texts={"es": asdict(text)},
        source="",
        licence="",
    )


MULTIPLE = row(
    ItemText(
        "<p>¿Qué números son primos?</p>",
        ("2", r"\(\sqrt{49}\)", "9", "El menor número impar mayor que 10"),
        feedback={"c": "<p>9 es 3 · 3.</p>"},
    ),
    AnswerKey("multiple", ("a", "b", "d")),
    choices=("a", "b", "c", "d"),
)
TEXT = row(
    ItemText(
        "<p>¿Cómo se llama el lado más largo de un triángulo rectángulo?</p>",
        hints=(Hint("", "Es el lado opuesto al ángulo recto."),),
        explanation="<p>La <strong>hipotenusa</strong> está frente al ángulo recto; los otros dos son los catetos.</p>",
    ),
    AnswerKey("text", ("hipotenusa", "la hipotenusa")),
)
NUMBER = row(
    ItemText(
        "<p>Un ciclista recorre 12,5 km en media hora, siempre igual de rápido. ¿A qué velocidad va?</p>",
        explanation=r"<p>\[\frac{12{,}5\ \text{km}}{0{,}5\ \text{h}} = 25\ \text{km/h}\]</p>",
    ),
    AnswerKey("number", ("25",), tolerance=0.1, units=(Unit("km/h"), Unit("m/s", 3.6)), unit_needed=True),
)
MATCHING = row(
    ItemText(
        "<p>¿Qué tipo de fuente es cada una?</p>",
        ("fuente primaria", "fuente secundaria", "ninguna de las dos"),
        prompts=("El diario de una soldado de 1937", "Un manual de historia de 2015", "Una novela sobre la guerra"),
    ),
    AnswerKey("matching", (), pairs=(("p1", "a"), ("p2", "b"), ("p3", "c"))),
    choices=("a", "b", "c"),
    prompts=("p1", "p2", "p3"),
)
LETTERED = row(
    ItemText(
        r"<p>¿Qué fracción es igual?</p>",
        (r"\(\frac{1}{2}\)", r"\(\frac{3}{4}\)", r"\(\frac{2}{5}\)", "Ninguna de las anteriores, por mucho que se simplifique o se amplíe"),
        prompts=(r"\(0{,}5\)", r"\(0{,}75\)", r"\(0{,}4\)"),
    ),
    AnswerKey("matching", (), pairs=(("p1", "a"), ("p2", "b"), ("p3", "c"))),
    choices=("a", "b", "c", "d"),
    prompts=("p1", "p2", "p3"),
)
ORDERING = row(
    ItemText(
        "<p>Ordena de menor a mayor.</p>",
        (r"\(-\frac{3}{2}\)", "−1", r"\(\frac{1}{3}\)", "Cuatro décimas, escritas como número decimal: 0,4", "1"),
    ),
    AnswerKey("ordering", ("a", "b", "c", "d", "e")),
    choices=("a", "b", "c", "d", "e"),
)
CLOZE = row(
    ItemText(
        '<p>El agua hierve a <span class="gap" data-gap="g1"></span> °C al nivel del mar. En la montaña hierve a '
        'una temperatura <span class="gap" data-gap="g2"></span>, porque la <span class="gap" data-gap="g3"></span> '
        'del aire es menor. Su densidad es <span class="gap" data-gap="g4"></span>.</p>',
        gaps={"g2": ("más alta", "más baja"), "g4": (r"\(1\ \frac{\text{g}}{\text{cm}^3}\)", r"\(10\ \frac{\text{g}}{\text{cm}^3}\)")},
        explanation="<p>Con menos presión, las burbujas se forman antes.</p>",
    ),
    AnswerKey(
        "cloze",
        (),
        gaps=(
            Gap("g1", "number", AnswerKey("number", ("100",), tolerance=0.5)),
            Gap("g2", "choice", AnswerKey("choice", ("y",)), ("x", "y")),
            Gap("g3", "text", AnswerKey("text", ("presión",))),
            Gap("g4", "choice", AnswerKey("choice", ("x",)), ("x", "y")),
        ),
    ),
)
