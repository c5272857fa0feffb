"""Launches, sessions and what pages were sent."""

from __future__ import annotations

from .base import ADMIN, N_, OPERATOR, TEACHER

_AGAIN = N_("Go back to your course and open the activity again.")
_SENDER = N_(
    "The message that your LMS sent is not as the LTI 1.3 standard asks. "
    "Show this page to the person who administers the LMS."
)

LOGIN = {
    "login_issuer_missing": (400, N_("The LMS did not say who it is"), _SENDER),
    "login_hint_missing": (400, N_("The LMS did not say who is coming"), _SENDER),
    "login_parameter_repeated": (400, N_("The LMS sent a value twice"), _SENDER),
    "login_parameter_too_long": (400, N_("The LMS sent a value that is too long"), _SENDER),
    "platform_unknown": (403, N_("This LMS is not registered here"), ADMIN),
    "platform_ambiguous": (400, N_("The LMS did not say which of its registrations it uses"), ADMIN),
    "target_missing": (400, N_("The LMS did not say what to open"), _SENDER),
    "target_foreign": (400, N_("The LMS asked to open an address of another site"), ADMIN),
    "platform_login_required": (
        403,
        N_("Your LMS says that you are not signed in"),
        N_("Sign in to your LMS in this browser, then open the activity again."),
    ),
    "platform_refused": (403, N_("Your LMS refused to open the activity"), _AGAIN),
}

STATE = {
    "form_incomplete": (400, N_("Something is missing from what the LMS sent"), _AGAIN),
    "state_invalid": (400, N_("This opening was not begun here"), _AGAIN),
    "state_expired": (400, N_("This opening took too long"), _AGAIN),
    "state_used": (409, N_("This opening was used already"), _AGAIN),
    "browser_unbound": (
        403,
        N_("This opening was begun in another browser"),
        N_("Go back to your course and open the activity again, in this browser."),
    ),
}

TOKEN = {
    "token_too_large": (400, N_("The LMS sent far too much"), _SENDER),
    "token_malformed": (400, N_("The message of the LMS cannot be read"), _SENDER),
    "token_duplicate_key": (400, N_("The message of the LMS contradicts itself"), _SENDER),
    "token_algorithm": (400, N_("The message of the LMS is not signed as it must be"), _SENDER),
    "token_critical_header": (
        400,
        N_("The message of the LMS asks for an extension that is unknown here"),
        _SENDER,
    ),
    "token_kid_missing": (400, N_("The message of the LMS does not name its key"), _SENDER),
    "token_kid_unknown": (400, N_("The key that signed the message is not a key of this LMS"), ADMIN),
    "token_signature": (400, N_("The signature of the message is wrong"), ADMIN),
    "platform_keys_unavailable": (
        502,
        N_("The keys of your LMS could not be fetched"),
        N_("Wait a minute, then open the activity again. If it stays like this, tell your teacher."),
    ),
    "token_issuer": (400, N_("The message comes from another LMS than the one that began"), ADMIN),
    "token_audience": (400, N_("The message was meant for another tool"), ADMIN),
    "token_authorized_party": (400, N_("The message was meant for another tool"), ADMIN),
    "token_times_missing": (400, N_("The message of the LMS does not say how long it is valid"), _SENDER),
    "token_times_invalid": (400, N_("The times in the message of the LMS cannot be read"), _SENDER),
    "token_expired": (
        400,
        N_("The message of the LMS is %(seconds)s seconds too old"),
        N_(
            "Open the activity again. If this persists, the LMS's clock may be wrong: tell its administrator."
        ),
    ),
    "token_from_future": (
        400,
        N_("The message of the LMS is dated %(seconds)s seconds in the future"),
        N_("Open the activity again. If this persists, the LMS's clock is wrong: tell its administrator."),
    ),
    "token_nonce_missing": (400, N_("The message of the LMS lacks its one-time code"), _SENDER),
    "token_nonce": (400, N_("The message belongs to another opening"), _AGAIN),
}

CLAIMS = {
    "claims_not_lti": (400, N_("The message of the LMS is not an LTI 1.3 message"), _SENDER),
    "claim_version": (400, N_("The message of the LMS is of another version than LTI 1.3"), _SENDER),
    "claim_message_type": (400, N_("The LMS did not say what kind of message this is"), _SENDER),
    "message_type_unsupported": (400, N_("The LMS asked for something that this tool does not do"), ADMIN),
    "claim_deployment_id": (400, N_("The LMS did not say to which deployment this belongs"), _SENDER),
    "deployment_unknown": (403, N_("This deployment of the LMS is not known here"), ADMIN),
    "deployment_pending": (
        403,
        N_("This deployment of the LMS still waits for approval"),
        N_("Tell the administrator of Senda to approve it; then open the activity again."),
    ),
    "claim_subject": (
        403,
        N_("The LMS did not say who you are"),
        N_("Anonymous visits cannot be recorded. Sign in to your LMS and open the activity again."),
    ),
    "claim_roles": (400, N_("The LMS did not say which roles you have"), _SENDER),
    "claim_resource_link": (400, N_("The LMS did not say which activity was opened"), _SENDER),
    "claim_deep_linking": (400, N_("The LMS did not say where to send what is chosen"), _SENDER),
    "claim_for_user": (400, N_("The LMS did not say whose work is to be shown"), _SENDER),
    "platform_disabled": (403, N_("The connection with this LMS is switched off"), OPERATOR),
    "deployment_refused": (403, N_("This deployment of the LMS was refused here"), OPERATOR),
    "school_unknown": (
        403,
        N_("It is not known here to which school this course belongs"),
        N_("Tell the administrator of Senda the name of the course and of its school."),
    ),
    "claim_notice": (400, N_("The notice of the LMS does not say what it is about"), _SENDER),
    "notices_malformed": (400, N_("This is not a list of notices"), _SENDER),
    "claim_invalid": (400, N_("A value in the message of the LMS has the wrong form"), _SENDER),
}

ACCESS = {
    "session_missing": (
        401,
        N_("You are not signed in here"),
        N_("Open the activity again from your course."),
    ),
    "session_expired": (
        401,
        N_("Your visit has ended"),
        N_("Open the activity again from your course; everything sent is kept."),
    ),
    "answer_kept_session_expired": (
        401,
        N_("Your answer is kept, but your visit has ended"),
        N_("Open the activity again from your course to go on."),
    ),
    "header_required": (
        401,
        N_("This page was reloaded and can only be read"),
        N_("Open the activity again from your course to go on."),
    ),
    "role_refused": (
        403,
        N_("This page is not for you"),
        N_("Go back to your course and open the activity from there."),
    ),
    "not_found": (404, N_("There is nothing here"), N_("Open the activity again from your course.")),
    "method_refused": (405, N_("This cannot be done here"), _AGAIN),
    "too_large": (413, N_("That is too large"), N_("Send something smaller.")),
    "bad_request": (400, N_("This request cannot be read"), _AGAIN),
    "too_many": (429, N_("Too many tries"), N_("Wait a minute and try again.")),
}

INPUT = {
    "input_invalid": (
        422,
        N_("Something on the form is missing or wrong"),
        N_("Go back, check the form and send it again."),
    ),
    "answer_not_current": (
        409,
        N_("This answer belongs to an earlier question"),
        N_("Go on with the question that is shown now; nothing was lost."),
    ),
    "attempt_finished": (
        409,
        N_("This diagnostic is finished"),
        N_("Your result is ready: open it from the start page."),
    ),
    "attempt_missing": (409, N_("The diagnostic has not begun"), N_("Begin it on the start page.")),
    "choice_missing": (409, N_("A choice is missing"), N_("Choose on the start page first.")),
    "notice_unread": (409, N_("First read what this is about"), N_("Open the start page; then begin.")),
    "way_already_chosen": (
        409,
        N_("The way of asking was chosen when the diagnostic began"),
        N_("It stays as it is until the end. Ask your teacher for a new diagnostic to change it."),
    ),
    "set_up_competencies": (
        422,
        N_("A diagnostic can be about 1 to %(most)s competencies, and this choice has %(count)s"),
        N_("Choose fewer: fewer competencies are known better."),
    ),
    "bank_missing": (409, N_("There are no questions here yet"), TEACHER),
    "grades_nothing_sent": (
        409,
        N_("No grade of this activity was sent yet"),
        N_("Compare again when the first student has finished."),
    ),
    "grades_unsupported": (409, N_("The LMS does not take grades for this activity"), TEACHER),
    "roster_unsupported": (409, N_("The LMS does not give the list of the class"), TEACHER),
    "roster_empty": (
        502,
        N_("The LMS sent a class list without anybody in it"),
        N_(
            "The list stays as it was. Fetch it again; if that does not help, "
            "tell whoever administers the LMS."
        ),
    ),
    "roster_interrupted": (
        502,
        N_("Fetching the class list was interrupted"),
        N_("What was read is kept. Fetch the list again."),
    ),
    "assistant_limited": (
        403,
        N_("This is about the whole class, and you see a part of it"),
        N_("Ask a teacher of the course to do it."),
    ),
    "nobody_willing": (
        409,
        N_("Nobody has opted in to tutoring yet"),
        N_("Matches are made among those who opted in on their start page."),
    ),
    "framework_differs": (
        422,
        N_("Another list of competencies has this code and version already"),
        N_("Give the changed framework another version and import again."),
    ),
    "import_refused": (
        422,
        N_("Nothing was imported"),
        N_("Correct the faults that are listed and import again."),
    ),
}

OTHER = {
    "configuration": (500, N_("The settings of this tool are wrong"), OPERATOR),
    "unexpected": (
        500,
        N_("Something went wrong here"),
        N_("Nothing sent before is lost. Try again; if this persists, tell your teacher the incident code."),
    ),
}
