"""What every blob store promises, run on each of them."""

import io
import os
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from blake3 import blake3

from flytower.storage.blobs import CHUNK, Blob, BlobDamaged, BlobMissing, TooLarge

LARGE = os.urandom(3 * CHUNK + 17)
ABSENT = "0" * 64
NOT_A_HASH = [
    "",
    "ab",
    "A" * 64,
    "g" * 64,
    "../" + "a" * 61,
    "a" * 63 + "/",
    "a" * 64 + "\n",
    "a" * 63 + "\0",
    "\N{ARABIC-INDIC DIGIT ZERO}" * 64,
]


def in_scratch(blobs, content, name="render-1"):
    path = blobs.scratch() / name
    path.write_bytes(content)
    return path


class TestPutting:
    @pytest.mark.parametrize("content", [b"", b"x", LARGE], ids=["empty", "one byte", "several chunks"])
    def test_a_stream_is_stored_under_its_blake3_with_size_and_crc(self, blobs, content):
        blob = blobs.put(io.BytesIO(content))

        assert blob == Blob(blake3(content).hexdigest(), len(content), zlib.crc32(content))
        with blobs.open(blob.hash) as file:
            assert file.read() == content

    def test_an_iterable_of_bytes_is_a_stream_too(self, blobs):
        blob = blobs.put(iter([b"one ", b"", b"two"]))

        assert blob.hash == blake3(b"one two").hexdigest()
        assert b"".join(blobs.read_range(blob.hash, 0, blob.size)) == b"one two"

    def test_the_same_content_twice_is_one_blob(self, blobs):
        first = blobs.put([LARGE])
        place = blobs.path(first.hash).stat().st_ino

        assert blobs.put([LARGE]) == first
        assert blobs.path(first.hash).stat().st_ino == place

    def test_content_of_exactly_the_limit_is_stored(self, blobs):
        assert blobs.put([b"12345"], limit=5).size == 5

    def test_content_past_the_limit_is_refused_and_nothing_kept(self, blobs):
        with pytest.raises(TooLarge, match="limit of 5 bytes"):
            blobs.put([b"12345", b"6"], limit=5)

        assert not blobs.exists(blake3(b"123456").hexdigest())
        assert list(blobs.scratch().iterdir()) == []

    def test_a_stream_is_read_no_further_than_the_limit(self, blobs):
        def endless():
            while True:
                yield bytes(1000)

        with pytest.raises(TooLarge):
            blobs.put(endless(), limit=10_000)

    def test_a_stream_that_breaks_leaves_nothing(self, blobs):
        def broken():
            yield b"the beginning"
            raise ConnectionResetError("gone")

        with pytest.raises(ConnectionResetError):
            blobs.put(broken())

        assert not blobs.exists(blake3(b"the beginning").hexdigest())
        assert list(blobs.scratch().iterdir()) == []


class TestAdopting:
    def test_a_finished_file_becomes_a_blob_and_its_path_goes(self, blobs):
        path = in_scratch(blobs, LARGE)

        blob = blobs.adopt(path)

        assert blob == Blob(blake3(LARGE).hexdigest(), len(LARGE), zlib.crc32(LARGE))
        assert b"".join(blobs.read_range(blob.hash, 0, blob.size)) == LARGE
        assert not path.exists()

    def test_a_file_whose_content_is_stored_already_goes_too(self, blobs):
        known = blobs.put([b"known"])
        path = in_scratch(blobs, b"known")

        assert blobs.adopt(path) == known
        assert not path.exists()

    def test_a_symbolic_link_is_refused(self, blobs, tmp_path):
        secret = tmp_path / "secret"
        secret.write_bytes(b"secret")
        link = blobs.scratch() / "link"
        link.symlink_to(secret)

        with pytest.raises(ValueError, match="not a regular file"):
            blobs.adopt(link)
        assert secret.read_bytes() == b"secret"


class TestReceiving:
    def test_received_content_is_no_blob_until_it_is_kept(self, blobs):
        received = blobs.receive([LARGE])

        assert not blobs.exists(received.blob.hash)
        assert blobs.keep(received) == Blob(blake3(LARGE).hexdigest(), len(LARGE), zlib.crc32(LARGE))
        assert b"".join(blobs.read_range(received.blob.hash, 0, len(LARGE))) == LARGE
        assert list(blobs.scratch().iterdir()) == []

    def test_received_content_that_is_stored_already_is_kept_once(self, blobs):
        known = blobs.put([b"known"])

        assert blobs.keep(blobs.receive([b"known"])) == known
        assert list(blobs.scratch().iterdir()) == []

    def test_discarded_content_leaves_nothing(self, blobs):
        received = blobs.receive([b"unwanted"])

        blobs.discard(received)

        assert not blobs.exists(received.blob.hash)
        assert list(blobs.scratch().iterdir()) == []

    def test_discarding_what_was_kept_does_not_remove_the_blob(self, blobs):
        received = blobs.receive([b"wanted"])
        blobs.keep(received)

        blobs.discard(received)

        assert blobs.exists(received.blob.hash)

    def test_content_past_the_limit_is_refused_and_nothing_left(self, blobs):
        with pytest.raises(TooLarge):
            blobs.receive([b"12345", b"6"], limit=5)

        assert list(blobs.scratch().iterdir()) == []


class TestReading:
    @pytest.mark.parametrize(
        ("offset", "length"), [(0, len(LARGE)), (0, 0), (5, 10), (CHUNK - 1, 2), (len(LARGE), 0), (1, len(LARGE) - 1)]
    )
    def test_a_range_is_that_part_of_the_content(self, blobs, offset, length):
        blob = blobs.put([LARGE])

        pieces = list(blobs.read_range(blob.hash, offset, length))

        assert b"".join(pieces) == LARGE[offset : offset + length]
        assert all(0 < len(piece) <= CHUNK for piece in pieces)

    @pytest.mark.parametrize(("offset", "length"), [(0, 6), (6, 0), (5, 1), (-1, 1), (0, -1)])
    def test_a_range_outside_the_content_is_refused_at_the_call(self, blobs, offset, length):
        blob = blobs.put([b"12345"])

        with pytest.raises(ValueError, match="not inside"):
            blobs.read_range(blob.hash, offset, length)

    def test_a_range_of_a_blob_cut_short_meanwhile_ends_in_an_error(self, blobs):
        blob = blobs.put([LARGE])
        pieces = blobs.read_range(blob.hash, 0, blob.size)
        next(pieces)
        path = blobs.path(blob.hash)
        path.chmod(0o600)
        os.truncate(path, CHUNK)

        with pytest.raises(BlobDamaged, match=f"should have {blob.size} bytes and has {CHUNK}"):
            list(pieces)

    def test_the_path_holds_the_content(self, blobs):
        blob = blobs.put([b"for a codec"])

        assert blobs.path(blob.hash).read_bytes() == b"for a codec"

    def test_the_size_is_the_number_of_bytes(self, blobs):
        assert blobs.size(blobs.put([LARGE]).hash) == len(LARGE)


class TestAbsent:
    @pytest.mark.parametrize(
        "ask",
        [
            lambda blobs, _: blobs.open(ABSENT),
            lambda blobs, _: blobs.path(ABSENT),
            lambda blobs, _: blobs.size(ABSENT),
            lambda blobs, _: blobs.read_range(ABSENT, 0, 1),
            lambda blobs, place: blobs.copy_to(ABSENT, place / "copy"),
        ],
        ids=["open", "path", "size", "read_range", "copy_to"],
    )
    def test_a_blob_that_is_not_there_is_missing(self, blobs, tmp_path, ask):
        with pytest.raises(BlobMissing, match=ABSENT):
            ask(blobs, tmp_path)

    def test_it_does_not_exist(self, blobs):
        assert not blobs.exists(ABSENT)

    def test_deleting_it_does_nothing(self, blobs):
        assert blobs.delete(ABSENT) is False

    def test_a_deleted_blob_is_missing(self, blobs):
        blob = blobs.put([b"gone"])

        assert blobs.delete(blob.hash) is True
        assert not blobs.exists(blob.hash)
        with pytest.raises(BlobMissing):
            blobs.open(blob.hash)

    @pytest.mark.parametrize("bad", NOT_A_HASH)
    @pytest.mark.parametrize("method", ["open", "path", "size", "exists", "delete"])
    def test_what_is_no_hash_is_refused(self, blobs, method, bad):
        with pytest.raises(ValueError, match="not a blob hash"):
            getattr(blobs, method)(bad)


class TestCopying:
    def test_a_copy_has_the_content(self, blobs, tmp_path):
        blob = blobs.put([LARGE])

        blobs.copy_to(blob.hash, tmp_path / "photo.jpg")

        assert (tmp_path / "photo.jpg").read_bytes() == LARGE

    def test_a_copy_outlives_the_blob(self, blobs, tmp_path):
        blob = blobs.put([b"kept"])
        blobs.copy_to(blob.hash, tmp_path / "copy")

        blobs.delete(blob.hash)

        assert (tmp_path / "copy").read_bytes() == b"kept"

    def test_an_existing_file_is_not_overwritten(self, blobs, tmp_path):
        blob = blobs.put([b"new"])
        (tmp_path / "old").write_bytes(b"old")

        with pytest.raises(FileExistsError):
            blobs.copy_to(blob.hash, tmp_path / "old")
        assert (tmp_path / "old").read_bytes() == b"old"


class TestSweeping:
    NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def aged(self, path, hours):
        stamp = (self.NOW - timedelta(hours=hours)).timestamp()
        os.utime(path, (stamp, stamp))

    def test_old_files_go_and_young_ones_stay(self, blobs):
        old, young = in_scratch(blobs, b"old", "old"), in_scratch(blobs, b"young", "young")
        self.aged(old, hours=2)
        self.aged(young, hours=0.5)

        assert blobs.sweep_scratch(3600, self.NOW) == 1
        assert [path.name for path in blobs.scratch().iterdir()] == ["young"]

    def test_files_in_directories_go_too(self, blobs):
        directory = blobs.scratch() / "render"
        directory.mkdir()
        (directory / "page").write_bytes(b"old")
        self.aged(directory / "page", hours=2)

        assert blobs.sweep_scratch(3600, self.NOW) == 1
        assert not (directory / "page").exists()

    def test_an_old_empty_directory_goes(self, blobs):
        directory = blobs.scratch() / "render"
        directory.mkdir()
        self.aged(directory, hours=2)

        blobs.sweep_scratch(3600, self.NOW)

        assert not directory.exists()

    def test_blobs_stay_whatever_their_age(self, blobs):
        blob = blobs.put([b"an old original"])
        self.aged(blobs.path(blob.hash), hours=10_000)

        assert blobs.sweep_scratch(0, self.NOW) == 0
        assert blobs.exists(blob.hash)
