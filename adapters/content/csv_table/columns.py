"""Names of columns, in English and in Spanish, and words that stand in cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from adapters.content.base import AnswerForm, AnswerKind

#: Columns of an item, in the order in which they are written, with the other names that they may carry.
PLAIN: Mapping[str, tuple[str, ...]] = {
    "code": ("codigo", "id", "identificador", "identifier"),
    "type": ("tipo", "kind"),
    "language": ("idioma", "lengua", "lang"),
    "stem": ("enunciado", "pregunta", "question"),
    "answer": ("respuesta", "respuestas", "answers", "correcta", "correctas", "correct", "key", "clave"),
    "credit": ("credito", "creditos", "puntuacion", "puntuacion_parcial", "partial"),
    "tolerance": ("tolerancia",),
    "form": ("forma",),
    "refused": ("rechazadas", "no_valen"),
    "units": ("unidades", "unit", "unidad"),
    "unit_needed": ("unidad_obligatoria",),
    "case_sensitive": ("distingue_mayusculas", "mayusculas"),
    "wildcards": ("comodines",),
    "choice_codes": ("codigos_opciones",),
    "prompt_codes": ("codigos_izquierda",),
    "shuffle": ("barajar", "desordenar"),
    "feedback_other": ("retroalimentacion_otras", "otras_respuestas"),
    "explanation": ("explicacion", "retroalimentacion", "general_feedback"),
    "competencies": ("competencias", "competencia", "competency", "criterios"),
    "alignments": ("correspondencias", "alineaciones"),
    "difficulty": ("dificultad",),
    "difficulty_sd": ("dificultad_dt", "dificultad_de"),
    "discrimination": ("discriminacion",),
    "guessing": ("azar", "adivinacion"),
    "slip": ("descuido",),
    "category": ("categoria",),
    "tags": ("etiquetas", "tag", "etiqueta"),
    "template": ("plantilla",),
    "pilot": ("piloto", "prueba"),
    "source": ("fuente", "origen"),
    "licence": ("licencia", "license"),
    "withheld": ("retenida", "retenido"),
}
#: Columns of which there are several, each with a number.
NUMBERED: Mapping[str, tuple[str, ...]] = {
    "choice": ("opcion", "option", "alternativa", "derecha"),
    "prompt": ("izquierda", "concepto", "pareja"),
    "feedback": ("retroalimentacion", "comentario"),
    "misconception": ("error", "error_tipico"),
    "hint": ("pista",),
}
#: What there is to say of each gap, besides.
GAP: Mapping[str, tuple[str, ...]] = {
    "code": ("codigo",),
    "type": ("tipo",),
    "choices": ("opciones", "options"),
    "choice_codes": ("codigos_opciones",),
    "answer": ("respuesta", "respuestas", "answers"),
    "credit": ("credito", "puntuacion"),
    "tolerance": ("tolerancia",),
    "form": ("forma",),
    "refused": ("rechazadas",),
    "units": ("unidades",),
    "unit_needed": ("unidad_obligatoria",),
    "case_sensitive": ("distingue_mayusculas",),
    "wildcards": ("comodines",),
    "weight": ("peso",),
}
#: Columns that differ from language to language.
WORDS = ("language", "stem", "explanation", "feedback_other")
WORDS_NUMBERED = ("choice", "prompt", "feedback", "hint")

KINDS: Mapping[str, AnswerKind] = {
    "choice": "choice",
    "single": "choice",
    "opcion": "choice",
    "opcion_unica": "choice",
    "opcion_multiple": "choice",
    "multichoice": "choice",
    "eleccion": "choice",
    "truefalse": "choice",
    "true_false": "choice",
    "verdadero_falso": "choice",
    "verdadero/falso": "choice",
    "vf": "choice",
    "multiple": "multiple",
    "varias": "multiple",
    "seleccion_multiple": "multiple",
    "varias_respuestas": "multiple",
    "text": "text",
    "texto": "text",
    "respuesta_corta": "text",
    "shortanswer": "text",
    "short_answer": "text",
    "number": "number",
    "numero": "number",
    "numerica": "number",
    "numerical": "number",
    "expression": "expression",
    "expresion": "expression",
    "matching": "matching",
    "emparejar": "matching",
    "emparejamiento": "matching",
    "relacionar": "matching",
    "ordering": "ordering",
    "ordenar": "ordering",
    "ordenacion": "ordering",
    "cloze": "cloze",
    "huecos": "cloze",
    "gaps": "cloze",
}
TRUE_FALSE = frozenset({"truefalse", "true_false", "verdadero_falso", "verdadero/falso", "vf"})
TRUE = frozenset({"true", "t", "verdadero", "v", "yes", "si"})
FALSE = frozenset({"false", "f", "falso", "no"})
TRUE_FALSE_WORDS: Mapping[str, tuple[str, str]] = {"es": ("Verdadero", "Falso"), "en": ("True", "False")}
FORMS: tuple[AnswerForm, ...] = (
    "any",
    "simplified",
    "factored",
    "expanded",
    "decimal",
    "fraction",
    "equation",
)
YES = frozenset({"yes", "y", "true", "1", "x", "si", "s", "verdadero", "v"})
NO = frozenset({"no", "n", "false", "0", "falso", "f", ""})

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBERED_NAME = re.compile(r"([a-z_]+?)_?(\d{1,3})")
_GAP_NAME = re.compile(r"(?:gap|hueco)_?(\d{1,3})(?:_([a-z_]+))?")
_HINT_TITLE = re.compile(r"(?:hint|pista)_?(\d{1,3})_(?:title|titulo)")


def plain_name(text: str) -> str:
    """Bring a word to small letters without accents, blanks to ``_``: ``Opción 1`` is ``opcion_1``."""
    letters = unicodedata.normalize("NFKD", text.strip().lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\s-]+", "_", bare)


def _by_name(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {other: name for name, others in names.items() for other in (name, *others)}


_PLAIN_BY_NAME, _NUMBERED_BY_NAME, _GAP_BY_NAME = _by_name(PLAIN), _by_name(NUMBERED), _by_name(GAP)


def canonical(header: str) -> str | None:
    """Give a column's own name, such as ``choice_1`` or ``gap_2_answer``; None where it is none of ours."""
    name = plain_name(header)
    if name in _PLAIN_BY_NAME:
        return _PLAIN_BY_NAME[name]
    if found := _HINT_TITLE.fullmatch(name):
        return f"hint_{int(found[1])}_title"
    if found := _GAP_NAME.fullmatch(name):
        field = _GAP_BY_NAME.get(found[2] or "answer")
        return f"gap_{int(found[1])}_{field}" if field else None
    if (found := _NUMBERED_NAME.fullmatch(name)) and found[1] in _NUMBERED_BY_NAME:
        return f"{_NUMBERED_BY_NAME[found[1]]}_{int(found[2])}"
    return None


def in_order(names: set[str]) -> list[str]:
    """Sort columns for writing: those of `PLAIN` first, numbered ones after them, gaps last."""
    plain = [name for name in PLAIN if name in names]
    order = {name: place for place, name in enumerate((*NUMBERED, "gap"))}
    fields = {name: place for place, name in enumerate(GAP)}

    def place(name: str) -> tuple[int, int, int]:
        head, number, *rest = name.split("_", 2)
        return order[head], int(number), fields.get(rest[0], 0) + 1 if rest else 0

    return plain + sorted(names - set(plain), key=place)


def letters(count: int) -> tuple[str, ...]:
    """Give the codes of choices that have none of their own: a, b, c and so on."""
    return tuple(_LETTERS[n] if n < len(_LETTERS) else f"c{n + 1}" for n in range(count))


def numbers(count: int) -> tuple[str, ...]:
    """Give the codes of prompts, and of gaps, that have none of their own: 1, 2, 3 and so on."""
    return tuple(str(n + 1) for n in range(count))
