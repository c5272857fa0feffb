"""What the pages of a registration say about rights, claims, messages, and the steps in each LMS.

Sources are English and translated when they are shown; menus of an LMS stand as it shows them in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.lms import offer
from lti_tool.errors import N_

SCOPES: Mapping[str, tuple[str, str]] = {
    offer.LINEITEM: (
        N_("Make and change gradebook columns of its own"),
        N_("so that a placed activity has its column. Other columns cannot be touched."),
    ),
    offer.LINEITEM_READ: (
        N_("See its gradebook columns"),
        N_("to find its own column again, as in a copied course."),
    ),
    offer.RESULT: (
        N_("Read the results in its columns"),
        N_("to notice when a teacher changed a grade by hand."),
    ),
    offer.SCORE: (N_("Write grades into its columns"), N_("when a student has finished.")),
    offer.ROSTER: (
        N_("Read the list of the course"),
        N_("so that teachers also see who has not begun yet."),
    ),
    offer.GROUPS: (
        N_("Read the groups of the course"),
        N_("to filter the class and to match within groups."),
    ),
    offer.NOTICES: (
        N_("Be told when a course is copied"),
        N_("so that the copy can be offered the set-up of the original, without its students' data."),
    ),
}
"""Name and reason of each right."""

CLAIMS: Mapping[str, tuple[str, str]] = {
    "name": (
        N_("Name, given name, family name"),
        N_("so that teachers recognise their students, and partners in tutoring each other."),
    ),
    "email": (
        N_("E-mail address"),
        N_("to tell people of the same name apart. Senda sends no e-mail."),
    ),
    "sub": (N_("A number for each person"), N_("without which nobody would find their own results again.")),
    "locale": (N_("Language"), N_("for the pages.")),
}
"""Name and reason of what is told of people; one entry stands for all names."""

MESSAGES: Mapping[str, str] = {
    offer.RESOURCE_LINK: N_("Open an activity in a course"),
    offer.DEEP_LINKING: N_("Let teachers choose activities and place them in a course"),
    offer.SUBMISSION_REVIEW: N_("Open a student's result from the gradebook"),
    offer.DATA_PRIVACY: N_("Open the pages about privacy and one's own data"),
}

PLACEMENTS: Mapping[str, str] = {
    "ContentArea": N_("activity chooser"),
    "course_navigation": N_("course menu, off until a teacher switches it on"),
    "assignment_selection": N_("assignments"),
    "link_selection": N_("modules"),
}

VARIABLES: Mapping[str, str] = {
    "context_history": N_("Which course this one is a copy of"),
    "link_history": N_("Which activity this one is a copy of"),
    "group_ids": N_("The person's groups in the course"),
    "section_ids": N_("The person's sections of the course"),
}

PRODUCTS: Mapping[str, str] = {
    "blackboard": "Blackboard",
    "canvas": "Canvas",
    "desire2learn": "Brightspace (D2L)",
    "moodle": "Moodle",
    "openedx": "Open edX",
    "sakai": "Sakai",
    "generic": N_("Another LMS"),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """How an LMS is connected.

    Attributes
    ----------
    link : tuple of str
        Steps with the link; empty where the LMS cannot register a tool by a link.
    hand : tuple of str
        Steps with the values.
    after : tuple of str
        What is left to do once the tool is registered.
    """

    link: tuple[str, ...]
    hand: tuple[str, ...]
    after: tuple[str, ...]


_GIVE_BACK = N_(
    "Give the administrator of Senda what the LMS shows then: issuer, client id, deployment id, and the "
    "addresses for log-in, token and key set."
)
_APPROVE = N_("The first launch asks the administrator of Senda to approve the deployment.")

GUIDES: Mapping[str, Guide] = {
    "moodle": Guide(
        link=(
            N_("Site administration > Plugins > Activity modules > External tool > Manage tools."),
            N_("Paste the link into “Tool URL” and press “Add LTI Advantage”."),
            N_("This page opens inside Moodle and shows what will be asked for. Press “Register”."),
        ),
        hand=(
            N_("On the same page choose “configure a tool manually” and fill in the values below."),
            _GIVE_BACK,
        ),
        after=(
            N_("On “Manage tools” press “Activate” on the card of Senda: until then nobody can use it."),
            N_(
                "In each course a teacher switches it on at More > LTI External tools, “Show in activity "
                "chooser”."
            ),
            N_("Then “Add an activity or resource” offers Senda; “Select content” opens the choice."),
        ),
    ),
    "canvas": Guide(
        link=(
            N_(
                "Admin > Apps > Install a New App (or Developer Keys > + Developer Key > + LTI Registration)."
            ),
            N_("Choose “Dynamic Registration”, paste the link and go on."),
            N_("This page opens inside Canvas and shows what will be asked for. Press “Register”."),
        ),
        hand=(
            N_(
                "Admin > Developer Keys > + Developer Key > + LTI Key; as the method choose “Enter URL” and "
                "paste the address of the Canvas configuration below."
            ),
            N_("Switch the key on. Its long number is the client id."),
            _GIVE_BACK,
        ),
        after=(
            N_("Canvas shows the registration once more: confirm it and switch the app on."),
            N_(
                "In a course, Settings > Navigation puts Senda into the menu; assignments and modules offer "
                "it anyway."
            ),
            _APPROVE,
        ),
    ),
    "desire2learn": Guide(
        link=(
            N_("Admin Tools > Manage Extensibility > LTI Advantage > Register Tool."),
            N_("Choose “Dynamic”, paste the link and press “Register”. This page opens in a new tab."),
            N_("Press “Register” here too."),
        ),
        hand=(N_("On the same page choose “Standard” and fill in the values below."), _GIVE_BACK),
        after=(
            N_("Open the registration in Brightspace and enable it: it is off at first."),
            N_(
                "Make a deployment with assignments and grades, names and roles, and deep linking; share "
                "organisation, user and link information, and choose the org units."
            ),
            _APPROVE,
        ),
    ),
    "sakai": Guide(
        link=(
            N_("Administration Workspace > External Tools > LTI Advantage Auto Provision."),
            N_("Give it a title, press “Auto-Provision”, then “Use LTI Advantage Auto Configuration”."),
            N_("Paste the link; this page opens. Press “Register”."),
        ),
        hand=(N_("Add an external tool that supports LTI 1.3 with the values below."), _GIVE_BACK),
        after=(
            N_("Let the tool receive names, e-mail and services, choose where it appears, and save it."),
            N_("In a site, Site Info > Manage Tools > External Tools offers Senda."),
        ),
    ),
    "blackboard": Guide(
        link=(),
        hand=(
            N_("Register an application with LTI 1.3 in the developer portal, with the values below."),
            N_(
                "In Blackboard: Administrator Panel > LTI Tool Providers > Register LTI 1.3 Tool, with the "
                "client id."
            ),
            _GIVE_BACK,
        ),
        after=(_APPROVE,),
    ),
    "openedx": Guide(
        link=(),
        hand=(
            N_("In Studio: Settings > Advanced Settings, add “lti_consumer” to the advanced modules."),
            N_("Add an LTI Consumer to a unit, choose LTI 1.3 and fill in the values below."),
            _GIVE_BACK,
        ),
        after=(_APPROVE,),
    ),
    "generic": Guide(
        link=(
            N_("Look in your LMS for “dynamic registration” or “register by URL” of an LTI 1.3 tool."),
            N_("Paste the link there. This page opens; press “Register”."),
        ),
        hand=(N_("Add an LTI 1.3 tool with the values below."), _GIVE_BACK),
        after=(
            N_("Look in your LMS whether the tool has to be activated, and for which courses."),
            _APPROVE,
        ),
    ),
}
"""By family; the order is that of the page."""
