"""Reading QTI 2.1, 2.2 and 3.0: a single item, or a package of items with their media."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import BinaryIO, Final
from urllib.parse import unquote

from adapters.content.archives import Archive, ArchiveLimits, UnreadableFile
from adapters.content.base import BankItem, Found, MediaStore, Problem, chance
from adapters.content.faults import faults
from adapters.content.qti.item import ItemReader
from adapters.content.qti.manifest import NAME, Resource, resources
from adapters.content.qti.markup import Markup
from adapters.content.qti.names import descendants, name_of
from adapters.content.qti.parameters import with_parameters
from adapters.content.qti.xml import parse
from adapters.content.texts import TextReader

LIMITS: Final = ArchiveLimits(
    archive_bytes=1 << 30, files=200_000, file_bytes=64 * 1024 * 1024, total_bytes=2 << 30
)
#: Of one item's file.
MOST_BYTES: Final = 4 * 1024 * 1024
_ITEM, _OLD = "assessmentitem", "questestinterop"


def read(stream: BinaryIO, media: MediaStore, *, language: str = "es") -> Iterator[Found]:
    """Read QTI.

    Parameters
    ----------
    stream : binary stream
        Seekable: an XML file with one item, or a zip archive with a manifest.
    media : MediaStore
    language : str
        Of items that name none.

    Yields
    ------
    BankItem or Problem
        In the order of the manifest. What is of a type that we do not ask is named and left out; a fault
        inside an item is fatal and named with its file and line.
    """
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    if start[:2] == b"PK":
        yield from _package(Archive(stream, LIMITS), media, language)
        return
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield Problem("", "question_too_large", {"most": MOST_BYTES})
        return
    files = _Files(None, media, language)
    item = files.item("", data, own=False)
    finished = files.finish(item, ()) if item else None
    yield from files.taken()
    if finished is not None:
        yield finished
    elif not files.reported:
        yield Problem("", "no_items")


def _package(archive: Archive, media: MediaStore, language: str) -> Iterator[Found]:
    yield from archive.problems
    if not archive.names:
        return
    found: list[Resource] = []
    for one in _listed(archive):
        if isinstance(one, Problem):
            yield one
        else:
            found.append(one)
    files = _Files(archive, media, language)
    seen: dict[str, str] = {}
    for _, group in groupby(enumerate(found), key=lambda pair: pair[1].code or pair[0]):
        item = files.languages([resource for _, resource in group])
        yield from files.taken()
        if item is None:
            continue
        if item.code in seen:
            yield Problem(files.where, "duplicate_item", {"item": item.code, "first": seen[item.code]})
        seen.setdefault(item.code, files.where)
        yield item
    if not seen and not files.reported:
        yield Problem("", "no_items")


def _listed(archive: Archive) -> Iterator[Resource | Problem]:
    """Give the items of a package: those in the manifest, or all XML files where there is none."""
    manifests = sorted(
        (name for name in archive.names if name.rpartition("/")[2] == NAME), key=lambda n: n.count("/")
    )
    if not manifests:
        yield Problem("", "manifest_missing", fatal=False)
        yield from (Resource(name, "imsqti_item") for name in archive.names if name.lower().endswith(".xml"))
        return
    folder = manifests[0].removesuffix(NAME)
    try:
        data = archive.read(manifests[0])
    except UnreadableFile as error:
        yield error.problem
        return
    for one in resources(data, manifests[0], folder):
        if isinstance(one, Problem) or ("imsqti" in one.kind and "item" in one.kind):
            yield one
        elif "imsqti_xmlv1p" in one.kind or "imsqti_assessment_xmlv1p" in one.kind:
            yield Problem(one.href, "qti_1")


@dataclass(slots=True)
class _Files:
    """Items from the files of a package."""

    archive: Archive | None
    media: MediaStore
    language: str

    where: str = ""
    reported: bool = False
    _problems: list[Problem] | None = None
    _texts: TextReader | None = None

    def taken(self) -> list[Problem]:
        """Give what was found since this was asked last."""
        found, self._problems = self._problems or [], []
        return found

    def _report(self, problems: Iterable[Problem]) -> None:
        if self._problems is None:
            self._problems = []
        for problem in problems:
            self._problems.append(problem)
            self.reported = True

    def languages(self, group: Sequence[Resource]) -> BankItem | None:
        """Give one item from its files, one a language."""
        items = []
        for resource in group:
            self.where = resource.href
            try:
                data = self._data(resource.href)
                item = self.item(resource.href, data, own=bool(resource.code))
            except UnreadableFile as error:
                self._report([error.problem])
                return None
            if item is None:
                return None
            items.append(item)
        texts = {language: text for item in items for language, text in item.texts.items()}
        resource = group[0]
        whole = replace(items[0], texts=texts)
        if not resource.parameters:
            whole = replace(
                whole, tags=resource.keywords, alignments=tuple(f"case:{guid}" for guid in resource.standards)
            )
        return self.finish(whole, resource.parameters)

    def _data(self, name: str) -> bytes:
        data = self.archive.read(name) if self.archive else b""
        if len(data) > MOST_BYTES:
            raise UnreadableFile(Problem(name, "question_too_large", {"most": MOST_BYTES}))
        return data

    def item(self, where: str, data: bytes, *, own: bool) -> BankItem | None:
        """Read one file."""
        root, problems = parse(data, where)
        self._report(problems)
        if root is None:
            return None
        if name_of(root) != _ITEM:
            code = "qti_1" if name_of(root) == _OLD else "not_qti"
            self._report([Problem(where, code, {"root": name_of(root)[:80]})])
            return None
        if self._texts is None:
            self._texts = TextReader(self.media, self._find)
        reader = ItemReader(where, self._texts, self.language, self._stimulus(where), own=own)
        item = reader.read(root)
        self._report(reader.problems)
        return item

    def finish(self, item: BankItem, parameters: Sequence[tuple[str, str]]) -> BankItem | None:
        """Give an item its parameters and its media; None where it cannot be asked."""
        wrong: list[Problem] = []
        if parameters:
            item, wrong = with_parameters(item, parameters, self.where)
        else:
            item = replace(item, guessing=chance(item.key.kind, len(item.choices)))
        if self._texts is not None:
            item = self._texts.finish(item)
            self._report(self._texts.problems)
            self._texts.problems.clear()
        wrong += faults(item, self.where)
        self._report(wrong)
        return None if wrong else item

    def _find(self, address: str) -> Iterable[bytes] | None:
        if self.archive is None:
            return None
        for name in (address.lstrip("/"), unquote(address.lstrip("/"))):
            if name in self.archive:
                return self.archive.pieces(name)
        return None

    def _stimulus(self, where: str) -> _Stimulus:
        return _Stimulus(self, where.rpartition("/")[0])

    def shared(self, path: str) -> str:
        """Give a text that several items share; empty, and named, where it is not there."""
        if self.archive is None or path not in self.archive:
            self._report([Problem(self.where, "file_missing", {"file": path[:200]}, fatal=False)])
            return f'<img src="/{path}" alt="">'  # makes the item one that lacks something
        root, problems = parse(self._data(path), path)
        self._report(problems)
        body = None if root is None else next(descendants(root, "stimulusbody"), None)
        return "" if body is None else Markup(folder=path.rpartition("/")[0]).inner(body)


@dataclass(frozen=True, slots=True)
class _Stimulus:
    files: _Files
    folder: str

    def __call__(self, address: str) -> str:
        return self.files.shared(posixpath.normpath(posixpath.join(self.folder, unquote(address))))
