"""Checksums and deflate are those of zlib, whoever computes them."""

import os
import zlib

import pytest

from flytower.imaging import checksum

DATA = bytes(range(256)) * 9000


def test_crc32_goes_on_from_a_start():
    assert checksum.crc32(DATA) == zlib.crc32(DATA)
    assert checksum.crc32(DATA[10:], checksum.crc32(DATA[:10])) == zlib.crc32(DATA)


def test_crc32_of_a_file(tmp_path):
    path = tmp_path / "data"
    path.write_bytes(DATA)
    assert checksum.crc32_of_file(path) == zlib.crc32(DATA)


def test_a_file_is_summed_while_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(checksum, "crc32_of_file", None)  # it is not read again
    with checksum.SummedFile(tmp_path / "data") as file:
        for start in range(0, len(DATA), 100_000):
            file.write(DATA[start : start + 100_000])
        file.seek(file.tell())
    assert file.crc32() == zlib.crc32(DATA)


def backwards(file):
    file.write(b"....")
    file.seek(0)
    file.write(DATA)


def behind_its_back(file):
    file.write(DATA[:10])
    file.flush()
    os.write(file.fileno(), DATA[10:])


@pytest.mark.parametrize("write", [backwards, behind_its_back])
def test_a_file_that_is_not_written_in_order_is_read_again(tmp_path, write):
    with checksum.SummedFile(tmp_path / "data") as file:
        write(file)
    assert file.crc32() == zlib.crc32((tmp_path / "data").read_bytes()) == zlib.crc32(DATA)


def test_who_only_writes_gets_no_descriptor(tmp_path):
    with checksum.SummedFile(tmp_path / "data") as file:
        part = checksum.without_descriptor(file)
        part.write(DATA)
        assert part.tell() == len(DATA)
        with pytest.raises(OSError, match="fileno"):
            part.fileno()
    assert (tmp_path / "data").read_bytes() == DATA


@pytest.mark.parametrize("installed", [True, False])
def test_deflate_is_read_by_zlib(monkeypatch, installed):
    if not installed:
        monkeypatch.setattr(checksum, "isal_zlib", None)
    deflate = checksum.compressor()
    assert zlib.decompress(deflate.compress(DATA) + deflate.flush()) == DATA
