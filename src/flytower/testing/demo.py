"""The demonstration: a server, an unmodified SOAP client, real photographs, two exports and a picture of the result."""

import argparse
import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from flytower.testing import ServerDidNotStart, serving
from flytower.testing.client import Client, JourneyError, zip_url
from flytower.testing.photographs import photographs

LARGE_NAME = "retina_large.jpg"
LARGE_SIDE = 4900
"""Side in pixels of the large sample: one of the photographs enlarged to 24 megapixels."""

FOLDER = "DemoCompany/demonstration/"
TILE = 240


class DemoError(Exception):
    """Something was off; the message says what."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One exported file, checked.

    Attributes:
        export: which export it came from.
        name: file name in the ZIP.
        kind: image format as decoded.
        size: width and height in pixels.
        data: its bytes.
    """

    export: str
    name: str
    kind: str
    size: tuple[int, int]
    data: bytes


def sample_files() -> dict[str, bytes]:
    """Return the photographs to upload, by file name; the last is large. Raises DemoError where there are too few."""
    files = {name: path.read_bytes() for name, path in photographs().items()}
    if len(files) < 6:  # noqa: PLR2004  what a demonstration promises
        raise DemoError("the photographs are missing: install flytower[demo]")
    with Image.open(io.BytesIO(files["retina.jpg"])) as photograph:
        large = photograph.resize((LARGE_SIDE, LARGE_SIDE), Image.Resampling.BICUBIC)
    target = io.BytesIO()
    large.save(target, "JPEG", quality=90)
    return {**files, LARGE_NAME: target.getvalue()}


def progress(title: str, total: int) -> Callable[[Any], None]:
    """Return a function that draws a job's progress from its log; on what is no terminal, only the end of it."""

    def show(log: Any) -> None:
        if log.endDate is None and not sys.stdout.isatty():
            return
        rows = log.fileSuccessCount + log.fileErrorCount + log.fileUpdateCount
        filled = min(30, round(30 * rows / total))
        ending = "\n" if log.endDate is not None else ""
        start = "\r" if sys.stdout.isatty() else ""
        sys.stdout.write(
            f"{start}  {title:<22}[{'#' * filled}{'.' * (30 - filled)}] {min(rows, total)}/{total}{ending}"
        )
        sys.stdout.flush()

    return show


def expected_name(source: str, fmt: str) -> str:
    """Return the name an asset has in the ZIP: its own for originals, ``.tiff`` when the macro renders TIFF."""
    return source if fmt == "orig" else f"{source.rpartition('.')[0]}.tiff"


def checked(export: str, archive: bytes, sources: dict[str, bytes], fmt: str) -> list[Exported]:
    """Return the files of one ZIP. Raises DemoError for a wrong name, format, size or byte."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = opened.namelist()
        wanted = {expected_name(source, fmt): source for source in sources}
        if sorted(names) != sorted(wanted) or opened.testzip() is not None:
            raise DemoError(f"the ZIP holds {sorted(names)}, expected {sorted(wanted)}")
        contents = {name: opened.read(name) for name in names}
    return [_checked_file(export, name, contents[name], sources[wanted[name]], fmt) for name in names]


def _checked_file(export: str, name: str, data: bytes, original: bytes, fmt: str) -> Exported:
    if fmt == "orig" and data != original:
        raise DemoError(f"{name} is not the original, byte for byte")
    with Image.open(io.BytesIO(data)) as image, Image.open(io.BytesIO(original)) as source:
        kind, size = str(image.format), image.size
        if fmt == "convert" and kind != "TIFF":
            raise DemoError(f"{name} is {kind}: the macro's format must win")
        if size != source.size:
            raise DemoError(f"{name} measures {size}, its source {source.size}")
    return Exported(export, name, kind, size, data)


def contact_sheet(files: Sequence[Exported]) -> Image.Image:
    """Return one picture that shows every exported file with its name, format and size."""
    columns = 4
    rows = -(-len(files) // columns)
    sheet = Image.new("RGB", (columns * (TILE + 16) + 16, rows * (TILE + 52) + 16), "white")
    draw = ImageDraw.Draw(sheet)
    for number, file in enumerate(files):
        left, top = 16 + number % columns * (TILE + 16), 16 + number // columns * (TILE + 52)
        with Image.open(io.BytesIO(file.data)) as image:
            image.draft("RGB", (TILE * 2, TILE * 2))
            tile = ImageOps.contain(image.convert("RGB"), (TILE, TILE))
        sheet.paste(tile, (left + (TILE - tile.width) // 2, top + (TILE - tile.height) // 2))
        text = f"{file.name}\n{file.export}: {file.kind} {file.size[0]} x {file.size[1]}"
        draw.multiline_text((left, top + TILE + 4), text, fill="black")
    return sheet


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The steps, each through the network only."""

    client: Client
    out: Path

    def run(self, files: dict[str, bytes]) -> list[Exported]:
        """Upload, save the image format, export twice, and check both ZIPs."""
        self.client.upload(files, folder=FOLDER, name="demo upload")
        self.client.wait(originalName="demo upload", on_progress=progress("upload", len(files)))
        found = self.client.handles(folder=FOLDER)
        if sorted(found) != sorted(files):
            raise DemoError(f"searchAssets found {sorted(found)}, uploaded {sorted(files)}")
        saved = {"companyHandle": self.client.company, "name": "test", "urlModifier": "fmt=tif"}
        self.client.call("saveImageFormat", **saved)
        handles = list(found.values())
        converted = {"fmt": "convert", "is_modifier": "&fmt=png", "macro": "$test$"}
        return [
            *self._export("convert", handles, files, converted),
            *self._export("orig", handles, files, {"fmt": "orig"}),
        ]

    def _export(
        self, title: str, handles: list[str], files: dict[str, bytes], options: dict[str, str]
    ) -> Iterator[Exported]:
        started = time.monotonic()
        name = f"demo export {title}"
        self.client.export(name, handles, **options)
        log = self.client.wait(originalName=name, on_progress=progress(f"export {title}", len(handles) + 1))
        archive = self.client.download(zip_url(log))
        (self.out / f"export-{title}.zip").write_bytes(archive)
        yield from checked(title, archive, files, options["fmt"])
        took = time.monotonic() - started
        sys.stdout.write(f"  {title}: {len(handles)} assets, {len(archive):,} bytes, {took:.2f} s, checked\n")


def demonstrate(out: Path) -> None:
    """Run the whole demonstration and leave both ZIPs and the contact sheet in ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    files = sample_files()
    shipped = len(files) - 1
    sys.stdout.write(f"{shipped} photographs as shipped, and {LARGE_NAME}: retina.jpg enlarged to 24 megapixels\n")
    with tempfile.TemporaryDirectory(prefix="flytower-demo-") as data:
        started = time.monotonic()
        with serving(demo=True, data_dir=Path(data), log_level="WARNING") as server:
            sys.stdout.write(f"Flytower answers at {server.url} ({time.monotonic() - started:.1f} s to start)\n")
            with Client(server.url) as client:
                exported = Demonstration(client, out).run(files)
    sheet = contact_sheet(exported)
    sheet.save(out / "contact-sheet.png")
    print_table(exported)
    sys.stdout.write(f"Left in {out}: export-convert.zip, export-orig.zip, contact-sheet.png\n")


def print_table(exported: Sequence[Exported]) -> None:
    """Print one line for each exported file."""
    sys.stdout.write(f"\n{'export':<9}{'file':<28}{'format':<8}{'pixels':<14}{'bytes':>12}\n")
    for file in exported:
        pixels = f"{file.size[0]} x {file.size[1]}"
        sys.stdout.write(f"{file.export:<9}{file.name:<28}{file.kind:<8}{pixels:<14}{len(file.data):>12,}\n")
    sys.stdout.write("\n")


def main() -> int:
    """Run from the command line; 0 only where everything was as it should be."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=Path("demo-out"), help="directory for the results")
    try:
        demonstrate(arguments.parse_args().out)
    except (DemoError, JourneyError, ServerDidNotStart) as error:
        sys.stderr.write(f"\nThe demonstration failed: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
