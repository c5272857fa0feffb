"""Question banks: files brought in, questions linked and taken out."""

from __future__ import annotations

from .base import N_

_ONCE_MORE = N_("Choose the file once more and send it again: it goes on where it stopped.")

BANKS: dict[str, tuple[int, str, str]] = {
    "upload_empty": (422, N_("This file is empty"), N_("Choose another file.")),
    "upload_too_large": (
        413,
        N_("This file is too large: at most %(most)s MB"),
        N_("Export fewer questions at a time, for example by category, and bring them in one by one."),
    ),
    "upload_order": (409, N_("A piece of the file is missing"), _ONCE_MORE),
    "upload_piece": (422, N_("A piece of the file did not arrive whole"), _ONCE_MORE),
    "bank_title_missing": (422, N_("The new bank has no name"), N_("Give it a name of at most 200 letters.")),
    "bank_changed_meanwhile": (
        409,
        N_("Somebody has changed this bank in the meantime"),
        N_("Nothing was changed by you. Look at it as it is now and choose again."),
    ),
    "bank_nothing_chosen": (
        422,
        N_("No question is chosen"),
        N_("Tick questions, or choose all that match."),
    ),
    "bank_change_missing": (
        422,
        N_("It does not say what to do with the questions"),
        N_("Choose what shall be changed, and to what."),
    ),
    "bank_nothing_to_undo": (409, N_("There is nothing to take back"), N_("The bank is as it was at first.")),
    "import_not_ready": (
        409,
        N_("This file is not ready to be taken in"),
        N_("Look at the page of the file: it says what it waits for."),
    ),
    "import_taken": (
        409,
        N_("This file was taken in already"),
        N_("You find its questions in the bank, and can take the change back there."),
    ),
    "import_crashed": (
        500,
        N_("This file could not be read to its end"),
        N_("Try it once more, or export it from where it comes in another format. Nothing was changed."),
    ),
    "framework_missing": (
        422,
        N_("It is not said which list of competencies the questions are about"),
        N_("Choose one, then go on."),
    ),
    "export_format": (404, N_("Senda does not write this format"), N_("Choose one of those offered.")),
}
