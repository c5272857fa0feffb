"""Banks as the pages of a class show them: files sent and taken, what a bank holds, a worker that works when told to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bank_files import pieces
from shown_class import ShownClass, shown_class
from sqlalchemy import select
from werkzeug.test import TestResponse

from lti_tool.actions.read_import import read_import
from lti_tool.actions.start_launch import Started
from lti_tool.actions.take_import import take_import
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.frameworks import FrameworkVersion


class ShownBanks(ShownClass):
    """A class, the application that shows it, and a worker that works when it is told to."""

    framework: str
    codes: list[str]

    def ask(self, path: str, form: Any = None, *, who: Started | None = None, **headers: str) -> TestResponse:
        """A page about banks, or what answers what was sent to it."""
        path = path if path.startswith("/") else f"banks{path and '/'}{path}"
        return self.send(who or self.teacher, path, data=form, **headers)

    def work(self) -> None:
        """What the worker does with what it was woken for."""
        tasks = {"read_import": read_import, "take_import": take_import}
        while self.woken:
            name, *arguments = self.woken.pop(0)
            if name in tasks:
                tasks[name](self.classroom.database, *arguments, clock=self.classroom.clock)

    def upload(self, data: bytes, name: str, **form: str) -> str:
        """Send a file in pieces and have it read; the address of its page."""
        facts = {
            "filename": name,
            "size": len(data),
            "stamp": "1",
            "language": "es",
            "framework": self.framework,
        }
        begun = self.ask("imports", facts | {"title": "De fuera"} | form)
        assert begun.status_code == 200, begun.text
        state = begun.json or {}
        for number, piece in enumerate(pieces(data)):
            state = self.ask(f"{state['parts']}{number}", piece).json or {}
        assert state["complete"]
        page = str(state["page"])
        assert "Espera su turno" in self.text(page) or "It waits for its turn" in self.text(page)
        self.work()
        return page

    def bring(
        self, data: bytes, name: str, by: str = "own", take: dict[str, str] | None = None, **form: str
    ) -> Bank:
        page = self.upload(data, name, **form)
        assert self.ask(f"{page}/take", {"by": by} | (take or {})).status_code == 303
        self.work()
        found = re.search(r'href="/s/[^/]+/banks/([\w-]{16})"', self.text(page).partition('id="taken"')[2])
        assert found, self.text(page)
        return self.bank(found[1])

    def bank(self, public_id: str) -> Bank:
        with self.classroom.database.read() as session:
            return session.scalars(select(Bank).where(Bank.public_id == public_id)).one()

    def text(self, path: str) -> str:
        answer = self.ask(path)
        assert answer.status_code == 200, answer.text
        return html.unescape(answer.text)

    def entries(self, bank: Bank) -> dict[str, BankEntry]:
        with self.classroom.database.read() as session:
            rows = session.execute(
                select(ItemRow.code, BankEntry)
                .join(BankEntry, BankEntry.item_id == ItemRow.id)
                .where(BankEntry.bank_id == bank.id, BankEntry.until.is_(None))
            )
            return {code: entry for code, entry in rows}

    def own(self) -> Bank:
        """The bank that every school has."""
        with self.classroom.database.read() as session:
            return session.scalars(select(Bank).order_by(Bank.id).limit(1)).one()

    def check_round_trip(self, kind: str) -> None:
        """The school's own bank as a file of this kind, brought in again, changes nothing."""
        before = self.own()
        entries = set(self.entries(before))
        answer = self.ask(f"{before.public_id}/export/{kind}")
        assert answer.status_code == 200
        name = re.search(r'filename="([^"]+)"', answer.headers["Content-Disposition"])
        assert name
        page = self.upload(answer.data, name[1], bank=before.public_id)
        assert self.ask(f"{page}/take", {"by": "own"}).status_code == 303
        self.work()
        assert self.own().revision == before.revision, self.text(page)
        assert set(self.entries(before)) == entries


@contextmanager
def shown_banks(database_url: str) -> Iterator[ShownBanks]:
    """A class with a diagnostic, for as long as the block lasts."""
    with shown_class(database_url, ShownBanks) as shown:
        shown.classroom.set_up()
        with shown.classroom.database.read() as session:
            framework = session.scalars(select(FrameworkVersion)).one()
            shown.framework, shown.codes = framework.public_id, [one.code for one in framework.competencies]
        yield shown
