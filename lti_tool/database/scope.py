"""Whose data a query may touch: every query takes one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, true

from adapters.lms.base import Role
from lti_tool.errors import AccessRefused


@dataclass(frozen=True, slots=True)
class Scope:
    """The school, class and person on whose behalf something is read or written.

    Attributes
    ----------
    launch : str
        Public id of the launch that opened the page.
    resource_link_id : int or None
        The placement that was launched.
    """

    school_id: int
    platform_id: int
    class_id: int
    person_id: int
    role: Role
    launch: str
    resource_link_id: int | None = None

    @property
    def binds(self) -> dict[str, int]:
        """Values for queries that are built once: on the way of every launch building them costs most."""
        return {"school": self.school_id, "class_": self.class_id, "person": self.person_id}

    @property
    def teaches(self) -> bool:
        """Whether this person sees the class and decides in it."""
        return self.role in (Role.TEACHER, Role.ASSISTANT)

    def check_teaches(self) -> None:
        """Stop whoever does not teach.

        Raises
        ------
        AccessRefused
        """
        if not self.teaches:
            raise AccessRefused()


@dataclass(frozen=True, slots=True)
class AdminScope:
    """On whose behalf an administrator's page or a command reads or changes something.

    Attributes
    ----------
    school_id : int or None
        The one school that may be seen and touched; None: every school of the installation.
    actor : str
        Who is written into the trail: the account's address, or "command line".
    """

    school_id: int | None = None
    account_id: int | None = None
    actor: str = "command line"


def within(scope: AdminScope, column: Any) -> ColumnElement[bool]:
    """The condition that a row's school is one that the administrator may see."""
    return true() if scope.school_id is None else column == scope.school_id
