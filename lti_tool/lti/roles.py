"""From LTI role names to what somebody is in the class."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.lms.base import Role

CONTEXT = "http://purl.imsglobal.org/vocab/lis/v2/membership"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"

_CONTEXT_ROLES = {
    "Administrator": Role.TEACHER,
    "ContentDeveloper": Role.TEACHER,
    "Instructor": Role.TEACHER,
    "Manager": Role.TEACHER,
    "Learner": Role.STUDENT,
}
_ASSISTANTS = frozenset(
    {
        "TeachingAssistant",
        "TeachingAssistantGroup",
        "TeachingAssistantOffering",
        "TeachingAssistantSection",
        "TeachingAssistantSectionAssociation",
        "TeachingAssistantTemplate",
        "Grader",
    }
)
_INSTITUTION_STAFF = frozenset({"Administrator", "Faculty", "Instructor", "Staff"})


def role_of(roles: Iterable[str], *, staff_are_teachers: bool = False) -> Role:
    """What these roles make somebody in the class.

    Context roles decide. Institution and system roles say who somebody is elsewhere (Canvas sends
    them for staff who are students in this course): they count only where the platform's policy
    says so and there is no context role.

    Parameters
    ----------
    roles : iterable of str
        Full URIs or short names; a short name is a context role. Unknown ones are passed over.
    staff_are_teachers : bool
        The platform's policy for institution staff without a role in the course.
    """
    names = list(roles)
    found = {role for role in map(_context_role, names) if role is not None}
    # An assistant carries the principal role too: "Instructor" beside "Instructor#TeachingAssistant".
    for role in (Role.ASSISTANT, Role.TEACHER, Role.STUDENT):
        if role in found:
            return role
    if staff_are_teachers and any(_is_staff(name) for name in names):
        return Role.TEACHER
    return Role.VISITOR


def _context_role(name: str) -> Role | None:
    if name.startswith(CONTEXT + "#"):
        return _CONTEXT_ROLES.get(name.removeprefix(CONTEXT + "#"))
    if name.startswith(CONTEXT + "/"):
        principal, _, sub_role = name.removeprefix(CONTEXT + "/").partition("#")
        if principal == "Instructor" and sub_role in _ASSISTANTS:
            return Role.ASSISTANT
        return _CONTEXT_ROLES.get(principal)
    if ":" not in name and "/" not in name:
        principal, _, sub_role = name.partition("#")
        return (
            Role.ASSISTANT
            if sub_role in _ASSISTANTS or name in _ASSISTANTS
            else _CONTEXT_ROLES.get(principal)
        )
    return None


def _is_staff(name: str) -> bool:
    return name.startswith(INSTITUTION) and name.removeprefix(INSTITUTION) in _INSTITUTION_STAFF
