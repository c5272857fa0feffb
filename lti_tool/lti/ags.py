"""Assignment and Grade Services 2.0: the line item of an activity, scores into it, results out of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem as LineItemMessage

from adapters.lms.base import GradeService
from lti_tool.errors import PermanentFailure

from .http import parse_json
from .services import ServiceClient

_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
LINEITEM, LINEITEM_READ = _SCOPE + "lineitem", _SCOPE + "lineitem.readonly"
SCORE, RESULT = _SCOPE + "score", _SCOPE + "result.readonly"
_KNOWN = (LINEITEM, LINEITEM_READ, RESULT, SCORE)

_LINEITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
# Moodle wants exactly these: several types or */* give 400 (ltiservice_gradebookservices).
_LINEITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
_RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
_SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"


@dataclass(frozen=True, slots=True)
class Column:
    """What identifies our column in the gradebook, and how it is made if it is not there.

    Attributes
    ----------
    resource_link_id : str
        The placement it belongs to; without one Canvas would make a new assignment.
    """

    resource_id: str
    tag: str
    label: str
    maximum: float
    resource_link_id: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A grade to post.

    Attributes
    ----------
    given, maximum : float
        Zero is a score. ``0 <= given``, ``0 < maximum``.
    timestamp : datetime
        Aware. Whole seconds count; a platform refuses one that is not newer than its last.
    submitted_at : datetime
        When the work was done, aware.
    """

    subject: str
    given: float
    maximum: float
    timestamp: datetime
    submitted_at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A grade as it stands in the gradebook; None where there is none."""

    subject: str
    score: float | None
    maximum: float | None


class GradeBook:
    """The gradebook of a platform as one placement sees it.

    Parameters
    ----------
    client : ServiceClient
    service : GradeService
        From the launch.
    """

    def __init__(self, client: ServiceClient, service: GradeService) -> None:
        self._client = client
        self._service = service
        # One token for everything that was granted: fewer of them, and refused by no platform.
        self._scopes = tuple(scope for scope in _KNOWN if scope in service.scopes)

    def line_item(self, column: Column) -> str:
        """Address of our line item: the launch's own, else the one found, else a new one.

        Moodle drops the launch's own from later launches when a placement gets a second one, so
        what is there is used first.

        Raises
        ------
        PassingFailure, PermanentFailure
        """
        if self._service.lineitem_url:
            return self._service.lineitem_url
        return self.find(column) or self.create(column)

    def find(self, column: Column) -> str:
        """Address of the line item with this resource id and tag on this placement, or empty."""
        self._need(LINEITEM, LINEITEM_READ)
        for entry in self._entries(column):
            link = entry.get("resourceLinkId")
            # Copies of an activity share resource id and tag: the column of another one is not ours.
            other = bool(link and column.resource_link_id and str(link) != column.resource_link_id)
            same = entry.get("resourceId") == column.resource_id and entry.get("tag") == column.tag
            if same and not other and isinstance(entry.get("id"), str):
                return str(entry["id"])
        return ""

    def create(self, column: Column) -> str:
        """Make the line item; returns its address."""
        self._need(LINEITEM)
        message = LineItemMessage().set_label(column.label).set_score_maximum(column.maximum)
        message.set_resource_id(column.resource_id).set_tag(column.tag)
        if column.resource_link_id:
            message.set_resource_link_id(column.resource_link_id)
        response = self._client.post(
            self._lineitems(), self._scopes, message.get_value(), _LINEITEM_TYPE, _LINEITEM_TYPE
        )
        made = parse_json(response)
        if not isinstance(made, dict) or not isinstance(made.get("id"), str):
            raise PermanentFailure("service_response_invalid", status_code=response.status_code)
        return str(made["id"])

    def post_score(self, line_item: str, score: Score) -> None:
        """Send a grade.

        ``Completed`` and ``FullyGraded`` always: with anything else Moodle erases the grade and
        Canvas does not keep it.

        Raises
        ------
        PassingFailure
            ``service_conflict``: send the current score again with a newer time.
        PermanentFailure
        """
        self._need(SCORE)
        if not (math.isfinite(score.given) and math.isfinite(score.maximum)):
            raise ValueError("a score is a finite number")
        moment = score.timestamp.astimezone(UTC).replace(microsecond=0)
        message = Grade().set_user_id(score.subject).set_timestamp(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        message.set_score_given(score.given).set_score_maximum(score.maximum)
        message.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        if score.comment:
            message.set_comment(score.comment)
        message.set_extra_claims(self._client.adapter.score_extras(score.submitted_at))
        self._client.post(service_url(line_item, "scores"), self._scopes, message.get_value(), _SCORE_TYPE)

    def results(self, line_item: str, subject: str = "") -> Iterator[Result]:
        """The grades of a line item, of everybody or of one person. Moodle leaves out a grade of 0."""
        self._need(RESULT)
        url = service_url(line_item, "results")
        if subject:
            url = _with_query(url, {"user_id": subject})
        for page in self._client.pages(url, self._scopes, _RESULTS_TYPE):
            if not isinstance(page, list):
                raise PermanentFailure("service_response_invalid")
            for entry in page:
                if isinstance(entry, dict) and "userId" in entry:
                    score, maximum = entry.get("resultScore"), entry.get("resultMaximum")
                    yield Result(str(entry["userId"]), _number(score), _number(maximum))

    def _entries(self, column: Column) -> Iterator[Mapping[str, Any]]:
        # No "limit": with one, Moodle's Link header is broken.
        url = _with_query(self._lineitems(), {"resource_id": column.resource_id, "tag": column.tag})
        for page in self._client.pages(url, self._scopes, _LINEITEMS_TYPE):
            if not isinstance(page, list):
                raise PermanentFailure("service_response_invalid")
            yield from (entry for entry in page if isinstance(entry, dict))

    def _lineitems(self) -> str:
        if not self._service.lineitems_url:
            raise PermanentFailure("grades_unsupported")
        return self._service.lineitems_url

    def _need(self, *scopes: str) -> None:
        if not any(scope in self._scopes for scope in scopes):
            raise PermanentFailure("service_scope_missing")


def service_url(line_item: str, service: str) -> str:
    """Address of ``scores`` or ``results`` of a line item: into the path, before a query (Moodle has one)."""
    scheme, netloc, path, query, _ = urlsplit(line_item)
    return urlunsplit((scheme, netloc, f"{path.rstrip('/')}/{service}", query, ""))


def _with_query(url: str, parameters: Mapping[str, str]) -> str:
    scheme, netloc, path, query, _ = urlsplit(url)
    added = urlencode(parameters)
    return urlunsplit((scheme, netloc, path, f"{query}&{added}" if query else added, ""))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
