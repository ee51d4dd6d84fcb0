"""The leniency of wire fact A6, and the limits; every body is read at every buffer size that could split it badly."""

import io
import random
import re

import pytest

from flytower.web.multipart import MultipartError, boundary_of, read_parts

B = "----------boundary"


def parts_of(body, *, step=None, most=100, boundary=B):
    stream = io.BytesIO(body)

    def read(size):
        return stream.read(step or size)

    return [(part.headers, part.read(1 << 20)) for part in read_parts(read, boundary.encode(), most=most)]


def contents(body, **options):
    found = {step: [content for _, content in parts_of(body, step=step, **options)] for step in (None, 1, 2, 3, 7)}
    assert all(one == found[None] for one in found.values())
    return found[None]


def part(name, content, *, end="\r\n", file_name=None, extra=""):
    name_of_file = f'; filename="{file_name}"' if file_name is not None else ""
    head = f'--{B}{end}Content-Disposition: form-data; name="{name}"{name_of_file}{end}{extra}{end}'
    return head.encode() + content + end.encode()


def closing(end="\r\n"):
    return f"--{B}--{end}".encode()


def test_parts_come_in_order_with_their_headers():
    body = part("auth", b"<a/>") + part("f", b"x", file_name="x.jpg", extra="Content-Type: image/jpeg; q=1\r\n")
    (auth, text), (file, content) = parts_of(body + closing())
    assert (auth.name, auth.file_name, auth.content_type, text) == ("auth", None, "", b"<a/>")
    assert (file.name, file.file_name, file.content_type, content) == ("f", "x.jpg", "image/jpeg", b"x")


@pytest.mark.parametrize("content", [b"", b"\r\n", b"\r", b"\n", b"a\r\n", b"--", b"\r\n--", b"\x00" * 300])
def test_content_is_kept_byte_for_byte(content):
    assert contents(part("f", content) + part("g", b"next") + closing()) == [content, b"next"]


def test_a_line_that_only_begins_like_a_delimiter_is_content():
    content = f"one\r\n--{B}x\r\n--{B[:-1]}\r\nend".encode()
    assert contents(part("f", content) + closing()) == [content]


def test_lines_may_end_in_lf_alone():
    assert contents(part("f", b"one\r", end="\n") + part("g", b"two", end="\n") + closing("\n")) == [b"one\r", b"two"]


def test_text_parts_in_lf_and_file_parts_in_crlf():
    body = part("auth", b"<a/>", end="\n") + part("f", b"bytes", end="\r\n") + closing()
    assert contents(body) == [b"<a/>", b"bytes"]


def test_the_closing_delimiter_behind_every_part():
    body = b"".join(part(name, name.encode()) + closing() for name in ("auth", "uploadParams", "file1"))
    assert contents(body) == [b"auth", b"uploadParams", b"file1"]


def test_the_closing_delimiter_instead_of_an_opening_one():
    head = b'\r\n\r\nContent-Disposition: form-data; name="b"\r\n\r\ntwo\r\n'
    assert contents(part("a", b"one") + closing() + head + closing()) == [b"one", b"two"]


def test_text_around_the_parts_is_ignored():
    assert contents(b"preamble\r\n" + part("a", b"one") + closing() + b"epilogue" * 5000) == [b"one"]


def test_a_missing_line_end_behind_the_last_delimiter():
    assert contents(part("a", b"one") + closing("")) == [b"one"]


@pytest.mark.parametrize("body", [b"", b"text", closing()])
def test_no_parts(body):
    with pytest.raises(MultipartError, match="no parts"):
        parts_of(body)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (r'filename="C:\photos\new\a.jpg"', r"C:\photos\new\a.jpg"),
        (r'filename="a \"b\".jpg"', 'a "b".jpg'),
        ('filename="a %22b%22.jpg"', 'a "b".jpg'),
        ("filename=plain.jpg", "plain.jpg"),
        ('filename="x; y.jpg"', "x; y.jpg"),
        ("filename=\"x.jpg\"; filename*=UTF-8''na%C3%AFve.jpg", "naïve.jpg"),
        ('filename="Überblick.jpg"', "Überblick.jpg"),
        ('FileName="ApiTestCo1/Folder//x.jpg"', "ApiTestCo1/Folder//x.jpg"),
        ('filename=""', ""),
    ],
)
def test_file_names(sent, name):
    body = f'--{B}\r\nContent-Disposition: form-data; name="f"; {sent}\r\n\r\nx\r\n--{B}--'.encode()
    assert parts_of(body)[0][0].file_name == name


def test_a_latin_1_file_name():
    body = f'--{B}\r\nContent-Disposition: form-data; name="f"; filename="\xfc.jpg"\r\n\r\nx\r\n--{B}--'
    assert parts_of(body.encode("latin-1"))[0][0].file_name == "ü.jpg"


@pytest.mark.parametrize("cut", range(1, 90))
def test_a_body_cut_short_is_refused(cut):
    body = part("f", b"content of the file", file_name="x") + closing()
    if len(body) - cut > len(f"--{B}\r\n") and cut > len(closing()) - len(f"--{B}"):
        with pytest.raises(MultipartError):
            parts_of(body[:-cut])


def test_limits():
    with pytest.raises(MultipartError, match="more than 2 parts"):
        parts_of(part("f", b"") * 3 + closing(), most=2)
    with pytest.raises(MultipartError, match="headers"):
        parts_of(part("f", b"", extra="X: " + "y" * 20000 + "\r\n") + closing())
    with pytest.raises(MultipartError, match="headers"):
        parts_of(part("f", b"", extra="X: y\r\n" * 20000) + closing())
    with pytest.raises(MultipartError, match="larger than"):
        parts_of(part("f", b"x" * (1 << 21)) + closing())


def test_memory_stays_small_whatever_comes():
    sizes = []
    pieces = [part("f", b"")[:-2], *[b"\r\n--" + b"x" * 60_000] * 100, b"\r\n" + closing()]

    def read(size):
        return pieces.pop(0) if pieces else b""

    for one in read_parts(read, B.encode(), most=3):
        sizes += map(len, one.pieces)
    assert sum(sizes) == 100 * 60_004
    assert max(sizes) < 3 * 60_004


def test_random_bodies_come_back():
    source = random.Random(7)  # noqa: S311  no secret
    alphabet = [b"\r", b"\n", b"-", b"--", B.encode(), b"x", f"\r\n--{B}x".encode()]
    for _ in range(300):
        wanted = [b"".join(source.choices(alphabet, k=source.randrange(12))) for _ in range(3)]
        body = b"".join(part("f", one) for one in wanted) + closing()
        step = source.choice([None, 1, 2, 5, 13])
        if all(safe(one) for one in wanted):
            assert [content for _, content in parts_of(body, step=step)] == wanted


def safe(content):
    """Tell whether no line of the content is a delimiter."""
    return re.search(rb"\n--" + B.encode() + rb"(--|\r\n|\n)", b"\r\n" + content + b"\r\n") is None


@pytest.mark.parametrize(
    "header",
    [
        'multipart/form-data; boundary="a b"',
        "Multipart/Form-Data; charset=utf-8; Boundary=a+b",
        "multipart/mixed; boundary=x",
    ],
)
def test_boundaries(header):
    assert boundary_of(header) in (b"a b", b"a+b", b"x")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "text/xml",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 300,
    ],
)
def test_no_boundary(header):
    with pytest.raises(MultipartError):
        boundary_of(header)
