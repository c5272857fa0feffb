"""Writing QTI 3 packages."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO, Final

from adapters.content.base import BankItem
from adapters.content.media import file_name, mime_of
from adapters.content.qti.item_writer import item_xml
from adapters.content.qti.markup_writer import element, words
from adapters.content.qti.names import LOM, PACKAGE, STANDARDS, identifier
from adapters.content.qti.parameters import VOCABULARY, parameters_of
from adapters.content.texts import media_in

_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the same items make the same file
_IN_MEMORY: Final = 4 * 1024 * 1024
_CASE: Final = "case:"
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<manifest xmlns="{PACKAGE}" xmlns:imsmd="{LOM}" xmlns:csm="{STANDARDS}" identifier="senda-items">\n'
    "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>\n"
    "<organizations/>\n<resources>\n"
)
_TAIL: Final = "</resources>\n</manifest>\n"


def write(
    items: Iterable[BankItem], open_media: Callable[[str], BinaryIO], out: BinaryIO, *, language: str = ""
) -> None:
    """Write items as a QTI 3 package.

    Parameters
    ----------
    items : iterable of BankItem
        Taken one by one.
    open_media : callable
        From a digest to a file.
    out : binary stream
        Where the zip archive is written; it need not be seekable.
    language : str
        The only one to write; all where it is empty, each as an item of its own. Our reader joins them again.
    """
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as kept,
    ):
        package = _Package(archive, kept, open_media)
        for number, item in enumerate(items, start=1):
            for name in [name for name in item.texts if language in ("", name)]:
                package.add(item, number, name)
        kept.seek(0)
        with archive.open(_entry("imsmanifest.xml"), "w", force_zip64=True) as manifest:
            manifest.write(_HEAD.encode())
            shutil.copyfileobj(kept, manifest)
            manifest.write("".join(package.media()).encode())
            manifest.write(_TAIL.encode())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


@dataclass(slots=True)
class _Package:
    archive: zipfile.ZipFile
    kept: IO[bytes]
    open_media: Callable[[str], BinaryIO]
    _files: dict[str, str] = field(default_factory=dict)

    def add(self, item: BankItem, number: int, language: str) -> None:
        """Write an item in one language, and what the manifest says of it."""
        first = next(iter(item.texts)) == language
        path = f"items/{number:06d}-{identifier(language)}.xml"
        digests = media_in(item)
        for digest in digests:
            self._media(digest)
        name = item.code if first else f"{item.code}-{language}"
        text = item_xml(item, language, name, lambda digest: f"../{self._files[digest]}")
        self.archive.writestr(_entry(path), text.encode())
        self.kept.write(self._resource(item, number, language, path, digests).encode())

    def media(self) -> Iterator[str]:
        """Give the resources of media."""
        for digest, path in self._files.items():
            attributes = {"identifier": _media_id(digest), "type": "webcontent", "href": path}
            yield element("resource", attributes, element("file", {"href": path})) + "\n"

    def _media(self, digest: str) -> None:
        if digest in self._files:
            return
        with self.open_media(digest) as file:
            head = file.read(16 * 1024)
            path = f"media/{file_name(digest, mime_of(head, '.m4a'))}"
            with self.archive.open(_entry(path), "w", force_zip64=True) as entry:
                entry.write(head)
                shutil.copyfileobj(file, entry)
        self._files[digest] = path

    def _resource(self, item: BankItem, number: int, language: str, path: str, digests: Iterable[str]) -> str:
        attributes = {
            "identifier": f"item-{number:06d}-{identifier(language)}",
            "type": "imsqti_item_xmlv3p0",
            "href": path,
        }
        standards = [name.removeprefix(_CASE) for name in item.alignments if name.startswith(_CASE)]
        return (
            element(
                "resource",
                attributes,
                element("metadata", {}, _standards(standards), _lom(item, language)),
                element("file", {"href": path}),
                *(element("dependency", {"identifierref": _media_id(digest)}) for digest in digests),
            )
            + "\n"
        )


def _media_id(digest: str) -> str:
    return f"media-{digest[:32]}"


def _standards(guids: list[str]) -> str:
    """Say which standards of CASE an item is aligned to, as other tools look for it."""
    if not guids:
        return ""
    labelled = (element("csm:labelledGUID", {}, element("csm:GUID", {}, words(guid))) for guid in guids)
    inner = element("csm:curriculumStandardsMetadata", {}, element("csm:setOfGUIDs", {}, *labelled))
    return element("csm:curriculumStandardsMetadataSet", {}, inner)


def _lom(item: BankItem, language: str) -> str:
    keywords = (_said("imsmd:keyword", tag, language) for tag in item.tags)
    general = element("imsmd:general", {}, element("imsmd:language", {}, words(language)), *keywords)
    rights = _said("imsmd:description", item.licence, language) if item.licence else ""
    taxons = (
        element("imsmd:taxon", {}, element("imsmd:id", {}, words(name)), _said("imsmd:entry", value))
        for name, value in parameters_of(item)
    )
    path = element("imsmd:taxonPath", {}, _said("imsmd:source", VOCABULARY), *taxons)
    purpose = element(
        "imsmd:purpose",
        {},
        element("imsmd:source", {}, "LOMv1.0"),
        element("imsmd:value", {}, "educational objective"),
    )
    classification = element("imsmd:classification", {}, purpose, path)
    return element(
        "imsmd:lom", {}, general, element("imsmd:rights", {}, rights) if rights else "", classification
    )


def _said(name: str, text: str, language: str | None = None) -> str:
    return element(name, {}, element("imsmd:string", {"xml:lang": language}, words(text)))
