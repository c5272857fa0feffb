"""Whose school the launches of a shared platform are: rules, one by one or from a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lti_tool.database.admins import record_event
from lti_tool.database.base import public_id as new_public_id
from lti_tool.database.engine import Database
from lti_tool.database.platforms import Platform
from lti_tool.database.schools import School, SchoolRule, school_named
from lti_tool.database.scope import AdminScope
from lti_tool.errors import ImportRefused, InputRefused, NotFound

from .admin_platforms import SCHOOL_BY, SCHOOL_UNKNOWN, own_platform
from .csv_table import read_table

MOST_RULES = 20_000
_KIND = {"attribute": "attribute", "list": "context"}


def change_school_by(
    database: Database, scope: AdminScope, public_id: str, form: Mapping[str, str], *, now: datetime
) -> None:
    """How a launch's school is found: by the platform, by an attribute, by a list of courses.

    Raises
    ------
    InputRefused
        An attribute is asked for and none is named.
    """
    by, unknown = form.get("school_by", ""), form.get("school_unknown", "")
    attribute = form.get("school_attribute", "").strip()[:200]
    if by not in SCHOOL_BY or unknown not in SCHOOL_UNKNOWN:
        raise InputRefused("input_invalid")
    if by == "attribute" and not attribute:
        raise InputRefused("name_missing")
    with database.write() as session:
        platform = own_platform(session, scope, public_id)
        platform.school_by, platform.school_unknown = by, unknown
        platform.school_attribute = attribute
        record_event(
            session,
            scope,
            "platform_changed",
            platform.school_id,
            now,
            platform=platform.label or platform.issuer,
            changed=["school_by", "school_attribute", "school_unknown"],
        )


def add_rule(
    database: Database, scope: AdminScope, public_id: str, value: str, school: str, *, now: datetime
) -> None:
    """Say which school a value means; a school that is not there yet is made."""
    if not value.strip() or not school.strip():
        raise InputRefused("name_missing")
    with database.write() as session:
        platform = own_platform(session, scope, public_id)
        _save(session, platform, {value.strip(): school.strip()}, now)
        record_event(
            session, scope, "rule_added", platform.school_id, now, value=value.strip(), school=school.strip()
        )


def remove_rule(
    database: Database, scope: AdminScope, public_id: str, rule_id: int, *, now: datetime
) -> None:
    """Forget a rule; classes that it has placed stay where they are."""
    with database.write() as session:
        platform = own_platform(session, scope, public_id)
        rule = session.get(SchoolRule, rule_id)
        if rule is None or rule.platform_id != platform.id:
            raise NotFound("page_unknown")
        record_event(session, scope, "rule_removed", platform.school_id, now, value=rule.value)
        session.execute(delete(SchoolRule).where(SchoolRule.id == rule.id))


def import_rules(
    database: Database, scope: AdminScope, public_id: str, content: bytes, *, now: datetime
) -> int:
    """Take over a file of values and schools, all of it or nothing; returns how many rules it has.

    Raises
    ------
    ImportRefused
        With every faulty line.
    """
    wanted: dict[str, str] = {}
    faults = []
    for number, row in read_table(content, ("value", "school"), MOST_RULES):
        value, school = row["value"], row["school"]
        if not value or not school:
            faults.append(f"{number}: value or school is missing")
        elif wanted.setdefault(value, school) != school:
            faults.append(f"{number}: {value!r} stands for two schools")
    if faults or not wanted:
        raise ImportRefused("rules_refused", faults=faults[:50] or ["1: value,school"])
    with database.write() as session:
        platform = own_platform(session, scope, public_id)
        _save(session, platform, wanted, now)
        record_event(session, scope, "rules_imported", platform.school_id, now, rules=len(wanted))
    return len(wanted)


def _save(session: Session, platform: Platform, wanted: Mapping[str, str], now: datetime) -> None:
    kind = _KIND.get(platform.school_by, "attribute")
    known = {
        rule.value: rule
        for rule in session.scalars(
            select(SchoolRule).where(SchoolRule.platform_id == platform.id, SchoolRule.kind == kind)
        )
    }
    schools: dict[str, int] = {}
    for value, name in wanted.items():
        if name not in schools:
            schools[name] = _school(session, name, now)
        if value in known:
            known[value].school_id = schools[name]
        else:
            session.add(
                SchoolRule(
                    school_id=schools[name],
                    platform_id=platform.id,
                    kind=kind,
                    value=value,
                    created_at=now,
                )
            )


def _school(session: Session, name: str, now: datetime) -> int:
    school = school_named(session, name)
    if school is None:
        school = School(public_id=new_public_id(), name=name[:200], created_at=now)
        session.add(school)
        session.flush()
    return school.id
