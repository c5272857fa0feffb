"""Which competencies lack questions at which difficulty, and what was done to a bank."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lti_tool.database.bank_contents import bank_events, facets, revision_sizes
from lti_tool.database.engine import Database
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope

from .bank_pages import BANDS, Band, CoveragePage, CoverageRow, HistoryPage, RevisionView
from .loading import load_framework
from .named_bank import the_bank
from .open_bank import band_of, competency_names
from .open_banks import bank_view
from .open_placing import ENOUGH, supply_of

MOST_EVENTS: Final = 200


def open_coverage(database: Database, scope: Scope, bank: str) -> CoveragePage:
    """How many questions that count there are about each competency, the thinnest first.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        loaded = load_framework(session, scope, row.framework_id)
        counts: dict[str, Counter[Band]] = {code: Counter() for code in loaded.framework.codes}
        pilots: Counter[str] = Counter()
        unlinked = 0
        for one in facets(session, scope, row):
            known = [code for code in one.competencies if code in counts]
            unlinked += not known
            if not known or one.withheld:
                continue
            if one.pilot:
                pilots[known[0]] += 1
            else:
                counts[known[0]][band_of(one.difficulty, known, loaded)] += 1
        rows = [
            CoverageRow(
                code=loaded.framework.codes[position],
                names=loaded.names[position],
                area=names,
                counts={band: counts[loaded.framework.codes[position]][band] for band in BANDS},
                total=counts[loaded.framework.codes[position]].total(),
                pilots=pilots[loaded.framework.codes[position]],
                supply=supply_of(counts[loaded.framework.codes[position]].total()),
            )
            for _, names, positions in loaded.areas
            for position in positions
        ]
        rows.sort(key=lambda one: one.total)
        return CoveragePage(bank_view(session, scope, row), tuple(rows), unlinked, ENOUGH)


def open_history(database: Database, scope: Scope, bank: str) -> HistoryPage:
    """What was done to a bank, the newest first.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        loaded = load_framework(session, scope, row.framework_id)
        sizes = revision_sizes(session, scope, row)
        events = bank_events(session, scope, row, limit=MOST_EVENTS)
        people = {
            actor: person.name
            for _, _, _, actor in events
            if actor is not None
            and (person := session.get(Person, actor))
            and person.school_id == scope.school_id
        }
        views = []
        told: set[int] = set()
        for event, values, at, actor in events:
            revision = int(values.get("revision", 0))
            # Of several events of one revision only the one that made it speaks of entries.
            begun, ended = sizes.get(revision, (0, 0)) if revision not in told else (0, 0)
            told.add(revision)
            about = competency_names(loaded, str(values.get("competency", "")))
            by = people.get(actor or 0, "")
            views.append(RevisionView(revision, event, values, at, by, begun, ended, about))
        views += [
            RevisionView(revision, "", {}, None, "", *sizes[revision])
            for revision in sizes
            if revision not in told and len(events) < MOST_EVENTS
        ]
        views.sort(key=lambda one: -one.revision)
        return HistoryPage(
            bank_view(session, scope, row),
            tuple(views),
            row.revision > 1 and row.revision in sizes,
        )
