"""What the forms of placing send, read into values; what was typed is kept as it was typed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

from lti_tool.actions.placing_pages import GRADED, KINDS, Kind, Subject, Wish
from lti_tool.errors import InputRefused

Form = MultiDict[str, str]
MOST_CODES = 100
DEFAULT_MAXIMUM = "100"


@dataclass(frozen=True, slots=True)
class Draft:
    """One activity as it stands on the form, nothing of it checked.

    Attributes
    ----------
    opens, closes : str
        ISO 8601 with an offset, written by the page's script from what was chosen in the reader's time zone.
    """

    title: str
    graded: bool = True
    maximum: str = DEFAULT_MAXIMUM
    opens: str = ""
    closes: str = ""


def form_key() -> str:
    """A key for a form that is about to be shown."""
    return secrets.token_urlsafe(12)


def subject_of(form: Form) -> Subject:
    """What the activities go by."""
    codes = tuple(dict.fromkeys(form.getlist("competency")))[:MOST_CODES]
    return Subject(form.get("diagnostic", ""), form.get("bank", ""), codes)


def kinds_of(form: Form, *, several: bool) -> tuple[Kind, ...]:
    """The kinds that were chosen.

    Raises
    ------
    InputRefused
        ``placing_kind``: none, or more than the platform takes.
    """
    sent = set(form.getlist("kind"))
    chosen = tuple(kind for kind in KINDS if kind in sent)
    if not chosen or (len(chosen) > 1 and not several):
        raise InputRefused("placing_kind")
    return chosen


def draft_of(form: Form, kind: Kind) -> Draft:
    """One activity as it was typed."""
    return Draft(
        title=form.get(f"title-{kind}", "")[:1_000],
        graded=f"graded-{kind}" in form,
        maximum=form.get(f"maximum-{kind}", "")[:40],
        opens=form.get(f"opens-{kind}", "")[:40],
        closes=form.get(f"closes-{kind}", "")[:40],
    )


def wish_of(kind: Kind, draft: Draft, *, window: bool = False) -> Wish:
    """The activity that a draft describes.

    Raises
    ------
    InputRefused
        ``placing_maximum`` or ``input_invalid``: a number or a date that cannot be read.
    """
    return Wish(
        kind=kind,
        title=draft.title.strip(),
        maximum=_number(draft.maximum) if draft.graded and kind in GRADED else None,
        opens_at=_moment(draft.opens),
        closes_at=_moment(draft.closes),
        window=window,
    )


def wishes_of(drafts: Mapping[Kind, Draft], *, window: bool) -> tuple[Wish, ...]:
    """The activities that a form describes; raises as `wish_of`."""
    return tuple(wish_of(kind, draft, window=window) for kind, draft in drafts.items())


def _number(text: str) -> float:
    """A number with a point or a comma before its decimals."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise InputRefused("placing_maximum") from None


def _moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputRefused("input_invalid") from None
    if moment.tzinfo is None:
        raise InputRefused("input_invalid")  # nobody can know which hour is meant
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
