"""What error codes mean to a reader: the form of an explanation, and those of whole areas.

`lti_tool.errors` gathers them: one code has one explanation, whoever raises it.
"""

from __future__ import annotations

from dataclasses import dataclass


def N_(message: str) -> str:
    """Mark a message for translation; it is translated when it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an error code means to a reader: English source texts, translated when shown."""

    status: int
    title: str
    advice: str


OPERATOR = N_("Tell the administrator of Senda.")
ADMIN = N_(
    "Show this page to the person who administers the LMS: the registration of this tool needs a correction."
)
TEACHER = N_("Tell your teacher: the activity may have to be added to the course again.")

SERVICE = {
    "service_unreachable": (502, N_("The LMS did not answer"), N_("It will be tried again by itself.")),
    "service_timeout": (502, N_("The LMS took too long to answer"), N_("It will be tried again by itself.")),
    "service_busy": (502, N_("The LMS asked to wait"), N_("It will be tried again by itself.")),
    "service_error": (502, N_("The LMS had an error of its own"), N_("It will be tried again by itself.")),
    "service_conflict": (
        502,
        N_("The LMS already has a newer grade"),
        N_("It will be sent again with a newer time."),
    ),
    "service_submission_refused": (
        502,
        N_("The LMS takes no further submission of this person"),
        N_("The grade is sent again without one."),
    ),
    "service_unauthorized": (502, N_("The LMS did not recognise this tool"), ADMIN),
    "service_forbidden": (502, N_("The LMS does not allow this tool to do that"), ADMIN),
    "service_not_found": (502, N_("The LMS no longer has this activity or grade column"), TEACHER),
    "service_rejected": (502, N_("The LMS refused what was sent"), ADMIN),
    "service_person_refused": (
        502,
        N_("The LMS takes no grade for this person"),
        N_("Usually the person is not enrolled as a student in the course."),
    ),
    "service_response_invalid": (502, N_("The answer of the LMS cannot be read"), ADMIN),
    "service_response_too_large": (502, N_("The answer of the LMS is far too large"), ADMIN),
    "service_redirected": (502, N_("The LMS pointed to another site"), ADMIN),
    "service_host_refused": (502, N_("The address of the LMS is not allowed"), ADMIN),
    "service_scope_missing": (502, N_("The LMS did not grant this tool the right to do that"), ADMIN),
    "service_roster_endless": (502, N_("The list of the class has no end"), ADMIN),
    "key_unavailable": (503, N_("This tool has no signing key yet"), OPERATOR),
}
"""Services of a platform: grades, rosters, groups."""

_NEW_LINK = N_("Ask whoever gave you this link for a new one.")
_REGISTER_AGAIN = N_("Nothing was registered and the link is still good: begin again in your LMS.")
_BY_HAND = N_(
    "Nothing was registered and the link is still good. The LMS can also be registered by hand: "
    "open the link in a browser window of its own, it shows every value."
)
_LMS_SETTINGS = N_(
    "Nothing was registered and the link is still good. Check the LMS's own settings, then begin again there."
)

REGISTRATION = {
    "invitation_missing": (
        400,
        N_("An invitation is missing from this address"),
        N_("Copy the whole link that you were given, to its last letter, and use it again."),
    ),
    "invitation_unknown": (
        404,
        N_("This invitation does not exist"),
        N_("Copy the whole link that you were given, to its last letter; else ask for a new one."),
    ),
    "invitation_expired": (410, N_("This invitation has expired"), _NEW_LINK),
    "invitation_revoked": (410, N_("This invitation was withdrawn"), _NEW_LINK),
    "invitation_used": (
        409,
        N_("This invitation was used already"),
        N_("If it was you, the LMS is registered: go on there. Else ask whoever gave you the link."),
    ),
    "invitation_busy": (
        409,
        N_("This invitation is being used at this moment"),
        N_("Wait a minute and look whether Senda stands in your LMS; if not, begin again there."),
    ),
    "registration_address": (
        400,
        N_("The LMS did not send an HTTPS address where its configuration stands"),
        _LMS_SETTINGS,
    ),
    "registration_host_refused": (
        422,
        N_("The address of the LMS is not one of the public internet"),
        N_(
            "Senda asks no private or local address. Nothing was registered. "
            "Tell the administrator of Senda if the LMS is in your own network."
        ),
    ),
    "registration_unreachable": (502, N_("Senda cannot reach the LMS"), _LMS_SETTINGS),
    "registration_timeout": (502, N_("The LMS took too long to answer"), _REGISTER_AGAIN),
    "registration_redirected": (502, N_("The LMS sent Senda on to another address"), _LMS_SETTINGS),
    "registration_too_large": (502, N_("The LMS sent far more than a registration holds"), _LMS_SETTINGS),
    "registration_not_json": (
        502,
        N_("The LMS answered with something else than a registration"),
        _LMS_SETTINGS,
    ),
    "registration_token_used": (
        502,
        N_("The LMS no longer accepts this attempt to register"),
        N_(
            "Its one-time code was used or has run out. Nothing was registered and the link is still good: "
            "close this page and begin again in your LMS."
        ),
    ),
    "registration_incomplete": (502, N_("The configuration of the LMS lacks: %(what)s"), _BY_HAND),
    "registration_issuer": (
        502,
        N_("The configuration is that of another LMS (%(issuer)s)"),
        _BY_HAND,
    ),
    "registration_foreign": (
        502,
        N_("The configuration of the LMS points to a foreign site (%(host)s)"),
        _BY_HAND,
    ),
    "registration_algorithm": (502, N_("The LMS does not sign with RS256"), _LMS_SETTINGS),
    "registration_method": (
        502,
        N_("The LMS does not let tools identify themselves by their keys (private_key_jwt)"),
        _LMS_SETTINGS,
    ),
    "registration_rejected": (502, N_("The LMS refused the registration"), _REGISTER_AGAIN),
    "registration_answer": (
        502,
        N_("The LMS registered something, but did not say under which client id"),
        N_("Look in your LMS whether Senda stands there, remove it and begin again. The link is still good."),
    ),
    "registration_elsewhere": (
        409,
        N_("This registration of the LMS belongs to another school already"),
        N_("Tell the administrator of Senda which LMS and which school it is."),
    ),
}
"""An LMS registers itself by an invitation."""

ADMIN_SITE = {
    "admin_session_missing": (401, N_("You are not logged in"), N_("Log in, then try again.")),
    "admin_role_refused": (
        403,
        N_("This page is for administrators of the whole installation"),
        N_("Your account administers one school. Go back to the overview."),
    ),
    "login_refused": (
        401,
        N_("That did not let you in"),
        N_(
            "Check address and password. After several wrong tries an account rests, "
            "for a minute at first, for an hour at most."
        ),
    ),
    "code_refused": (
        401,
        N_("This code did not let you in"),
        N_(
            "A code is good once and for half a minute: wait for the next one. After several wrong "
            "tries an account rests, for a minute at first, for an hour at most."
        ),
    ),
    "code_wrong": (
        422,
        N_("This code is not right"),
        N_("Type the six digits that the app shows now. If they never fit, check the phone's clock."),
    ),
    "form_foreign": (
        403,
        N_("This form was not opened here, or too long ago"),
        N_("Nothing was changed. Load the page again and send the form once more."),
    ),
    "welcome_invalid": (
        403,
        N_("This link is not good any more"),
        N_("It was used already, or it is too old. Ask whoever gave it to you for a new one."),
    ),
    "password_wrong": (
        422,
        N_("The password is not right"),
        N_("Nothing was changed. After several wrong tries the account rests for a while."),
    ),
    "password_short": (
        422,
        N_("A password needs at least %(shortest)s characters"),
        N_("Several words that do not belong together are easy to keep in mind."),
    ),
    "password_guessable": (422, N_("This password is too easy to guess"), N_("Choose another one.")),
    "passwords_differ": (422, N_("The two passwords are not the same"), N_("Type both again.")),
    "email_invalid": (422, N_("This is not an e-mail address"), N_("Check it and send the form again.")),
    "account_exists": (
        422,
        N_("There is an account with this address"),
        N_("Each address has one account: change that one, or take another address."),
    ),
    "account_unknown": (404, N_("There is no account with this address"), N_("Check how it is written.")),
    "account_own": (
        422,
        N_("This is your own account"),
        N_("Another administrator, or the command line, can switch it off."),
    ),
    "page_unknown": (404, N_("There is nothing at this address"), N_("Go back to the overview.")),
    "school_unknown_name": (404, N_("There is no school of this name"), N_("Check how it is written.")),
    "school_taken": (422, N_("There is a school of this name already"), N_("Choose another name.")),
    "name_missing": (422, N_("A name is missing"), N_("Write one and send the form again.")),
    "days_invalid": (
        422,
        N_("The days must be a whole number from %(low)s to %(high)s"),
        N_("Leave the field empty to keep data until somebody erases it."),
    ),
    "address_invalid": (
        422,
        N_("%(field)s is not an address that can be used"),
        N_("It must begin with https:// and name a host."),
    ),
    "origin_invalid": (
        422,
        N_("This is not the origin of a page"),
        N_("An origin is the beginning of an address, like https://moodle.example.org, without a path."),
    ),
    "platform_taken": (
        422,
        N_("Another registration has this issuer and client id"),
        N_("Each pair of the two can be registered once."),
    ),
    "rules_refused": (
        422,
        N_("No rule was taken over"),
        N_("Correct the lines that are listed and send the file again."),
    ),
    "file_unreadable": (
        422,
        N_("This file cannot be read"),
        N_("It must be a text file in UTF-8 with values separated by commas or semicolons."),
    ),
}
"""The admin site, outside any LMS."""

_FORM = N_("Everything you typed is still there: correct it and send it again.")

PLACING = {
    "deep_linking_return": (
        400,
        N_("The LMS wants the answer at an address that is not protected"),
        N_(
            "Nothing was placed. Show this page to the person who administers the LMS: "
            "it must be reached by HTTPS."
        ),
    ),
    "deep_linking_types": (
        400,
        N_("The LMS did not ask for an activity here"),
        N_("Senda can be placed where your LMS takes external tools or activities: try it from there."),
    ),
    "deep_linking_teachers": (
        403,
        N_("Only teachers place activities in a course"),
        N_("Ask the teacher of the course. If you teach it, ask its administrator for that role."),
    ),
    "placing_kind": (422, N_("Nothing is chosen yet"), N_("Choose what shall stand in the course.")),
    "placing_title": (422, N_("A title has 1 to 200 characters"), _FORM),
    "placing_maximum": (422, N_("A maximum is a number above 0, up to 10,000"), _FORM),
    "placing_dates": (422, N_("The closing date lies before the opening date"), _FORM),
    "placing_past": (422, N_("The closing date has passed already"), _FORM),
    "activity_early": (
        409,
        N_("This activity has not opened yet"),
        N_("Its start page says when it opens. Come back then; nothing is lost."),
    ),
    "activity_closed": (
        409,
        N_("This activity is closed"),
        N_("What you sent before is kept and counts. If you need more time, ask your teacher."),
    ),
}

_SAME_SENDA = N_("Download the set-up again from the earlier course, in this same Senda, and take that file.")
_SET_UP_FILE = N_('Take the file that "Download the set-up" gave in the earlier course, as it is.')

COURSES = {
    "copy_changed": (
        409,
        N_("What is offered has changed meanwhile"),
        N_("Open the activity again from your course and look at what is offered now."),
    ),
    "courses_begun": (
        409,
        N_("Students have begun there already"),
        N_("What they answered belongs to that class, so it stays a class of its own."),
    ),
    "courses_answered": (
        409,
        N_("Students who came with it have begun here"),
        N_("What they answered belongs to this class, so the course stays in it."),
    ),
    "set_up_empty": (
        409,
        N_("This class has no activities yet"),
        N_("There is nothing to download: set up an activity first."),
    ),
    "set_up_not_empty": (
        409,
        N_("This class has activities already"),
        N_("A set-up is taken over into a class without any. Choose among the activities that are here."),
    ),
    "set_up_file_missing": (422, N_("No file was chosen"), N_("Choose the file, then send it.")),
    "set_up_file_too_large": (413, N_("This file is too large for a set-up"), _SET_UP_FILE),
    "set_up_file_unreadable": (422, N_("This is not a set-up file"), _SET_UP_FILE),
    "set_up_file_version": (
        422,
        N_("This file was made by another version of Senda"),
        N_("Download the set-up again from the earlier course: the new file will be understood."),
    ),
    "set_up_file_changed": (422, N_("This file was changed after it was downloaded"), _SAME_SENDA),
    "set_up_file_foreign": (422, N_("This file comes from another Senda"), _SAME_SENDA),
    "set_up_bank_missing": (
        409,
        N_('The questions "%(title)s" are not in this school'),
        N_("Ask the administrator of Senda to import this item bank here; then take over the set-up again."),
    ),
}
