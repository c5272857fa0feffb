"""Images and sounds of questions, at addresses that are signed, end, and show one file of one school.

A page's images are asked for by the browser, which has no token to show: the address itself gives the
right. It is worth a file, nothing else, and it is the same for all pages of a third of a day, so that
browsers may keep what they have seen.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final, NamedTuple

from flask import Blueprint, Response, send_file

from lti_tool.actions.open_media import open_media
from lti_tool.errors import NotFound

from .auth import open_to_all
from .entrance import runtime

media = Blueprint("media", __name__)

LIFE: Final = timedelta(hours=8)
"""The least that an address is good for; at most twice that."""
PURPOSE: Final = "media addresses"
_FACTS: Final = struct.Struct(">QI32s")
_SIGNATURE: Final = 16
_POLICY: Final = "default-src 'none'; sandbox"


class Shown(NamedTuple):
    """What an address shows, and until when."""

    school_id: int
    digest: str
    ends: datetime


def token_for(key: bytes, school_id: int, digest: str, *, now: datetime) -> str:
    """The last part of the address of a file.

    Parameters
    ----------
    digest : str
        SHA-256, hexadecimal.
    """
    block = int(LIFE.total_seconds())
    ends = (int(now.timestamp()) // block + 2) * block
    facts = _FACTS.pack(school_id, ends, bytes.fromhex(digest))
    signed = facts + _signature(key, facts)
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def read_token(keys: Sequence[bytes], token: str, *, now: datetime) -> Shown | None:
    """What a token shows; None where it was not signed by us or is over."""
    try:
        signed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(signed) != _FACTS.size + _SIGNATURE:
        return None
    facts, signature = signed[: _FACTS.size], signed[_FACTS.size :]
    if not any(hmac.compare_digest(signature, _signature(key, facts)) for key in keys):
        return None
    school_id, ends, digest = _FACTS.unpack(facts)
    until = datetime.fromtimestamp(ends, UTC)
    return Shown(school_id, digest.hex(), until) if now < until else None


@media.get("/media/<token>", endpoint="file")
@open_to_all
def file(token: str) -> Response:
    """One file, or a part of it."""
    senda = runtime()
    now = senda.clock()
    shown = read_token(senda.config.subkeys(PURPOSE), token, now=now)
    found = open_media(senda.database, shown.school_id, shown.digest) if shown else None
    if shown is None or found is None:
        raise NotFound()
    answer = send_file(BytesIO(found.data), mimetype=found.mime, etag=found.digest, conditional=True)
    seconds = max(0, int((shown.ends - now).total_seconds()))
    answer.headers["Cache-Control"] = f"private, max-age={seconds}, immutable"
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _signature(key: bytes, facts: bytes) -> bytes:
    return hmac.digest(key, facts, "sha256")[:_SIGNATURE]
