"""Keys: wrapped by a master key in epochs, made once, destroyed for good."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from sqlalchemy import text

from service.eventstore.database import open_database
from service.eventstore.keys import KeyDestroyed, KeyStore, MasterKey, create_master_key, read_master_key


def test_the_master_key_is_its_owners_and_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    create_master_key(path)
    written = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    create_master_key(path)
    assert path.read_bytes() == written
    assert len(read_master_key(path).epochs[1]) == 32


@pytest.mark.parametrize("content", ["{}", '{"1": "00"}', '{"1": "' + "00" * 31 + '"}'])
def test_a_master_key_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"master\.key"):
        read_master_key(path)


@pytest.fixture
def keys_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'keys.sqlite'}"


def key_store(url: str, master: MasterKey) -> KeyStore:
    engine = open_database(url)
    KeyStore.migrate(engine)
    return KeyStore(engine=engine, master=master)


def test_keys_lie_wrapped(keys_url: str, tmp_path: Path) -> None:
    keys = key_store(keys_url, MasterKey({1: bytes(32)}))
    secret = keys.ensure(["001/person/1"])["001/person/1"].secret
    keys.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("keys.sqlite*"))
    assert b"001/person/1" in kept
    assert secret not in kept


def test_a_key_is_made_once(keys_url: str) -> None:
    keys = key_store(keys_url, MasterKey({1: bytes(32)}))
    first = keys.ensure(["a", "b"])
    assert keys.ensure(["b", "a", "c"])["a"] == first["a"]
    assert keys.find(["a", "unknown"]) == {"a": first["a"]}
    assert len({key.secret for key in keys.find(["a", "b", "c"]).values()}) == 3
    keys.close()


def test_a_new_epoch_wraps_new_keys_and_old_ones_still_open(keys_url: str) -> None:
    old = key_store(keys_url, MasterKey({1: bytes(32)}))
    before = old.ensure(["a"])
    old.close()
    new = key_store(keys_url, MasterKey({1: bytes(32), 2: bytes([2]) * 32}))
    assert new.ensure(["a", "b"])["a"] == before["a"]
    with open_database(keys_url).connect() as connection:
        rows = connection.execute(text("SELECT subject, epoch FROM data_keys"))
        epochs = {row.subject: row.epoch for row in rows}
    assert epochs == {"a": 1, "b": 2}
    new.close()


def test_another_master_key_unwraps_nothing(keys_url: str) -> None:
    keys = key_store(keys_url, MasterKey({1: bytes(32)}))
    keys.ensure(["a"])
    keys.close()
    stranger = key_store(keys_url, MasterKey({1: bytes([1]) * 32}))
    with pytest.raises(InvalidUnwrap):
        stranger.find(["a"])
    stranger.close()


def test_an_hmac_depends_on_institution_purpose_and_message(keys_url: str) -> None:
    keys = key_store(keys_url, MasterKey({1: bytes(32)}))
    one = keys.institution_hmac("001", purpose="name", message=b"m")
    assert one == keys.institution_hmac("001", purpose="name", message=b"m")
    others = {
        keys.institution_hmac("002", purpose="name", message=b"m"),
        keys.institution_hmac("001", purpose="contact", message=b"m"),
        keys.institution_hmac("001", purpose="name", message=b"n"),
    }
    assert len(others | {one}) == 4
    keys.destroy("001/institution-key")
    with pytest.raises(KeyDestroyed):
        keys.institution_hmac("001", purpose="name", message=b"m")
    keys.close()


def test_nothing_of_a_destroyed_key_stays_in_its_database(keys_url: str) -> None:
    keys = key_store(keys_url, MasterKey({1: bytes(32)}))
    keys.ensure(["a", "b"])
    keys.destroy("a")
    with open_database(keys_url).connect() as connection:
        rows = connection.execute(text("SELECT subject, length(wrapped) AS size FROM data_keys"))
        assert {row.subject: row.size for row in rows} == {"a": 0, "b": 40}
    keys.close()
