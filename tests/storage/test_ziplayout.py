"""The computed archive, as the standard library and Info-ZIP read it. Source of the limits: APPNOTE.TXT 4.4, 4.5.3."""

import json
import shutil
import subprocess
import zipfile
import zlib

import pytest

from flytower.storage.ziplayout import BlobSlice, ZipEntry, ZipLayout

GIB = 1 << 30
MAX32 = 0xFFFFFFFF
NO_CRC = zlib.crc32(b"")
SMALL = b"a small file behind large ones"

UNZIP = shutil.which("unzip")
needs_unzip = pytest.mark.skipif(UNZIP is None, reason="Info-ZIP's unzip is not installed here")


def entry(name, size=0, crc32=NO_CRC, digit="a"):
    return ZipEntry(name, size, crc32, digit * 64)


def small(name="small.txt"):
    return entry(name, len(SMALL), zlib.crc32(SMALL), "5")


def sparse(layout, path):
    """Write the archive with the contents of `small()` real and all others a hole."""
    with path.open("wb") as file:
        for segment in layout.segments():
            if isinstance(segment, bytes):
                file.write(segment)
            elif segment.blob == "5" * 64:
                file.write(SMALL)
            else:
                file.seek(segment.length, 1)
    return path


def unzip(*arguments):
    """Return what Info-ZIP prints, refusing any warning."""
    command = [UNZIP, *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - the system's unzip
    assert ran.stderr == b""
    return ran.stdout


@pytest.fixture
def opened(tmp_path):
    """Write a layout to a sparse file and open it with the standard library."""
    archives = []

    def open_layout(entries):
        layout = ZipLayout.of(entries)
        path = sparse(layout, tmp_path / "archive.zip")
        assert path.stat().st_size == layout.size
        archives.append(zipfile.ZipFile(path))
        return archives[-1]

    yield open_layout
    for archive in archives:
        archive.close()


class TestPlain:
    def test_an_empty_archive_is_its_end_record(self, opened):
        assert opened([]).namelist() == []
        assert ZipLayout.of([]).size == 22

    def test_entries_keep_their_order_and_contents(self, opened):
        archive = opened([small("b.txt"), entry("empty"), small("a.txt")])

        assert archive.namelist() == ["b.txt", "empty", "a.txt"]
        assert archive.read("a.txt") == SMALL
        assert archive.testzip() is None

    def test_an_entry_is_stored_with_fixed_time_and_mode_and_no_data_descriptor(self, opened):
        (info,) = opened([small()]).infolist()

        assert info.compress_type == zipfile.ZIP_STORED
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.external_attr >> 16 == 0o100644
        assert info.create_system == 3
        assert info.flag_bits == 0
        assert info.extra == b""

    def test_a_name_beyond_ascii_is_flagged_as_utf_8(self, opened):
        (info,) = opened([small("塔 é.txt")]).infolist()

        assert info.filename == "塔 é.txt"
        assert info.flag_bits == 0x800

    def test_the_local_header_says_the_same_as_the_directory(self):
        header = next(ZipLayout.of([small()]).segments())

        assert header[:4] == b"PK\x03\x04"
        assert int.from_bytes(header[14:18], "little") == zlib.crc32(SMALL)
        assert int.from_bytes(header[18:22], "little") == int.from_bytes(header[22:26], "little") == len(SMALL)

    @needs_unzip
    def test_info_zip_reads_it(self, tmp_path):
        path = sparse(ZipLayout.of([small(), small("塔.txt"), entry("empty")]), tmp_path / "archive.zip")

        assert b"No errors detected" in unzip("-t", path)


class TestZip64:
    @pytest.mark.parametrize("size", [MAX32 - 1, MAX32, 5 * GIB])
    def test_an_entry_s_size_goes_into_an_extra_field_from_4_gib_on(self, opened, size):
        archive = opened([entry("large", size), small()])
        large, behind = archive.infolist()

        assert large.file_size == large.compress_size == size
        assert (large.extract_version, bool(large.extra)) == ((45, True) if size >= MAX32 else (20, False))
        assert behind.header_offset == size + 30 + len("large") + (20 if size >= MAX32 else 0)
        assert archive.read(behind) == SMALL

    def test_an_offset_goes_into_an_extra_field_from_4_gib_on(self, opened):
        archive = opened([entry("one", 3 * GIB), entry("two", 3 * GIB, digit="b"), small()])
        _, two, behind = archive.infolist()

        assert two.extra == b""
        assert behind.header_offset > 6 * GIB
        assert len(behind.extra) == 4 + 8
        assert archive.read(behind) == SMALL

    def test_the_local_header_of_a_large_entry_has_both_sizes_in_its_extra_field(self):
        header = next(ZipLayout.of([entry("x", 5 * GIB)]).segments())

        assert header[18:26] == b"\xff" * 8
        assert header[31:] == b"\x01\x00\x10\x00" + (5 * GIB).to_bytes(8, "little") * 2

    @pytest.mark.parametrize(("count", "zip64"), [(65_534, False), (65_535, True), (65_536, True)])
    def test_so_many_entries_need_the_zip64_end(self, opened, count, zip64):
        archive = opened(entry(str(number)) for number in range(count))

        assert len(archive.namelist()) == count
        archive.fp.seek(-42 if zip64 else -22, 2)
        assert archive.fp.read(4) == (b"PK\x06\x07" if zip64 else b"PK\x05\x06")

    @needs_unzip
    def test_info_zip_reads_large_entries(self, tmp_path):
        path = sparse(ZipLayout.of([entry("large", 5 * GIB), small()]), tmp_path / "archive.zip")

        assert unzip("-Z1", path).decode().splitlines() == ["large", "small.txt"]
        assert unzip("-p", path, "small.txt") == SMALL

    @needs_unzip
    def test_info_zip_reads_many_entries(self, tmp_path):
        path = sparse(ZipLayout.of(entry(str(number)) for number in range(65_535)), tmp_path / "archive.zip")

        assert len(unzip("-Z1", path).splitlines()) == 65_535


class TestRefusing:
    @pytest.mark.parametrize(
        "name", ["", "/a", "a/", "../a", "a/../b", "a/./b", ".", "..", "a\\b", "a\0b", "x" * 65_536, "a//b"]
    )
    def test_a_name_that_leads_elsewhere(self, name):
        with pytest.raises(ValueError, match="name"):
            ZipLayout.of([entry(name)])

    def test_a_name_used_twice(self):
        with pytest.raises(ValueError, match="two ZIP entries are named 'a'"):
            ZipLayout.of([entry("a"), entry("a")])

    @pytest.mark.parametrize(("size", "crc32"), [(-1, 0), (0, -1), (0, 1 << 32)])
    def test_numbers_that_can_not_be(self, size, crc32):
        with pytest.raises(ValueError, match="out of range"):
            ZipLayout.of([entry("a", size, crc32)])

    def test_a_blob_that_is_no_hash(self):
        with pytest.raises(ValueError, match="not a blob hash"):
            ZipLayout.of([ZipEntry("a", 0, 0, "../../etc/passwd")])


class TestManifest:
    ENTRIES = (small("塔.txt"), entry("large", 5 * GIB))

    def test_it_survives_json_and_gives_the_same_archive(self):
        layout = ZipLayout.of(self.ENTRIES)

        again = ZipLayout.from_manifest(json.loads(json.dumps(layout.manifest)))

        assert again.entries == self.ENTRIES
        assert (again.size, again.etag) == (layout.size, layout.etag)
        assert list(again.segments()) == list(layout.segments())

    def test_the_tag_is_strong_and_quoted(self):
        tag = ZipLayout.of(self.ENTRIES).etag

        assert tag[0] == tag[-1] == '"'
        assert tag[1:-1].isalnum()

    @pytest.mark.parametrize(
        "other",
        [(entry("b", 7, 1),), (entry("a", 8, 1),), (entry("a", 7, 2),), (entry("a", 7, 1, "b"),), ()],
        ids=["name", "size", "crc", "blob", "none"],
    )
    def test_another_archive_has_another_tag(self, other):
        assert ZipLayout.of(other).etag != ZipLayout.of([entry("a", 7, 1)]).etag


class TestSegments:
    LAYOUT = ZipLayout.of([entry("one", 5 * GIB), small()])  # one's header has 53 bytes

    def test_a_part_inside_a_file_is_one_slice(self):
        assert list(self.LAYOUT.segments(153, 253)) == [BlobSlice("a" * 64, 100, 100)]

    def test_a_part_over_a_border_is_cut_at_both_ends(self):
        head, content = self.LAYOUT.segments(51, 63)

        assert head == next(self.LAYOUT.segments())[51:]
        assert content == BlobSlice("a" * 64, 0, 10)

    def test_nothing_is_nothing(self):
        assert list(self.LAYOUT.segments(60, 60)) == []
        assert list(self.LAYOUT.segments(self.LAYOUT.size)) == []

    @pytest.mark.parametrize(("start", "stop"), [(-1, 5), (5, 4), (0, LAYOUT.size + 1)])
    def test_what_is_not_inside_the_archive_is_refused(self, start, stop):
        with pytest.raises(ValueError, match="not inside an archive"):
            list(self.LAYOUT.segments(start, stop))

    def test_the_entries_of_a_part_are_those_with_bytes_in_it(self):
        assert [found.name for found in self.LAYOUT.between(53, 54)] == ["one"]
        assert self.LAYOUT.between(0, 53) == []
        assert [found.name for found in self.LAYOUT.between()] == ["one", "small.txt"]
