"""Texts for fields: what fits, what lies on an edge, and what should never be let in."""

from enum import StrEnum

from flytower.contract.record import Record

SECRET = "s3cret-"
"""How every password here begins: no answer and no log line may hold it."""

LOGINS = {
    "root@example.com": f"{SECRET}root",
    "admin@example.com": f"{SECRET}admin",
    "user@example.com": f"{SECRET}user",
    "portal@example.com": f"{SECRET}portal",
}

HANDLES = {
    "company": ["c|1", "c|1", "c|1", "1", "c|2", "c|99"],
    "asset": ["a|1", "a|2", "a|3", "a|4", "a|5", "a|739|1|537", "a|999999999999999999"],
    "folder": ["f|DemoCompany/", "f|DemoCompany/photos/", "DemoCompany/photos", "/", "f|Other/", "f|DemoCompany/../"],
    "user": ["u|1|root@example.com", "u|3|user@example.com", "3|user@example.com", "u|99|x@example.com"],
    "job": ["j|1||seeded|1", "seeded", "j|1|seeded||", "j|1||no|99", "j|2||x|1"],
    "format": ["if|1|1", "1|1", "if|1|99"],
    "group": ["g|1", "1", "g|99"],
    "project": ["p|1|shoes", "1|shoes"],
    "field": ["m|1|Asset|colour", "m|1|Company|x", "1|Asset|colour"],
    "set": ["ps|1", "ps|99"],
    "any": ["x|1", "a|b|c", "|", "c|1 "],
}
TEXTS = [
    *(
        "",
        "x",
        "shoe",
        "photo 1",
        "DemoCompany/photos/",
        "photos/new",
        "/",
        "a/../b",
        "user@example.com",
        "Demo Company",
    ),
    *(
        "Name",
        "None",
        "All",
        "Image",
        "NotInTrash",
        "orig",
        "convert",
        "wid=100&fmt=png",
        "$thumb$",
        "http://192.0.2.1/a.jpg",
    ),
    *("100%", "a'b\"c", "a_b", "Größe", "日本", "&amp;", "en-US", "*.jpg", "0 0 * * *", "assetArray/items/name"),
]
HOSTILE = [
    *("\t", "\n", " ", "\u0085", "\u2028", "\ufeff", "\u202e", "a\u0300", "😀", "\u007f\u009f", "]]>", "<x/>", "&lt;"),
    *(
        "' OR 1=1 --",
        '"; DROP TABLE asset; --',
        "%",
        "_",
        "../../etc/passwd",
        "..\\..\\",
        "file:///etc/passwd",
        "%00",
        "%n%s",
    ),
    *(
        "null",
        "NaN",
        "INF",
        "-INF",
        "-0",
        "+1",
        "1e999",
        "0x10",
        "1_000",
        "٣",
        "true ",
        "TRUE",
        "maybe",
        "{{7*7}}",
        "${x}",
    ),
    *("9" * 40, "-" + "9" * 20, "x" * 300, "x" * 5000, "a/" * 300, "|" * 50, "0" * 39 + "7", "1" * 5000, "/" * 100),
]
NUMBERS = {
    "int": [*"0125", "10", "100", "-1", "2147483647", "-2147483648", " 7 ", "2147483648", "1.5", ""],
    "long": ["0", "1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "x"],
    "double": ["0", "0.5", "-1.5", "1e3", "1.7976931348623157E308", "4.9E-324", "1e309", "NaN", "0,5"],
    "float": ["0", "1.5", "3.4028235E38", "3.5E38", "1e-46"],
    "boolean": ["true", "false", "1", "0", "yes"],
    "dateTime": [
        *("2020-06-09T08:34:49.777-07:00", "2020-06-09T08:34:49Z", "2020-06-09T08:34:49", "0001-01-01T00:00:00"),
        *(
            "9999-12-31T23:59:59.999-14:00",
            "9999-12-31T24:00:00Z",
            "2020-02-30T00:00:00Z",
            "20200609",
            "10000-01-01T00:00:00Z",
        ),
    ],
    "base64Binary": ["", "AP8=", "AP8", "!!!"],
}


def kind_of_handle(name):
    """Return which handles a field of this name wants, or None where it wants none."""
    lower = name.lower()
    if "handle" not in lower:
        return None
    kinds = ("company", "asset", "folder", "user", "job", "format", "group", "project", "field", "set")
    return next((kind for kind in kinds if kind in lower), "any")


def choices_of(field, name):
    """Return texts that a field may be given; ``name`` is that of the field around an array's items."""
    if issubclass(field.type, Record):
        return None
    if name.lower().endswith(("password", "token")):
        return [f"{SECRET}new", f"{SECRET}other"]
    if issubclass(field.type, StrEnum):
        return [member.value for member in field.type] * 3 + ["Other"]
    kind = kind_of_handle(name)
    if kind:
        return HANDLES[kind]
    return NUMBERS.get(field.xsd, TEXTS)
