"""A school takes in a list of competencies: one that comes with Senda, a file, or one from an address.

What was brought in waits in the database until its owner says so; it is then read once more, so that what is
kept never comes from a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapters.content.base import Problem
from adapters.frameworks import builtin
from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.check import check
from adapters.frameworks.text import one_line, shorten
from lti_tool.config import Config
from lti_tool.database.audit import AuditEvent
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import FrameworkVersion
from lti_tool.database.imports import ImportJob, UploadPart, import_named, upload_parts
from lti_tool.database.scope import Scope
from lti_tool.errors import ImportRefused, InputRefused, NotFound

from .framework_changes import in_tree_order
from .framework_pages import ImportPage
from .framework_reading import fetch_package, package_session, read_framework, report_of
from .framework_rows import framework_known, free_version, same, spec_of
from .import_bank import store_framework

KIND = "framework"
PIECE = 1024 * 1024


def take_own_framework(database: Database, scope: Scope, code: str, *, now: datetime) -> str:
    """Take in a framework that comes with Senda; taken twice it is there once. Its public id.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    NotFound
        None has this code.
    InputRefused
        As `keep_framework`.
    """
    scope.check_teaches()
    if code not in builtin.CODES:
        raise NotFound()
    return _keep(database, scope, builtin.load(code), now)


def keep_framework(session: Session, school_id: int, spec: FrameworkSpec, now: datetime) -> FrameworkVersion:
    """The school's framework version that says this; made where it is not there.

    Raises
    ------
    ImportRefused
        ``framework_faults``: it is not whole; ``framework_is_draft`` or ``framework_differs_here``: the
        school has another one under this code and version.
    """
    spec = in_tree_order(spec)
    faults = [problem for problem in check(spec) if problem.fatal]
    if faults:
        raise ImportRefused("framework_faults", faults=faults)
    known = framework_known(session, school_id, spec)
    standing = _standing(known, spec)
    if standing == "differs":
        raise ImportRefused("framework_differs_here", framework=spec.code, version=spec.version)
    return store_framework(session, school_id, spec, now)


def receive_file(
    database: Database, scope: Scope, data: bytes, filename: str, *, language: str, now: datetime
) -> str:
    """Keep a file until its owner has seen what is in it; the public id of the import.

    What the same person brought in before and did not take is thrown away.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    InputRefused
        ``upload_empty``: there is nothing in it.
    """
    scope.check_teaches()
    if not data:
        raise InputRefused("upload_empty")
    name = shorten(one_line(filename), 200)
    report = report_of(read_framework(data, name, language=language))
    with database.write() as session:
        _forget(session, scope)
        job = ImportJob(
            public_id=public_id(),
            school_id=scope.school_id,
            class_id=scope.class_id,
            person_id=scope.person_id,
            kind=KIND,
            filename=name,
            size=len(data),
            status="ready",
            progress=1.0,
            options={"language": language, "kinds": []},
            report=report,
            created_at=now,
            touched_at=now,
        )
        session.add(job)
        session.flush()
        session.add_all(
            UploadPart(school_id=scope.school_id, job_id=job.id, number=number, data=data[at : at + PIECE])
            for number, at in enumerate(range(0, len(data), PIECE))
        )
        return job.public_id


def receive_address(
    database: Database, config: Config, scope: Scope, address: str, *, language: str, now: datetime
) -> str:
    """Fetch a CASE package, with no transaction open, and keep it as `receive_file`.

    Raises
    ------
    InputRefused
        As `fetch_package`, or ``framework_address_missing``.
    """
    scope.check_teaches()
    address = address.strip()
    if not address:
        raise InputRefused("framework_address_missing")
    data = fetch_package(package_session(config), address)
    if isinstance(data, Problem):
        refused = data.code == "bad_address"
        raise InputRefused("framework_address_refused" if refused else "framework_address_failed")
    return receive_file(database, scope, data, f"{address[:190]}.json", language=language, now=now)


def open_import(database: Database, scope: Scope, name: str) -> ImportPage:
    """What somebody brought in, before they take it in."""
    with database.read() as session:
        job = _job(session, scope, name)
        report, options = job.report, job.options
        spec = None if not report["about"] else _spec(session, scope, job)
        known = framework_known(session, scope.school_id, spec) if spec else None
        standing = _standing(known, spec) if spec else "new"
        version = spec.version if spec else ""
        if spec and standing in ("differs", "draft"):
            version = free_version(session, scope.school_id, spec.code, spec.version)
    return ImportPage(
        id=job.public_id,
        filename=job.filename,
        about=report["about"],
        findings=tuple(Problem(*finding) for finding in report["findings"]),
        more=report["more"],
        standing=standing,
        version=version,
        kinds=report["kinds"],
        chosen=tuple(options["kinds"]),
    )


def choose_kinds(database: Database, scope: Scope, name: str, kinds: Sequence[str], *, now: datetime) -> None:
    """Say which entries of a CASE package are the competencies; it is read anew."""
    scope.check_teaches()
    with database.read() as session:
        job = _job(session, scope, name)
        data = b"".join(upload_parts(session, scope, job.id))
    chosen = [kind for kind in job.report["kinds"] if kind in kinds]
    read = read_framework(data, job.filename, language=job.options["language"], kinds=_folded(chosen))
    with database.write() as session:
        row = _job(session, scope, name)
        row.options = {**row.options, "kinds": chosen}
        row.report = report_of(read)
        row.touched_at = now


def accept_import(database: Database, scope: Scope, name: str, version: str = "", *, now: datetime) -> str:
    """Take in what was brought in, whole; the public id of the framework. Pressed twice it is there once.

    Parameters
    ----------
    version : str
        Which one it becomes; empty: the one that it says itself.

    Raises
    ------
    ImportRefused
        As `keep_framework`, or ``framework_import_blocked``: something fatal was found.
    """
    scope.check_teaches()
    with database.read() as session:
        job = _job(session, scope, name, taken=True)
        if job.status == "taken" and job.framework_id is not None:
            return _public_id(session, scope, job.framework_id)
        spec = _spec(session, scope, job)
    if spec is None or any(finding[3] for finding in job.report["findings"]):
        raise ImportRefused("framework_import_blocked")
    if version.strip():
        spec = replace(spec, version=version.strip())
    return _keep(database, scope, spec, now, job.id)


def drop_import(database: Database, scope: Scope, name: str) -> None:
    """Throw away what was brought in."""
    scope.check_teaches()
    with database.write() as session:
        _job(session, scope, name)
        _forget(session, scope)


def _standing(known: FrameworkVersion | None, spec: FrameworkSpec) -> str:
    if known is None:
        return "new"
    if known.draft:
        return "draft"
    return "same" if same(spec_of(known), spec) else "differs"


def _keep(
    database: Database, scope: Scope, spec: FrameworkSpec, now: datetime, job_id: int | None = None
) -> str:
    try:
        with database.write() as session:
            row = keep_framework(session, scope.school_id, spec, now)
            values = {"framework": row.code, "version": row.version}
            session.add(AuditEvent.of(scope, "framework_taken", values, now=now))
            if job_id is not None:
                job = session.get_one(ImportJob, job_id)
                job.status, job.framework_id, job.touched_at, job.report = "taken", row.id, now, {}
                session.execute(delete(UploadPart).where(UploadPart.job_id == job_id))
            return row.public_id
    except IntegrityError as error:  # somebody else took in the same one at the same moment
        raise InputRefused("framework_version_taken") from error


def _job(session: Session, scope: Scope, name: str, *, taken: bool = False) -> ImportJob:
    job = import_named(session, scope, name)
    if job is None or job.kind != KIND or (job.status == "taken" and not taken):
        raise NotFound()
    return job


def _public_id(session: Session, scope: Scope, framework_id: int) -> str:
    return session.scalars(
        select(FrameworkVersion.public_id).where(
            FrameworkVersion.id == framework_id, FrameworkVersion.school_id == scope.school_id
        )
    ).one()


def _spec(session: Session, scope: Scope, job: ImportJob) -> FrameworkSpec | None:
    data = b"".join(upload_parts(session, scope, job.id))
    options = job.options
    read = read_framework(data, job.filename, language=options["language"], kinds=_folded(options["kinds"]))
    return in_tree_order(read.spec) if read.spec else None


def _folded(kinds: Sequence[str]) -> list[str]:
    return [kind.casefold() for kind in kinds]


def _forget(session: Session, scope: Scope) -> None:
    """Throw away what the scope's person brought in and did not take."""
    jobs = session.scalars(
        select(ImportJob.id).where(
            ImportJob.kind == KIND,
            ImportJob.status != "taken",
            ImportJob.person_id == scope.person_id,
            ImportJob.school_id == scope.school_id,
        )
    ).all()
    _delete(session, jobs)


def _delete(session: Session, jobs: Sequence[int]) -> None:
    session.execute(delete(UploadPart).where(UploadPart.job_id.in_(jobs)))
    session.execute(delete(ImportJob).where(ImportJob.id.in_(jobs)))
