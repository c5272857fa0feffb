"""What the bank is about: five areas, sixteen competencies, and which one builds on which."""

from __future__ import annotations

from adapters.frameworks.base import CompetencySpec, FrameworkSpec

AREAS = {
    "fractions": {"es": "Fracciones", "en": "Fractions"},
    "decimals": {"es": "Números decimales", "en": "Decimals"},
    "integers": {"es": "Números enteros", "en": "Integers"},
    "proportion": {"es": "Proporcionalidad", "en": "Proportion"},
    "equations": {"es": "Ecuaciones", "en": "Equations"},
}

# Code (its first word is the area), Spanish name, English name.
_COMPETENCIES = (
    (
        "fractions-equivalent",
        "Fracciones equivalentes y simplificación",
        "Equivalent fractions and simplifying",
    ),
    ("fractions-compare", "Comparar y ordenar fracciones", "Comparing and ordering fractions"),
    ("fractions-add", "Sumar y restar fracciones", "Adding and subtracting fractions"),
    ("fractions-multiply", "Multiplicar y dividir fracciones", "Multiplying and dividing fractions"),
    ("decimals-order", "Valor posicional y orden de los decimales", "Place value and order of decimals"),
    ("decimals-calculate", "Operar con decimales", "Calculating with decimals"),
    (
        "decimals-fractions",
        "De fracción a decimal y de decimal a fracción",
        "Converting fractions and decimals",
    ),
    (
        "integers-order",
        "Números negativos: recta numérica y orden",
        "Negative numbers: number line and order",
    ),
    ("integers-add", "Sumar y restar números enteros", "Adding and subtracting integers"),
    (
        "integers-multiply",
        "Multiplicar, dividir y combinar enteros",
        "Multiplying, dividing and combining integers",
    ),
    ("proportion-ratio", "Razones y proporcionalidad directa", "Ratios and direct proportion"),
    ("proportion-rates", "Velocidad, precio por unidad y escalas", "Speed, unit price and scales"),
    ("proportion-percent", "Porcentajes", "Percentages"),
    ("equations-expressions", "Expresiones con letras", "Expressions with letters"),
    ("equations-simple", "Ecuaciones de uno y dos pasos", "One-step and two-step equations"),
    (
        "equations-brackets",
        "Ecuaciones con paréntesis y con x en los dos lados",
        "Equations with brackets and with x on both sides",
    ),
)

# Criteria of years 1 to 3 of Spain's RD 217/2022 that tasks of each competency tell about. The criteria are
# about what is done (solving, representing, linking), so several competencies share one.
_CRITERIA = {
    "fractions-equivalent": ("5.1",),
    "fractions-compare": ("5.1", "7.1"),
    "fractions-add": ("1.3", "5.2"),
    "fractions-multiply": ("1.3", "5.2"),
    "decimals-order": ("7.1",),
    "decimals-calculate": ("1.3",),
    "decimals-fractions": ("5.1", "7.1"),
    "integers-order": ("7.1",),
    "integers-add": ("1.3",),
    "integers-multiply": ("1.3", "5.2"),
    "proportion-ratio": ("5.1", "6.1"),
    "proportion-rates": ("6.1", "6.2"),
    "proportion-percent": ("1.3", "6.1"),
    "equations-expressions": ("7.1", "8.2"),
    "equations-simple": ("1.2", "1.3"),
    "equations-brackets": ("1.2", "1.3"),
}

PREREQUISITES = (
    ("fractions-equivalent", "fractions-compare"),
    ("fractions-equivalent", "fractions-add"),
    ("fractions-equivalent", "fractions-multiply"),
    ("decimals-order", "decimals-calculate"),
    ("decimals-order", "decimals-fractions"),
    ("fractions-equivalent", "decimals-fractions"),
    ("integers-order", "integers-add"),
    ("integers-add", "integers-multiply"),
    ("fractions-multiply", "proportion-ratio"),
    ("proportion-ratio", "proportion-rates"),
    ("decimals-calculate", "proportion-rates"),
    ("proportion-ratio", "proportion-percent"),
    ("decimals-fractions", "proportion-percent"),
    ("integers-multiply", "equations-expressions"),
    ("integers-add", "equations-simple"),
    ("equations-expressions", "equations-simple"),
    ("equations-simple", "equations-brackets"),
)

FRAMEWORK = FrameworkSpec(
    code="senda-maths-11-14",
    version="1",
    names={"es": "Matemáticas de 11 a 14 años", "en": "Mathematics, age 11 to 14"},
    areas=AREAS,
    competencies=tuple(
        CompetencySpec(
            code,
            code.partition("-")[0],
            {"es": es, "en": en},
            alignments=tuple(f"rd217-2022-mat-eso:1-3-{number}" for number in _CRITERIA[code]),
        )
        for code, es, en in _COMPETENCIES
    ),
    prerequisites=PREREQUISITES,
)
