r"""The 8-bit characters `\'hh` of a font's character set. Source: RTF 1.6 specification, fcharset."""

import codecs

_CODECS = {
    0: "cp1252", 1: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp437",
}  # fmt: skip
ANSI = 0


class Octets:
    """Turns single bytes into characters; a character of several bytes appears with its last one."""

    def __init__(self) -> None:
        self._charset = ANSI
        self._decoder = self._fresh()

    def choose(self, charset: int) -> str:
        """Go on in another character set. Gives what an unfinished character was."""
        if charset == self._charset:
            return ""
        rest = self.finish()
        self._charset = charset
        self._decoder = self._fresh()
        return rest

    @property
    def unfinished(self) -> bool:
        """Whether a character lacks bytes: what follows is one of them, whatever it looks like."""
        return bool(self._decoder.getstate()[0])

    def take(self, octet: int) -> str:
        """The characters that a byte completes."""
        return self._decoder.decode(bytes([octet]))

    def finish(self) -> str:
        """What remains of an unfinished character."""
        if not self.unfinished:
            return ""
        rest = self._decoder.decode(b"", True)
        self._decoder.reset()
        return rest

    def _fresh(self) -> codecs.IncrementalDecoder:
        return codecs.getincrementaldecoder(_CODECS.get(self._charset, "cp1252"))("replace")
