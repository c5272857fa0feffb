"""What a tool may send about grades: line items and scores, read and checked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lti_tool.demo.people import Course, CourseRole
from lti_tool.demo.refusal import ServiceError

_TEXTS = ("resourceId", "tag", "resourceLinkId", "startDateTime", "endDateTime")
_MOMENTS = ("startDateTime", "endDateTime")
EXTENSION = "https://canvas.instructure.com/lti/submission"
_SUBMISSIONS = (
    "none", "basic_lti_launch", "online_text_entry", "online_url", "external_tool", "online_upload"
)  # fmt: skip
_ACTIVITY = ("Initialized", "Started", "InProgress", "Submitted", "Completed")
_GRADING = ("FullyGraded", "Pending", "PendingManual", "Failed", "NotReady")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")


def read_line_item(course: Course, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Check a line item; give its known fields.

    Raises
    ------
    ServiceError
        400, with what is wrong.
    """
    label = sent.get("label")
    if not isinstance(label, str) or not label.strip():
        raise ServiceError(400, "label must be a text")
    item: dict[str, Any] = {"label": label, "scoreMaximum": _maximum(sent.get("scoreMaximum"))}
    item.update((name, _text(sent, name)) for name in _TEXTS if name in sent)
    for name in _MOMENTS:
        if name in item:
            read_moment(name, item[name])
    if "submissionReview" in sent:
        item["submissionReview"] = _review(sent["submissionReview"])
    if "resourceLinkId" in item and course.link(item["resourceLinkId"]) is None:
        raise ServiceError(400, "resourceLinkId is not a link of this course")
    return item


def _review(sent: Any) -> dict[str, Any]:
    """Check how the work of a line item is reviewed."""
    if not isinstance(sent, dict):
        raise ServiceError(400, "submissionReview must be an object")
    status = sent.get("reviewableStatus", [])
    if not isinstance(status, list) or any(one not in ("None", *_ACTIVITY) for one in status):
        raise ServiceError(400, "submissionReview.reviewableStatus must be a list of progresses")
    for name in ("label", "url"):
        if name in sent:
            _text(sent, name)
    custom = sent.get("custom", {})
    if not isinstance(custom, dict) or not all(isinstance(value, str) for value in custom.values()):
        raise ServiceError(400, "submissionReview.custom must be an object of texts")
    return sent


@dataclass(frozen=True, slots=True)
class Score:
    """A score as sent.

    Attributes
    ----------
    submitted_at : str
        When the work was handed in, or empty.
    extension : mapping
        What Canvas takes about the submission; empty without.
    """

    subject: str
    moment: datetime
    given: float | None
    maximum: float | None
    comment: str
    activity_progress: str
    grading_progress: str
    submitted_at: str = ""
    extension: Mapping[str, Any] = field(default_factory=dict)


def read_score(course: Course, sent: Mapping[str, Any], not_a_student: ServiceError) -> Score:
    """Check a score, whose user must be a student of the course.

    Raises
    ------
    ServiceError
        400, with what is wrong; or `not_a_student`.
    """
    moment = read_moment("timestamp", sent.get("timestamp"))
    activity, grading = sent.get("activityProgress"), sent.get("gradingProgress")
    if activity not in _ACTIVITY or grading not in _GRADING:
        raise ServiceError(400, "activityProgress or gradingProgress is missing or unknown")
    subject = sent.get("userId")
    if not isinstance(subject, str) or course.role(subject) is not CourseRole.STUDENT:
        raise not_a_student
    given, maximum = sent.get("scoreGiven"), sent.get("scoreMaximum")
    if given is not None:
        if not _is_number(given) or given < 0:
            raise ServiceError(400, "scoreGiven must be a number from 0")
        maximum = _maximum(maximum)
    comment = _text(sent, "comment") if "comment" in sent else ""
    return Score(
        subject, moment, given, maximum, comment, activity, grading, _submitted_at(sent), _extension(sent)
    )


def _submitted_at(sent: Mapping[str, Any]) -> str:
    submission = sent.get("submission", {})
    if not isinstance(submission, dict):
        raise ServiceError(400, "submission must be an object")
    for name in ("startedAt", "submittedAt"):
        if name in submission:
            read_moment(f"submission.{name}", submission[name])
    extension = _extension(sent)
    if "submitted_at" in extension:
        read_moment("submitted_at", extension["submitted_at"])
    return str(submission.get("submittedAt") or extension.get("submitted_at") or "")


def _extension(sent: Mapping[str, Any]) -> Mapping[str, Any]:
    found = sent.get(EXTENSION, {})
    if not isinstance(found, dict):
        raise ServiceError(400, f"{EXTENSION} must be an object")
    for name in ("new_submission", "preserve_score", "prioritize_non_tool_grade"):
        if not isinstance(found.get(name, True), bool):
            raise ServiceError(400, f"{name} must be true or false")
    if found.get("submission_type", "none") not in _SUBMISSIONS:
        raise ServiceError(400, "submission_type is unknown")
    data = found.get("submission_data", "")
    if not isinstance(data, str):
        raise ServiceError(400, "submission_data must be a text")
    return found


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


def _maximum(value: Any) -> float:
    if not _is_number(value) or value <= 0:
        raise ServiceError(400, "scoreMaximum must be a number above 0")
    number: float = value
    return number


def _text(sent: Mapping[str, Any], name: str) -> str:
    value = sent[name]
    if not isinstance(value, str):
        raise ServiceError(400, f"{name} must be a text")
    return value


def read_moment(name: str, text: Any) -> datetime:
    """Read an ISO 8601 moment; AGS 2.0 wants its time zone.

    Raises
    ------
    ServiceError
        400, with the name.
    """
    if not isinstance(text, str) or _MOMENT.fullmatch(text) is None:
        raise ServiceError(400, f"{name} must be an ISO 8601 date and time with a time zone")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ServiceError(400, f"{name}: {error}") from error
