"""Pages of single questions with made-up values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask, g
from question_rows import CLOZE, NUMBER

from adapters.content.writing import Fault, ItemDraft, RowDraft, RowText, TextDraft
from adapters.content.writing.draft import KINDS
from lti_tool.actions.item_pages import (
    BankRef,
    CompetencyOption,
    Difference,
    EditorPage,
    FileView,
    ItemPage,
    KindsPage,
    NewBankPage,
    PreviewPage,
    UseView,
    VersionView,
)
from lti_tool.actions.open_item import _parts, new_draft
from lti_tool.actions.open_question import answered_view
from lti_tool.actions.shown_question import shown_question
from lti_tool.web.teacher import items_views as views

BANK = BankRef("b1", "Física y química 2.º ESO", {"es": "Ciencias de la naturaleza", "en": "Natural sciences"})
AREA = {"es": "La materia", "en": "Matter"}
OPTIONS = tuple(
    CompetencyOption(f"M{n}", {"es": name, "en": name}, AREA)
    for n, name in enumerate(
        ("Densidad", "Estados de la materia", "Presión y temperatura", "Mezclas", "Disoluciones", "Cambios químicos",
         "Leer gráficas", "Medir y estimar", "Usar unidades", "Hacer preguntas que se puedan investigar"), 1)
)  # fmt: skip
FILES = (FileView("ab" * 32, "triángulo.png", "image/png"), FileView("cd" * 32, "agua hirviendo.mp3", "audio/mpeg"))


def editor(draft: ItemDraft, **changes: object) -> EditorPage:
    page = EditorPage(BANK, "", 0, 0, draft, OPTIONS, ("Tema 1/Densidad", "Tema 2"), ())
    return replace(page, **changes)  # type: ignore[arg-type]


CHOICE = replace(
    new_draft("choice", "es", ("M3",)),
    texts={
        "es": TextDraft("¿A qué temperatura **hierve** el agua al nivel del mar?", "A \\(100\\ ^\\circ\\text{C}\\).", ("Piensa en el termómetro.",)),
        "en": TextDraft("At which temperature does water boil at sea level?"),
    },
    rows=(
        RowDraft("c1", right=True, texts={"es": RowText("100 °C"), "en": RowText("100 °C")}),
        RowDraft("c2", credit="25", texts={"es": RowText("99 °C", feedback="Casi."), "en": RowText("99 °C")}),
        RowDraft("c3", texts={"es": RowText("0 °C"), "en": RowText("")}),
    ),
    difficulty="8",
    tags="calor, agua",
    category="Tema 2",
)  # fmt: skip
GAPS = ItemDraft(
    "cloze",
    {"es": TextDraft("El agua hierve a [[#100:0.5]] °C.\nEn la montaña, a una temperatura [[más alta|*más baja]], porque la [[=presión")},
    competencies=("M3",),
)


def preview(told: bool) -> str:
    page = shown_question(NUMBER, "es", [])
    view = answered_view(NUMBER, "25 m/s", "wrong", "es") if told else None
    return views.preview_fragment(PreviewPage(page, (), view), "b1", "")


def answer_previews(app: Flask, visit: Callable[[], object]) -> None:
    """The preview beside a form asks for itself: here it gets a sample, with an answer that was tried."""

    def shown(launch: str, bank: str) -> str:
        g.visit = visit()
        return preview(told=True)

    app.view_functions["items.preview"] = shown


def one_item() -> ItemPage:
    later = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    return ItemPage(
        BANK, "i2", "own-Xy12", "cloze", 2, 7, ("es",), tuple(_parts(CLOZE)),
        (OPTIONS[2].names,), 6.4, True, ("calor", "agua"), "Tema 2", True, "set_aside",
        (
            VersionView(2, "i2", later, "Ana Ruiz", True, 0, (
                Difference("stem", "es", "<p>El agua hierve a 100 °C.</p>", "<p>El agua <strong>hierve</strong> a \\(100\\ ^\\circ\\text{C}\\).</p>"),
                Difference("explanation", "es", "", "<p>Con menos presión, las burbujas se forman antes.</p>"),
            )),
            VersionView(1, "i1", later, "", False, 143, ()),
        ),
        (UseView("d1", "¿Qué sabes de la materia?", 1), UseView("d2", "Repaso", None)), 3, "OpenStax (CC BY 4.0)",
    )  # fmt: skip


def _new(kind: str) -> Callable[[], str]:
    return lambda: views.editor_page(editor(new_draft(kind, "es")))  # type: ignore[arg-type]


PAGES: dict[str, Callable[[], str]] = {
    "item-kinds": lambda: views.kinds_page(KindsPage(BANK)),
    **{f"item-new-{kind}": _new(kind) for kind in KINDS},
    "item-edit": lambda: views.editor_page(editor(CHOICE, item="i1", since=3, number=2, files=FILES, asked=True, known=8.1, calibrated=True)),
    "item-faults": lambda: views.editor_page(
        editor(CHOICE),
        faults=(Fault("row.2.text.en", "row_empty", {"number": 3, "language": "en"}), Fault("rows", "no_right")),
        problem="La pregunta no se puede guardar así. Está en la lista qué falta.",
    ),
    "item-gap-fault": lambda: views.editor_page(
        editor(GAPS), faults=(Fault("stem.es", "gap_open", {"line": 2, "column": 71}),), problem="La pregunta no se puede guardar así."
    ),
    "item-changed": lambda: views.editor_page(
        editor(CHOICE, item="i1"), problem="Otra persona ha cambiado esta pregunta.", against=one_item().versions[0].differences
    ),
    "item": lambda: views.item_page(one_item(), done="reworded"),
    "item-new-bank": lambda: views.new_bank_page(NewBankPage((("f1", BANK.framework, "2022"),))),
}
