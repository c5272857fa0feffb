"""Why a calibration cannot be done, and what is worth saying of an item; codes with numbers, never prose.

CalibrationError
├── BadResponses           bad_responses: a score outside [0, 1], NaN, an item answered twice by one person
├── BadSetting             bad_setting: a quadrature, a prior or a limit that makes no sense
├── TooFewAnswers          too_few_answers: nothing, or not enough, to estimate from
├── NoVariance             no_variance: everybody has everything right, or everything wrong
├── ScaleNotAnchored       scale_not_anchored: origin or unit of the scale follow from nothing
├── SeveralCompetencies    several_competencies: an item that loads on more than one
└── GroupsTooSmall         groups_too_small: too few people in a group to compare groups
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar


class CalibrationError(ValueError):
    """Something that cannot be estimated; the code says why.

    Attributes
    ----------
    code : str
        Same for every error of a class.
    values : mapping
        Numbers and codes that a sentence about it needs, JSON-serialisable.
    """

    code: ClassVar[str] = "calibration"

    def __init__(self, **values: object) -> None:
        super().__init__(f"{self.code}: {', '.join(f'{name}={value!r}' for name, value in values.items())}")
        self.values: Mapping[str, object] = MappingProxyType(values)


class BadResponses(CalibrationError):
    """The table of answers holds what is no answer; `problem`, and where it is."""

    code = "bad_responses"


class BadSetting(CalibrationError):
    """A setting makes no sense; `setting` and its `value`."""

    code = "bad_setting"


class TooFewAnswers(CalibrationError):
    """Nothing, or not enough, to estimate from; `answers` and how many are `needed`."""

    code = "too_few_answers"


class NoVariance(CalibrationError):
    """Every item was answered right by everybody or wrong by everybody; `items` and `answers`."""

    code = "no_variance"


class ScaleNotAnchored(CalibrationError):
    """The learners' `mean` or `sd` was to be estimated, and no prior says where the scale is."""

    code = "scale_not_anchored"


class SeveralCompetencies(CalibrationError):
    """A calibration is about one competency, and the `item` loads on several."""

    code = "several_competencies"


class GroupsTooSmall(CalibrationError):
    """Groups can only be compared with enough people in each; numbers of both and what is `needed`."""

    code = "groups_too_small"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth saying of an item or a learner.

    Attributes
    ----------
    code : str
        A key of `FINDING_CODES`.
    subject : str
        Code of the item, or of the learner.
    values : mapping
        Numbers that the sentence needs, JSON-serialisable.
    """

    code: str
    subject: str
    values: Mapping[str, float | str] = field(default_factory=dict)


FINDING_CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Why an item was left out of a calibration.
        "few_responses": ("responses", "needed"),
        "all_right": ("responses",),
        "all_wrong": ("responses",),
        # What to be careful with in a calibrated item.
        "slope_at_bound": ("discrimination",),
        "weakly_known": ("difficulty_se",),
        # Item analysis.
        "few_answers": ("responses", "needed"),
        "too_easy": ("share", "responses"),
        "too_hard": ("share", "responses"),
        "does_not_separate": ("correlation", "se"),
        "strong_ones_choose_wrong": ("choice", "strong", "weak"),
        "unexpected_answers": ("infit", "outfit"),
        # A learner whose answers do not go together.
        "unusual_pattern": ("lz", "p"),
    }
)
"""Every code with the names of its values."""
