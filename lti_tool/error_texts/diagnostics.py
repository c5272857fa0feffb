"""Setting up a diagnostic, and taking it."""

from __future__ import annotations

from .base import N_

DIAGNOSTICS: dict[str, tuple[int, str, str]] = {
    "diagnostic_unpublished": (
        409,
        N_("This diagnostic is not open yet"),
        N_("Your teacher is still preparing it. Open it again later from your course."),
    ),
    "blueprint_title": (
        422,
        N_("The name is missing or longer than 200 letters"),
        N_("Give it a short name that students recognise."),
    ),
    "blueprint_competencies": (
        422,
        N_("A diagnostic can be about 1 to %(most)s competencies, and this choice has %(count)s"),
        N_("The questions of one sitting are shared among them: with more, nobody is known well in any."),
    ),
    "blueprint_questions": (
        422,
        N_("The number of questions has to be a whole number from %(least)s to %(most)s"),
        N_("A clear result needs at least two answers on each competency, and usually five."),
    ),
    "blueprint_minutes": (
        422,
        N_("The minutes have to be a number from 1 to %(most)s"),
        N_("Leave it empty for no limit."),
    ),
    "blueprint_attempts": (
        422,
        N_("How often it may be taken has to be a whole number from 0 to %(most)s"),
        N_("0 means as often as they like."),
    ),
    "blueprint_pilots": (
        422,
        N_("The share of questions on trial has to be 0, or from 10 to 25 per cent"),
        N_("More would make the diagnostic long, and fewer teach nothing about the new questions."),
    ),
    "blueprint_exposure": (
        422,
        N_("How often one question may appear has to be from 5 to 100 of 100 tests"),
        N_("25 is a good start; with a small bank it is raised by itself as far as it must."),
    ),
    "blueprint_begun": (
        409,
        N_("Students have begun: what is asked can no longer change"),
        N_("Make a copy and change that one, so that all who take this one are asked alike."),
    ),
    "blueprint_no_items": (
        409,
        N_("There is no question about: %(names)s"),
        N_("Leave it out, or add questions to the bank first. Students would get no verdict on it."),
    ),
    "cut_rating": (
        422,
        N_("Each answer has to be a number above 0 and below 10"),
        N_("For instance 7, or 6.5. Leave it empty where you have no opinion."),
    ),
    "cut_out_of_reach": (
        422,
        N_("%(names)s: the teachers say %(asked)s of 10, and these questions allow %(low)s to %(high)s"),
        N_("Some guess right and some slip, so a few are right and a few wrong whatever somebody knows."),
    ),
    "revision_current": (
        409,
        N_("This diagnostic already asks the newest questions of its bank"),
        N_("There is nothing to do."),
    ),
}
