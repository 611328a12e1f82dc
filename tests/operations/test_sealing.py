"""Encrypted as a stream, for whom it is meant and nobody else, whole or not at all."""

import io
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.operations.backups.archive import LARGEST, Slicer, reading, writing
from mentorship.operations.backups.errors import BackupError, DamagedError, LockedError
from mentorship.operations.backups.sealing import Keys, Lock, make_identity, opened, sealed

SECRET, RECIPIENT = make_identity()
OWN, _PUBLIC = make_identity()


def seal(content, lock):
    target = io.BytesIO()
    with sealed(target, lock, also_for=OWN) as stream:
        stream.write(content)
    return target.getvalue()


def unseal(content, keys):
    with opened(io.BytesIO(content), keys) as stream:
        return stream.read()


def test_whoever_holds_the_key_opens_it_and_age_itself_does():
    content = b"rows\n" * 100_000
    written = seal(content, Lock((RECIPIENT,)))
    assert unseal(written, Keys((SECRET,))) == content
    assert pyrage.decrypt(written, [pyrage.x25519.Identity.from_str(SECRET)]) == content
    assert b"rows" not in written


def test_nobody_else_does():
    written = seal(b"rows", Lock((RECIPIENT,)))
    with pytest.raises(LockedError, match="does not open"):
        unseal(written, Keys((make_identity()[0],)))
    with pytest.raises(LockedError, match="Name the file"):
        unseal(written, Keys())
    with pytest.raises(LockedError, match="cannot be read"):
        unseal(written, Keys(("nonsense",)))


def test_a_passphrase_opens_it_and_another_does_not():
    written = seal(b"rows" * 1000, Lock(passphrase="correct horse"))
    assert unseal(written, Keys(passphrase="correct horse")) == b"rows" * 1000
    with pytest.raises(LockedError, match="passphrase"):
        unseal(written, Keys(passphrase="wrong horse"))


def test_a_backup_that_nobody_could_open_is_not_begun():
    with pytest.raises(BackupError, match="BACKUP_RECIPIENTS"):
        seal(b"rows", Lock())
    with pytest.raises(BackupError, match="no age recipient"):
        seal(b"rows", Lock(("age1nonsense",)))


def test_a_full_disk_is_told_in_words():
    def fill():
        with (
            Path("/dev/full").open("wb", buffering=0) as target,
            sealed(target, Lock((RECIPIENT,)), also_for=OWN) as stream,
        ):
            for _block in range(100):
                stream.write(bytes(1 << 16))

    with pytest.raises(BackupError, match="No space left on device"):
        fill()


def test_what_was_cut_off_is_noticed_even_when_nobody_reads_to_the_end():
    written = seal(bytes(1_000_000), Lock((RECIPIENT,)))

    def glance():
        with opened(io.BytesIO(written[:700_000]), Keys((SECRET,))) as stream:
            stream.read(10)

    with pytest.raises(DamagedError):
        glance()


@settings(max_examples=15)
@given(
    parts=st.dictionaries(st.from_regex(r"[a-z]{1,8}\Z"), st.binary(max_size=3000), max_size=5),
)
def test_parts_come_back_as_they_were_written(parts):
    target = io.BytesIO()
    with writing(target) as writer:
        for name, content in parts.items():
            writer.add(name, content)
    target.seek(0)
    hashes = {}
    assert dict(reading(target, hashes)) == parts
    assert hashes == writer.hashes


def test_large_things_are_cut_into_parts_of_bounded_size():
    target = io.BytesIO()
    with writing(target) as writer:
        slicer = Slicer(writer, "rows")
        for _block in range(100):
            slicer.write(bytes(100_000))
        slicer.finish()
    target.seek(0)
    sizes = [len(content) for _name, content in reading(target, {})]
    assert sum(sizes) == 10_000_000
    assert max(sizes) <= LARGEST + 100_000
    assert len(sizes) == 3
