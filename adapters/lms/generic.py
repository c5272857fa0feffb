"""A platform of no family with rules of its own: the specification and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from .base import Adapter


class GenericAdapter(Adapter):
    """The specification as it is written.

    Parameters
    ----------
    family : str
        Families that could not be tried yet are known by name and treated like any other.
    hosts : tuple of str
        Ends of host names where the vendor has services for all of its customers.
    """

    def __init__(self, family: str = "generic", hosts: tuple[str, ...] = ()) -> None:
        self.family = family
        self._hosts = hosts

    def line_item_extras(self) -> Mapping[str, object]:
        """Teachers can open a student's work from the gradebook (Submission Review 1.0, section 3)."""
        return {"submissionReview": {"reviewableStatus": ["Completed"]}}

    def person_refused(self, status_code: int, body: str) -> bool:
        """A refusal that names the score's field ``userId`` (AGS 2.0, section 3.4.4) is about the person."""
        return status_code in (400, 422) and "userid" in body.lower()

    def may_serve(self, host: str, issuer_host: str) -> bool:
        """The issuer's own host, or one of the vendor's."""
        return super().may_serve(host, issuer_host) or host.endswith(self._hosts)
