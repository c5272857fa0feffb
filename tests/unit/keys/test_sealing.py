from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys.sealing import CannotUnseal, Sealer

OLD, NEW = "old " * 10, "new " * 10
SEALER = Sealer([OLD])


@given(st.binary(max_size=300))
def test_what_was_sealed_comes_back_and_does_not_show(plain: bytes) -> None:
    sealed = SEALER.seal(plain)
    assert SEALER.unseal(sealed) == plain
    assert len(plain) < 8 or plain not in sealed
    assert SEALER.seal(plain) != sealed


@given(st.data())
def test_one_altered_bit_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(base64.urlsafe_b64decode(SEALER.seal(b"the private half of a key")))
    where = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[where // 8] ^= 1 << where % 8
    with pytest.raises(CannotUnseal):
        SEALER.unseal(base64.urlsafe_b64encode(bytes(sealed)))


def test_the_secret_can_be_changed_without_losing_anything() -> None:
    sealed = SEALER.seal(b"content")
    both = Sealer([NEW, OLD])
    assert both.unseal(sealed) == b"content"
    resealed = both.reseal(sealed)
    assert Sealer([NEW]).unseal(resealed) == b"content"
    with pytest.raises(CannotUnseal):
        SEALER.unseal(resealed)


def test_another_secret_or_purpose_opens_nothing() -> None:
    sealed = SEALER.seal(b"content")
    for other in (Sealer([NEW]), Sealer([OLD], purpose="something else")):
        with pytest.raises(CannotUnseal):
            other.unseal(sealed)
        with pytest.raises(CannotUnseal):
            other.reseal(sealed)


@pytest.mark.parametrize("secrets", [[], [""], ["short"], [NEW, "short"]])
def test_weak_configuration_is_refused(secrets: list[str]) -> None:
    with pytest.raises(ValueError, match="secret"):
        Sealer(secrets)
