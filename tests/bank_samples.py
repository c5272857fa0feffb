"""Pages of question banks with sample values."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bank_files import png

from adapters.content.base import Problem
from lti_tool.actions.bank_pages import (
    BankPage,
    BanksPage,
    BankView,
    ChangePage,
    CompetencyChoice,
    CoveragePage,
    CoverageRow,
    EntryView,
    ExportPage,
    ExportView,
    FrameworkChoice,
    HistoryPage,
    ImportPage,
    ImportView,
    LossView,
    OwnBankView,
    RevisionView,
    SampleView,
    Search,
    UploadPage,
)
from lti_tool.web.teacher import banks_views as views

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MATHS = {"es": "Matemáticas de 11 a 14 años", "en": "Mathematics, age 11 to 14"}
AREA = {"es": "Fracciones", "en": "Fractions"}
NAMES = (
    {"es": "Comparar y ordenar fracciones", "en": "Compare and order fractions"},
    {"es": "Sumar y restar fracciones con distinto denominador", "en": "Add and subtract unlike fractions"},
    {"es": "Multiplicar y dividir fracciones", "en": "Multiply and divide fractions"},
)
CHOICES = tuple(CompetencyChoice(f"FR.{n}", names, AREA) for n, names in enumerate(NAMES, start=1))
BANK = BankView("b1", "Fracciones de 1.º de ESO", MATHS, "f1", 182, 14, 7, 2, ("es", "en"), NOW)
DIGEST = "a" * 64


def entry(place: int, **changes: object) -> EntryView:
    """A row of a bank."""
    made = EntryView(
        id=place,
        item=f"item{place}",
        code=f"m-8c0{place}1f2a9d7e44b1",
        kind="choice",
        stem="¿Qué fracción es mayor, \\(\\frac{3}{4}\\) o \\(\\frac{5}{8}\\)?",
        language="es",
        languages=("es", "en"),
        competencies=NAMES[:1],
        band="middle",
        category="Fracciones/Comparar",
        tags=("repaso", "evaluación inicial"),
        pilot=False,
        withheld="",
        number=1,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


ENTRIES = (
    entry(1),
    entry(2, kind="number", stem="Calcula \\(\\frac{1}{2} + \\frac{1}{3}\\).", band="easy", pilot=True),
    entry(3, kind="cloze", competencies=(), withheld="unlinked", band="unknown", tags=(), stem="La mitad de 8 es ___."),
    entry(4, withheld="figure_missing", number=3, category="", tags=(), stem="Mira la recta: ¿qué fracción señala la flecha?"),
    entry(5, kind="matching", competencies=NAMES, band="hard", languages=("es",), category="Un nombre de categoría bastante largo/Con otra dentro"),
)  # fmt: skip
PAGE = BankPage(
    bank=BANK,
    search=Search(),
    entries=ENTRIES,
    found=182,
    page=2,
    pages=4,
    competencies=CHOICES,
    categories=(("Fracciones/Comparar", 90), ("Fracciones/Sumar", 60)),
    tags=(("evaluación inicial", 12), ("repaso", 40)),
    kinds=(("choice", 120), ("number", 40), ("cloze", 22)),
    withheld=(("figure_missing", 4), ("unlinked", 10)),
    pilots=3,
)
FATAL = (
    Problem("12 · Mitades", "answer_missing"),
    Problem("40 · Recta", "duplicate_item", {"item": "q7", "first": "31 · Otra recta"}),
    Problem("77", "credits_do_not_add_up", {"sum": 0.6}),
)
NOTES = (
    Problem("", "encoding_guessed", {"encoding": "windows-1252"}, fatal=False),
    Problem("55 · Dibujo", "type_unknown", {"type": "drawing"}, fatal=False),
    Problem("61 · Sonido", "figure_missing", {"figure": "voz.mp3", "item": "q9"}, fatal=False),
)
SAMPLES = (
    SampleView("q1", "choice", "es", f'Mira <img src="media:{DIGEST}" alt="una regla" width="60" height="60"> ¿Cuánto mide?', ("2 cm", "3 cm", "\\(\\frac{7}{2}\\) cm"), (), (2,)),
    SampleView("q2", "number", "es", "La mitad de 9 es…", (), (), (), "\\(4{,}5\\)"),
    SampleView("q3", "matching", "es", "Une cada fracción con su nombre.", ("un medio", "un cuarto"), ("1/2", "1/4"), (), "<ul><li>1/2 → un medio</li><li>1/4 → un cuarto</li></ul>"),
    SampleView("q4", "ordering", "es", "Ordena de menor a mayor.", ("1/4", "1/2", "3/4"), (), (0, 1, 2)),
)  # fmt: skip
READY = ImportPage(
    id="j1",
    filename="preguntas-de-fracciones.xml",
    size=9_000_000,
    status="ready",
    progress=1.0,
    title="Fracciones",
    format="moodle_xml",
    language="es",
    framework=MATHS,
    items=238,
    linked=40,
    kinds={"choice": 180, "number": 40, "matching": 18},
    languages={"es": 238, "en": 12},
    categories={"Fracciones/Comparar": 100, "Fracciones/Sumar": 80, "": 58},
    competencies=(("FR.1", NAMES[0], 40),),
    unknown={"MAT.3.1": 4},
    types={"essay": 3, "drawing": 1},
    withheld={"figure_missing": 2},
    codes={"type_unknown": 4, "alt_missing": 3, "figure_missing": 2, "encoding_guessed": 1},
    others=NOTES,
    alt=(("20 · Tarta", 1), ("31 · Recta", 2)),
    samples=SAMPLES,
    embedded={DIGEST: f"data:image/png;base64,{base64.b64encode(png()).decode()}"},
    media=(31, 8_400_000),
    choices=CHOICES,
)
WAITING = ImportPage("j1", "preguntas-de-fracciones.xml", 9_000_000, "reading", 0.42)
TAKEN = replace(
    READY,
    status="taken",
    bank="b1",
    bank_title="Fracciones de 1.º de ESO",
    taken={"fates": {"new": 230, "reworded": 3, "updated": 1, "same": 4}, "activities": 0, "revision": 8},
)
CHANGE = ChangePage(
    BANK,
    Search(tag="repaso"),
    "link",
    NAMES[0],
    "",
    40,
    37,
    ENTRIES[:3],
    (("revision", "7"), ("what", "link")),
)
COVERAGE = CoveragePage(
    BANK,
    tuple(
        CoverageRow(f"FR.{n}", names, AREA, {"easy": n * 3, "middle": n * 5, "hard": n, "unknown": 2 if n else 0}, n * 9, 1, supply)
        for n, (names, supply) in enumerate(zip(NAMES, ("none", "thin", "enough"), strict=True))
    ),
    10,
    8,
)  # fmt: skip
HISTORY = HistoryPage(
    BANK,
    (
        RevisionView(7, "bank_items_changed", {"what": "link", "competency": "FR.1", "items": 37}, NOW, "Ana Ruiz", 37, 37, NAMES[0]),
        RevisionView(6, "bank_undone", {"of": 5, "items": 12}, NOW, "Ana Ruiz", 12, 12),
        RevisionView(5, "item_saved", {}, None, "", 1, 1),
        RevisionView(1, "bank_imported", {"new": 182}, NOW, "Luis Gil", 182, 0),
    ),
    can_undo=True,
)  # fmt: skip
EXPORT = ExportPage(
    BANK,
    (
        ExportView("moodle_xml", "Moodle XML", ".xml", (LossView("languages_left_out", 4),)),
        ExportView(
            "gift", "GIFT", ".gift", (LossView("languages_left_out", 180), LossView("kind_left_out", 1))
        ),
        ExportView("qti", "QTI", ".zip", ()),
        ExportView("csv", "CSV", ".csv", (LossView("media_left_out", 31),)),
    ),
)
BANKS = BanksPage(
    (BANK, replace(BANK, id="b2", title="Álgebra", withheld=0, diagnostics=0, revision=1, languages=("es",))),
    (OwnBankView("digital-teaching", "x", 72, {"es": "Competencia digital docente", "en": "Teachers' digital competence"}),),
    (ImportView("j1", "preguntas-de-fracciones.xml", "ready", NOW),),
)  # fmt: skip
UPLOAD = UploadPage((FrameworkChoice("f1", MATHS, "1"),), (("b1", BANK.title),), "", ("es", "en", "ca"))

PAGES: dict[str, Callable[[], str]] = {
    "banks": lambda: views.banks_page(BANKS),
    "banks-empty": lambda: views.banks_page(BanksPage((), BANKS.own, ())),
    "bank": lambda: views.bank_page(PAGE, changed=37),
    "bank-search": lambda: views.bank_page(replace(PAGE, search=Search(text="mitad", tag="repaso"), found=5, pages=1, page=1)),
    "bank-nothing": lambda: views.bank_page(replace(PAGE, search=Search(text="xyz"), entries=(), found=0, pages=1, page=1)),
    "bank-name": lambda: views.rename_page(BANK, "", "Al banco nuevo le falta el nombre."),
    "bank-change": lambda: views.change_page(CHANGE),
    "bank-change-nothing": lambda: views.change_page(replace(CHANGE, changing=0, examples=())),
    "bank-coverage": lambda: views.coverage_page(COVERAGE),
    "bank-history": lambda: views.history_page(HISTORY),
    "bank-export": lambda: views.export_page(EXPORT),
    "bank-upload": lambda: views.upload_page(UPLOAD),
    "bank-waiting": lambda: views.import_page(WAITING),
    "bank-waiting-silent": lambda: views.import_page(replace(WAITING, status="waiting", progress=0.0, silent=True)),
    "bank-preview": lambda: views.import_page(READY, by="category"),
    "bank-preview-added": lambda: views.import_page(
        replace(READY, bank="b1", bank_title=BANK.title, fates={"new": 230, "reworded": 3, "updated": 1, "same": 4})
    ),
    "bank-preview-bad": lambda: views.import_page(replace(READY, fatal=3, stopping=FATAL, items=230)),
    "bank-preview-framework": lambda: views.import_page(
        replace(READY, framework=None, needs_framework=True, choices=(), frameworks=UPLOAD.frameworks, linked=0)
    ),
    "bank-taken": lambda: views.import_page(TAKEN),
    "bank-failed": lambda: views.import_page(replace(READY, status="failed", problem="import_crashed")),
    "bank-refused": lambda: views.import_page(replace(READY, status="refused")),
}  # fmt: skip
