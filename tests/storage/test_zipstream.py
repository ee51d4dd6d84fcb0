"""An archive's bytes, streamed and written."""

import io
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flytower.storage import copying
from flytower.storage.blobs import CHUNK, BlobDamaged, BlobMissing
from flytower.storage.ziplayout import ZipEntry, ZipLayout
from flytower.storage.zipstream import stream, write_zip

CONTENTS = {
    "tiny.txt": b"x",
    "empty": b"",
    "photo 塔.jpg": os.urandom(2 * CHUNK + 5),
    "second.txt": b"y" * 1000,
    "exactly.bin": os.urandom(CHUNK),
}


@pytest.fixture
def layout(blobs):
    stored = {name: blobs.put([content]) for name, content in CONTENTS.items()}
    return ZipLayout.of(ZipEntry(name, blob.size, blob.crc32, blob.hash) for name, blob in stored.items())


def hash_of(layout, name):
    return next(entry.blob for entry in layout.entries if entry.name == name)


def cut(blobs, blob_hash, size):
    path = blobs.path(blob_hash)
    path.chmod(0o600)
    os.truncate(path, size)


class TestStreaming:
    def test_the_stream_is_an_archive_of_the_contents(self, layout, blobs):
        body = b"".join(stream(layout, blobs))

        assert len(body) == layout.size
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == CONTENTS

    def test_small_files_and_headers_come_together(self, blobs):
        tiny = blobs.put([b"tiny"])
        layout = ZipLayout.of(ZipEntry(f"{number}.txt", 4, tiny.crc32, tiny.hash) for number in range(100))

        assert len(list(stream(layout, blobs))) == 1

    def test_large_contents_come_in_chunks(self, layout, blobs):
        assert max(map(len, stream(layout, blobs))) == CHUNK

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
    @given(data=st.data())
    def test_a_part_is_that_part_of_the_whole(self, layout, blobs, data):
        whole = b"".join(stream(layout, blobs))
        start = data.draw(st.integers(0, layout.size))
        stop = data.draw(st.integers(start, layout.size))

        assert b"".join(stream(layout, blobs, start, stop)) == whole[start:stop]

    def test_a_part_without_end_goes_to_the_end(self, layout, blobs):
        assert b"".join(stream(layout, blobs, layout.size - 22))[:4] == b"PK\x05\x06"


class TestLostBlobs:
    def test_a_missing_blob_is_found_before_the_first_byte(self, layout, blobs):
        blobs.delete(hash_of(layout, "second.txt"))

        with pytest.raises(BlobMissing):
            stream(layout, blobs)

    def test_a_blob_of_another_size_is_found_before_the_first_byte(self, layout, blobs):
        cut(blobs, hash_of(layout, "second.txt"), 999)

        with pytest.raises(BlobDamaged, match="should have 1000 bytes and has 999"):
            stream(layout, blobs)

    def test_a_part_without_the_missing_blob_is_streamed(self, layout, blobs):
        blobs.delete(hash_of(layout, "second.txt"))

        assert len(b"".join(stream(layout, blobs, 0, 1000))) == 1000

    def test_a_blob_lost_on_the_way_ends_the_stream_with_an_error(self, layout, blobs):
        pieces = stream(layout, blobs)
        next(pieces)
        blobs.delete(hash_of(layout, "exactly.bin"))

        with pytest.raises(BlobMissing):
            list(pieces)

    def test_a_blob_cut_before_its_turn_ends_the_stream_with_an_error(self, layout, blobs):
        pieces = stream(layout, blobs)
        next(pieces)
        cut(blobs, hash_of(layout, "exactly.bin"), CHUNK - 1)

        with pytest.raises(BlobDamaged, match=f"should have {CHUNK} bytes and has {CHUNK - 1}"):
            list(pieces)

    def test_a_blob_cut_on_the_way_ends_the_stream_with_an_error(self, layout, blobs):
        pieces = stream(layout, blobs)
        next(pieces)
        cut(blobs, hash_of(layout, "photo 塔.jpg"), CHUNK)

        with pytest.raises(BlobDamaged):
            list(pieces)


class TestWriting:
    def test_the_file_has_the_bytes_of_the_stream(self, layout, blobs, tmp_path):
        write_zip(layout, blobs, tmp_path / "export.zip")

        assert (tmp_path / "export.zip").read_bytes() == b"".join(stream(layout, blobs))

    def test_it_has_them_whichever_way_bytes_are_copied(self, layout, blobs, tmp_path, monkeypatch):
        monkeypatch.setattr(copying, "STEPS", copying.STEPS[-1:])

        write_zip(layout, blobs, tmp_path / "export.zip")

        assert (tmp_path / "export.zip").read_bytes() == b"".join(stream(layout, blobs))

    def test_an_older_file_is_replaced(self, layout, blobs, tmp_path):
        (tmp_path / "export.zip").write_bytes(b"old")

        write_zip(layout, blobs, tmp_path / "export.zip")

        assert zipfile.is_zipfile(tmp_path / "export.zip")

    @pytest.mark.parametrize("harm", ["missing", "cut"])
    def test_a_lost_blob_leaves_no_file(self, layout, blobs, tmp_path, harm):
        lost = hash_of(layout, "second.txt")
        if harm == "missing":
            blobs.delete(lost)
        else:
            cut(blobs, lost, 999)
        place = tmp_path / "out"
        place.mkdir()

        with pytest.raises((BlobMissing, BlobDamaged)):
            write_zip(layout, blobs, place / "export.zip")
        assert list(place.iterdir()) == []
