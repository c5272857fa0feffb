"""What is said of banks brought in."""

from __future__ import annotations

from lti_tool.errors import N_

BANKS: dict[str, str | tuple[str, ...]] = {
    # ---- the file ----------------------------------------------------------------------------------
    "empty_file": N_("The file is empty."),
    "format_unknown": N_("This is in no format that Senda reads: %(formats)s."),
    "no_items": N_("There is no question in it that Senda can ask."),
    "encoding_guessed": N_(
        "The file does not say how its letters are written; they were read as %(encoding)s. Look whether the "
        "accents are right."
    ),
    "wrong_encoding": N_("The letters are not written as the file says (look at line %(line)s)."),
    "not_utf8": N_("The letters of this file are not written as UTF-8."),
    "line_too_long": N_("A line is too long to be read."),
    "not_moodle_xml": N_("This is no Moodle XML: it does not begin with a list of questions."),
    "broken_xml": (
        N_("The XML is broken off or damaged at line %(line)s."),
        N_("This is no XML that can be read."),
    ),
    "xml_declares_entities": N_("The XML declares parts of its own (entities), which Senda never reads."),
    "broken_json": (
        N_("This is not JSON that can be read: look at line %(line)s."),
        N_("This is not JSON that can be read."),
    ),
    "duplicate_key": N_("“%(key)s” is there twice in this file."),
    # ---- archives ----------------------------------------------------------------------------------
    "not_a_zip": N_("This is no zip archive."),
    "truncated_zip": N_("The zip archive is broken off or damaged."),
    "archive_too_large": N_("The archive is too large: at most %(most)s."),
    "too_many_files": N_("The archive has %(files)s files: at most %(most)s can be read."),
    "unfolds_too_large": N_("Unpacked, this would be too large: at most %(most)s."),
    "damaged_file": N_("This file in the archive is damaged."),
    "encrypted_file": N_("This file in the archive has a password."),
    "unsafe_path": N_("This file in the archive wants to lie outside of it."),
    "symbolic_link": N_("This is a link to another file, which Senda does not follow."),
    "special_file": N_("This is something else than a file."),
    "nested_archive": N_("This is an archive inside the archive."),
    "duplicate_name": N_("Two files in the archive have this name."),
    "file_missing": (N_("A file is missing: %(file)s."), N_("This file is missing.")),
    "manifest_missing": N_("The package has no table of contents; its questions were looked for one by one."),
    # ---- tables ------------------------------------------------------------------------------------
    "header_missing": N_("The first line does not name the columns: at least “%(column)s” is needed."),
    "unknown_column": N_("The column “%(column)s” is not known and is left out."),
    "duplicate_column": N_("Two columns are called “%(column)s”."),
    "too_many_cells": N_("This row has more cells than there are columns: “%(cell)s”."),
    "table_damaged": N_(
        "The table breaks off here: a quotation mark is opened and not closed, or closed too early."
    ),
    "row_differs": N_("This says something else than the first row of the question (line %(line)s)."),
    "language_twice": N_("The question is there twice in the language “%(language)s”."),
    "codes_do_not_fit": N_("There are %(codes)s codes for %(choices)s choices."),
    "neither_yes_nor_no": N_("“%(value)s” is neither yes nor no."),
    "not_a_number": (N_("“%(value)s” is not a number."), N_("This is not a number.")),
    "unknown_form": N_("“%(form)s” is no form that an answer can be asked in."),
    "feedback_without_answer": N_("This feedback belongs to no answer."),
    # ---- questions ---------------------------------------------------------------------------------
    "type_unknown": N_("Left out: Senda does not ask questions of the kind “%(type)s”."),
    "unknown_problem_type": N_("Left out: Senda does not ask questions of the kind “%(type)s”."),
    "unknown_answer_type": N_(
        "Senda does not know answers of the kind “%(type)s”; the question is not asked."
    ),
    "description_left_out": N_("Left out: a text without a question."),
    "question_missing": N_("The text of the question is missing."),
    "question_too_large": N_("This question is too large to be read."),
    "duplicate_item": (
        N_("Another question has the same code “%(item)s”: %(first)s."),
        N_("Another question has the same code “%(item)s”."),
    ),
    "repeated_item": N_("The very same question is there twice; it is taken once."),
    "identifier_missing": N_("The question has no identifier."),
    "id_differs": N_("The question calls itself “%(id)s”, its file has another name."),
    "language_unknown": N_("“%(language)s” is no code of a language, such as es or en."),
    "languages_differ": N_("Its languages do not have the same number of choices."),
    "gaps_differ_by_language": N_("The gaps are not the same in the language “%(language)s”."),
    "markdown_as_text": N_("It is written in Markdown, which is shown as it stands."),
    "tag_unreadable": N_("The tag “%(tag)s” looks like one of Senda's and cannot be read."),
    "parameter_unreadable": (
        N_("What is said of “%(name)s” cannot be read."),
        N_("What is said of its parameters cannot be read."),
    ),
    "out_of_range": N_("The value of “%(name)s” is not possible."),
    "not_qti": N_("This is no QTI question: the file begins with “%(root)s”."),
    "qti_1": N_("This is QTI 1: export it as QTI 2 or 3."),
    "processing_unknown": N_("How it is scored is told in a way that Senda does not know; its key counts."),
    "all_or_nothing": N_("In its file all of it must be right; Senda gives credit for the parts."),
    "braces_unbalanced": N_("The braces { } do not close, or there are more than one pair."),
    "broken_cloze": (
        N_("The gap %(gap)s cannot be read."),
        N_("A gap cannot be read."),
    ),
    # ---- answers -----------------------------------------------------------------------------------
    "answer_missing": N_("No answer is right: at least one must be."),
    "answer_not_among_choices": N_("What is said to be right is not among the choices."),
    "choices_missing": N_("The choices are missing."),
    "wrong_number_of_choices": N_("It has %(choices)s different choices: from 2 to 100 can be shown."),
    "duplicate_choice": N_("A choice is there twice."),
    "empty_choice": N_("A choice is empty."),
    "order_incomplete": N_("The right order does not name every part once."),
    "prompts_missing": N_("Fewer than two things are to be matched."),
    "pair_unreadable": (
        N_("The pair “%(pair)s” cannot be read."),
        N_("The pair “%(value)s” cannot be read."),
    ),
    "credit_unreadable": (
        N_("The share of the points “%(credit)s” cannot be read."),
        N_("The share of the points “%(value)s” cannot be read."),
        N_("A share of the points cannot be read."),
    ),
    "credit_out_of_range": N_("A share of the points is not between -100 and 100 percent."),
    "credits_do_not_add_up": N_("The shares of the right answers do not add up to 100 percent."),
    "tolerance_wrong": N_("How far a number may be off must be 0 or more."),
    "unit_wrong": N_("A unit has no name, or its factor is not above 0."),
    "unit_unreadable": (N_("The unit “%(value)s” cannot be read."), N_("A unit cannot be read.")),
    "gap_missing": (N_("The gap “%(gap)s” is missing in the text or in the key."), N_("A gap is missing.")),
    "gap_weight_wrong": N_("The weight of the gap “%(gap)s” must be above 0."),
    "key_unreadable": (
        N_("The right answer “%(answer)s” cannot be read as a number or expression."),
        N_("The right answer cannot be read; the question is not asked."),
    ),
    "key_too_slow": N_("The right answer takes too long to check; the question is not asked."),
    "key_differs": N_("The file names several right answers that differ; “%(key)s” counts."),
    "answer_is_the_question": N_("The right answer is what the question shows; the question is not asked."),
    "variables_unsupported": N_("Left out: it draws its numbers anew each time."),
    "formula_unfinished": N_("A formula is not finished and is shown as it stands."),
    # ---- images, sounds, HTML ----------------------------------------------------------------------
    "figure_missing": N_("It shows “%(figure)s”, which is not in the file: it is kept and not asked."),
    "text_too_large": N_("A text of this question is too long to be shown."),
    "text_too_deep": N_("In a text of this question too many parts lie inside one another."),
    "content_dropped": N_("Left out of its text: %(what)s."),
    "alt_missing": N_("An image has no words for those who cannot see it."),
    "media_empty": N_("The file “%(name)s” is empty."),
    "media_too_large": N_("The file “%(name)s” is too large: at most %(most)s."),
    "media_total_too_large": N_("All images and sounds together are too large: at most %(most)s."),
    "media_type_unknown": N_("“%(name)s” is neither an image nor a sound that browsers show."),
    # ---- OATutor -----------------------------------------------------------------------------------
    "licence_missing": N_("It does not say how it may be used."),
    "lesson_incomplete": N_("The lesson “%(lesson)s” is incomplete."),
    "no_problems": N_("There are no problems in the archive."),
    "no_skills": N_("The archive names no skills."),
    "problem_without_steps": N_("This problem has no steps."),
    "step_without_problem": N_("This step belongs to no problem."),
    "skill_missing": N_("The step “%(step)s” names no skill."),
    "unknown_skill": N_("The skill “%(skill)s” is in no lesson."),
    "wrong_structure": N_("This file is not built as OATutor's are."),
}
