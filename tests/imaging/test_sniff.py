"""The kind of a file follows from its content; the heads are what real programs write."""

import io
import wave
import zipfile

import pytest
from PIL import Image, ImageCms

from flytower.imaging.sniff import SNIFF_BYTES, UNKNOWN, sniff


def picture(kind, mode="RGB"):
    buffer = io.BytesIO()
    Image.new(mode, (8, 8)).save(buffer, kind)
    return buffer.getvalue()


def archive(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def sound():
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\0" * 8)
    return buffer.getvalue()


def compound(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("head", "kind", "extension", "mime"),
    [
        (picture("JPEG"), "jpeg", "jpg", "image/jpeg"),
        (picture("PNG"), "png", "png", "image/png"),
        (picture("GIF", "P"), "gif", "gif", "image/gif"),
        (picture("BMP"), "bmp", "bmp", "image/bmp"),
        (picture("TIFF"), "tiff", "tif", "image/tiff"),
        (picture("WEBP"), "webp", "webp", "image/webp"),
        (picture("JPEG2000"), "jpeg2000", "jp2", "image/jp2"),
        (picture("AVIF"), "avif", "avif", "image/avif"),
        (picture("ICO"), "icon", "ico", "image/x-icon"),
        (b"8BPS\0\1" + bytes(30), "psd", "psd", "image/vnd.adobe.photoshop"),
        (b"%PDF-1.4\n%\xe2\xe3", "pdf", "pdf", "application/pdf"),
        (b"%PDF-1.5\n1 0 obj<</Creator(Adobe Illustrator(R) 17)>>", "illustrator", "ai", "application/illustrator"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "postscript", "eps", "application/postscript"),
        (b"\xc5\xd0\xd3\xc6" + bytes(26), "postscript", "eps", "application/postscript"),
        (b"%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator 8", "illustrator", "ai", "application/illustrator"),
        (
            b'<?xml version="1.0"?>\n<!-- logo --><svg xmlns="http://www.w3.org/2000/svg"/>',
            "svg",
            "svg",
            "image/svg+xml",
        ),
        (
            archive("[Content_Types].xml", "word/document.xml"),
            "word",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            archive("[Content_Types].xml", "ppt/presentation.xml"),
            "powerpoint",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (archive("a.txt"), "zip", "zip", "application/zip"),
        (compound("WordDocument"), "word-binary", "doc", "application/msword"),
        (compound("Workbook"), "excel-binary", "xls", "application/vnd.ms-excel"),
        (compound("PowerPoint Document"), "powerpoint-binary", "ppt", "application/vnd.ms-powerpoint"),
        (b"{\\rtf1\\ansi hello}", "rtf", "rtf", "application/rtf"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "mp4", "mp4", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "quicktime", "mov", "video/quicktime"),
        (b"RIFF\0\0\0\0AVI LIST", "avi", "avi", "video/x-msvideo"),
        (b"0&\xb2u\x8ef\xcf\x11\xa6\xd9\x00\xaa\x00b\xcel" + bytes(8), "wmv", "wmv", "video/x-ms-wmv"),
        (b"FLV\x01\x05\0\0\0\x09", "flv", "flv", "video/x-flv"),
        (b"ID3\x03\0\0\0\0\0\0", "mp3", "mp3", "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + bytes(20), "mp3", "mp3", "audio/mpeg"),
        (sound(), "wav", "wav", "audio/wav"),
        (b"\x00\x01\x00\x00\x00\x0c\x00\x80", "ttf", "ttf", "font/ttf"),
        (b"OTTO\x00\x0c\x00\x80", "otf", "otf", "font/otf"),
        (
            ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
            "icc",
            "icc",
            "application/vnd.iccprofile",
        ),
        (b"CWS\x0a" + bytes(12), "swf", "swf", "application/x-shockwave-flash"),
        (b'<?xml version="1.0"?><a><b/></a>', "xml", "xml", "application/xml"),
        ('<?xml version="1.0"?><ü/>'.encode("latin-1"), "xml", "xml", "application/xml"),
        (b'<xsl:stylesheet version="1.0" xmlns:xsl="urn:x">', "xsl", "xsl", "application/xslt+xml"),
        (b"<!doctype html><html><body>", "html", "html", "text/html"),
        (b"/* theme */ .viewer { color: red; }", "css", "css", "text/css"),
        (b"// viewer\nvar s7sdk = {};", "javascript", "js", "text/javascript"),
        (b"(function () { return 1; })();", "javascript", "js", "text/javascript"),
        (b'{"a": 1}', "json", "json", "application/json"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "caption", "vtt", "text/vtt"),
        ("Grüße aus Überlingen".encode(), "text", "txt", "text/plain"),
    ],
)
def test_a_kind_is_told_by_its_content(head, kind, extension, mime):
    found = sniff(head)
    assert (found.kind, found.extension, found.mime) == (kind, extension, mime)


@pytest.mark.parametrize("head", [b"", b"\0", b"BM\0", b"PK\0", bytes(range(256)) * 4, b"\xff" * SNIFF_BYTES])
def test_bytes_that_match_nothing_are_unknown(head):
    assert sniff(head) is UNKNOWN


def test_a_letter_cut_at_the_end_of_the_head_leaves_text_text():
    head = ("a" + "ü" * SNIFF_BYTES).encode()[:SNIFF_BYTES]
    assert sniff(head).kind == "text"


def test_a_picture_that_calls_itself_otherwise_is_still_a_picture():
    assert sniff(picture("PNG") + b"<svg>").kind == "png"
