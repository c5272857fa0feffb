"""Assignment and Grade Services 2.0: the line item of an activity, scores into it, results out of it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem as LineItemMessage

from adapters.lms.base import GradeService, Submission, moment_text
from lti_tool.errors import PassingFailure, PermanentFailure

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
    work : Submission
        What the score is about.
    """

    subject: str
    given: float
    maximum: float
    timestamp: datetime
    work: Submission


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
        found = self.find(column)
        if not found and self._client.adapter.one_line_item:
            found = self.coupled(column)
        return found or self.create(column)

    def find(self, column: Column) -> str:
        """Address of the line item with this resource id and tag on this placement, or empty."""
        self._need(LINEITEM, LINEITEM_READ)
        unplaced = ""
        for entry in self._entries({"resource_id": column.resource_id, "tag": column.tag}):
            same = entry.get("resourceId") == column.resource_id and entry.get("tag") == column.tag
            if not same or not isinstance(entry.get("id"), str):
                continue
            link = entry.get("resourceLinkId")
            if not link or not column.resource_link_id:
                unplaced = unplaced or str(entry["id"])
            elif str(link) == column.resource_link_id:  # copies of an activity share resource id and tag
                return str(entry["id"])
        return unplaced

    def coupled(self, column: Column) -> str:
        """Address of any line item of this placement, whoever made it, or empty."""
        self._need(LINEITEM, LINEITEM_READ)
        if not column.resource_link_id:
            return ""
        for entry in self._entries({"resource_link_id": column.resource_link_id}):
            same = str(entry.get("resourceLinkId")) == column.resource_link_id
            if same and isinstance(entry.get("id"), str):
                return str(entry["id"])
        return ""

    def create(self, column: Column) -> str:
        """Make the line item on its placement; returns its address.

        Never without a placement: Canvas would make a new assignment of it.

        Raises
        ------
        PermanentFailure
            ``grades_unsupported`` where the placement can have no line item.
        PassingFailure
        """
        self._need(LINEITEM)
        if not column.resource_link_id:
            raise PermanentFailure("grades_unsupported")
        message = LineItemMessage().set_label(column.label).set_score_maximum(column.maximum)
        message.set_resource_id(column.resource_id).set_tag(column.tag)
        message.set_resource_link_id(column.resource_link_id)
        body = json.dumps({**json.loads(message.get_value()), **self._client.adapter.line_item_extras()})
        try:
            response = self._client.post(
                self._lineitems(), self._scopes, body, _LINEITEM_TYPE, _LINEITEM_TYPE
            )
        except PermanentFailure as failure:
            # In Canvas a link in the course's menu or in a page is no assignment.
            if failure.status_code in (404, 412):
                raise PermanentFailure("grades_unsupported", status_code=failure.status_code) from failure
            raise
        made = parse_json(response)
        if not isinstance(made, dict) or not isinstance(made.get("id"), str):
            raise PermanentFailure("service_response_invalid", status_code=response.status_code)
        return str(made["id"])

    def update(self, line_item: str, label: str, maximum: float) -> None:
        """Give a line item another label or maximum; all else of it is sent back as it was.

        Moodle drops what is absent from a PUT, the placement among it.

        Raises
        ------
        PassingFailure, PermanentFailure
        """
        self._need(LINEITEM)
        known = parse_json(self._client.get(line_item, self._scopes, _LINEITEM_TYPE))
        if not isinstance(known, dict):
            raise PermanentFailure("service_response_invalid")
        if (known.get("label"), known.get("scoreMaximum")) == (label, maximum):
            return
        body = json.dumps({**known, "label": label, "scoreMaximum": maximum})
        self._client.put(line_item, self._scopes, body, _LINEITEM_TYPE, _LINEITEM_TYPE)

    def delete(self, line_item: str) -> None:
        """Delete a line item with all of its grades; one that is gone already is no failure.

        Raises
        ------
        PermanentFailure
            Canvas keeps the line item that belongs to an assignment and answers 401.
        PassingFailure
        """
        self._need(LINEITEM)
        try:
            self._client.delete(line_item, self._scopes)
        except PermanentFailure as failure:
            if failure.code != "service_not_found":
                raise

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
        message = Grade().set_user_id(score.subject).set_timestamp(moment_text(score.timestamp))
        message.set_score_given(score.given).set_score_maximum(score.maximum)
        message.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        message.set_extra_claims(self._client.adapter.score_extras(score.work))
        url = service_url(line_item, "scores")
        response = self._client.post(url, self._scopes, message.get_value(), _SCORE_TYPE)
        if response.content.lstrip().startswith(b"<"):
            # A page for people (maintenance, a log-in) is no platform that has taken a score.
            raise PassingFailure("service_response_invalid", status_code=response.status_code)

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

    def _entries(self, wanted: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        # No "limit": with one, Moodle's Link header is broken.
        url = _with_query(self._lineitems(), wanted)
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
