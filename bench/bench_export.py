"""Export of 400 originals of 2.5 MB, submit to URL and download, against ``cp`` of the same bytes."""

import argparse
import io
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from flytower.testing import serving
from flytower.testing.client import Client, items_of
from table import row

FILES = 400
SIZE = 2_500_000
ROUNDS = 4
NOWHERE = Path("/dev/null")


def make_originals(folder):
    """Write JPEG files that each carry different bytes: a small picture, then padding that decoders skip."""
    folder.mkdir(parents=True)
    target = io.BytesIO()
    Image.effect_noise((64, 64), 40).convert("RGB").save(target, "JPEG")
    head = target.getvalue()
    for number in range(FILES):
        (folder / f"original{number:03}.jpg").write_bytes(head + os.urandom(SIZE - len(head)))


def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    return timed(lambda: subprocess.run(["cp", "-r", source, target], check=True))  # noqa: S603, S607  cp itself is the peer


def upload(client, folder):
    options = {"overwrite": True, "readyForPublish": True, "createMask": False, "emailSetting": "None"}
    directory = {"serverDir": folder.name, "includeSubfolders": False, "processMetadataFiles": False, **options}
    client.call(
        "submitJob",
        companyHandle=client.company,
        jobName="in",
        uploadDirectoryJob={"destFolder": "DemoCompany/bench/", **directory},
    )
    client.wait(originalName="in", seconds=300)
    return list(client.handles(folder="DemoCompany/bench/").values())


def url_of(client, name):
    while True:
        answer = client.call(
            "getJobLogDetails",
            companyHandle=client.company,
            originalName=name,
            logTypeArray={"items": ["ZipFileExportJobSuccess"]},
        )
        rows = [row for log in items_of(answer) for row in items_of(log.detailArray)]
        if rows:
            return rows[0].assetName
        time.sleep(0.01)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dir", type=Path, default=None, help="where to put 3 GB of temporary files")
    with tempfile.TemporaryDirectory(dir=arguments.parse_args().dir) as place:
        base = Path(place)
        make_originals(base / "import" / "originals")
        options = {"demo": True, "data_dir": base / "data", "import_dir": base / "import"}
        with serving(**options) as server, Client(server.url) as client:
            measure(client, base, upload(client, base / "import" / "originals"))


def fetch(url, target):
    """Time a download to a new file. Truncating the old one would cost as much as writing it."""
    if target != NOWHERE:
        target.unlink(missing_ok=True)
    command = ["curl", "--silent", "--fail", "--output", str(target), url]
    return timed(lambda: subprocess.run(command, check=True))  # noqa: S603  our own URL


@contextmanager
def nginx(folder):
    """Serve a folder by nginx, where that is installed; give its URL, or None."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield None
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "nginx.conf").write_text(
        f"user root; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;"
        f"events {{}} http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
    )
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def compare_with_nginx(base, url):
    """The same bytes over HTTP: put together while they are sent, against a finished file."""
    with nginx(base) as peer:
        if peer is None:
            print("nginx is not installed: the download is not compared with it")
            return
        pairs = [(fetch(url, NOWHERE), fetch(f"{peer}/out.zip", NOWHERE)) for _ in range(ROUNDS + 1)][1:]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    title = f"export of {FILES} originals of 2.5 MB, download to /dev/null"
    row(title, f"{ours:.3f} s", f"nginx, prebuilt file {theirs:.3f} s", ours / theirs, "<= 1.0")


def measure(client, base, handles):
    """Take turns, after a round that does not count: whoever writes the first gigabyte pays for its pages."""
    assert len(handles) == FILES
    copies, urls, downloads = [], [], []
    for number in range(ROUNDS + 1):
        started = time.perf_counter()
        client.export(f"bench {number}", handles, fmt="orig")
        url = url_of(client, f"bench {number}")
        urls.append(time.perf_counter() - started)
        if number % 2:
            copies.append(copy(base / "import" / "originals", base / "copy"))
        downloads.append(fetch(url, base / "out.zip"))
        if not number % 2:
            copies.append(copy(base / "import" / "originals", base / "copy"))
    peer = statistics.median(copies[1:])
    rows = {"submit to URL": (urls, "0.5 s"), "download to a file": (downloads, "-")}
    for name, (seconds, goal) in rows.items():
        ours = statistics.median(seconds[1:])
        title = f"export of {FILES} originals of 2.5 MB, {name}"
        row(title, f"{ours:.3f} s", f"cp -r {peer:.3f} s", ours / peer, goal)
    compare_with_nginx(base, url)


if __name__ == "__main__":
    main()
