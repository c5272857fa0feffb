"""The addresses that platforms and browsers use to get in: login, launch and our public keys."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, g, jsonify, make_response, render_template, request

from adapters.lms.base import Launch
from lti_tool.actions.admit_deployment import admit_deployment
from lti_tool.actions.record_refusal import Attempted
from lti_tool.actions.runtime import Runtime
from lti_tool.actions.start_launch import start_launch
from lti_tool.database.launches import UsedState
from lti_tool.database.platforms import PlatformRecord
from lti_tool.errors import ClaimsRefused, LoginRefused, StateRefused
from lti_tool.lti.deep_linking import check_request
from lti_tool.lti.launch import Answer, platform_with, read_answer
from lti_tool.lti.login import LoginRequest, authentication_request, choose_platform, read_login
from lti_tool.lti.state import STATE_LIFE, Login, State
from lti_tool.lti.storage import Binding, Evidence, binding_of, origin_of

from .auth import open_to_all, set_visit_cookie, visit_of_launch
from .entrance import LAUNCH_PATH, Entrance, entrance, framing_origins, runtime
from .headers import ANYBODY, add_cookie, allow_framing
from .home import home_page
from .incidents import report
from .operations import count_launch

lti = Blueprint("lti", __name__)
JWKS_SECONDS = 600
"""So long others may keep our key set: a new key is published well before it signs."""


@lti.route("/lti/login", methods=["GET", "POST"])
@open_to_all
def login() -> Response:
    """Third-party login initiation: remember nothing, send the browser back with a state."""
    door, now = entrance(), runtime().clock()
    parameters = request.args.to_dict(flat=False)
    for name, values in request.form.to_dict(flat=False).items():
        parameters.setdefault(name, []).extend(values)
    g.attempted = Attempted("login", parameters.get("iss", [""])[0], parameters.get("client_id", [""])[0])
    asked = read_login(parameters, door.door.public_url)
    platform = choose_platform(asked, door.registrations.of_issuer(asked.issuer))
    state = door.states.issue(_login(asked, platform), now)
    onward = authentication_request(platform, state, door.redirect_uri, asked.login_hint, asked.message_hint)
    if asked.storage_target:
        response = _storage_page("lti/store.html", state, platform, onward=onward)
    else:
        response = Response(status=302, headers={"Location": onward})
    add_cookie(response, state.cookie_name, state.cookie, path=LAUNCH_PATH, life=STATE_LIFE)
    return response


@lti.post(LAUNCH_PATH)
@open_to_all
def launch() -> Response:
    """The platform's answer: verify it, open a session and show its first page."""
    door, senda = entrance(), runtime()
    now = senda.clock()
    g.attempted = Attempted("launch")
    answer = read_answer(request.form.to_dict(flat=False))
    state = door.states.open(answer.state, now)
    platform = door.registrations.of_id(state.login.platform_id)
    if platform is None:
        raise LoginRefused("platform_unknown")
    g.attempted = Attempted("launch", platform.issuer, platform.client_id, platform.id)
    binding = binding_of(state, _evidence(state, answer))
    if binding is Binding.ASK_STORAGE:
        return _storage_page("lti/fetch.html", state, platform, answer=answer, again=_again(state, platform))
    if binding is Binding.NONE:
        return _new_window_page(state, platform)
    return _admit(door, senda, answer, state, platform, now)


def _admit(
    door: Entrance, senda: Runtime, answer: Answer, state: State, platform: PlatformRecord, now: datetime
) -> Response:
    verified = door.door.admit(answer, state, platform, now)
    platform, status = platform_with(door.registrations, platform, verified.deployment_id)
    if status != "approved":
        platform = _deployed(door, senda, platform, verified, status)
    if verified.deep_linking is not None:
        check_request(verified.deep_linking, allow_private_hosts=senda.config.allow_private_hosts)
    used = UsedState(state.digest, state.expires_at)
    started = start_launch(senda.database, platform, verified, used, now=now)
    if started.frame_origins != platform.deployments[verified.deployment_id].frame_origins:
        door.registrations.forget()  # an origin was added to what is remembered
    if started.notices_new and started.scope.teaches:
        senda.wake("register_notices", platform.deployments[verified.deployment_id].id)
    g.visit = visit_of_launch(started)
    response = make_response(home_page(g.visit))
    allow_framing(framing_origins(g.visit.frame_origins, platform.id))
    set_visit_cookie(response, started)
    add_cookie(response, state.cookie_name, "", path=LAUNCH_PATH, life=timedelta(0))
    count_launch(started.scope.role)
    return response


def _deployed(
    door: Entrance, senda: Runtime, platform: PlatformRecord, verified: Launch, status: str
) -> PlatformRecord:
    """The platform with a deployment that was not known before; refused where it has to wait."""
    admit_deployment(senda.database, platform, verified, status, now=senda.clock())
    platform, status = platform_with(door.registrations, platform, verified.deployment_id)
    if status != "approved":
        raise ClaimsRefused("deployment_pending")
    return platform


@lti.get("/lti/jwks.json")
@open_to_all
def jwks() -> Response:
    """Our public keys."""
    senda = runtime()
    response = jsonify(senda.keyring.public_jwks(senda.clock()))
    response.headers["Cache-Control"] = f"public, max-age={JWKS_SECONDS}"
    response.add_etag()
    response.make_conditional(request)
    return response


def _login(asked: LoginRequest, platform: PlatformRecord) -> Login:
    return Login(
        platform_id=platform.id,
        target=asked.target_link_uri,
        storage_target=asked.storage_target,
        login_hint=asked.login_hint,
        message_hint=asked.message_hint,
    )


def _evidence(state: State, answer: Answer) -> Evidence:
    origin = request.headers.get("Origin", "")
    same = (
        origin == runtime().config.public_url
        if origin
        else request.headers.get("Sec-Fetch-Site") == "same-origin"
    )
    return Evidence(request.cookies.get(state.cookie_name, ""), answer.storage, same)


def _again(state: State, platform: PlatformRecord) -> str:
    """Address that begins a new login, or empty when the hints were too long to carry."""
    hints = state.login
    if not hints.login_hint:
        return ""
    parameters = {
        "iss": platform.issuer,
        "client_id": platform.client_id,
        "target_link_uri": hints.target,
        "login_hint": hints.login_hint,
        "lti_message_hint": hints.message_hint,
    }
    return "/lti/login?" + urlencode({name: value for name, value in parameters.items() if value})


def _storage_page(
    template: str,
    state: State,
    platform: PlatformRecord,
    *,
    onward: str = "",
    answer: Answer | None = None,
    again: str = "",
) -> Response:
    """A page that talks to the platform's storage: before the launch it puts, at the launch it gets."""
    allow_framing(ANYBODY)
    html = render_template(
        template,
        origin=origin_of(platform.auth_login_url),
        state=state,
        onward=onward,
        answer=answer,
        again=again,
        launch_path=LAUNCH_PATH,
    )
    return make_response(html)


def _new_window_page(state: State, platform: PlatformRecord) -> Response:
    """Nothing shows that this browser began: the token is dropped, a new window begins anew."""
    refusal = StateRefused("browser_unbound")
    incident = report(refusal)
    allow_framing(ANYBODY)
    html = render_template("lti/new_window.html", again=_again(state, platform), incident=incident)
    response = make_response(html, refusal.status)
    response.headers["X-Senda-Error"] = refusal.code
    return response
