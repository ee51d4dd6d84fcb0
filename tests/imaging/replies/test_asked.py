"""What kind of answer a request asks for. Source: IS reference, req."""

import pytest

from flytower.imaging.catalog import RequestContext
from flytower.imaging.errors import RequestError
from flytower.imaging.replies.asked import Style, asked
from flytower.imaging.reply_kinds import ReplyForm, ReplyKind


def of(query, **context):
    return asked(query, RequestContext(**context))


def test_a_picture_is_asked_for_unless_the_request_says_otherwise():
    assert of("").kind is of("wid=1").kind is of("req=&wid=1").kind is ReplyKind.IMG
    assert of("req=mask").is_picture


@pytest.mark.parametrize(
    ("query", "kind", "style"),
    [
        ("req=props", ReplyKind.PROPS, Style()),
        ("REQ=imageProps,JavaScript", ReplyKind.IMAGEPROPS, Style(ReplyForm.JAVASCRIPT)),
        ("req=exists,json&id=7&handler=cb1", ReplyKind.EXISTS, Style(ReplyForm.JSON, "UTF-8", "cb1", "7")),
        ("req=userdata,xml,utf-16le", ReplyKind.USERDATA, Style(ReplyForm.XML, "UTF-16LE")),
        ("req=set", ReplyKind.SET, Style(ReplyForm.XML)),
        ("req=xmp", ReplyKind.XMP, Style(ReplyForm.XML)),
    ],
)
def test_kinds_and_forms(query, kind, style):
    assert (of(query).kind, of(query).style) == (kind, style)


def test_a_macro_may_say_it():
    assert of("$info$", macros={"info": "req=props,json"}).kind is ReplyKind.PROPS


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("req=picture", "req=picture: 'picture' is none of"),
        ("req=userdata,javascript", "'javascript' is none of text, xml, json"),
        ("req=set,text", "'text' is none of xml, json"),
        ("req=map,xml,utf-7", "'utf-7' is none of UTF-8"),
        ("req=props,json&handler=a.b", "handler=a.b: a handler's name"),
        ("req=mbrSet", "streaming"),
        ("req=saveToFile&name=x", "writes no files"),
        ("req=props&cache=never", "cache=never"),
    ],
)
def test_what_is_not_answered(query, reason):
    with pytest.raises(RequestError, match=reason):
        of(query)


@pytest.mark.parametrize(
    ("query", "keeps"),
    [("cache=on", True), ("cache=off", False), ("cache=off,on", False), ("cache=on,off", True), ("cache=update", True)],
)
def test_clients_may_be_told_to_keep_nothing(query, keeps):
    assert of(query).client_cache is keeps


def test_a_request_is_plain_when_it_says_nothing_about_pictures():
    assert of("req=map&id=5&.x=1&cache=off").plain
    assert not of("req=map&wid=5").plain
