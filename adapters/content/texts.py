"""Reading the texts of one item: what is shown of them, and what its author should know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from adapters.content.base import BankItem, MediaStore, Problem
from adapters.content.media import add_embedded
from adapters.content.rich_html import media_of, rich

Find = Callable[[str], "Iterable[bytes] | None"]
"""From an address in a text to the file that came along under it, or None."""


@dataclass(slots=True)
class TextReader:
    """Makes texts safe, keeps their media, and collects what is missing.

    Attributes
    ----------
    media : MediaStore
    find : callable
        From an address to the pieces of the file that came along.
    problems : list of Problem
        Fatal only where a text is out of all bounds.
    """

    media: MediaStore
    find: Find
    problems: list[Problem] = field(default_factory=list)
    _incomplete: set[str] = field(default_factory=set)
    _unnamed: dict[tuple[str, str], int] = field(default_factory=dict)

    def read(self, source: str, where: str, item: str, *, gaps: Collection[str] | None = None) -> str:
        """Give HTML that is safe to show.

        Parameters
        ----------
        source : str
            HTML as its author wrote it.
        where, item : str
            The place, and the code of the item, to name.
        gaps : collection of str, optional
            Codes that gaps may have.
        """
        found = rich(source, lambda address: self._resolve(address, where), gaps=gaps)
        for name in found.dropped:
            if name in ("too_large", "too_deep"):
                code = "text_too_large" if name == "too_large" else "text_too_deep"
                self.problems.append(Problem(where, code, {"item": item}))
                continue
            lost = name in found.missing
            code = "figure_missing" if lost else "content_dropped"
            values = {"figure": name, "item": item} if lost else {"what": name, "item": item}
            self.problems.append(Problem(where, code, values, fatal=False))
        if found.missing:
            self._incomplete.add(item)
        if found.missing_alt:
            key = (where, item)
            self._unnamed[key] = self._unnamed.get(key, 0) + found.missing_alt
        return found.html.strip()

    def finish(self, item: BankItem) -> BankItem:
        """Give an item its media, and withhold it where one of its texts lacks something.

        Its problems are complete after that.
        """
        for (where, code), images in self._unnamed.items():
            self.problems.append(Problem(where, "alt_missing", {"images": images, "item": code}, fatal=False))
        self._unnamed.clear()
        incomplete = item.code in self._incomplete
        self._incomplete.discard(item.code)
        withheld = item.withheld or ("figure_missing" if incomplete else "")
        return replace(item, media=media_in(item), withheld=withheld)

    def _resolve(self, address: str, where: str) -> str | None:
        kept = add_embedded(address, self.media)
        if kept is None:
            pieces = self.find(address)
            kept = None if pieces is None else self.media.add(pieces, address.rpartition("/")[2])
        if isinstance(kept, Problem):
            self.problems.append(replace(kept, where=where))
            return None
        return None if kept is None else f"media:{kept.digest}"


def media_in(item: BankItem) -> tuple[str, ...]:
    """Give the digests of the files that an item's texts show, in the order in which they are met."""
    return tuple(dict.fromkeys(digest for source in sources(item) for digest in media_of(source)))


def sources(item: BankItem) -> Iterable[str]:
    """Give every text of an item."""
    for text in item.texts.values():
        yield from (text.stem, *text.prompts, *text.choices)
        for choices in text.gaps.values():
            yield from choices
        for hint in text.hints:
            yield from (hint.title, hint.text)
        yield text.explanation
        yield from text.feedback.values()
