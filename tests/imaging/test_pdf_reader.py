"""PDF sources: the first page on white, at 150 pixels an inch."""

import numpy as np
import pytest
from PIL import Image, ImageChops

from flytower.imaging import RenderError
from flytower.imaging.accelerators import pdfium
from flytower.imaging.decode import decode
from flytower.imaging.probe import probe

pytestmark = pytest.mark.skipif(pdfium() is None, reason="pypdfium2 is not installed (the extra 'vector')")

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])


def page(content, box="0 0 144 72", extra=""):
    stream = content.encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R{extra}>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    starts = []
    for number, text in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return body + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


@pytest.fixture
def pdf(tmp_path):
    def write(*arguments, **options):
        path = tmp_path / "a.pdf"
        path.write_bytes(page(*arguments, **options))
        return path

    return write


def test_the_header_says_how_large_the_page_is(pdf):
    header = probe(pdf(""))
    assert (header.format, header.width, header.height, header.resolution) == ("pdf", 300, 150, 150)
    assert (header.mode, header.has_alpha, header.icc) == ("rgb", False, None)


def test_a_turned_page_is_as_it_shows(pdf):
    header = probe(pdf("", extra="/Rotate 90"))
    assert (header.width, header.height) == (150, 300)


def test_ink_on_white_paper(pdf, reply):
    image = reply(pdf("1 0 0 rg 0 0 72 36 re f"))
    assert image.size == (300, 150)
    assert image.getpixel((75, 112)) == (255, 0, 0)
    assert image.getpixel((225, 37)) == (255, 255, 255)


def test_our_own_pages_come_back(rendered, reply):
    _, path = rendered(PHOTO, "fmt=pdf&printRes=150")
    image = reply(path.rename(path.with_name("source.pdf")))
    assert image.size == PHOTO.size
    assert abs(np.asarray(image).astype(int) - np.asarray(PHOTO)).max() <= 1


def test_no_more_is_drawn_than_the_reply_needs(pdf):
    path = pdf("0 0 1 rg 0 0 144 72 re f")
    picture = decode(path, probe(path), 0.1)
    assert (picture.reduction, picture.image.size) == (5, (60, 30))
    assert picture.image.getpixel((30, 15)) == (0, 0, 255)


def test_a_small_reply_looks_like_a_large_one_made_small(pdf, reply):
    path = pdf("0 0.5 0 rg 10 10 60 50 re f 1 0 1 rg 80 5 40 60 re f")
    small = reply(path, "wid=100")
    large = reply(path).resize((100, 50), Image.Resampling.LANCZOS)
    difference = np.asarray(ImageChops.difference(small, large)).astype(float)
    assert 10 * np.log10(255**2 / (difference**2).mean()) > 30


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4\ntrailer<</Root 1 0 R>>", b"%PDF-" + bytes(500)])
def test_what_is_no_whole_pdf_is_refused(tmp_path, data):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(RenderError):
        probe(path)


def test_an_enormous_page_is_refused_before_it_is_drawn(pdf, reply):
    with pytest.raises(RenderError, match="at most"):
        reply(pdf("", box="0 0 14400 14400"))


def test_without_the_library_it_is_refused_by_name(pdf, monkeypatch):
    monkeypatch.setattr("flytower.imaging.pdf_reader.pdfium", lambda: None)
    with pytest.raises(RenderError, match="a PDF needs the package pypdfium2"):
        probe(pdf(""))
