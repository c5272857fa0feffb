"""Every code that a page shows, with its text: English here, Spanish in the catalogue.

Placeholders are named as the values of the reason that fills them. Tests ask for completeness.
"""

from __future__ import annotations

from collections.abc import Mapping

from lti_tool.errors import N_

WORDS: Mapping[str, str] = {
    "mastered": N_("Mastered"),
    "nearly_there": N_("Nearly there"),
    "on_the_way": N_("On the way"),
    "not_yet": N_("Not yet"),
    "probably_mastered": N_("Probably mastered, not asked"),
    "probably_not_yet": N_("Probably not yet, not asked"),
    "not_enough_evidence": N_("Not enough evidence"),
    "not_asked": N_("Not asked"),
}

FORMULAS: Mapping[str, str] = {
    "completion": N_("Whoever finishes gets full marks, whatever the answers were."),
    "share_mastered": N_("The mark is the share of topics that are mastered."),
    "expected_mastery": N_(
        "The mark is how likely it is, on average over the topics, that each is mastered."
    ),
}

REASONS: Mapping[str, str] = {
    "next_most_telling": N_("It says most about %(competency)s."),
    "next_within_reach": N_("It says much about %(competency)s and is within reach."),
    "next_easy_first": N_("An easy one to begin with, about %(competency)s."),
    "next_easy_last": N_("A last one that is likely to go well, about %(competency)s."),
    "next_pilot": N_("A question about %(competency)s that is being tried out; it does not count."),
    "stop_mastered": N_("No more was asked: the answers show clearly that this is mastered."),
    "stop_not_yet": N_("No more was asked: the answers show clearly that this is not mastered yet."),
    "stop_level": N_("No more was asked: the answers show clearly which level is reached."),
    "stop_borrowed": N_("No more was asked: the answers on neighbouring topics already tell."),
    "stop_precise": N_("No more was asked: more questions would hardly change what is known."),
    "stop_cap": N_("No more was asked: one topic gets only so many questions."),
    "finish_all_decided": N_("It ended because every topic was clear."),
    "finish_all_stopped": N_(
        "It ended because %(decided)s of %(targets)s topics were clear and the rest well known."
    ),
    "finish_max_items": N_("It ended because the greatest number of questions was reached."),
    "finish_max_minutes": N_("It ended because the time of %(minutes)s minutes was over."),
    "finish_little_to_learn": N_("It ended because more questions would have told little."),
    "finish_no_items": N_("It ended because no suitable question was left."),
    "path_below_cut": N_("This is not there yet, so it is the place to build."),
    "path_close_to_cut": N_("You are close: a little practice may be enough."),
    "path_above_cut": N_("You already master this: here you can go further."),
    "path_opens": N_("It is needed for: %(opens)s."),
    "path_ready": N_("You are ready for it: you bring what it builds on (%(prerequisites)s)."),
    "path_gain": N_(
        "In about %(minutes)s minutes, your chance to master it may grow from %(before)s to %(after)s in 100."
    ),
    "path_review": N_("A short look back, so that it stays with you."),
    "path_check": N_("A few questions, to see whether it has come."),
    "path_kept": N_("You have begun this, so it stays in your path."),
    "path_fixed": N_("It comes next in the order of the course."),
    "pair_tutor_masters": N_("Tutor: masters %(competency)s with a chance of %(mastery)s in 100."),
    "pair_tutee_needs": N_(
        "Learner: masters %(competency)s with a chance of %(mastery)s in 100, so help is welcome."
    ),
    "pair_distance": N_("Near enough to explain it, far enough ahead to help."),
    "pair_shared_time": N_("Both can on %(slot)s; hours in common: %(shared)s."),
    "alone_no_need": N_("Needs no help in these topics at the moment."),
    "alone_no_partner_masters": N_("Nobody who takes part masters %(competency)s clearly enough."),
    "alone_no_fitting_partner": N_("No suitable partner was found this time."),
    "alone_not_enough_evidence": N_("Not enough answers yet to say where help is needed."),
    "alone_no_group_allows": N_("Nobody who could explain it is in a group that was allowed."),
    "alone_no_shared_time": N_("No hour in common with a suitable partner."),
    "alone_no_shared_language": N_("No language in common with a suitable partner."),
    "alone_all_taken": N_("Every suitable partner already helps someone."),
    "alone_not_needed": N_("Could explain, but nobody needs it at the moment."),
}
"""Every code of `REASON_CODES` in one sentence."""

SUMMARIES: Mapping[str, str] = {
    "summary_path": N_("You master %(mastered)s of %(targets)s topics. Steps done: %(done)s."),
    "summary_first": N_("Here is your path, one step at a time. Steps done: %(done)s."),
    "summary_fixed": N_("You have done %(done)s of %(steps)s steps, in the order of the course."),
}
"""Where a learner is on the path, in one sentence."""

OUTCOMES: Mapping[str, str] = {
    "right": N_("Right"),
    "partly": N_("Partly right"),
    "wrong": N_("Not right"),
    "skipped": N_("I don't know yet"),
    "unreadable": N_("Could not be read"),
}

CHANGES = (
    (0.1, N_("It hardly changed what we think."), N_("It hardly changed what we think.")),
    (0.4, N_("It speaks a little for you."), N_("It speaks a little against it.")),
    (0.8, N_("It speaks clearly for you."), N_("It speaks clearly against it.")),
    (float("inf"), N_("It speaks strongly for you."), N_("It speaks strongly against it.")),
)
"""Upper bound of the change in logits, and what is said of it upwards and downwards."""

PROBLEMS: Mapping[str, str] = {
    "unreadable": N_(
        "This could not be read as an answer. What you typed is still there: check it and send it again."
    ),
    "too_long": N_("This is too long to be read. Shorten it and send it again."),
    "too_large": N_(
        "The numbers in it are too large to be worked out. Write it in another way and send it again."
    ),
    "timeout": N_("This took too long to work out. Write it in a simpler way and send it again."),
    "ambiguous_number": N_("This number can be read in two ways. Write it without a mark for thousands."),
    "empty": N_("Nothing was sent. Answer, or choose “I don't know yet”."),
}
"""Why an answer was not taken; it was not counted as wrong either."""

FORM_HINTS: Mapping[str, str] = {
    "any": "",
    "simplified": N_("Simplify as far as you can."),
    "factored": N_("Write it as a product."),
    "expanded": N_("Write it without parentheses."),
    "decimal": N_("Write it as a decimal number."),
    "fraction": N_("Write it as a fraction."),
    "equation": N_("Write it as an equation, with =."),
}

KINDS: Mapping[str, str] = {
    "core": N_("to learn"),
    "reinforcement": N_("to strengthen"),
    "extension": N_("to go further"),
    "review": N_("to look back"),
    "tutoring": N_("with a classmate"),
    "check": N_("to check"),
}

MODALITIES: Mapping[str, str] = {
    "read": N_("Read"),
    "practise": N_("Practise"),
    "explore": N_("Find out"),
    "explain": N_("Explain"),
    "item": N_("Questions"),
}

STATES: Mapping[str, str] = {"todo": N_("to do"), "started": N_("begun"), "done": N_("done")}
FELT: Mapping[str, str] = {"easy": N_("Easy"), "right": N_("Just right"), "hard": N_("Hard")}
FORMATS: Mapping[str, str] = {
    "": N_("the usual page"),
    "large": N_("large letters"),
    "spaced": N_("letters and lines farther apart"),
}
LANGUAGE_NAMES: Mapping[str, str] = {"en": N_("in English"), "es": N_("in Spanish")}

DAYS: Mapping[str, str] = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
}
DAYS_SHORT = {"mon": N_("Mo"), "tue": N_("Tu"), "wed": N_("We"), "thu": N_("Th"), "fri": N_("Fr")}
