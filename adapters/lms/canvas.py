"""Canvas. Sources are paths in its repository (https://github.com/instructure/canvas-lms)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .base import Adapter, Submission, moment_text
from .offer import CORE_SCOPES, DEEP_LINKING, NOTICES, RESOURCE_LINK, SCOPES, Offer, listed

HOSTS = (".instructure.com", ".canvaslms.com")
"""Where Canvas is hosted for everybody: one issuer, a host for each tenant and one for all log-ins."""
_OWN = "https://canvas.instructure.com/lti/"


class CanvasAdapter(Adapter):
    """Differences of Canvas's LTI Advantage services."""

    family = "canvas"
    more_variables: Mapping[str, str] = {"section_ids": "Canvas.course.sectionIds"}

    def score_extras(self, work: Submission) -> Mapping[str, object]:
        """One submission for each piece of work, with its true time and what SpeedGrader opens.

        Only a new submission's type and address are kept (``scores_controller.rb`` ``submit_homework``);
        a grade that is sent again must not make another, or work is marked late
        (https://github.com/instructure/canvas-lms/issues/1705, .../1799; ``doc/api/score.md``).
        ``prioritize_non_tool_grade`` is never sent: it keeps whatever grade there is, our earlier one too.
        """
        told: dict[str, object] = {
            "new_submission": work.new,
            "submitted_at": moment_text(work.submitted_at),
        }
        if work.review_url:
            told |= {"submission_type": "basic_lti_launch", "submission_data": work.review_url}
        return {**super().score_extras(work), _OWN + "submission": told}

    def score_outdated(self, status_code: int, body: str) -> bool:
        """400 where other platforms answer 409.

        ``app/controllers/lti/ims/scores_controller.rb`` ``verify_valid_timestamp``.
        """
        return status_code == 409 or (status_code == 400 and "before last updated timestamp" in body)

    def submission_refused(self, status_code: int, body: str) -> bool:
        """An assignment with a limit of attempts takes no further submission, but takes a score.

        ``app/controllers/lti/ims/scores_controller.rb`` ``verify_attempts_for_online_upload``.
        """
        return status_code == 422 and "maximum number of allowed attempts" in body

    def person_refused(self, status_code: int, body: str) -> bool:
        """422 for who is no student of the course, the Student View user among them.

        ``app/controllers/lti/ims/scores_controller.rb`` ``verify_user_in_context``.
        """
        return status_code == 422

    def may_configure(self, host: str, issuer_host: str) -> bool:
        """All tenants share the issuer canvas.instructure.com; their own host answers for them.

        ``doc/api/lti_dev_key_config.md``, "Configuring Canvas in the Tool".
        """
        hosted = issuer_host.endswith(HOSTS) and host.endswith(HOSTS)
        return hosted or super().may_configure(host, issuer_host)

    def may_serve(self, host: str, issuer_host: str) -> bool:
        """Services stand on the tenant's host and on the one of all log-ins."""
        return self.may_configure(host, issuer_host) or super().may_serve(host, issuer_host)

    def token_audience(self, authorization_server: str) -> str:
        """Canvas names a bare host there, and takes nothing but the address of the token end point.

        ``lib/lti/ims/advantage_access_token_request_helper.rb``, the expected audiences.
        """
        return ""

    def registration_scopes(self, offered: Offer) -> tuple[str, ...]:
        """As everywhere; a developer key, for which nothing is listed, also gets the notices."""
        return listed(SCOPES, offered.scopes, (*CORE_SCOPES, NOTICES))

    def registration_messages(self, offered: Offer) -> Sequence[Mapping[str, object]]:
        """Messages by placement; in the course's menu the tool waits until a teacher switches it on.

        ``doc/api/registration.md``, "LTI Message schema".
        """
        return (
            {
                "type": RESOURCE_LINK,
                "placements": ["course_navigation"],
                _OWN + "course_navigation/default_enabled": False,
                _OWN + "visibility": "members",
            },
            {"type": DEEP_LINKING, "placements": ["assignment_selection", "link_selection"]},
        )

    def registration_extras(self) -> Mapping[str, object]:
        """Names and e-mail are sent to tools of the level "public" only."""
        return {_OWN + "privacy_level": "public", _OWN + "tool_id": "senda"}
