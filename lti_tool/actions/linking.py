"""How items that are brought in are linked to competencies: as the file says, by category, or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

LinkBy = Literal["own", "category", "none"]
LINK_BY: Final[tuple[LinkBy, ...]] = ("own", "category", "none")
UNLINKED: Final = "unlinked"
"""Why an item without a competency is withheld."""


@dataclass(frozen=True, slots=True)
class Linking:
    """What a teacher chose for one import.

    Attributes
    ----------
    by : {"own", "category", "none"}
    framework : str
        Code of the framework that the items are for.
    known : frozenset of str
        Its competencies.
    categories : mapping of category to competency code
        Chosen by the teacher; other categories stay unlinked.
    """

    by: LinkBy
    framework: str
    known: frozenset[str]
    categories: Mapping[str, str] = field(default_factory=dict)

    def competencies(self, facts: Mapping[str, Any]) -> list[str]:
        """The competencies of an item of which these facts are known (columns of `BankEntry`)."""
        if self.by == "category":
            code = self.categories.get(facts["category"], "")
            return [code] if code in self.known else []
        return self.named(facts) if self.by == "own" else []

    def named(self, facts: Mapping[str, Any]) -> list[str]:
        """Those that the file itself names: as competencies, as what it is aligned to, or as tags."""
        prefix = f"{self.framework}:"
        aligned = [one.removeprefix(prefix) for one in facts["alignments"] if one.startswith(prefix)]
        for codes in (facts["competencies"], aligned, facts["tags"]):
            found = self._known(codes)
            if found:
                return found
        return []

    def apply(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts with these competencies, withheld where there are none."""
        return linked(facts, self.competencies(facts))

    def _known(self, codes: Iterable[str]) -> list[str]:
        return [code for code in dict.fromkeys(codes) if code in self.known]


def linked(facts: Mapping[str, Any], competencies: Sequence[str]) -> dict[str, Any]:
    """Facts of an entry with other competencies: without any it is withheld, for that reason only."""
    other = facts["withheld"] if facts["withheld"] != UNLINKED else ""
    return {
        **facts,
        "competencies": list(competencies),
        "withheld": other or ("" if competencies else UNLINKED),
    }
