"""Every code that the pages of question banks show, with its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lti_tool.errors import N_

KINDS: Final[Mapping[str, str]] = {
    "choice": N_("one right choice"),
    "multiple": N_("several right choices"),
    "text": N_("short answer"),
    "number": N_("number"),
    "expression": N_("algebra"),
    "matching": N_("matching"),
    "ordering": N_("putting in order"),
    "cloze": N_("text with gaps"),
}
"""How an item is answered."""

BANDS: Final[Mapping[str, str]] = {
    "easy": N_("Easier"),
    "middle": N_("At their level"),
    "hard": N_("Harder"),
    "unknown": N_("Not said yet"),
}
"""How hard items are beside what just masters a competency."""

WITHHELD: Final[Mapping[str, str]] = {
    "unlinked": N_("not linked to a competency yet"),
    "set_aside": N_("set aside by a teacher"),
    "figure_missing": N_("an image or sound is missing"),
    "key_unreadable": N_("its right answer cannot be read"),
    "answer_is_the_question": N_("its right answer is the question itself"),
    "key_too_slow": N_("its right answer takes too long to check"),
    "unknown_answer_type": N_("its kind of answer is not known"),
}
"""Why an item is kept and never asked; another reason is shown as it is."""

SUPPLIES: Final[Mapping[str, str]] = {"none": N_("none"), "thin": N_("few"), "enough": N_("enough")}

STATUSES: Final[Mapping[str, str]] = {
    "uploading": N_("is being sent"),
    "waiting": N_("waits for its turn"),
    "reading": N_("is being read"),
    "ready": N_("waits for your decision"),
    "accepted": N_("waits to be taken in"),
    "taking": N_("is being taken in"),
    "taken": N_("taken in"),
    "refused": N_("thrown away"),
    "failed": N_("did not work"),
}
"""Where a file is."""

CHANGES: Final[Mapping[str, str]] = {
    "link": N_("Link to this competency only"),
    "add_link": N_("Link to this competency as well"),
    "unlink": N_("Take away their links"),
    "tag": N_("Give this tag"),
    "untag": N_("Take away this tag"),
    "pilot": N_("Try out: asked now and then, without counting"),
    "count": N_("End the trial: they count"),
    "withhold": N_("Set aside: not asked any more"),
    "release": N_("Bring back what was set aside"),
}
"""What can be done with many questions at once."""

EVENTS: Final[Mapping[str, str]] = {
    "bank_imported": N_("A file was taken in"),
    "bank_undone": N_("A change was taken back"),
    "bank_renamed": N_("It was renamed: %(title)s"),
    "bank_items_changed": N_("Many questions were changed at once"),
    "bank_made": N_("The bank was made: %(title)s"),
    "item_written": N_("A question was written: %(item)s"),
    "item_reworded": N_("A question got other words: %(item)s"),
    "item_updated": N_("A question was changed: %(item)s"),
    "item_restored": N_("A question got earlier words back: %(item)s"),
    "item_set_aside": N_("A question was set aside: %(item)s"),
    "item_brought_back": N_("A question was brought back: %(item)s"),
}
"""What was done to a bank; other events are changes of parameters."""
EVENT_WHATS: Final[Mapping[str, str]] = {
    "link": N_("Questions were linked to %(competency)s"),
    "add_link": N_("Questions were linked to %(competency)s as well"),
    "unlink": N_("Links of questions were taken away"),
    "tag": N_("Questions got the tag %(tag)s"),
    "untag": N_("Questions lost the tag %(tag)s"),
    "pilot": N_("Questions are tried out"),
    "count": N_("The trial of questions ended"),
    "withhold": N_("Questions were set aside"),
    "release": N_("Questions were brought back"),
}
OTHER_EVENT: Final = N_("Questions were changed")

LOSSES: Final[Mapping[str, tuple[str, str]]] = {
    "kind_left_out": (
        N_("%(num)s text with gaps cannot be said in it and is left out."),
        N_("%(num)s texts with gaps cannot be said in it and are left out."),
    ),
    "languages_left_out": (
        N_("%(num)s question goes out in one language only."),
        N_("%(num)s questions go out in one language only."),
    ),
    "hints_left_out": (
        N_("%(num)s question loses its hints."),
        N_("%(num)s questions lose their hints."),
    ),
    "media_left_out": (
        N_("%(num)s question loses its images and sounds."),
        N_("%(num)s questions lose their images and sounds."),
    ),
    "large_media_left_out": (
        N_("%(num)s question loses images and sounds of more than half a megabyte."),
        N_("%(num)s questions lose images and sounds of more than half a megabyte."),
    ),
}
"""What a format cannot say, for one question and for many."""

LANGUAGES: Final[Mapping[str, str]] = {
    "es": N_("Spanish"),
    "en": N_("English"),
    "ca": N_("Catalan"),
    "eu": N_("Basque"),
    "gl": N_("Galician"),
    "pt": N_("Portuguese"),
    "fr": N_("French"),
    "de": N_("German"),
    "it": N_("Italian"),
}
"""Names of languages; another one is shown by its code."""
