"""Lists of competencies: taken in, edited."""

from __future__ import annotations

from .base import N_

_AS_IT_IS = N_("Look at the list as it is now, then decide.")

FRAMEWORKS: dict[str, tuple[int, str, str]] = {
    "framework_is_draft": (
        409,
        N_("A list with this code and version is still being edited here"),
        N_("Use it or delete it first, or give this one another version."),
    ),
    "framework_differs_here": (
        409,
        N_("Your school has another list with this code and version"),
        N_("Give this one another version, for example the one that is proposed."),
    ),
    "framework_version_taken": (
        409,
        N_("Your school has this version already"),
        N_("Write another version, for example with a number behind it."),
    ),
    "framework_faults": (
        422,
        N_("It cannot be saved like this"),
        N_("Nothing was changed. What is wrong is listed; what you typed is still here."),
    ),
    "framework_published": (
        409,
        N_("This list is in use and stays as it is"),
        N_("Make a copy to edit; it gets a version of its own."),
    ),
    "framework_changed_meanwhile": (
        409,
        N_("Somebody else has changed this meanwhile"),
        N_("Below is what you typed, beside it what is there now. Save again to replace it with yours."),
    ),
    "framework_part_gone": (409, N_("What you want to change is not there any more"), _AS_IT_IS),
    "framework_area_full": (
        409,
        N_("There is something in this area"),
        N_("Move its competencies and areas to another area, or remove them, and then remove it."),
    ),
    "framework_code_taken": (
        422,
        N_("This code is taken"),
        N_("Each competency and each area has its own code. Write another one, or none: then one is made."),
    ),
    "framework_numbers": (
        422,
        N_("A number cannot be read"),
        N_("Write numbers like 0.5 or 0,5, thresholds with blanks between them."),
    ),
    "framework_file_missing": (422, N_("No file was chosen"), N_("Choose a CASE package or a CSV file.")),
    "framework_address_missing": (
        422,
        N_("No address was written"),
        N_("Write the address of a CASE package; it begins with https://."),
    ),
    "framework_address_refused": (
        422,
        N_("This address is not asked"),
        N_("Only public addresses that begin with https:// are, and none that leads on to another site."),
    ),
    "framework_address_failed": (
        422,
        N_("The address gave no answer"),
        N_("Try again later, or download the file there with your browser and bring it in as a file."),
    ),
    "framework_too_large": (
        413,
        N_("This is too large for a list of competencies"),
        N_("A CASE package may have 50 MB, a CSV file 8 MB."),
    ),
    "framework_import_blocked": (
        422,
        N_("This list cannot be taken in"),
        N_("Correct what is listed in the file and bring it in again. Nothing was taken in."),
    ),
}
