"""The second step: the platform's answer, from the form to a `Launch`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.lms.base import Launch
from adapters.lms.registry import adapter_for
from lti_tool.errors import ClaimsRefused, LaunchRefused, StateRefused

from .claims import launch_of
from .platform import P, Platform, Registrations
from .state import State
from .tokens import PlatformKeys, verify

_SIGN_IN = frozenset(
    {"login_required", "interaction_required", "account_selection_required", "consent_required"}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The form that the platform posted; nothing in it is trusted yet."""

    state: str
    id_token: str
    storage: str | None
    """What our storage page read; None when the platform itself posted the form."""


def read_answer(form: Mapping[str, Sequence[str]]) -> Answer:
    """Read the form of a launch.

    Raises
    ------
    LaunchRefused
        ``platform_login_required`` or ``platform_refused`` when the platform reports an error.
    StateRefused
        ``form_incomplete`` when state or token is missing or there twice.
    """
    error = form.get("error", ())
    if error:
        code = "platform_login_required" if error[0] in _SIGN_IN else "platform_refused"
        raise LaunchRefused(code, error=error[0][:40])
    state, token = form.get("state", ()), form.get("id_token", ())
    if len(state) != 1 or len(token) != 1 or not state[0] or not token[0]:
        raise StateRefused("form_incomplete")
    storage = form.get("storage")
    return Answer(state[0], token[0], storage[0] if storage else None)


@dataclass(frozen=True, slots=True)
class Door:
    """What launches are checked against: our address, the platforms' keys."""

    public_url: str
    keys: PlatformKeys

    def admit(self, answer: Answer, state: State, platform: Platform, now: datetime) -> Launch:
        """Verify the token of a launch that is bound to its browser already.

        Raises
        ------
        TokenRefused, ClaimsRefused
            With the reason.
        """
        claims = verify(answer.id_token, platform, self.keys, state.nonce, now)
        launch = launch_of(claims, platform, self.public_url)
        return adapter_for(platform.family).normalise(launch)


def approved_platform(registrations: Registrations[P], platform: P, deployment_id: str) -> P:
    """The platform, if the deployment is one of its approved ones.

    The registration is read again before refusing: it may have been approved a moment ago.

    Raises
    ------
    ClaimsRefused
        ``deployment_unknown`` or ``deployment_pending``.
    """
    for fresh in (False, True):
        current = registrations.of_id(platform.id, fresh=fresh)
        known = current.deployments.get(deployment_id) if current else None
        if current and known and known.status == "approved":
            return current
    raise ClaimsRefused("deployment_pending" if known else "deployment_unknown")
