"""What is said of lists of competencies brought in or edited."""

from __future__ import annotations

from lti_tool.errors import N_

FRAMEWORKS: dict[str, str | tuple[str, ...]] = {
    # ---- the file ----------------------------------------------------------------------------------
    "too_large": N_("This is too much: at most %(most)s can be read."),
    "not_json": (
        N_("This is not JSON that can be read: look at line %(line)s."),
        N_("This is not JSON that can be read."),
    ),
    "not_case": N_("This is JSON, but not a CASE package: it has no CFDocument with its items."),
    "not_text": N_("This is not a text file. Save your table as CSV and bring in that file."),
    "guessed_encoding": N_(
        "The file does not say how its letters are written; they were read as %(encoding)s. Look "
        "whether the accents are right."
    ),
    "no_header": N_(
        "The first line does not name the columns. At least a column with names is needed, for "
        "example: %(columns)s. If it is an Excel file, save it as CSV first."
    ),
    "duplicate_column": N_("Two columns are called “%(column)s”."),
    "broken_csv": N_(
        "The table breaks off here: a quotation mark is opened and not closed, or closed too early."
    ),
    "too_many_rows": N_("The table has more rows than can be read: at most %(most)s."),
    "too_many_cells": N_("This row has %(found)s cells, and there are %(expected)s columns."),
    "unknown_kind": N_("“%(kind)s” is no kind of row: framework, level, area or competency is."),
    "bad_number": N_("“%(value)s” in the column “%(column)s” is not a number."),
    "second_framework": N_("A second framework begins here (%(code)s): one file is for one."),
    "duplicate_area": N_("The area “%(code)s” is there twice."),
    "bad_address": N_("This is not an address that begins with https://."),
    "address_failed": N_(
        "The address was asked and did not give the list: it answered with the number %(status)s."
    ),
    # ---- CASE --------------------------------------------------------------------------------------
    "malformed": N_("A part of the package is not as it should be and cannot be read: %(part)s."),
    "duplicate_identifier": (
        N_("The identifier “%(code)s” is there %(times)s times."),
        N_("This identifier is there twice."),
    ),
    "bad_extension": N_("What Senda wrote here itself was changed and is left out: %(part)s."),
    "unknown_reference": N_("Something is named here that is not there: %(reference)s."),
    "several_parents": N_("“%(name)s” lies in two places; it stays in the first one."),
    "orphan": (
        N_("“%(name)s” lies in an area that is not there: %(area)s."),
        N_("“%(name)s” is left out: nothing in the list leads to it."),
    ),
    "area_cycle": N_("These areas lie in each other: %(names)s."),
    "below_competency": N_("“%(name)s” is taken as a competency; %(count)s entries below it are left out."),
    "left_out": N_("%(count)s entries are left out, of these kinds: %(kinds)s."),
    "shortened": N_("A long name was shortened: “%(name)s”."),
    "rubrics_left_out": N_("The rubrics (%(count)s) are left out: their levels do not fit each other."),
    "levels_from_rubrics": N_("The levels were taken from the rubrics: %(levels)s."),
    "unused_associations": N_(
        "%(count)s connections of the kind “%(kind)s” are left out: Senda does not use them."
    ),
    "more_of_these": N_("There are %(count)s more findings of the same kind (%(of)s)."),
    # ---- whatever it came from -----------------------------------------------------------------------
    "empty": N_("There are no competencies in it."),
    "too_many": N_("It has %(found)s competencies; at most %(most)s can be used."),
    "too_many_areas": N_("It has %(found)s areas; at most %(most)s can be used."),
    "too_many_levels": N_("It has %(found)s levels; at most %(most)s can be used."),
    "too_many_prerequisites": N_(
        "It says %(found)s times what comes before what; at most %(most)s can be used."
    ),
    "empty_code": N_("A code is missing."),
    "bad_code": N_(
        "“%(code)s” cannot be a code: at most 100 characters, on one line, and no colon in the code "
        "of a whole list."
    ),
    "empty_name": N_("A name is missing."),
    "bad_name": N_("This name has line breaks, hidden characters or blanks around it: “%(name)s”."),
    "name_too_long": N_("A name has %(found)s characters; at most %(most)s fit."),
    "bad_language": N_("“%(language)s” is no code of a language, as es or en are."),
    "bad_text": N_("The text under “%(field)s” has line breaks or is longer than %(most)s characters."),
    "bad_identifier": N_("An identifier is too long or has characters that cannot be in one."),
    "empty_version": N_("The version is missing."),
    "duplicate_code": (
        N_("The code “%(code)s” was taken already; this one becomes “%(given)s”."),
        N_("The code “%(code)s” is there %(times)s times."),
    ),
    "duplicate_level": N_("The level “%(code)s” is there %(times)s times."),
    "duplicate_prerequisite": N_("It is said twice that “%(reference)s” comes before; once is enough."),
    "unknown_area": N_("The area “%(area)s” is named and not there."),
    "empty_area": N_("The area “%(name)s” has no competencies."),
    "cycle": N_("These come before each other in a circle, so nobody could begin: %(names)s."),
    "cuts_count": N_(
        "%(found)s thresholds are given; %(expected)s are needed, one for each level, or one alone."
    ),
    "cuts_not_finite": N_("A threshold is not a number between −%(most)s and %(most)s."),
    "cuts_not_ascending": N_("The thresholds do not rise from level to level: %(cuts)s."),
    "level_names_count": N_("%(found)s names of levels are given for %(expected)s thresholds."),
    "weight_not_positive": N_("The importance must be a number above 0; “%(weight)s” is not."),
    "bad_alignment": N_(
        "“%(alignment)s” does not name a competency elsewhere: write the list, a colon and the code."
    ),
}
"""By code of a `Problem`; of several texts the first one whose values are all there is taken."""
