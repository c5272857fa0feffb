"""A platform of no family we know: the specification and nothing else."""

from __future__ import annotations

from .base import Adapter


class GenericAdapter(Adapter):
    """The specification as it is written."""

    def person_refused(self, status_code: int, body: str) -> bool:
        """A refusal that names the score's field ``userId`` (AGS 2.0, section 3.4.4) is about the person."""
        return status_code in (400, 422) and "userid" in body.lower()
