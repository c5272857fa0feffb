"""A question that a bank holds: found by any of its wordings, with what the form needs of its bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapters.content.base import BankItem
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.frameworks import FrameworkVersion, framework_version
from lti_tool.database.media import MediaRow
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .item_pages import BankRef, CompetencyOption, FileView
from .item_rows import item_from, stored_facts, stored_wording


@dataclass(frozen=True, slots=True)
class Held:
    """The wording that a bank holds now, and the entry that says so."""

    item: ItemRow
    entry: BankEntry

    @property
    def value(self) -> BankItem:
        """The item that they say."""
        return item_from(self.item.code, stored_wording(self.item), stored_facts(self.entry))


def held_item(session: Session, scope: Scope, bank: Bank, item: str) -> Held:
    """A question of the bank by the public id of any of its wordings.

    Raises
    ------
    NotFound
        There is none, or the bank holds it no more.
    """
    code = session.scalar(
        select(ItemRow.code).where(
            ItemRow.public_id == item, ItemRow.bank_id == bank.id, ItemRow.school_id == scope.school_id
        )
    )
    found = session.execute(
        select(ItemRow, BankEntry)
        .join(BankEntry, BankEntry.item_id == ItemRow.id)
        .where(
            ItemRow.bank_id == bank.id,
            ItemRow.school_id == scope.school_id,
            ItemRow.code == code,
            BankEntry.bank_id == bank.id,
            BankEntry.until.is_(None),
        )
    ).first()
    if code is None or found is None:
        raise NotFound()
    return Held(found[0], found[1])


def wordings_of(session: Session, scope: Scope, bank: Bank, code: str) -> Sequence[ItemRow]:
    """All wordings of a question, the newest first."""
    return session.scalars(
        select(ItemRow)
        .where(ItemRow.bank_id == bank.id, ItemRow.school_id == scope.school_id, ItemRow.code == code)
        .order_by(ItemRow.number.desc())
    ).all()


def answers_to(session: Session, scope: Scope, items: Sequence[int]) -> dict[int, int]:
    """How often wordings were answered in the school."""
    rows = session.execute(
        select(EvidenceEntry.item_id, func.count())
        .where(EvidenceEntry.item_id.in_(items), EvidenceEntry.school_id == scope.school_id)
        .group_by(EvidenceEntry.item_id)
    )
    return {item: count for item, count in rows if item is not None}


def bank_ref(session: Session, scope: Scope, bank: Bank) -> tuple[BankRef, FrameworkVersion]:
    """The bank as pages name it, and what its questions are about."""
    framework = framework_version(session, scope, bank.framework_id)
    return BankRef(bank.public_id, bank.title, framework.names), framework


def cuts_of(framework: FrameworkVersion) -> dict[str, float]:
    """From where on each competency is mastered: the cut of the target level, 0, or the one next to it."""
    return {one.code: min(one.cuts, key=abs, default=0.0) for one in framework.competencies}


def competency_options(framework: FrameworkVersion) -> tuple[CompetencyOption, ...]:
    """All competencies of a list, in its order."""
    areas: dict[str, Mapping[str, str]] = {area["code"]: area["names"] for area in framework.areas}
    return tuple(
        CompetencyOption(one.code, one.names, areas.get(one.area, {})) for one in framework.competencies
    )


def files_of(session: Session, scope: Scope, digests: Sequence[str]) -> tuple[FileView, ...]:
    """Those of these files that the school has, in this order."""
    rows = session.execute(
        select(MediaRow.digest, MediaRow.name, MediaRow.mime).where(
            MediaRow.school_id == scope.school_id, MediaRow.digest.in_(digests)
        )
    )
    known = {digest: FileView(digest, name, mime) for digest, name, mime in rows}
    return tuple(known[digest] for digest in dict.fromkeys(digests) if digest in known)
