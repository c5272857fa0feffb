"""What a platform says that it can do, and what of it we may ask for when we register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LINEITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
LINEITEM_READ = LINEITEM + ".readonly"
RESULT = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
GROUPS = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"
NOTICES = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
SCOPES = (LINEITEM, LINEITEM_READ, RESULT, SCORE, ROSTER, GROUPS, NOTICES)
"""Every right that we can use."""
CORE_SCOPES = SCOPES[:5]
"""Those that nearly every platform has: asked for where it lists none."""

CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "email", "locale")
RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINKING = "LtiDeepLinkingRequest"
SUBMISSION_REVIEW = "LtiSubmissionReviewRequest"
DATA_PRIVACY = "LtiDataPrivacyLaunchRequest"
MESSAGES = (RESOURCE_LINK, DEEP_LINKING, SUBMISSION_REVIEW, DATA_PRIVACY)

VARIABLES: Mapping[str, str] = {
    "context_history": "Context.id.history",
    "link_history": "ResourceLink.id.history",
}
"""Custom parameters of ours, by the substitution variable (LTI 1.3, appendix D) that fills them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a platform's configuration lists; an empty list says nothing, not "none".

    Attributes
    ----------
    product : str
        ``product_family_code``, as it was sent.
    messages : mapping of str to tuple of str
        Placements by message type.
    """

    issuer: str = ""
    product: str = ""
    version: str = ""
    scopes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variables: tuple[str, ...] = ()

    def has_message(self, kind: str) -> bool:
        """Whether the platform sends such messages; those of every launch need not be listed."""
        return kind in self.messages or (not self.messages and kind in (RESOURCE_LINK, DEEP_LINKING))

    def has_variable(self, name: str) -> bool:
        """Whether the platform fills the variable, or does not say which it fills."""
        return not self.variables or name in self.variables


def listed(wanted: tuple[str, ...], offered: tuple[str, ...], always: tuple[str, ...]) -> tuple[str, ...]:
    """What is wanted and offered, in our order; `always` where nothing is listed."""
    return tuple(one for one in wanted if one in offered) if offered else always
