"""Calibration, fit and fairness of questions."""

from __future__ import annotations

from .base import N_

_MORE = N_("Try again when more students have answered. Nothing was changed.")
_UNEXPECTED = N_("Nothing was changed. Try again; if it happens again, tell the administrator of Senda.")

ANALYSES: dict[str, tuple[int, str, str]] = {
    "too_few_answers": (409, N_("There are too few answers for this yet"), _MORE),
    "no_variance": (409, N_("Every question was answered right by everybody, or wrong by everybody"), _MORE),
    "groups_too_small": (
        409,
        N_("The groups are too small to be compared"),
        N_("Each group needs at least 30 students who answered. With fewer, chance looks like a difference."),
    ),
    "scale_not_anchored": (
        409,
        N_("None of these questions says how hard it is meant to be"),
        N_("Give at least some questions a difficulty in the bank: it tells where the scale begins."),
    ),
    "several_competencies": (
        409,
        N_("These questions are about several competencies at once"),
        N_("Only questions about one competency can be calibrated. Nothing was changed."),
    ),
    "bad_responses": (500, N_("The answers cannot be read as they are stored"), _UNEXPECTED),
    "bad_setting": (500, N_("The analysis cannot be made with these settings"), _UNEXPECTED),
    "calibration": (500, N_("The analysis could not be finished"), _UNEXPECTED),
    "analysis_interrupted": (500, N_("The analysis was interrupted"), _UNEXPECTED),
    "analysis_under_way": (
        409,
        N_("This is being worked out already"),
        N_("Wait until it is finished, or cancel it, and then begin again."),
    ),
    "analysis_not_ready": (
        409,
        N_("This analysis cannot be used any more"),
        N_("Somebody has used it or thrown it away in the meantime. Nothing was changed."),
    ),
    "analysis_nothing_left": (
        409,
        N_("None of these questions is as it was"),
        N_("They were changed in the meantime, or nothing was chosen. Nothing was changed."),
    ),
    "group_missing": (
        422,
        N_("No group was chosen"),
        N_("Choose a group of the class, or tick the students that you want to compare with the others."),
    ),
}
"""The codes of `personalization.calibration.errors` are among them."""
