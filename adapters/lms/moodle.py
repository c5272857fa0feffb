"""Moodle. Seen on Moodle 4.5.6; sources are paths in its repository (https://github.com/moodle/moodle)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .base import Adapter, Role
from .offer import CLAIMS, DEEP_LINKING, RESOURCE_LINK, VARIABLES, Offer

_BAD_SCORE = re.compile(r"incorrect score received", re.IGNORECASE)


class MoodleAdapter(Adapter):
    """Differences of Moodle's ``mod/lti`` and ``ltiservice_*`` plugins."""

    family = "moodle"
    one_line_item = True
    # There is no $ResourceLink.id.history: a copy keeps the custom parameters of the original instead.
    variables: Mapping[str, str] = {"context_history": VARIABLES["context_history"]}
    more_variables: Mapping[str, str] = {"group_ids": "Moodle.Person.userGroupIds"}

    def line_item_extras(self) -> Mapping[str, object]:
        """Teachers can open a student's work from the gradebook.

        ``ltiservice_gradebookservices``; without an address of its own the tool's is used.
        """
        return {"submissionReview": {"reviewableStatus": ["Completed"]}}

    def person_refused(self, status_code: int, body: str) -> bool:
        """Moodle answers 400 for teachers and for who is not enrolled.

        ``ltiservice_gradebookservices/classes/local/resources/scores.php`` throws "Incorrect score
        received" with the score behind it for every score it cannot take; ours has all fields,
        so the person is what is left. The sentence stands in the reason of the status line.
        """
        return status_code == 400 and bool(_BAD_SCORE.search(body))

    def roster_role(self, role: Role, known: Role | None) -> Role:
        """A non-editing teacher is Instructor at launch and Learner in the roster: the launch wins.

        ``mod/lti/locallib.php`` ``lti_get_ims_role`` asks for the capability ``mod/lti:manage``,
        ``ltiservice_memberships`` lists by another.
        """
        return known if role is Role.STUDENT and known in (Role.TEACHER, Role.ASSISTANT) else role

    def registration_claims(self, offered: Offer) -> tuple[str, ...]:
        """Names and e-mail are never sent unless they are listed.

        ``mod/lti/classes/local/ltiopenid/registration_helper.php`` ``registration_to_config``.
        """
        return CLAIMS[:6]

    def registration_messages(self, offered: Offer) -> Sequence[Mapping[str, object]]:
        """Deep linking once; of a message only its existence and its target count.

        The same file: labels, icons and placements are passed over, the last one's target is kept.
        """
        return ({"type": RESOURCE_LINK}, {"type": DEEP_LINKING, "placements": ["ContentArea"]})
