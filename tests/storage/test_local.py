"""What only the local back end promises: where its files lie and what a killed process leaves."""

import errno
import os
import signal
import stat
import subprocess
import sys

import pytest

from flytower.storage import copying
from flytower.storage.local import LocalBlobs

PUT_AND_DIE = """
import os, signal, sys
from pathlib import Path
from flytower.storage.local import LocalBlobs

def stream():
    yield b"half of it"
    os.kill(os.getpid(), signal.SIGKILL)

LocalBlobs(Path(sys.argv[1])).put(stream())
"""


def files_of(root):
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_a_blob_lies_two_directories_deep_by_its_hash(tmp_path):
    blob = LocalBlobs(tmp_path).put([b"content"])

    assert files_of(tmp_path) == [tmp_path / blob.hash[:2] / blob.hash[2:4] / blob.hash]


def test_a_blob_is_read_only(local):
    blob = local.put([b"content"])

    assert stat.S_IMODE(local.path(blob.hash).stat().st_mode) == 0o440


def test_two_stores_over_one_directory_see_the_same_blobs(tmp_path):
    blob = LocalBlobs(tmp_path).put([b"content"])

    assert LocalBlobs(tmp_path).size(blob.hash) == 7


def test_a_copy_on_the_same_file_system_is_a_hard_link(local, tmp_path):
    blob = local.put([b"content"])

    local.copy_to(blob.hash, tmp_path / "copy")

    assert (tmp_path / "copy").samefile(local.path(blob.hash))


def test_a_copy_where_links_are_impossible_is_a_file_of_its_own(local, tmp_path, monkeypatch):
    def no_links(*_args, **_kwargs):
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", no_links)
    blob = local.put([b"content"])

    local.copy_to(blob.hash, tmp_path / "copy")

    assert (tmp_path / "copy").read_bytes() == b"content"
    assert not (tmp_path / "copy").samefile(local.path(blob.hash))


def test_a_process_killed_while_storing_leaves_a_scratch_file_and_no_blob(tmp_path):
    killed = subprocess.run([sys.executable, "-c", PUT_AND_DIE, str(tmp_path)], check=False)  # noqa: S603 - our own text

    assert killed.returncode == -signal.SIGKILL
    (left,) = files_of(tmp_path)
    assert left.parent == LocalBlobs(tmp_path).scratch()
    assert left.read_bytes() == b"half of it"


def test_a_blob_file_of_the_wrong_size_is_replaced_when_the_content_comes_again(local):
    blob = local.put([b"content"])
    path = local.path(blob.hash)
    path.chmod(0o600)
    path.write_bytes(b"cont")

    local.put([b"content"])

    assert path.read_bytes() == b"content"


@pytest.mark.parametrize("able", copying.STEPS, ids=lambda step: step.__name__.strip("_"))
def test_bytes_are_copied_by_whichever_way_the_system_allows(able, tmp_path, monkeypatch):
    def unable(*_args):
        raise OSError(errno.ENOSYS, "not here")

    content = os.urandom(3_000_000)
    (tmp_path / "source").write_bytes(content)
    before = copying.STEPS[: copying.STEPS.index(able)]
    monkeypatch.setattr(copying, "STEPS", (*[unable for _ in before], able))

    with (tmp_path / "source").open("rb") as source, (tmp_path / "target").open("wb", buffering=0) as target:
        copied = copying.copy_range(source.fileno(), target.fileno(), 1000, 2_500_000)

    assert copied == 2_500_000
    assert (tmp_path / "target").read_bytes() == content[1000:2_501_000]


def test_copying_past_the_end_says_how_much_there_was(tmp_path):
    (tmp_path / "source").write_bytes(b"12345")

    with (tmp_path / "source").open("rb") as source, (tmp_path / "target").open("wb", buffering=0) as target:
        assert copying.copy_range(source.fileno(), target.fileno(), 3, 10) == 2


def test_a_full_disk_is_an_error_and_no_reason_to_try_another_way(tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(copying, "STEPS", (full, *copying.STEPS[1:]))

    with pytest.raises(OSError, match="no space left"):
        copying.copy_range(0, 1, 0, 10)
