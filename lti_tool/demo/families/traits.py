"""What tells families apart in a word or a number, and the names that all of them use."""

from __future__ import annotations

from lti_tool.demo import scopes
from lti_tool.demo.tools import DATA_PRIVACY, DEEP_LINKING, RESOURCE_LINK, SUBMISSION_REVIEW

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING_SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
AGS_CLAIM = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
GROUPS_CLAIM = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"
NOTICES_CLAIM = f"{LTI}platformnotificationservice"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
COPY_NOTICE = "LtiContextCopyNotice"
HELLO_NOTICE = "LtiHelloWorldNotice"

INSTRUCTOR, LEARNER = f"{VOCABULARY}membership#Instructor", f"{VOCABULARY}membership#Learner"
ASSISTANT = f"{VOCABULARY}membership/Instructor#TeachingAssistant"
ADMINISTRATOR = (
    f"{VOCABULARY}institution/person#Administrator",
    f"{VOCABULARY}system/person#Administrator",
)

VARIABLES = (
    "Context.id", "Context.title", "Context.label", "Context.sourcedId", "Context.id.history",
    "CourseSection.title", "CourseSection.label", "CourseSection.sourcedId",
    "CourseSection.timeFrame.begin", "CourseSection.timeFrame.end",
    "ResourceLink.id", "ResourceLink.title", "ResourceLink.description", "ResourceLink.id.history",
    "ResourceLink.available.startDateTime", "ResourceLink.available.endDateTime",
    "ResourceLink.submission.endDateTime",
    "User.id", "User.username", "Person.name.full", "Person.name.given", "Person.name.family",
    "Person.email.primary", "Person.sourcedId", "Membership.role",
    "LineItems.url", "LineItem.url", "ContextMembership.url",
    "Message.locale", "Message.documentTarget",
)  # fmt: skip


class Traits:
    """Traits of a family; these are the specifications' own.

    Attributes
    ----------
    code : str
        `product_family_code`.
    messages : tuple of str
        Message types that it sends.
    placements : tuple of str
        Where a tool may ask to be shown.
    variables : tuple of str
        Variables that it fills in.
    exact_accept : bool
        Insists on one media type in `Accept`.
    roster_page, items_page : int or None
        Entries of a page when none is asked for; None is everything.
    token_type : str
        Media type under which the token endpoint answers.
    deployment_in_answer : bool
        Tells a tool that registers its deployment.
    configuration_needs_token : bool
        Shows its OpenID configuration to holders of a registration token only.
    asks_twice : bool
        The page for registering loads the tool's address twice and aborts the first.
    navigation : bool
        A tool may stand in the course's menu.
    shows_errors : bool
        Shows what a tool says when nothing was chosen.
    unsolicited_columns : bool
        Makes an assignment of a line item that has no link.
    last_message_counts : bool
        Of several messages of a type the last one counts, not the first.
    teacher_wins : bool
        A grade that was set by hand is never changed by a score.
    roster_versions : tuple of str
        Versions of the roster's service that launches name.
    """

    name = "generic"
    code = "senda-demo"
    version = "1"
    seconds = 60
    scopes: tuple[str, ...] = (
        *scopes.AGS_SCOPES,
        scopes.NRPS_SCOPE,
        scopes.GROUPS_SCOPE,
        scopes.NOTICES_SCOPE,
    )
    messages: tuple[str, ...] = (RESOURCE_LINK, DEEP_LINKING, SUBMISSION_REVIEW, DATA_PRIVACY)
    placements: tuple[str, ...] = ("ContentArea",)
    variables: tuple[str, ...] = VARIABLES
    notices: tuple[str, ...] = (HELLO_NOTICE, COPY_NOTICE)
    exact_accept = True
    roster_page: int | None = 10
    items_page: int | None = 10
    token_type = "application/json"  # noqa: S105 - a media type
    deployment_in_answer = True
    configuration_needs_token = False
    asks_twice = False
    navigation = False
    shows_errors = True
    unsolicited_columns = False
    last_message_counts = False
    teacher_wins = True
    roster_versions: tuple[str, ...] = ("2.0",)
