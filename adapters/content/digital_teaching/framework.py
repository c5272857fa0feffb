"""What the bank is about: the six aspects of UNESCO's framework for teachers, each at three levels."""

from __future__ import annotations

from adapters.content.digital_teaching.situation import Level
from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec

CUTS: dict[Level, float] = {"KA": -1.2, "KD": 0.0, "KC": 1.2}
"""Where each level begins, in logits.

The middle level is the target, and 0 is what a cut means everywhere in Senda. The distance is an assumption:
with the prior of a new person (mean 0, variance 1) about one in nine lies below the first cut and one in nine
above the third, and neighbouring cuts are farther apart than the greatest standard error at which a word is
said (.70). A school that has judged the cuts itself edits them in its copy.
"""

LEVELS: dict[Level, dict[str, str]] = {
    "KA": {"es": "Adquisición de conocimientos", "en": "Knowledge Acquisition"},
    "KD": {"es": "Profundización de conocimientos", "en": "Knowledge Deepening"},
    "KC": {"es": "Creación de conocimientos", "en": "Knowledge Creation"},
}

ASPECTS = {
    "policy": "A1",
    "curriculum": "A2",
    "pedagogy": "A3",
    "skills": "A4",
    "administration": "A5",
    "learning": "A6",
}
"""Code of the aspect that each module of situations is about."""

# Names of the aspect and of its competencies at the three levels, Spanish and English; then the areas and
# competences of the Spanish framework (MRCDD 2022) that are nearest to it. The last is our own judgement.
_NAMES = (
    (
        ("Comprensión del papel de las TIC en la educación", "Understanding ICT in Education"),
        (
            ("Conocimiento de las políticas", "Policy Understanding"),
            ("Aplicación de políticas", "Policy Application"),
            ("Innovación política", "Policy Innovation"),
        ),
        ("1.1", "1.3"),
    ),
    (
        ("Currículo y evaluación", "Curriculum and Assessment"),
        (
            ("Conocimientos básicos", "Basic Knowledge"),
            ("Aplicación de los conocimientos", "Knowledge Application"),
            ("Competencias de la sociedad del conocimiento", "Knowledge Society Skills"),
        ),
        ("4.1", "4.2", "4.3"),
    ),
    (
        ("Pedagogía", "Pedagogy"),
        (
            ("Enseñanza potenciada por las TIC", "ICT-enhanced Teaching"),
            ("Resolución de problemas complejos", "Complex Problem-solving"),
            ("Autogestión", "Self-management"),
        ),
        ("3.1", "3.2", "3.3", "3.4"),
    ),
    (
        ("Aplicación de competencias digitales", "Application of Digital Skills"),
        (("Aplicación", "Application"), ("Infusión", "Infusion"), ("Transformación", "Transformation")),
        ("2.1", "2.2", "2.3"),
    ),
    (
        ("Organización y administración", "Organization and Administration"),
        (
            ("Aula estándar", "Standard Classroom"),
            ("Grupos de colaboración", "Collaborative Groups"),
            ("Organizaciones del aprendizaje", "Learning Organizations"),
        ),
        ("1.1", "1.5"),
    ),
    (
        ("Aprendizaje profesional de los docentes", "Teacher Professional Learning"),
        (
            ("Alfabetización digital", "Digital Literacy"),
            ("Trabajo en redes", "Networking"),
            ("El docente como innovador", "Teacher as Innovator"),
        ),
        ("1.2", "1.3", "1.4"),
    ),
)


def _competencies() -> tuple[CompetencySpec, ...]:
    return tuple(
        CompetencySpec(
            code=f"A{number}",
            area="ict-cft",
            names=_both(aspect),
            cuts=tuple(CUTS.values()),
            level_names=tuple(_both(names) for names in levels),
            alignments=(
                *(f"unesco-ict-cft-3:{level}.{number}" for level in CUTS),
                *(f"mrcdd-2022:{code}" for code in nearest),
            ),
        )
        for number, (aspect, levels, nearest) in enumerate(_NAMES, start=1)
    )


def _both(names: tuple[str, str]) -> dict[str, str]:
    return {"es": names[0], "en": names[1]}


FRAMEWORK = FrameworkSpec(
    code="unesco-ict-cft-3-aspects",
    version="3",
    names={
        "es": "Competencia digital docente: los seis aspectos de ICT-CFT, versión 3",
        "en": "Teachers' digital competence: the six aspects of ICT-CFT, version 3",
    },
    # One area: who is strong in one aspect is likely to be so in the others.
    areas={"ict-cft": {"es": "Competencia digital docente", "en": "Teachers' digital competence"}},
    competencies=_competencies(),
    levels=tuple(LevelSpec(code, names) for code, names in LEVELS.items()),
    source=(
        "UNESCO ICT Competency Framework for Teachers, version 3 (2018): "
        "names of aspects, competencies and levels"
    ),
    licence="CC BY-SA 3.0 IGO",
)
