"""The file in which a set-up travels to another platform: readable, signed, and nothing of any student in it.

The signature is an HMAC with a key of this installation, so only what this installation wrote is taken. The
bytes are compared as well: a file is refused when a single one was changed, even one without meaning.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from lti_tool.config import Config
from lti_tool.errors import InputRefused

FORMAT = "senda-set-up"
VERSION = 2
READABLE = (1, VERSION)
"""What an earlier version does not say has its usual value."""
LARGEST_FILE = 250_000
"""Bytes: a set-up of fifty activities has about 40,000."""
PURPOSE = "set-up export"


@dataclass(frozen=True, slots=True)
class FileDiagnostic:
    """A diagnostic by what means the same elsewhere: codes, and the digest of its bank's content."""

    title: str
    policy: dict[str, Any]
    formula: str
    maximum: float
    framework: str
    framework_version: str
    bank: str
    bank_title: str
    feedback: str = "none"
    attempts: int = 1
    published: bool = True


@dataclass(frozen=True, slots=True)
class FileActivity:
    """An activity.

    Attributes
    ----------
    origin : str
        Its public id in the class that it was exported from.
    diagnostic : int
        Index of the diagnostic that it is or goes by.
    opens_at, closes_at : str or None
        ISO 8601.
    """

    origin: str
    kind: str
    title: str
    maximum: float | None
    diagnostic: int
    opens_at: str | None
    closes_at: str | None


@dataclass(frozen=True, slots=True)
class SetUpFile:
    """What a file says.

    Attributes
    ----------
    made_by : str
        Public address of the installation.
    school : str
        Public id of the school that it comes from.
    """

    made_by: str
    school: str
    class_title: str
    issued_at: str
    diagnostics: tuple[FileDiagnostic, ...]
    activities: tuple[FileActivity, ...]


def write_file(content: SetUpFile, config: Config) -> bytes:
    """The signed file."""
    plain = {"format": FORMAT, "version": VERSION, **asdict(content)}
    return _render({"content": plain, "signature": _signature(plain, config.subkey(PURPOSE))})


def read_file(data: bytes, config: Config) -> SetUpFile:
    """What a file says that this installation signed, with its present secret or an earlier one.

    Raises
    ------
    InputRefused
        ``set_up_file_too_large``, ``_unreadable``, ``_changed``, ``_foreign`` or ``_version``.
    """
    if len(data) > LARGEST_FILE:
        raise InputRefused("set_up_file_too_large", size=len(data))
    document = _parse(data)
    content, signature = document["content"], document["signature"]
    if not _signed(content, signature, config.subkeys(PURPOSE)):
        foreign = content.get("made_by") != config.public_url
        raise InputRefused("set_up_file_foreign" if foreign else "set_up_file_changed")
    if data != _render(document):
        raise InputRefused("set_up_file_changed")
    if content.get("version") not in READABLE:
        raise InputRefused("set_up_file_version", version=str(content.get("version"))[:20])
    return _content(content)


def moment(text: str | None) -> datetime | None:
    """A moment of a file."""
    return datetime.fromisoformat(text) if text else None


def _parse(data: bytes) -> dict[str, Any]:
    try:
        document: Any = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputRefused("set_up_file_unreadable") from error
    content = document.get("content") if isinstance(document, dict) else None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputRefused("set_up_file_unreadable")
    signature = document.get("signature")
    if not isinstance(signature, str):
        raise InputRefused("set_up_file_unreadable")
    # Anything beside these two shows in the bytes, which are compared.
    return {"content": content, "signature": signature}


def _content(plain: dict[str, Any]) -> SetUpFile:
    """What was signed is ours, so its form is known."""
    fields = {name: value for name, value in plain.items() if name not in ("format", "version")}
    fields["diagnostics"] = tuple(FileDiagnostic(**one) for one in fields["diagnostics"])
    fields["activities"] = tuple(FileActivity(**one) for one in fields["activities"])
    return SetUpFile(**fields)


def _signed(content: dict[str, Any], signature: str, keys: Sequence[bytes]) -> bool:
    given = signature.encode("utf-8", "replace")
    return any([hmac.compare_digest(given, _signature(content, key).encode()) for key in keys])


def _signature(content: dict[str, Any], key: bytes) -> str:
    plain = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def _render(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode(
        "utf-8", "replace"
    )
