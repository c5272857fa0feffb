"""The first step: the platform says that somebody is coming, we ask it to say who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lti_tool.errors import LaunchRefused, LoginRefused

from .platform import P, Platform
from .state import State

LONGEST_PARAMETER = 8_000
_READ = (
    "iss",
    "login_hint",
    "target_link_uri",
    "lti_message_hint",
    "client_id",
    "lti_storage_target",
)


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """A third-party login initiation, checked for form only."""

    issuer: str
    login_hint: str
    target_link_uri: str
    message_hint: str
    client_id: str
    storage_target: str


def read_login(parameters: Mapping[str, Sequence[str]], public_url: str) -> LoginRequest:
    """Read a login initiation.

    Parameters
    ----------
    parameters : mapping of str to sequence of str
        Every value of every parameter, from query or form.
    public_url : str
        Our own origin: the target must lie there.

    Raises
    ------
    LoginRefused
        For a parameter that is missing, sent twice, too long or points elsewhere.
    """
    values: dict[str, str] = {}
    for name in _READ:
        given = parameters.get(name, ())
        if len(given) > 1:
            raise LoginRefused("login_parameter_repeated", parameter=name)
        values[name] = given[0] if given else ""
        if len(values[name]) > LONGEST_PARAMETER:
            raise LoginRefused("login_parameter_too_long", parameter=name)
    if not values["iss"]:
        raise LoginRefused("login_issuer_missing")
    if not values["login_hint"]:
        raise LoginRefused("login_hint_missing")
    check_target(values["target_link_uri"], public_url, LoginRefused)
    return LoginRequest(*(values[name] for name in _READ))


def check_target(target: str, public_url: str, refusal: type[LaunchRefused]) -> None:
    """Refuse a target that is missing or not under our own origin."""
    if not target:
        raise refusal("target_missing")
    # Browsers read a backslash as a slash and skip control characters: neither has a place here.
    clean = target.isprintable() and "\\" not in target and " " not in target
    if not clean or not (target == public_url or target.startswith((public_url + "/", public_url + "?"))):
        raise refusal("target_foreign")


def choose_platform(request: LoginRequest, registered: Sequence[P]) -> P:
    """The registration that a login means: issuer and client id, or the only one of its issuer."""
    if request.client_id:
        registered = [platform for platform in registered if platform.client_id == request.client_id]
    if not registered:
        raise LoginRefused("platform_unknown")
    if len(registered) > 1:
        raise LoginRefused("platform_ambiguous")
    if not registered[0].active:
        raise LoginRefused("platform_disabled")
    return registered[0]


def authentication_request(
    platform: Platform, state: State, redirect_uri: str, login_hint: str, message_hint: str
) -> str:
    """The address that asks the platform who is coming.

    Built from the parameters of the specification alone: echoing others breaks Moodle, whose
    ``repost`` then loops (https://github.com/openwebwork/webwork2/issues/2982).
    """
    parameters = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": redirect_uri,
        "login_hint": login_hint,
        "state": state.text,
        "nonce": state.nonce,
    }
    if message_hint:
        parameters["lti_message_hint"] = message_hint
    scheme, netloc, path, query, _ = urlsplit(platform.auth_login_url)
    kept = [
        (name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in parameters
    ]
    return urlunsplit((scheme, netloc, path, urlencode([*kept, *parameters.items()]), ""))
