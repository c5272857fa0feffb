"""Every code that the pages of single questions show, with its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lti_tool.errors import N_

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "choice": (N_("One right choice"), N_("Which is the capital of Peru? ○ Lima ○ Cusco ○ Quito")),
    "multiple": (N_("Several right choices"), N_("Which are prime? ☑ 2 ☐ 9 ☑ 11")),
    "text": (N_("A word or a few"), N_("The longest side of a right triangle: hypotenuse")),
    "number": (N_("A number"), N_("How many minutes are 2.5 hours? 150")),
    "expression": (N_("A fraction or an expression"), N_("Simplify 6/8: 3/4, or expand (x+1)²")),
    "matching": (N_("What belongs to what"), N_("dog → animal, rose → plant")),
    "ordering": (N_("Putting in order"), N_("From smallest to largest: −2, 0, 1/2")),
    "cloze": (N_("A text with gaps"), N_("Water boils at ___ °C.")),
}
"""What each kind is called, with a tiny example."""

FORMS: Final[Mapping[str, str]] = {
    "any": N_("in any form"),
    "simplified": N_("simplified"),
    "factored": N_("as a product"),
    "expanded": N_("without parentheses"),
    "decimal": N_("as a decimal number"),
    "fraction": N_("as a fraction"),
    "equation": N_("as an equation"),
}

STEPS: Final[Mapping[str, str]] = {
    "9": N_("very easy"),
    "8": N_("easy"),
    "7": N_("as usual"),
    "5": N_("hard"),
    "3": N_("very hard"),
}
"""Of ten such questions, how many somebody who just masters it gets right."""

PARTS: Final[Mapping[str, str]] = {
    "stem": N_("Question"),
    "choices": N_("Choices"),
    "solution": N_("What is right"),
    "hints": N_("Hints"),
    "explanation": N_("Explanation"),
    "feedback": N_("What is said of single answers"),
}

FAULTS: Final[Mapping[str, str]] = {
    "stem_missing": N_("Write the question."),
    "stem_empty": N_("There are texts in this language and no question: write it, or empty them."),
    "too_long": N_("This is too long: at most %(most)s characters."),
    "formula_open": N_(
        "A formula begins with %(mark)s and does not end. Formulas stand between \\( and \\)."
    ),
    "file_missing": N_("An image or a sound is named that is not among the files of this question."),
    "alt_missing": N_(
        "An image has no words for those who cannot see it. Write them between ![ and ], or say below that "
        "images without words only decorate."
    ),
    "row_empty": N_("Row %(number)s says nothing in this language."),
    "prompt_empty": N_("Row %(number)s has no left side in this language."),
    "rows_same": N_("Rows %(one)s and %(other)s say the same: “%(text)s”."),
    "choices_few": N_("Write two choices at least."),
    "lines_few": N_("Write two lines at least."),
    "pairs_few": N_("Write two pairs at least."),
    "no_right": N_("Say which choice is right."),
    "credits_sum": N_("What the right choices are worth adds up to %(sum)s %%; it has to be 100 %%."),
    "credit_unreadable": N_("Row %(number)s: what it is worth is a number from %(least)s to 100."),
    "answer_missing": N_("Write an answer that is right."),
    "answer_empty": N_("Row %(number)s has no answer."),
    "answer_unreadable": N_(
        "Row %(number)s: “%(answer)s” cannot be read. Write for example 2.5, 3/4 or 2x+1."
    ),
    "answer_thousands": N_(
        "Row %(number)s: “%(answer)s” can be read in two ways. Write it without a mark for thousands."
    ),
    "answer_twice": N_("Row %(number)s: “%(answer)s” is there already."),
    "tolerance_unreadable": N_("How far a number may be off is 0 or a number above it."),
    "unit_unreadable": N_("Line %(line)s of the units cannot be read. Write for example: km, or m = 0.001."),
    "gap_none": N_("There is no gap in the text. Write one, for example [[=answer]]."),
    "gap_open": N_("Line %(line)s, sign %(column)s: a gap begins with [[ and does not end with ]]."),
    "gap_empty": N_("Line %(line)s, sign %(column)s: a gap has no answer."),
    "gap_one_choice": N_(
        "Line %(line)s, sign %(column)s: “%(gap)s” has one choice only. To have it typed, write [[=%(gap)s]]."
    ),
    "gap_choice_empty": N_("Line %(line)s, sign %(column)s: one of the choices of “%(gap)s” is empty."),
    "gap_same": N_("Line %(line)s, sign %(column)s: two choices of “%(gap)s” are the same."),
    "gap_no_right": N_("Line %(line)s, sign %(column)s: no answer of “%(gap)s” is right. Put * before it."),
    "gap_number": N_(
        "Line %(line)s, sign %(column)s: “%(gap)s” is no number. Write for example [[#2.5:0.1]]."
    ),
    "gap_thousands": N_(
        "Line %(line)s, sign %(column)s: “%(gap)s” can be read in two ways. Write it without a mark for "
        "thousands."
    ),
    "gap_tolerances": N_("Line %(line)s, sign %(column)s: all numbers of “%(gap)s” may be off by the same."),
    "gap_credit": N_("Line %(line)s, sign %(column)s: what an answer is worth is written like %%50%%."),
    "gap_weight": N_("Line %(line)s, sign %(column)s: how often a gap counts is a number above 0."),
    "gap_unknown": N_("Line %(line)s, sign %(column)s: this question has no gap “%(gap)s”."),
    "gaps_differ": N_(
        "The gaps are not the same in all languages: as many, of the same kinds, with the same right ones."
    ),
    "competency_unknown": N_("A competency is not in the list of this bank."),
    "tags_many": N_("At most %(most)s tags."),
    "difficulty_unreadable": N_("Choose how hard it is from the list."),
    "difficulty_chance": N_(
        "With %(choices)s choices guessing alone gets %(chance)s of 10 right: choose something easier, or "
        "write more choices."
    ),
}
"""What is to be done before a question can be kept."""
