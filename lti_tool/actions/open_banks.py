"""The banks of a school, what comes with Senda, and files that are on their way in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapters.content.own import OWN_BANKS
from lti_tool.database.bank_contents import counts_of_banks, diagnostics_of_banks
from lti_tool.database.banks import Bank, banks_in
from lti_tool.database.engine import Database
from lti_tool.database.frameworks import framework_version, frameworks_in
from lti_tool.database.imports import ImportJob
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .bank_pages import BanksPage, BankView, FrameworkChoice, ImportView, OwnBankView, UploadPage
from .import_bank import fingerprint
from .take_own_bank import own_content, own_framework
from .upload_file import LANGUAGES

_SHOWN: Final = ("waiting", "reading", "ready", "accepted", "taking", "failed")


def open_banks(database: Database, scope: Scope) -> BanksPage:
    """All of them.

    Raises
    ------
    AccessRefused
        Only who teaches may look.
    """
    scope.check_teaches()
    with database.read() as session:
        rows = banks_in(session, scope)
        here = {row.digest for row in rows}
        own = (own_bank_view(name) for name in OWN_BANKS if own_digest(name) not in here)
        return BanksPage(_views(session, scope, rows), tuple(own), _imports(session, scope))


def open_upload_page(database: Database, scope: Scope, bank: str = "") -> UploadPage:
    """What can be chosen for a file; a bank that is named must be there.

    Raises
    ------
    AccessRefused, NotFound
    """
    scope.check_teaches()
    with database.read() as session:
        banks = tuple((row.public_id, row.title) for row in banks_in(session, scope))
        if bank and bank not in dict(banks):
            raise NotFound()
        return UploadPage(framework_choices(session, scope), banks, bank, LANGUAGES)


def framework_choices(session: Session, scope: Scope) -> tuple[FrameworkChoice, ...]:
    """The lists of competencies of the school."""
    rows = frameworks_in(session, scope)
    return tuple(FrameworkChoice(row.public_id, row.names, row.version) for row in rows)


def bank_view(session: Session, scope: Scope, bank: Bank) -> BankView:
    """One bank as lists show it."""
    return _views(session, scope, [bank])[0]


@lru_cache(maxsize=len(OWN_BANKS))
def own_digest(name: str) -> str:
    """By what a bank that comes with Senda is known again."""
    return fingerprint(own_content(name))


@lru_cache(maxsize=len(OWN_BANKS))
def own_bank_view(name: str) -> OwnBankView:
    """What is said of it before it is taken in."""
    content = own_content(name)
    return OwnBankView(name, content.title, len(content.items), own_framework(content).names)


def _views(session: Session, scope: Scope, rows: Sequence[Bank]) -> tuple[BankView, ...]:
    counts, used = counts_of_banks(session, scope), diagnostics_of_banks(session, scope)
    views = []
    for row in rows:
        framework = framework_version(session, scope, row.framework_id)
        usable, withheld = counts.get(row.id, (0, 0))
        views.append(
            BankView(
                id=row.public_id,
                title=row.title,
                framework=framework.names,
                framework_id=framework.public_id,
                usable=usable,
                withheld=withheld,
                revision=row.revision,
                diagnostics=used.get(row.id, 0),
                languages=tuple(row.languages),
                changed_at=row.changed_at or row.created_at,
            )
        )
    return tuple(views)


def _imports(session: Session, scope: Scope) -> tuple[ImportView, ...]:
    rows = session.execute(
        select(ImportJob.public_id, ImportJob.filename, ImportJob.status, ImportJob.created_at)
        .where(
            ImportJob.person_id == scope.person_id,
            ImportJob.class_id == scope.class_id,
            ImportJob.school_id == scope.school_id,
            ImportJob.kind == "bank",
            ImportJob.status.in_(_SHOWN),
        )
        .order_by(ImportJob.id.desc())
        .limit(20)
    )
    return tuple(ImportView(*row) for row in rows)
