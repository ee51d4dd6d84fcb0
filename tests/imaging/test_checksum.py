"""Checksums and deflate are those of zlib, whoever computes them."""

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


@pytest.mark.parametrize("installed", [True, False])
def test_deflate_is_read_by_zlib(monkeypatch, installed):
    if not installed:
        monkeypatch.setattr(checksum, "isal_zlib", None)
    deflate = checksum.compressor()
    assert zlib.decompress(deflate.compress(DATA) + deflate.flush()) == DATA
