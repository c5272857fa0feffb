"""The pages by which an LMS registers itself, and the configuration of a Canvas developer key.

They live in a frame of an LMS that is not known yet, so anybody may frame them, and they keep no cookie:
the link's secret is what gives the right, and it is asked for again at every step. Who has it could
register without any frame, so a frame around the button wins nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask_babel import format_date
from werkzeug.datastructures import MultiDict

from adapters.lms.registry import ADAPTERS
from lti_tool.actions.describe_tool import describe_canvas_key, describe_tool
from lti_tool.actions.invite_platform import invitation_link
from lti_tool.actions.register_dynamically import (
    Asked,
    Proposal,
    invited_school,
    look_at_platform,
    register_platform_by,
)

from .auth import open_to_all
from .entrance import entrance, runtime
from .headers import ANYBODY, allow_framing
from .registration_words import CLAIMS, GUIDES, MESSAGES, PLACEMENTS, PRODUCTS, SCOPES, VARIABLES
from .translation import gettext, language

registration = Blueprint("registration", __name__)
_T = TypeVar("_T")


@registration.get("/lti/register")
@open_to_all
def propose() -> Response:
    """What a registration will ask for; opened without an LMS, how to use the link."""
    senda, asked = runtime(), _asked(request.args)
    allow_framing(ANYBODY)
    if not asked.configuration_url:
        return _how_to(asked)
    proposal = look_at_platform(senda, asked)
    html = render_template(
        "registration/propose.html",
        asked=asked,
        proposal=proposal,
        product=_product(proposal),
        scopes=[(gettext(name), gettext(reason)) for name, reason in _known(SCOPES, proposal.scopes)],
        claims=[(gettext(name), gettext(reason)) for name, reason in _known(CLAIMS, proposal.claims)],
        messages=_messages(proposal),
        variables=[gettext(text) for text in _known(VARIABLES, proposal.variables)],
        guide=_guide(proposal.family),
    )
    return make_response(html)


@registration.post("/lti/register")
@open_to_all
def register() -> Response:
    """Register; every check is made again, nothing is believed because a page showed it."""
    allow_framing(ANYBODY)
    done = register_platform_by(runtime(), _asked(request.form))
    entrance().registrations.forget()
    return make_response(
        render_template(
            "registration/done.html",
            done=done,
            product=gettext(PRODUCTS[done.family]) if done.family != "generic" else "",
            guide=_guide(done.family),
        )
    )


@registration.get("/lti/canvas.json")
@open_to_all
def canvas_json() -> Response:
    """Configuration of a Canvas developer key."""
    response = jsonify(describe_canvas_key(runtime().config.public_url))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _asked(values: MultiDict[str, str]) -> Asked:
    return Asked(
        values.get("invite", ""), values.get("openid_configuration", ""), values.get("registration_token", "")
    )


def _how_to(asked: Asked) -> Response:
    """Somebody opened the link in a browser: where to paste it, and every value to copy by hand."""
    senda = runtime()
    invited = invited_school(senda, asked.secret)
    chosen = request.args.get("lms", "") or invited.family
    family = chosen if chosen in ADAPTERS else "moodle" if not chosen else "generic"
    html = render_template(
        "registration/how_to.html",
        invited=invited,
        until=format_date(invited.expires_at, "long"),
        link=invitation_link(senda.config.public_url, asked.secret),
        secret=asked.secret,
        family=family,
        guide=_guide(family),
        families=[(name, gettext(PRODUCTS[name])) for name in GUIDES],
        tool=describe_tool(senda.config.public_url, family, language()),
    )
    return make_response(html)


def _product(proposal: Proposal) -> str:
    """What to call the LMS: its family, or the name that it gives itself."""
    if proposal.family != "generic":
        return gettext(PRODUCTS[proposal.family])
    return proposal.product or gettext("your LMS")


def _guide(family: str) -> dict[str, list[str]]:
    guide = GUIDES.get(family, GUIDES["generic"])
    steps = {"link": guide.link, "hand": guide.hand, "after": guide.after}
    return {name: [gettext(step) for step in texts] for name, texts in steps.items()}


def _messages(proposal: Proposal) -> list[tuple[str, list[str]]]:
    return [
        (gettext(MESSAGES[kind]), [gettext(PLACEMENTS[place]) for place in places if place in PLACEMENTS])
        for kind, places in proposal.messages
        if kind in MESSAGES
    ]


def _known(words: Mapping[str, _T], codes: tuple[str, ...]) -> list[_T]:
    return [words[code] for code in codes if code in words]
