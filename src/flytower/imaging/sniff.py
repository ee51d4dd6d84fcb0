"""What a file is, told from its first bytes and never from its name.

One line per kind. Another room maps `MediaType.kind` to the vendor's asset type.
"""

import re
from dataclasses import dataclass

SNIFF_BYTES = 4096
"""How many bytes of a file's head `sniff` looks at; more are ignored, fewer are taken as they are."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """A kind of file: a lower-case word, its usual extension (no dot) and its MIME type."""

    kind: str
    extension: str
    mime: str


UNKNOWN = MediaType("unknown", "bin", "application/octet-stream")

_KINDS = {
    kind.kind: kind
    for kind in (
        MediaType("jpeg", "jpg", "image/jpeg"),
        MediaType("png", "png", "image/png"),
        MediaType("gif", "gif", "image/gif"),
        MediaType("bmp", "bmp", "image/bmp"),
        MediaType("tiff", "tif", "image/tiff"),
        MediaType("psd", "psd", "image/vnd.adobe.photoshop"),
        MediaType("webp", "webp", "image/webp"),
        MediaType("jpeg2000", "jp2", "image/jp2"),
        MediaType("jpegxr", "jxr", "image/vnd.ms-photo"),
        MediaType("avif", "avif", "image/avif"),
        MediaType("heic", "heic", "image/heic"),
        MediaType("pict", "pct", "image/x-pict"),
        MediaType("icon", "ico", "image/x-icon"),
        MediaType("svg", "svg", "image/svg+xml"),
        MediaType("pdf", "pdf", "application/pdf"),
        MediaType("postscript", "eps", "application/postscript"),
        MediaType("illustrator", "ai", "application/illustrator"),
        MediaType("indesign", "indd", "application/x-indesign"),
        MediaType("word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        MediaType("excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        MediaType("powerpoint", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        MediaType("word-binary", "doc", "application/msword"),
        MediaType("excel-binary", "xls", "application/vnd.ms-excel"),
        MediaType("powerpoint-binary", "ppt", "application/vnd.ms-powerpoint"),
        MediaType("ole", "ole", "application/x-ole-storage"),
        MediaType("rtf", "rtf", "application/rtf"),
        MediaType("mp4", "mp4", "video/mp4"),
        MediaType("quicktime", "mov", "video/quicktime"),
        MediaType("3gpp", "3gp", "video/3gpp"),
        MediaType("avi", "avi", "video/x-msvideo"),
        MediaType("wmv", "wmv", "video/x-ms-wmv"),
        MediaType("flv", "flv", "video/x-flv"),
        MediaType("matroska", "mkv", "video/x-matroska"),
        MediaType("webm", "webm", "video/webm"),
        MediaType("mpeg", "mpg", "video/mpeg"),
        MediaType("mpeg-ts", "ts", "video/mp2t"),
        MediaType("mp3", "mp3", "audio/mpeg"),
        MediaType("wav", "wav", "audio/wav"),
        MediaType("aiff", "aiff", "audio/aiff"),
        MediaType("aac", "aac", "audio/aac"),
        MediaType("m4a", "m4a", "audio/mp4"),
        MediaType("ogg", "ogg", "audio/ogg"),
        MediaType("flac", "flac", "audio/flac"),
        MediaType("ttf", "ttf", "font/ttf"),
        MediaType("otf", "otf", "font/otf"),
        MediaType("ttc", "ttc", "font/collection"),
        MediaType("woff", "woff", "font/woff"),
        MediaType("woff2", "woff2", "font/woff2"),
        MediaType("pfb", "pfb", "application/x-font-type1"),
        MediaType("afm", "afm", "application/x-font-afm"),
        MediaType("icc", "icc", "application/vnd.iccprofile"),
        MediaType("swf", "swf", "application/x-shockwave-flash"),
        MediaType("zip", "zip", "application/zip"),
        MediaType("gzip", "gz", "application/gzip"),
        MediaType("tar", "tar", "application/x-tar"),
        MediaType("7zip", "7z", "application/x-7z-compressed"),
        MediaType("rar", "rar", "application/vnd.rar"),
        MediaType("cabinet", "cab", "application/vnd.ms-cab-compressed"),
        MediaType("xml", "xml", "application/xml"),
        MediaType("xsl", "xsl", "application/xslt+xml"),
        MediaType("html", "html", "text/html"),
        MediaType("caption", "vtt", "text/vtt"),
        MediaType("css", "css", "text/css"),
        MediaType("javascript", "js", "text/javascript"),
        MediaType("json", "json", "application/json"),
        MediaType("text", "txt", "text/plain"),
    )
}

# (offset, magic, kind); the first match counts, so a longer magic stands before its own beginning.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II\xbc\x01", "jpegxr"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"II+\x00", "tiff"),
    (0, b"MM\x00+", "tiff"),
    (0, b"8BPS", "psd"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jpeg2000"),
    (0, b"\xff\x4f\xff\x51", "jpeg2000"),
    (0, b"\xc5\xd0\xd3\xc6", "postscript"),
    (0, b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31\xef\xe7\xfe\x74\xb7\x1d", "indesign"),
    (0, b"{\\rtf", "rtf"),
    (0, b"0&\xb2u\x8ef\xcf\x11\xa6\xd9\x00\xaa\x00b\xcel", "wmv"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
    (0, b"\x00\x00\x01\xb3", "mpeg"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xf1", "aac"),
    (0, b"\xff\xf9", "aac"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"\xff\xf3", "mp3"),
    (0, b"\xff\xf2", "mp3"),
    (0, b"\x00\x01\x00\x00\x00", "ttf"),
    (0, b"true\x00", "ttf"),
    (0, b"OTTO\x00", "otf"),
    (0, b"ttcf\x00", "ttc"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (0, b"\x80\x01", "pfb"),
    (0, b"StartFontMetrics", "afm"),
    (36, b"acsp", "icc"),
    (0, b"FWS", "swf"),
    (0, b"CWS", "swf"),
    (0, b"ZWS", "swf"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (257, b"ustar", "tar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7zip"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"MSCF\x00\x00\x00\x00", "cabinet"),
    (0, b"\x00\x00\x01\x00", "icon"),
    (522, b"\x00\x11\x02\xff\x0c\x00", "pict"),
)

_FOUR_LETTERS = {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav", b"AIFF": "aiff", b"AIFC": "aiff"}

_BRANDS = {
    b"avif": "avif", b"avis": "avif",
    b"heic": "heic", b"heix": "heic", b"hevc": "heic", b"mif1": "heic", b"msf1": "heic",
    b"qt  ": "quicktime",
    b"M4A ": "m4a", b"M4B ": "m4a",
    b"3gp4": "3gpp", b"3gp5": "3gpp", b"3gp6": "3gpp", b"3g2a": "3gpp",
}  # fmt: skip

_OFFICE = ((b"word/", "word"), (b"xl/", "excel"), (b"ppt/", "powerpoint"))

_OLE = (
    ("WordDocument".encode("utf-16-le"), "word-binary"),
    ("Workbook".encode("utf-16-le"), "excel-binary"),
    ("PowerPoint Document".encode("utf-16-le"), "powerpoint-binary"),
)

_REMARKS = r"\s*(?:/\*.*?\*/\s*|//[^\n]*\n\s*)*"
_SCRIPT = re.compile(_REMARKS + r"(?:['\"]use strict|\(?function\b|(?:var|let|const|import)\s|s7\w*\()", re.DOTALL)
_STYLE = re.compile(
    _REMARKS + r"(?:@charset|@import|@media|@font-face|[.#*\w\[:][^{};<>=]{0,200}\{[^{}<>]{0,400}[\w-]+\s*:)", re.DOTALL
)
_NOT_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>", re.DOTALL)
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def sniff(head: bytes) -> MediaType:
    """The media type of a file that starts with `head` (give `SNIFF_BYTES` of it); `UNKNOWN` when nothing matches.

    Never raises, whatever the bytes.
    """
    head = head[:SNIFF_BYTES]
    for look in (_magic, _container, _postscript_or_pdf, _text):
        kind = look(head)
        if kind is not None:
            return _KINDS[kind]
    return UNKNOWN


def _magic(head: bytes) -> str | None:
    for offset, magic, kind in _MAGIC:
        if head.startswith(magic, offset):
            return kind
    if head.startswith(b"BM") and len(head) >= 18 and head[14:18] in _BITMAP_HEADERS:  # noqa: PLR2004
        return "bmp"
    return None


# Sizes of the header that follows a bitmap's file header: "BM" alone is two letters any text may start with.
_BITMAP_HEADERS = {size.to_bytes(4, "little") for size in (12, 16, 40, 52, 56, 64, 108, 124)}


def _container(head: bytes) -> str | None:
    if head[:4] in {b"RIFF", b"FORM"}:
        return _FOUR_LETTERS.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "mp4")
    if head[4:8] in {b"moov", b"mdat", b"wide", b"skip"}:
        return "quicktime"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "matroska"
    if head.startswith(b"G") and head[188:189] == b"G" and head[376:377] == b"G":
        return "mpeg-ts"
    return _archive(head)


def _archive(head: bytes) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for folder, kind in _OFFICE if folder in head), "zip")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next((kind for stream, kind in _OLE if stream in head), "ole")
    return None


def _postscript_or_pdf(head: bytes) -> str | None:
    # A PDF's marker may stand anywhere in its first 1,024 bytes (ISO 32000, annex on leniency).
    if b"%PDF-" in head[:1024]:
        return "illustrator" if b"Illustrator" in head else "pdf"
    if head.lstrip(b"\x04\r\n").startswith(b"%!PS"):
        return "illustrator" if b"%%Creator: Adobe Illustrator" in head else "postscript"
    return None


def _text(head: bytes) -> str | None:
    text = _decoded(head)
    if text is None:
        return None
    start = text.lstrip()
    if start.startswith("<"):
        return _markup(start)
    if start.startswith("WEBVTT"):
        return "caption"
    if re.match(r"[\[{]\s*(?:[\"\[{}\]\d-]|true|false|null)", start):
        return "json"
    if _SCRIPT.match(start):
        return "javascript"
    return "css" if _STYLE.match(start) else "text"


def _decoded(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if not head or _NOT_TEXT.search(head):
        return None
    text = head.removeprefix(b"\xef\xbb\xbf")
    try:
        return text.decode("utf-8", "strict")
    except UnicodeDecodeError as fault:
        # A letter cut in two by the end of the head is no reason to doubt the rest.
        if fault.start >= len(text) - 3 and len(head) == SNIFF_BYTES:
            return text[: fault.start].decode("utf-8")
        return text.decode("latin-1") if text.startswith(b"<") else None


def _markup(text: str) -> str:
    root = re.search(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", _NOT_MARKUP.sub("", text))
    name = root.group(1).lower() if root else ""
    if name in {"stylesheet", "transform"}:
        return "xsl"
    return {"svg": "svg", "html": "html"}.get(name) or ("html" if text[:14].lower() == "<!doctype html" else "xml")
