"""Moodle 4.5, as a real one was seen to speak; the quirks are its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from lti_tool.demo import columns, scopes, variables
from lti_tool.demo.families.moodle_services import OUTCOME, MoodleServices, compact, outcome
from lti_tool.demo.families.traits import INSTRUCTOR, LEARNER, LTI, TOOL_CONFIGURATION, VOCABULARY
from lti_tool.demo.launches import Launch
from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.tools import DEEP_LINKING, RESOURCE_LINK, SUBMISSION_REVIEW, Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform

_VARIABLES = (
    "Context.id", "Context.title", "Context.label", "Context.id.history", "Context.sourcedId",
    "CourseSection.title", "CourseSection.label", "CourseSection.sourcedId",
    "CourseSection.timeFrame.begin", "CourseSection.timeFrame.end",
    "ResourceLink.id", "ResourceLink.title", "ResourceLink.description",
    "User.id", "User.username", "Person.name.full", "Person.name.given", "Person.name.family",
    "Person.email.primary", "Person.sourcedId", "Person.address.timezone", "Membership.role",
    "Moodle.Person.userGroupIds",
    # Moodle fills these in too, but its configuration does not say so.
    "LineItem.url", "LineItems.url", "Results.url", "Scores.url", "LtiLink.custom.url",
)  # fmt: skip
_UNANNOUNCED = 5
_NAMES = ("name", "family_name", "given_name", "email")


class Moodle(MoodleServices):
    """Numbers as strings everywhere, few roles, no groups, no notices, no storage."""

    name = "moodle"
    code = "moodle"
    version = "2024100706"
    scopes = (
        scopes.OUTCOME_SCOPE,
        scopes.LINE_ITEM_READ,
        scopes.RESULT_READ,
        scopes.SCORE,
        scopes.LINE_ITEM,
        scopes.NRPS_SCOPE,
        scopes.SETTINGS_SCOPE,
    )
    messages = (RESOURCE_LINK, DEEP_LINKING, SUBMISSION_REVIEW)
    variables = _VARIABLES
    notices = ()
    roster_page = None
    items_page = None
    token_type = "text/html"  # noqa: S105 - a media type
    asks_twice = True
    shows_errors = False
    last_message_counts = True
    roster_versions = ("1.0", "2.0")

    def storage_target(self, offered: bool) -> str:
        """Offer none, whatever is configured."""
        return ""

    def wrap_hint(self, launch: Launch, signed: str) -> str:
        """Write the JSON that names course module and launch."""
        if launch.link is None:
            return compact({"launchid": f"ltilaunch_ContentItemSelectionRequest{signed}"})
        module = int(launch.link.id) + 2
        return compact({"cmid": module, "launchid": f"ltilaunch{launch.link.id}_{signed}"})

    def unwrap_hint(self, hint: str) -> str:
        """Find the launch in the JSON."""
        try:
            launch_id = json.loads(hint)["launchid"]
        except (ValueError, KeyError, TypeError):
            return ""
        if not isinstance(launch_id, str):
            return ""
        rest = launch_id.removeprefix("ltilaunch_ContentItemSelectionRequest")
        return rest if rest != launch_id else rest.partition("_")[2]

    def person(self, launch: Launch) -> dict[str, Any]:
        """Say who launches; the language is elsewhere."""
        return {"sub": launch.person.subject, **self.names(launch.tool, launch.person)}

    def roles(self, platform: Platform, person: Person, role: CourseRole) -> list[str]:
        """Know teachers, students and administrators; a non-editing teacher is an Instructor here."""
        if person.administrator:
            return [
                f"{VOCABULARY}institution/person#Administrator",
                INSTRUCTOR,
                f"{VOCABULARY}system/person#Administrator",
            ]
        return [LEARNER] if role is CourseRole.STUDENT else [INSTRUCTOR]

    def context(self, course: Course) -> dict[str, Any]:
        """Say which course it is, with the short name of its type."""
        return {"id": course.id, "label": course.label, "title": course.title, "type": ["CourseSection"]}

    def resource_link(self, link: Link) -> dict[str, Any]:
        """Say which link it is, in Moodle's order."""
        return {"title": link.title, "description": link.description, "id": link.id}

    def tool_platform(self, platform: Platform) -> dict[str, str]:
        """Say which site it is."""
        guid = hashlib.md5(platform.settings.issuer.encode(), usedforsecurity=False).hexdigest()
        return {
            "product_family_code": self.code,
            "version": self.version,
            "guid": guid,
            "name": "aula",
            "description": "Aula de prueba",
        }

    def presentation(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Say `iframe` even in a window; a choice of content knows the language alone."""
        if launch.course is None or launch.link is None:
            return {"locale": launch.locale}
        query = urlencode({"course": launch.course.id, "launch_container": 3,
                           "instanceid": launch.link.id, "sesskey": "x"})  # fmt: skip
        return {
            "locale": launch.locale,
            "document_target": "iframe",
            "return_url": f"{platform.settings.public_url}/mod/lti/return.php?{query}",
        }

    def for_user(self, platform: Platform, launch: Launch, person: Person) -> dict[str, Any]:
        """Give the number alone."""
        return {"user_id": person.subject}

    def lis(self, launch: Launch) -> dict[str, str]:
        """Know no identifier of an administrator."""
        found = super().lis(launch)
        return found | {"person_sourcedid": ""} if launch.person.administrator else found

    def custom(self, platform: Platform, launch: Launch) -> dict[str, str | None]:
        """Let the tool's parameters win over the link's, and add the addresses of old services."""
        tool, link, course = launch.tool, launch.link, launch.course
        review = launch.custom
        merged: dict[str, str] = {**(link.custom if link else {}), **tool.custom, **review}
        found = variables.resolve(merged, variables.known(platform, launch, self.variables))
        if link is None or course is None:
            return found
        base = f"{platform.settings.public_url}/mod/lti/services.php"
        if scopes.NRPS_SCOPE in tool.scopes:
            found["context_memberships_url"] = platform.settings.memberships_url(
                course.id, tool.deployment_id
            )
        if scopes.SETTINGS_SCOPE in tool.scopes:
            kind = tool.deployment_id
            found["system_setting_url"] = f"{base}/tool/{kind}/custom"
            found["context_setting_url"] = f"{base}/CourseSection/{course.id}/bindings/tool/{kind}/custom"
            found["link_setting_url"] = f"{base}/links/{{link_id}}/custom"
        return found

    def ags_scopes(self, tool: Tool) -> list[str]:
        """Give the grade scopes in Moodle's order."""
        order = (scopes.LINE_ITEM, scopes.LINE_ITEM_READ, scopes.RESULT_READ, scopes.SCORE)
        return [scope for scope in order if scope in tool.scopes]

    def names_roster(self, platform: Platform, launch: Launch) -> bool:
        """Say nothing of the roster until the course has an activity of the tool."""
        assert launch.course is not None
        owner = "" if launch.tool.builtin else launch.tool.client_id
        return any(link.client_id == owner for link in launch.course.links)

    def extra_claims(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Say the user name, and where LTI 1.1 would send outcomes."""
        claims: dict[str, Any] = {f"{LTI}ext": {"user_username": launch.person.username, "lms": "moodle-2"}}
        if launch.link is not None:
            claims[OUTCOME] = outcome(platform, launch.tool, launch.link, launch.person)
        return claims

    def deep_link_settings(self, tool: Tool, return_url: str, data: str, placement: str) -> dict[str, Any]:
        """Accept resource links, several, and send no `data`."""
        return {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["frame", "iframe", "window"],
            "accept_copy_advice": False,
            "accept_multiple": True,
            "accept_unsigned": False,
            "auto_create": False,
            "can_confirm": False,
            "deep_link_return_url": return_url,
            "title": tool.name,
            "text": "",
        }

    def sends_data(self) -> bool:
        """Send none."""
        return False

    def kept_link(self, item: Mapping[str, Any], tool: Tool) -> Link:
        """Ignore dates, frame and window."""
        kept = {name: item[name] for name in ("title", "text", "url", "icon", "custom") if name in item}
        return super().kept_link(kept, tool)

    def kept_line_item(self, item: Mapping[str, Any], link: Link, placement: str) -> dict[str, Any] | None:
        """Name the column as the activity; of a review only address and parameters stay."""
        sent = item.get("lineItem")
        if sent is None:
            return None
        kept = {name: sent[name] for name in ("scoreMaximum", "resourceId", "tag") if name in sent}
        review = sent.get("submissionReview")
        if review is not None:
            kept["submissionReview"] = {name: review[name] for name in ("url", "custom") if name in review}
        return {"label": link.title, **kept}

    def platform_configuration(self) -> dict[str, Any]:
        """Announce two messages; reviews are sent unannounced."""
        return {
            "product_family_code": self.code,
            "version": "4.5.6 (Build: 20250811)",
            "messages_supported": [
                {"type": RESOURCE_LINK},
                {"type": DEEP_LINKING, "placements": ["ContentArea"]},
            ],
            "variables": list(self.variables[:-_UNANNOUNCED]),
        }

    def configuration(self, platform: Platform) -> dict[str, Any]:
        """Write it in Moodle's order."""
        found = super().configuration(platform)
        return found | {
            "scopes_supported": [*self.scopes, "openid"],
            "subject_types_supported": ["public", "pairwise"],
            "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
        }

    def granted_scopes(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Let who may write line items read them too; outcomes are not for LTI 1.3."""
        wider = {*asked, scopes.LINE_ITEM_READ} if scopes.LINE_ITEM in asked else set(asked)
        order = (scopes.SCORE, scopes.RESULT_READ, scopes.LINE_ITEM_READ, scopes.LINE_ITEM,
                 scopes.NRPS_SCOPE, scopes.SETTINGS_SCOPE)  # fmt: skip
        return tuple(scope for scope in order if scope in wider)

    def registered(self, platform: Platform, tool: Tool) -> dict[str, Any]:
        """Answer what Moodle kept: of the messages, the last choice of content and its target."""
        sent, chosen = tool.metadata, tool.message(DEEP_LINKING)
        configuration: dict[str, Any] = {
            "version": "1.3.0",
            "deployment_id": tool.deployment_id,
            "target_link_uri": tool.target,
            "domain": tool.domain,
            "description": sent[TOOL_CONFIGURATION].get("description", ""),
        }
        if chosen is not None:
            configuration["messages"] = [{"type": DEEP_LINKING, "target_link_uri": chosen.target}]
        if tool.custom:
            # A value that has an equals sign is cut in the answer, though not in launches.
            cut = {name: value.partition("=")[0] for name, value in tool.custom.items()}
            configuration["custom_parameters"] = cut
        configuration["claims"] = ["sub", "iss", *(c for c in _NAMES if c in tool.claims)]
        answer = {
            "client_id": tool.client_id,
            "response_types": ["id_token"],
            "jwks_uri": tool.jwks_url,
            "initiate_login_uri": tool.login_url,
            "grant_types": ["client_credentials", "implicit"],
            "redirect_uris": list(tool.redirect_uris),
            "application_type": "web",
            "token_endpoint_auth_method": "private_key_jwt",
            "client_name": tool.name,
            "logo_uri": sent.get("logo_uri") or "",
            "scope": " ".join(tool.scopes),
            TOOL_CONFIGURATION: configuration,
        }
        return answer

    def domain_matches(self, domain: str, host: str) -> bool:
        """Compare with the port."""
        return domain == host

    def plain_line_item(self, link: Link) -> dict[str, Any] | None:
        """Grade every activity out of 100."""
        return {"label": link.title, "scoreMaximum": 100}

    def reviewable(self, platform: Platform, link: Link) -> bool:
        """Offer a review wherever an activity has a column."""
        return bool(columns.coupled(platform, link))
