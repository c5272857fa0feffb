"""Who may enter a page. Every view says it; a view that says nothing fails a test, and nobody enters.

The bearer token of a launch comes in the ``Authorization`` header, never in an address or a form. A
cookie limited to the launch's pages serves a reload: it is good for reading only, so a request forged
by another site can change nothing. A second cookie names whose launch was the last one in this browser:
once somebody else has come in, the pages of the one before are closed to it.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import Response, g, request

from adapters.lms.base import DeepLinking, Role
from lti_tool.actions.find_visit import FoundVisit, find_visit
from lti_tool.actions.start_launch import SESSION_LIFE, Started
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, SessionEnded

from .entrance import framing_origins, runtime
from .headers import add_cookie, allow_framing

VISIT_COOKIE = "senda_visit"
READER_COOKIE = "senda_reader"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_View = TypeVar("_View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at a page, and through which launch.

    Attributes
    ----------
    launch : str
        Public id of the launch; it gives no right.
    locale : str
        "es" or "en"; empty when the LMS's language is neither.
    read_only : bool
        The page was reloaded: it can be read, nothing can be sent.
    new_token : str
        The bearer token, on the first page of a launch only.
    """

    scope: Scope
    launch: str
    name: str
    role: Role
    locale: str
    read_only: bool
    title: str
    course_title: str
    new_token: str = ""
    frame_origins: tuple[str, ...] = ()
    return_url: str = ""
    message_type: str = ""
    """Empty for a resource link launch."""
    deep_linking: DeepLinking | None = None
    about: str = ""
    """Public id of the student whose work the launch opens, or empty."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may enter a view.

    Attributes
    ----------
    roles : frozenset of Role or None
        None: anybody, without a visit.
    late : bool
        A visit that has ended may still deliver here for a day; then it is told that it has ended.
    admin : str
        For pages of the admin site: whom they are for (see `lti_tool.web.admin.access.Level`).
    """

    roles: frozenset[Role] | None
    late: bool = False
    admin: str = ""


def open_to_all(view: _View) -> _View:
    """Declare a view that needs no visit."""
    view.access = Access(None)  # type: ignore[attr-defined]
    return view


def requires(*roles: Role, late: bool = False) -> Callable[[_View], _View]:
    """Declare who may enter a view under ``/s/<launch>/``; sets ``g.visit``.

    Parameters
    ----------
    roles : Role
        At least one.
    late : bool
        For the view that takes an answer: see `Access.late`.

    Raises
    ------
    AccessRefused
        From the view: nobody is signed in, not for writing, or not in one of these roles.
    """
    if not roles:
        raise TypeError("name at least one role, or use open_to_all")
    access = Access(frozenset(roles), late)

    def declare(view: _View) -> _View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            ended = _enter(access)
            answer = view(*args, **kwargs)
            if ended:
                raise SessionEnded("answer_kept_session_expired")
            return answer

        guarded.access = access  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view declares, or None."""
    declared = getattr(view, "access", None)
    return declared if isinstance(declared, Access) else None


def locale_of(tag: str) -> str:
    """The page language of a BCP 47 tag or a Moodle locale: "es" or "en", else empty."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    return language if language in ("es", "en") else ""


def visit_of_launch(started: Started) -> Visit:
    """The visit that a launch has just begun."""
    return Visit(
        scope=started.scope,
        launch=started.scope.launch,
        name=started.name,
        role=started.scope.role,
        locale=locale_of(started.locale),
        read_only=False,
        title=started.title,
        course_title=started.course_title,
        new_token=started.token,
        frame_origins=started.frame_origins,
        return_url=started.return_url,
        message_type=started.message_type,
        deep_linking=started.deep_linking,
        about=started.about,
    )


def set_visit_cookie(response: Response, started: Started) -> None:
    """Give the browser what lets it reload the pages of this launch."""
    path = f"/s/{started.scope.launch}/"
    add_cookie(response, VISIT_COOKIE, started.cookie, path=path, life=SESSION_LIFE)
    add_cookie(response, READER_COOKIE, _reader(started.scope), path="/s/", life=SESSION_LIFE)


def _enter(access: Access) -> bool:
    """Let the visitor in or refuse; true when the visit has ended and may only deliver."""
    found = _find()
    if found is None:
        raise AccessRefused("session_missing")
    g.visit = _visit(found)
    allow_framing(framing_origins(found.frame_origins, found.scope.platform_id))
    if access.roles is None or found.scope.role not in access.roles:
        raise AccessRefused("role_refused")
    writing = request.method not in _READING
    if writing and found.read_only:
        raise AccessRefused("header_required")
    if not found.expired:
        return False
    if access.late and writing and runtime().clock() < found.late_until:
        return True
    raise SessionEnded("session_expired")


def _find() -> FoundVisit | None:
    launch = (request.view_args or {}).get("launch", "")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else ""
    cookie = request.cookies.get(VISIT_COOKIE, "")
    if not launch or not (token or cookie):
        return None
    senda = runtime()
    found = find_visit(senda.database, launch, token=token, cookie=cookie, now=senda.clock())
    if found is not None and found.read_only and not _reads_here(found.scope):
        return None
    return found


def _reads_here(scope: Scope) -> bool:
    """Whether this person's launch was the last one in this browser."""
    return hmac.compare_digest(request.cookies.get(READER_COOKIE, "").encode(), _reader(scope).encode())


def _reader(scope: Scope) -> str:
    """What stands for a person in the cookie; it means nothing outside this deployment."""
    key = runtime().config.subkey("reader of this browser")
    return base64.urlsafe_b64encode(hmac.digest(key, b"%d" % scope.person_id, "sha256")[:18]).decode()


def _visit(found: FoundVisit) -> Visit:
    return Visit(
        scope=found.scope,
        launch=found.scope.launch,
        name=found.name,
        role=found.scope.role,
        locale=locale_of(found.locale),
        read_only=found.read_only,
        title=found.title,
        course_title=found.course_title,
        frame_origins=found.frame_origins,
        return_url=found.return_url,
        message_type=found.message_type,
        deep_linking=found.deep_linking,
        about=found.about,
    )
