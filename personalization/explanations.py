"""Reasons as codes with numbers; the sentences are composed in the reader's language elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a decision.

    Attributes
    ----------
    code : str
        A key of `REASON_CODES`.
    values : mapping
        Numbers and competency codes that the sentence needs, JSON-serialisable.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


REASON_CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Why this question: probability of a right answer, expected reduction of the loss.
        "next_most_telling": ("competency", "success", "gain"),
        "next_within_reach": ("competency", "success", "gain"),
        "next_easy_first": ("competency", "success", "gain"),
        "next_easy_last": ("competency", "success", "gain"),
        "next_pilot": ("competency",),
        # Why no more is asked about a competency.
        "stop_mastered": (),
        "stop_not_yet": (),
        "stop_level": (),
        "stop_borrowed": (),
        "stop_precise": (),
        "stop_cap": (),
        # Why a diagnostic ended.
        "finish_all_decided": ("answered", "decided", "targets"),
        "finish_all_stopped": ("answered", "decided", "targets"),
        "finish_max_items": ("answered",),
        "finish_max_minutes": ("answered", "minutes"),
        "finish_little_to_learn": ("answered",),
        "finish_no_items": ("answered",),
        # Why this step of a path: mastery is a probability, readiness that of the prerequisites.
        "path_below_cut": ("competency", "mastery"),
        "path_close_to_cut": ("competency", "mastery"),
        "path_above_cut": ("competency", "mastery"),
        "path_opens": ("competency", "opens"),
        "path_ready": ("competency", "prerequisites", "readiness"),
        "path_gain": ("competency", "before", "after", "minutes"),
        "path_review": ("competency",),
        "path_check": ("competency", "expected"),
        "path_kept": ("competency",),
        "path_fixed": ("competency",),
        # Why these two: mastery of the tutor and of the tutee, distance in logits, shared times.
        "pair_tutor_masters": ("competency", "mastery"),
        "pair_tutee_needs": ("competency", "mastery"),
        "pair_distance": ("competency", "distance"),
        "pair_shared_time": ("slot", "shared"),
        # Why somebody stays without a partner; what others prefer is never among the reasons.
        "alone_no_need": (),
        "alone_no_partner_masters": ("competency",),
        "alone_no_group_allows": (),
        "alone_no_shared_time": (),
        "alone_no_shared_language": (),
        "alone_no_fitting_partner": (),
        "alone_not_enough_evidence": (),
        "alone_all_taken": (),
        "alone_not_needed": (),
    }
)
"""Every code that `personalization` can give, with the names of its values."""
