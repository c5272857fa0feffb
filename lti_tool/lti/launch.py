"""The second step: the platform's answer, from the form to a `Launch`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.lms.base import Launch
from adapters.lms.registry import adapter_for
from lti_tool.errors import ClaimsRefused, LaunchRefused, StateRefused

from .claims import CLAIM, launch_of
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
        try:
            launch = launch_of(claims, platform, self.public_url)
        except ClaimsRefused as refusal:
            for name in ("message_type", "deployment_id"):
                refusal.values[name] = str(claims.get(CLAIM + name, ""))[:60]
            raise
        return adapter_for(platform.family).normalise(launch)


def platform_with(registrations: Registrations[P], platform: P, deployment_id: str) -> tuple[P, str]:
    """The platform, and how its deployment stands: approved, pending, refused, or empty for unknown.

    The registration is read again before anything but approved is said: it may have been a moment ago.

    Raises
    ------
    ClaimsRefused
        ``platform_unknown`` or ``platform_disabled``: the registration is gone, or switched off.
    """
    current = registrations.of_id(platform.id)
    if current is None or not current.active or _status(current, deployment_id) != "approved":
        current = registrations.of_id(platform.id, fresh=True)
    if current is None:
        raise ClaimsRefused("platform_unknown")
    if not current.active:
        raise ClaimsRefused("platform_disabled")
    return current, _status(current, deployment_id)


def _status(platform: Platform, deployment_id: str) -> str:
    known = platform.deployments.get(deployment_id)
    return known.status if known else ""
