"""Canvas. Sources are paths in its repository (https://github.com/instructure/canvas-lms)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from .base import Adapter


class CanvasAdapter(Adapter):
    """Differences of Canvas's LTI Advantage services."""

    family = "canvas"

    def score_extras(self, submitted_at: datetime) -> Mapping[str, object]:
        """The true time of submission, and that this is not a new one.

        Otherwise a grade that is sent again makes a new submission and marks work as late
        (https://github.com/instructure/canvas-lms/issues/1705, .../1799; ``doc/api/score.md``).
        """
        moment = submitted_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "submission": {"submittedAt": moment},
            "https://canvas.instructure.com/lti/submission": {"new_submission": False},
        }

    def person_refused(self, status_code: int, body: str) -> bool:
        """422 for who is no student of the course, the Student View user among them.

        ``app/controllers/lti/ims/scores_controller.rb`` ``verify_user_in_context``.
        """
        return status_code == 422
