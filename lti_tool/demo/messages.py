"""What a tool may send about grades: line items and scores, read and checked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lti_tool.demo.people import Course, CourseRole
from lti_tool.demo.services import ServiceError

_TEXTS = ("resourceId", "tag", "resourceLinkId", "startDateTime", "endDateTime")
_MOMENTS = ("startDateTime", "endDateTime")
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
            _moment(name, item[name])
    if "submissionReview" in sent:
        if not isinstance(sent["submissionReview"], dict):
            raise ServiceError(400, "submissionReview must be an object")
        item["submissionReview"] = sent["submissionReview"]
    if "resourceLinkId" in item and course.link(item["resourceLinkId"]) is None:
        raise ServiceError(400, "resourceLinkId is not a link of this course")
    return item


@dataclass(frozen=True, slots=True)
class Score:
    """A score as sent; `given` is None where it erases the grade."""

    subject: str
    moment: datetime
    given: float | None
    maximum: float | None
    comment: str
    activity_progress: str
    grading_progress: str


def read_score(course: Course, sent: Mapping[str, Any]) -> Score:
    """Check a score, whose user must be a student of the course.

    Raises
    ------
    ServiceError
        400, with what is wrong.
    """
    moment = _moment("timestamp", sent.get("timestamp"))
    activity, grading = sent.get("activityProgress"), sent.get("gradingProgress")
    if activity not in _ACTIVITY or grading not in _GRADING:
        raise ServiceError(400, "activityProgress or gradingProgress is missing or unknown")
    subject = sent.get("userId")
    if not isinstance(subject, str) or course.role(subject) is not CourseRole.STUDENT:
        raise ServiceError(400, "userId is not a student of this course")
    given, maximum = sent.get("scoreGiven"), sent.get("scoreMaximum")
    if given is not None:
        if not _is_number(given) or given < 0:
            raise ServiceError(400, "scoreGiven must be a number from 0")
        maximum = _maximum(maximum)
    comment = _text(sent, "comment") if "comment" in sent else ""
    graded = given if grading == "FullyGraded" else None
    return Score(subject, moment, graded, maximum, comment, activity, grading)


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


def _moment(name: str, text: Any) -> datetime:
    """Read an ISO 8601 moment; AGS 2.0 wants its time zone."""
    if not isinstance(text, str) or _MOMENT.fullmatch(text) is None:
        raise ServiceError(400, f"{name} must be an ISO 8601 date and time with a time zone")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ServiceError(400, f"{name}: {error}") from error
