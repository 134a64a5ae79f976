"""The sealed box of one person in one event, and the wrapping of keys.

Format for good: ``alg(1) ‖ key id(16) ‖ key version(2) ‖ nonce(12) ‖ ciphertext ‖ tag(16)``; ``alg`` 1 is
AES-256-GCM. The associated data bind a box to its place: stream, version, topic, person and the sorted field
names, each length-prefixed, so a box moved anywhere else does not open.
"""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ALG_AES_256_GCM = 1
_HEADER = 1 + 16 + 2
_NONCE = 12
_TAG = 16


class BoxBroken(Exception):  # noqa: N818 - a fact about the stored bytes
    """A sealed box does not open: it was changed, moved or made under another key."""


@dataclass(frozen=True, slots=True)
class Key:
    """One person's (or institution's) data key."""

    id: bytes
    version: int
    secret: bytes

    def __repr__(self) -> str:
        """Hide the secret."""
        return f"Key({self.id.hex()}, version {self.version})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands."""

    stream: str
    version: int
    topic: str
    person: str
    fields: tuple[str, ...]

    def associated_data(self) -> bytes:
        """The bytes that the seal also covers."""
        parts = [self.stream, str(self.version), self.topic, self.person, *sorted(self.fields)]
        return b"".join(_length_prefixed(part.encode()) for part in parts)


def _length_prefixed(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


def seal(plain: bytes, *, key: Key, place: Place) -> bytes:
    """Seal bytes into a box for this place; the nonce is 96 random bits of the operating system."""
    nonce = os.urandom(_NONCE)
    header = bytes([ALG_AES_256_GCM]) + key.id + key.version.to_bytes(2, "big")
    return header + nonce + AESGCM(key.secret).encrypt(nonce, plain, place.associated_data())


def unseal(box: bytes, *, key: Key, place: Place) -> bytes:
    """Open a box at its place.

    Raises:
        BoxBroken: another algorithm, key or place, or changed or missing bytes.

    """
    header = bytes([ALG_AES_256_GCM]) + key.id + key.version.to_bytes(2, "big")
    if box[:_HEADER] != header or len(box) < _HEADER + _NONCE + _TAG:
        raise BoxBroken
    nonce, sealed = box[_HEADER : _HEADER + _NONCE], box[_HEADER + _NONCE :]
    try:
        return AESGCM(key.secret).decrypt(nonce, sealed, place.associated_data())
    except InvalidTag as broken:
        raise BoxBroken from broken
