"""Codes of the admin site in words: states, reasons, what was done, what was checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lti_tool.errors import EXPLANATIONS, N_, SendaError
from lti_tool.web.translation import gettext


@dataclass(frozen=True, slots=True)
class Said:
    """What was refused, in the reader's language."""

    title: str
    advice: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LightText:
    """A state as its tone, its sign and its word."""

    tone: str
    icon: str
    word: str


_PROBLEMS: Mapping[str, str] = {
    "keys_none": N_("The LMS publishes no key that can be used"),
    "clock_off": N_("The clocks differ too much"),
}

_LIGHTS: Mapping[str, tuple[str, str, str]] = {
    "good": ("good", "tick", N_("In use")),
    "new": ("calm", "clock", N_("No launch in the last 30 days")),
    "attention": ("warn", "warning", N_("Needs attention")),
    "off": ("off", "skip", N_("Switched off")),
    "approved": ("good", "tick", N_("Approved")),
    "pending": ("warn", "clock", N_("Waits for approval")),
    "refused": ("off", "cross", N_("Refused")),
    "entered": ("good", "tick", N_("Entered")),
    "open": ("calm", "clock", N_("Open")),
    "trying": ("calm", "clock", N_("Being tried now")),
    "tried": ("warn", "warning", N_("Tried and failed")),
    "used": ("good", "tick", N_("Used")),
    "expired": ("off", "clock", N_("Too old")),
    "revoked": ("off", "cross", N_("Revoked")),
    "active": ("good", "tick", N_("Active")),
    "invited": ("calm", "clock", N_("Invited, no password yet")),
    "locked": ("warn", "warning", N_("Rests after wrong tries")),
    "disabled": ("off", "cross", N_("Switched off")),
    "key_pending": ("calm", "clock", N_("Published, does not sign yet")),
    "key_active": ("good", "tick", N_("Signs")),
    "key_retiring": ("calm", "clock", N_("Published, signs no more")),
    "key_gone": ("off", "cross", N_("Gone")),
    "check_passed": ("good", "tick", N_("In order")),
    "check_failed": ("warn", "warning", N_("Refused here")),
    "test_failed": ("warn", "warning", N_("Not in order")),
    "check_skipped": ("off", "skip", N_("Not looked at")),
    "run_done": ("good", "tick", N_("Done")),
    "run_running": ("calm", "clock", N_("At it now")),
    "run_failed": ("warn", "warning", N_("It failed")),
    "worker_here": ("good", "tick", N_("At work")),
    "worker_silent": ("warn", "warning", N_("Silent")),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "pending": (N_("%(num)s deployment waits"), N_("%(num)s deployments wait")),
    "check": (N_("the connection test failed"), N_("the connection test failed")),
    "grades": (N_("%(num)s grade failed"), N_("%(num)s grades failed")),
    "rosters": (N_("%(num)s class list failed"), N_("%(num)s class lists failed")),
    "refused": (N_("%(num)s launch refused today"), N_("%(num)s launches refused today")),
}

EVENTS: Mapping[str, str] = {
    "account_made": N_("Account made"),
    "account_enabled": N_("Account let in again"),
    "account_disabled": N_("Account switched off"),
    "password_reset": N_("Password reset, new link"),
    "password_chosen": N_("First password chosen"),
    "password_changed": N_("Password changed"),
    "email_changed": N_("Address changed"),
    "second_factor_set": N_("Second factor set up"),
    "second_factor_reset": N_("Second factor reset"),
    "recovery_codes_made": N_("New recovery codes"),
    "recovery_code_used": N_("Recovery code used"),
    "logged_in": N_("Logged in"),
    "logged_out_everywhere": N_("Logged out everywhere"),
    "platform_changed": N_("LMS changed"),
    "platform_added": N_("LMS registered by hand"),
    "platform_registered": N_("LMS registered"),
    "platform_updated": N_("Registration updated"),
    "platform_removed": N_("LMS removed"),
    "platform_switched_off": N_("LMS switched off"),
    "platform_switched_on": N_("LMS switched on"),
    "platform_checked": N_("Connection tested"),
    "invitation_made": N_("Invitation given"),
    "registration_pushed": N_("Registration sent to the LMS again"),
    "invitation_revoked": N_("Invitation revoked"),
    "deployment_approved": N_("Deployment approved"),
    "deployment_refused": N_("Deployment refused"),
    "deployment_pending": N_("New deployment, waits"),
    "origin_added": N_("Origin added"),
    "origin_removed": N_("Origin removed"),
    "rule_added": N_("Rule for schools added"),
    "rule_removed": N_("Rule for schools removed"),
    "rules_imported": N_("Rules for schools imported"),
    "school_made": N_("School made"),
    "school_changed": N_("School changed"),
    "retention_applied": N_("Data erased by the rule of the school"),
    "key_rotated": N_("Key published"),
    "grades_tried_again": N_("Failed grades tried again"),
}

TASKS: Mapping[str, str] = {
    "sweep": N_("Looks every minute for what waits"),
    "tidy": N_("Once an hour: keys, old logins, retention"),
    "sync_roster": N_("Fetches a class list"),
    "learn_items": N_("Takes in what answers tell of questions"),
}

CHECKS: Mapping[str, str] = {
    "form": N_("It is a signed token"),
    "header": N_("Its header: algorithm and key"),
    "payload": N_("What it says can be read"),
    "platform": N_("The LMS is registered here"),
    "active": N_("The LMS is switched on"),
    "parties": N_("It comes from that LMS and is meant for us"),
    "signature": N_("The signature is right"),
    "times": N_("It is neither too old nor from the future"),
    "nonce": N_("Its one-time code belongs to a login (only in the browser where that began)"),
    "deployment": N_("The deployment is approved"),
    "version": N_("LTI version"),
    "message_type": N_("Kind of message"),
    "deployment_id": N_("It names its deployment"),
    "target_link_uri": N_("What it wants to open is ours"),
    "subject": N_("It says who comes"),
    "sub": N_("It says who comes"),
    "roles": N_("It says in which roles"),
    "resource_link": N_("It says which activity"),
    "context": N_("The course"),
    "deep_linking": N_("Where to send what is chosen"),
    "for_user": N_("Whose work is to be shown"),
    "deep_linking_settings": N_("Where to send what is chosen"),
    "custom": N_("Custom parameters"),
    "endpoint": N_("The grade service"),
    "namesroleservice": N_("The service of the class list"),
    "groupsservice": N_("The service of groups"),
    "platformnotificationservice": N_("The service of notices"),
}

FAMILIES: Mapping[str, str] = {
    "generic": N_("Another LMS"),
    "moodle": "Moodle",
    "canvas": "Canvas",
    "blackboard": "Blackboard",
    "desire2learn": "Brightspace",
    "sakai": "Sakai",
    "openedx": "Open edX",
}

FIELDS: Mapping[str, str] = {
    "issuer": N_("Issuer"),
    "client_id": N_("Client id"),
    "auth_login_url": N_("Authentication request URL"),
    "auth_token_url": N_("Access token URL"),
    "auth_audience": N_("Audience of the token request"),
    "jwks_url": N_("Public keyset URL"),
}


def explained(refusal: SendaError) -> Said:
    """What was refused and what to do."""
    values = {name: _value(name, value) for name, value in refusal.values.items()}
    said = refusal.explanation
    return Said(
        gettext(said.title, **values) if "%(" in said.title else gettext(said.title),
        gettext(said.advice),
        tuple(str(fault) for fault in getattr(refusal, "faults", ())),
    )


def _value(name: str, value: object) -> object:
    return gettext(FIELDS[str(value)]) if name == "field" and str(value) in FIELDS else value


def light_of(state: str) -> LightText:
    """A state in words; an unknown one by its code."""
    tone, icon, word = _LIGHTS.get(state, ("calm", "question", state))
    return LightText(tone, icon, gettext(word))


def code_title(code: str) -> str:
    """What an error code means, without its numbers; an unknown one by its code."""
    if code not in EXPLANATIONS:
        return gettext(_PROBLEMS[code]) if code in _PROBLEMS else code
    text = gettext(EXPLANATIONS[code].title)
    return text % _Dots() if "%(" in text else text


def code_advice(code: str) -> str:
    """What to do about an error code."""
    return gettext(EXPLANATIONS[code].advice) if code in EXPLANATIONS else ""


class _Dots(dict[str, str]):
    """Dots for whatever number a sentence asks for."""

    def __missing__(self, name: str) -> str:
        return "…"


def _by(texts: Mapping[str, str]) -> Callable[[str], str]:
    def say(code: str) -> str:
        return gettext(texts[code]) if code in texts else code

    return say


def reason_text(reason: tuple[str, int]) -> str:
    """Why something asks for attention."""
    code, number = reason
    one, many = REASONS[code]
    return gettext(one if number == 1 else many, num=number) if "%(" in one else gettext(one)


_ACTORS: Mapping[str, str] = {
    "command line": N_("the command line"),
    "launch": N_("a launch"),
    "registration": N_("a registration"),
    "retention": N_("the school's rule"),
}


def clock_text(seconds: int) -> str:
    """How far the clock of an LMS is off."""
    if abs(seconds) <= 1:
        return gettext("to the second")
    if seconds > 0:
        return gettext("%(seconds)s seconds ahead of ours", seconds=seconds)
    return gettext("%(seconds)s seconds behind ours", seconds=-seconds)


def facts_text(facts: Mapping[str, Any]) -> str:
    """Plain values with their names, as they are: codes and numbers for people who look things up."""
    return " · ".join(
        f"{name}: {value}" for name, value in facts.items() if value not in (None, "None", "", [])
    )


FILTERS: Mapping[str, Callable[..., Any]] = {
    "explained": explained,
    "light_of": light_of,
    "code_title": code_title,
    "code_advice": code_advice,
    "event_name": _by(EVENTS),
    "task_name": _by(TASKS),
    "check_name": _by(CHECKS),
    "family_name": _by(FAMILIES),
    "field_label": _by(FIELDS),
    "reason_text": reason_text,
    "facts_text": facts_text,
    "actor_name": _by(_ACTORS),
    "clock_text": clock_text,
}
