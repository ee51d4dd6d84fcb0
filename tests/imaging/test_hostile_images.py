"""Damaged and malicious pictures of every kind: none may cost more than it should, or leave anything behind.

The same files every time; `make fuzz-images` sends as many others as wanted. What has to hold of each is in
`tests/support/hostile_images/campaign.py`; what was found that way has a test here that names it.
"""

import subprocess
import sys
import tracemalloc
from dataclasses import replace

import pytest

from flytower.imaging import DEFAULT_LIMITS, LimitError, RenderError, parse_request, sniff
from flytower.imaging.accelerators import heif, pdfium, resvg
from flytower.imaging.probe import probe
from flytower.imaging.profiles.icc_file import described
from flytower.imaging.render import render
from flytower.imaging.source import guarded
from hostile_images.bombs import FAMILIES, bombs
from hostile_images.campaign import CRASH, LIMITS, TIMEOUT, Campaign
from hostile_images.corpus import Hostile, hostile
from hostile_images.drawn_bombs import profiles
from hostile_images.sane import sane_files
from hostile_images.sending import send
from hostile_images.structure import parts
from hostile_images.written import chunk, png, svg

SEED = "derandomised"
FILES = 800
BITS = "pictures with N bits per component are not supported"


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "source"
        path.write_bytes(content)
        return path

    return write


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    with Campaign(tmp_path_factory.mktemp("hostile"), workers=1) as made:
        yield made


def test_there_are_sane_files_of_every_kind_that_is_read():
    kinds = {sniff(content).kind for name, content in sane_files().items() if not name.startswith("refused/")}
    assert kinds >= {"jpeg", "png", "gif", "tiff", "bmp", "psd", "webp", "avif", "jpeg2000"}


def test_a_number_always_means_the_same_file():
    assert [hostile(SEED, number) for number in range(50)] == [hostile(SEED, number) for number in range(50)]
    assert hostile(SEED, 1) != hostile("another", 1)


def test_sane_files_are_rendered(campaign):
    outcomes = {
        name: campaign.check(Hostile(name, content, "wid=16")).outcome for name, content in sane_files().items()
    }
    refused = {name for name, outcome in outcomes.items() if outcome != "rendered"}
    wide = {name for name in refused if outcomes[name].endswith(BITS)}
    assert wide == {"tiff/mode-I", "tiff/big-I", "tiff/mode-F", "tiff/big-F"}
    assert refused - wide == {name for name in outcomes if name.startswith("refused/")}


def test_damaged_files(tmp_path):
    figures = send(tmp_path, SEED, FILES, 0, workers=2)
    assert figures.wrong == []
    assert (figures.files, figures.left, figures.children) == (FILES, [], 0)
    assert figures.outcomes["rendered"] > FILES // 10
    assert len(figures.outcomes) > 30


@pytest.mark.parametrize("family", FAMILIES)
def test_the_headers_of_bombs_cost_little(campaign, family):
    for name, content in bombs().items():
        if name.startswith(f"{family}/"):
            campaign.header(Hostile(name, content, "wid=16"))


OUT_OF_MEMORY = {"pdf": f"{CRASH}: the render process died on this picture (SIGABRT)"}
"""PDFium ends its process where it gets no more memory, which costs one picture, as any crash does."""


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_bombs_end_as_a_picture_or_an_error(campaign, family):
    for name, content in bombs().items():
        if name.startswith(f"{family}/"):
            outcome = campaign.check(Hostile(name, content, "wid=16")).outcome
            assert not outcome.startswith(CRASH) or outcome == OUT_OF_MEMORY.get(family)


@pytest.mark.skipif(resvg() is None, reason="resvg-py is not installed (the extra 'vector')")
def test_what_takes_too_long_costs_one_picture(tmp_path):
    with Campaign(tmp_path, workers=1, limits=replace(LIMITS, seconds=0.5)) as hasty:
        assert hasty.check(Hostile("", bombs()["svg/convolution"], "wid=16")).outcome == TIMEOUT
        assert hasty.check(Hostile("", sane_files()["svg/shapes"], "wid=16")).outcome == "rendered"


def test_a_gif_that_says_its_first_frame_is_huge_and_to_be_cleared_away(file, tmp_path):
    """43 bytes that Pillow answers with 4 GB as soon as it opens them."""
    source = file(bombs()["gif/frame-2"])
    assert (probe(source).width, probe(source).height) == (65535, 65535)
    with pytest.raises(LimitError, match="65535 x 65535 pixels"):
        render(source, parse_request("wid=16"), tmp_path / "reply", DEFAULT_LIMITS)


def test_a_profile_whose_tags_lie_on_one_another():
    """60 kB that were 300 MB, as copies of themselves."""
    profile = dict(profiles())["overlapping"].ljust(60_000, b"\0")
    tracemalloc.start()
    assert described(profile) == ""
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000


@pytest.mark.skipif(pdfium() is None, reason="pypdfium2 is not installed (the extra 'vector')")
@pytest.mark.parametrize("name", ["pdf/form-in-itself", "pdf/forms-in-forms", "pdf/content"])
def test_a_page_that_never_ends_has_a_size_all_the_same(file, name):
    header = probe(file(bombs()[name]))
    assert (header.width, header.height) == (83, 58)


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M1 1L9 9C1 2 3 -2147483648 5 6Z" stroke="#00f"/>',
        '<pattern id="p" height="1e9"/><rect width="9" height="9" fill="url(#p)"/>',
        '<circle r="0099999999" stroke="red"/>',
    ],
)
def test_a_drawing_whose_shapes_reach_too_far(file, inside):
    """The library that draws would end its process."""
    with pytest.raises(RenderError, match="a number of ten million or more"):
        probe(file(svg(inside)))


def test_a_drawing_whose_shapes_are_merely_exact(file):
    path = '<path d="M.1234567890 1e-9L9999999 -9999999" style="fill:#12345678" id="123456789"/>'
    assert probe(file(svg(path))).width == 40


def test_a_codec_that_panics_has_met_a_damaged_picture():
    """What a library in Rust raises is no Exception."""
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    with pytest.raises(RenderError, match="its codec gave up"), guarded():
        raise panic
    with pytest.raises(KeyboardInterrupt), guarded():
        raise KeyboardInterrupt


def test_a_png_that_does_not_begin_with_its_header(file):
    whole = sane_files()["png/mode-RGB"]
    _, head, *_ = parts("png", whole)
    moved = whole[: head.start] + chunk(b"teSt", b"") + whole[head.start :]
    with pytest.raises(RenderError, match="begin with its header"):
        probe(file(moved))


def test_an_error_quotes_nothing_that_is_no_text(file, tmp_path):
    """A job's log is XML, which has no control characters."""
    source = file(png((4, 4, 8, 2, 0), b"\0\0\0\0\1\2\3\4\0\0\0\0", chunk(b"IDAT", b"")))
    with pytest.raises(RenderError) as caught:
        render(source, parse_request("wid=16"), tmp_path / "reply", DEFAULT_LIMITS)
    assert str(caught.value).isprintable()


@pytest.mark.skipif(heif() is None, reason="pillow-heif is not installed (the extra 'heic')")
def test_a_damaged_heic_is_not_taken_for_a_missing_package(file):
    whole = sane_files()["heic/still"]
    with pytest.raises(RenderError, match="not a picture of a supported format"):
        probe(file(whole[:60]))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_orientations_that_there_are_none_of_are_the_first(file):
    for name, content in bombs().items():
        if name.startswith("jpeg/orientation"):
            assert probe(file(content)).orientation == 1, name


def test_a_tiff_that_leads_back_to_itself(file):
    header = probe(file(bombs()["tiff/next-is-itself"]))
    assert (header.width, header.height) == (4, 4)


def test_what_a_codec_prints_goes_nowhere_and_what_python_says_to_stderr():
    program = """
import os, sys
from flytower.imaging.pool_worker import _silence_libraries
_silence_libraries()
os.write(1, b"libtiff: out")
os.write(2, b"libtiff: error")
print("python: error", file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert (done.stdout, done.stderr) == ("", "python: error\n")
