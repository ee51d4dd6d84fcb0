"""Properties in their forms. Source: IS reference, response data, properties; test vectors 200 to 204."""

import pytest

from flytower.imaging.replies.asked import PLAIN, Style
from flytower.imaging.replies.properties import catalog_field, failure, properties, raw_field
from flytower.imaging.reply_kinds import ReplyForm

TEXT, SCRIPT, XML = PLAIN, Style(ReplyForm.JAVASCRIPT), Style(ReplyForm.XML)
JSON = Style(ReplyForm.JSON, request_id="abc")
MOMENT = "Mon Jul 25 17:28:32 UTC 2022"


def written(values, style):
    return properties(values, style, MOMENT)


def test_200_text_properties():
    found = written({"catalogRecord.exists": "1"}, TEXT)
    assert found.body == f"#S7Z OK\r\n#{MOMENT}\r\ncatalogRecord.exists=1\r\n".encode()
    assert found.content_type.startswith("text/plain")


def test_200_json_properties():
    found = written({"catalogRecord.exists": "1"}, JSON)
    assert found.body == b'/*jsonp*/s7jsonResponse({"catalogRecord.exists":"1"},"abc");'
    assert found.content_type.startswith("text/javascript")


def test_202_javascript_properties():
    found = written({"image.width": "120", "image.modifier": "it's"}, SCRIPT)
    assert found.body == b"image.width='120'\nimage.modifier='it''s'\n"
    assert found.content_type.startswith("text/javascript")


def test_xml_properties_are_grouped_by_object():
    found = written({"image.width": "1", "image.height": "2", "metadata.version": '<"&>'}, XML)
    assert found.body.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<prop-group>'
        '<prop-group name="image"><property name="width" value="1"/><property name="height" value="2"/></prop-group>'
        '<prop-group name="metadata"><property name="version" value="&lt;&quot;&amp;&gt;"/></prop-group>'
        "</prop-group>\n"
    )


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [("UTF-16", "utf-16"), ("UTF-16LE", "utf-16-le"), ("UTF-16BE", "utf-16-be"), ("ISO-8859-1", "latin-1")],
)
def test_xml_in_other_encodings(encoding, codec):
    found = catalog_field("userdata", "name=Größe??other=€", Style(ReplyForm.XML, encoding))
    text = found.body.decode(codec)
    assert f'encoding="{encoding}"' in text
    assert 'value="Größe"' in text
    assert ("&#8364;" if encoding == "ISO-8859-1" else "€") in text


def test_what_a_value_holds_stays_a_value():
    text = written({"a.b": "x\r\n#S7Z OK\\"}, TEXT).body
    assert text.endswith(b"a.b=x\\r\\n#S7Z OK\\\\\r\n")
    assert b"<" not in written({"a.b": "</script>"}, JSON).body
    assert written({"a.b": "\n'"}, SCRIPT).body == b"a.b='\\n'''\n"
    assert b"\x00" not in written({"a.b": "\x00"}, XML).body


def test_user_data_as_text_has_line_breaks():
    assert catalog_field("userdata", "a=1??b=2", TEXT).body == b"a=1\r\nb=2\r\n"
    assert catalog_field("userdata", "", TEXT).body == b"\r\n"


def test_user_data_as_json_are_its_properties():
    assert catalog_field("userdata", "a=1??b=2", JSON).body == b'/*jsonp*/s7jsonResponse({"a":"1","b":"2"},"abc");'
    assert catalog_field("userdata", "no data", JSON).body == (
        b'/*jsonp*/s7jsonResponse({"userdata":"no data"},"abc");'
    )
    assert catalog_field("userdata", "", JSON).body == b'/*jsonp*/s7jsonResponse({},"abc");'


def test_an_image_set_is_returned_as_it_is():
    assert raw_field("catalogRecord.imageSet", "a??b;c", TEXT).body == b"a??b;c\r\n"
    assert raw_field("catalogRecord.imageSet", "a;c", SCRIPT).body == b"catalogRecord.imageSet='a;c'\n"


def test_errors_have_the_form_asked_for():
    assert failure("Invalid", "wid=x: no", TEXT).body == b"wid=x: no\n"
    json = failure("Invalid", "wid=x: no", Style(ReplyForm.JSON, handler="mine", request_id="1")).body
    assert json == b'/*jsonp*/s7jsonError({"message":"wid=x: no","title":"Invalid"},"1");'
    assert b'<prop-group name="error"><property name="title" value="Invalid"/>' in failure("Invalid", "a", XML).body
    assert failure("Invalid", "a", SCRIPT).body == b"error.title='Invalid'\nerror.message='a'\n"
