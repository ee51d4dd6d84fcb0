"""Answers of /is/image that are no pictures; ids are test-vector numbers. Source: IS reference, req, response data."""

import io
import json
import re

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from flytower.contract.clock import system_clock
from flytower.model import companies, image_formats

BOAT = "/is/image/DemoCompany/boat"


def texts(answer):
    """The properties of a text answer."""
    assert answer.status == 200, answer.text
    head, moment, *lines = answer.text.split("\r\n")
    assert head == "#S7Z OK"
    assert re.fullmatch(r"#[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}", moment)
    return dict(line.split("=", 1) for line in lines if line)


def padded(answer, handler="s7jsonResponse", request_id=""):
    head, tail = f"/*jsonp*/{handler}(", f',"{request_id}");'
    assert answer.text.startswith(head)
    assert answer.text.endswith(tail)
    return json.loads(answer.text[len(head) : -len(tail)])


@pytest.mark.parametrize(("name", "exists"), [("boat", "1"), ("none", "0"), ("paper", "0"), ("views", "1")])
def test_200_exists(get, add, boat, name, exists):
    add("paper", type="Pdf", content=b"%PDF-1.4")
    add("views", type="ImageSet", blob_hash=None)
    url = f"/is/image/DemoCompany/{name}?req=exists"
    assert texts(get(url)) == {"catalogRecord.exists": exists}
    assert padded(get(f"{url},json&id=7&handler=got"), "got", "7") == {"catalogRecord.exists": exists}


def test_a_picture_of_no_company_does_not_exist(get):
    assert texts(get("/is/image/NoSuch/boat?req=exists")) == {"catalogRecord.exists": "0"}


@pytest.mark.parametrize("kind", ["userdata", "targets", "imageset"])
@pytest.mark.parametrize("path", ["/NoSuch/boat", "/NoSuch", ""])
def test_of_what_is_in_no_catalog_there_is_an_empty_line(get, kind, path):
    """IS reference, req=userdata: without a record the reply is a line break."""
    assert get(f"/is/image{path}?req={kind}").body == b"\r\n"


def test_201_validate(get):
    answer = get("/is/image/DemoCompany/none?req=validate&wid=5&layer=1&src=gone")
    assert texts(answer) == {"request.isValid": "1"}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("form", "status"), [("text", 403), ("xml", 403), ("javascript", 403), ("json", 200)])
def test_an_error_has_the_form_asked_for(get, form, status):
    answer = get(f"/is/image/DemoCompany/none?req=validate,{form}&wid=abc")
    assert answer.status == status
    assert "wid=abc" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    if form == "json":
        assert padded(answer, "s7jsonError")["title"] == "Invalid request"


def test_202_props_as_javascript(get, boat):
    answer = get(f"{BOAT}?req=props,javascript&wid=60")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "image.width='60'\n" in answer.text


def test_65_props_tell_what_the_reply_would_be(get, boat, settings):
    found = texts(get(f"{BOAT}?req=props&scl=2&fmt=png-alpha&bgc=ff8000&qlt=55"))
    assert (found["image.width"], found["image.height"]) == ("60", "40")
    assert (found["image.type"], found["image.mask"], found["image.pixTyp"]) == ("image/png", "1", "RGB")
    assert (found["image.bgc"], found["image.quality"], found["image.printRes"]) == ("ff8000", "55", "72")
    assert (found["image.iccEmbed"], found["image.iccProfile"], found["image.length"]) == ("0", "", "0")
    assert list(settings.derivatives_dir.glob("??/*")) == []


def test_props_tell_the_length_of_what_is_kept(get, boat):
    length = len(get(f"{BOAT}?wid=60").body)
    assert texts(get(f"{BOAT}?req=props&wid=60"))["image.length"] == str(length)


def test_loadcache_makes_it_and_tells_its_length(get, boat):
    answer = get(f"{BOAT}?req=loadcache&wid=60")
    assert answer.headers["Cache-Control"] == "no-store"
    assert texts(answer) == {"image.length": str(len(get(f"{BOAT}?wid=60").body))}


def test_versions_change_with_what_they_stand_for(get, add):
    add("boat")
    add("ship", user_data="a=1")
    boat, ship = (texts(get(f"/is/image/DemoCompany/{name}?req=props")) for name in ("boat", "ship"))
    assert boat["image.version"] == ship["image.version"]
    assert boat["metadata.version"] != ship["metadata.version"]


def test_imageprops(get, add):
    add("boat", image=Image.new("LA", (12, 8)), url_modifier="wid=5", resolution=144.0, anchor_x=3, anchor_y=4)
    found = texts(get(f"{BOAT}?req=imageprops&wid=abc"))
    assert (found["image.width"], found["image.height"], found["image.anchor"]) == ("12", "8", "3,4")
    assert (found["image.pixTyp"], found["image.mask"], found["image.modifier"]) == ("BW", "2", "wid=5")
    assert (found["image.resolution"], found["image.expiration"], found["image.thumbType"]) == ("144", "10", "2")
    assert (found["image.translatedId"], found["image.embeddedXmpData"]) == ("boat", "0")
    assert found["image.timeStamp"].isdigit()


@pytest.mark.parametrize("kind", ["imageprops", "xmp", "props", "set"])
def test_what_is_not_there_is_an_error(get, kind):
    answer = get(f"/is/image/DemoCompany/none?req={kind}")
    assert answer.status == 403
    assert "Unable to find" in answer.text


def test_catalogprops(get):
    answer = get("/is/image/DemoCompany?req=catalogprops")
    found = texts(answer)
    assert (found["catalog.bkgColor"], found["catalog.jpegQuality"], found["catalog.maxPix"]) == (
        "FFFFFF",
        "80,0",
        "0,0",
    )
    assert len(found) == 20
    assert texts(get("/is/image?req=catalogprops")) == found
    assert answer.headers["Cache-Control"] == "public, max-age=360"


@pytest.mark.parametrize(("name", "text"), [("boat", "a=1\r\nb=2\r\n"), ("none", "\r\n")])
def test_userdata(get, add, name, text):
    add("boat", user_data="a=1??b=2")
    answer = get(f"/is/image/DemoCompany/{name}?req=userdata&wid=abc")
    assert answer.body == text.encode()


TARGETS = {"items": [{"name": "Mast", "x_position": 1, "y_position": 2, "width": 3, "height": 4, "position": 1}]}


def test_targets(get, add):
    add("boat", details={"zoom_targets": TARGETS})
    assert get(f"{BOAT}?req=targets").text == "target.1.rect=1,2,3,4\r\ntarget.1.label=Mast\r\n"


def test_imageset_and_set(get, add):
    add("boat")
    add("ship")
    add(
        "views",
        type="AssetSet",
        sub_type="MediaSet",
        blob_hash=None,
        details={"set_definition": "boat,DemoCompany/ship"},
    )
    url = "/is/image/DemoCompany/views"
    assert get(f"{url}?req=imageset").text == "boat,DemoCompany/ship\r\n"
    found = padded(get(f"{url}?req=set,json&id=1"), request_id="1")["set"]
    assert (found["type"], found["n"]) == ("media_set", "DemoCompany/views")
    assert [item["i"]["n"] for item in found["item"]] == ["boat", "DemoCompany/ship"]
    assert (found["item"][0]["dx"], found["item"][0]["dy"]) == ("120", "80")


def test_a_set_may_stand_in_the_request(get, add, boat):
    add("ship")
    answer = get("/is/image/DemoCompany?imageSet={boat;ship,ship}&req=set")
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert re.search(
        r'<set pv="1.0" type="img_set" n="DemoCompany"><item dx="120"[^>]*><i n="boat"/><s n="ship"/>', answer.text
    )


IMAGE_MAP = {
    "items": [
        {"region": "10,20,50,60", "action": 'HREF="a"', "shape_type": "Rectangle", "position": 1},
        {"region": "0,0,4,4", "action": 'HREF="b"', "shape_type": "Rectangle", "position": 2, "enabled": False},
    ]
}


def test_map(get, add):
    add("boat", details={"image_maps": IMAGE_MAP})
    assert get(f"{BOAT}?req=map").text == '<AREA SHAPE="rect" COORDS="10,20,50,60" HREF="a">'
    assert get(f"{BOAT}?req=map&wid=60").text == '<AREA HREF="a" SHAPE="rect" COORDS="5,10,25,30">'
    assert get(f"{BOAT}?req=map&crop=60,0,20,20").text == ""
    assert padded(get(f"{BOAT}?req=map,json&wid=60"))["map"][0]["coords"] == "5,10,25,30"
    assert '<map><area href="a" shape="rect" coords="5,10,25,30"/></map>' in get(f"{BOAT}?req=map,xml&wid=60").text


def test_the_maps_of_layers_lie_over_each_other(get, add):
    add("boat", details={"image_maps": IMAGE_MAP})
    answer = get(f"{BOAT}?req=map&layer=1&src=boat&size=60,0&map=<area%20alt=x>&layer=2&src=boat&scale=0.5")
    assert re.findall(r"(HREF|alt)[^C]*COORDS=\"([0-9,]+)", answer.text) == [
        ("HREF", "35,30,55,50"),
        ("alt", "30,20,90,60"),
        ("HREF", "10,20,50,60"),
    ]


def test_xmp(get, add):
    packet = '<x:xmpmeta xmlns:x="adobe:ns:meta/">packet</x:xmpmeta>'
    file, info = io.BytesIO(), PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet)
    Image.new("RGB", (4, 4)).save(file, "PNG", pnginfo=info)
    add("boat", content=file.getvalue())
    add("ship")
    answer = get(f"{BOAT}?req=xmp")
    assert (answer.text, answer.headers["Content-Type"]) == (packet, "text/xml; charset=utf-8")
    assert "xmpmeta" in get("/is/image/DemoCompany/ship?req=xmp").text


def test_203_xlate(get, add, settings):
    for name in ("image", "image_fr", "image_de"):
        add(name)
    settings.resolved_catalogs_dir.mkdir()
    (settings.resolved_catalogs_dir / "DemoCompany.ini").write_text("LocaleMap=fr,_fr,|de,_de,|it,_it,|,")
    assert texts(get("/is/image/DemoCompany/image?req=xlate")) == {"xlate.translatedIds": "image,image_fr,image_de"}


def test_204_nothing_asked_of_nothing(get):
    assert texts(get("/is/image"))["copyright"].startswith("Flytower")


def test_resolve(get, add, database):
    add("boat", url_modifier="qlt=70")
    with database.transaction() as session:
        image_formats.create(session, 1, "small", "wid=25")
    answer = get(f"{BOAT}?req=resolve&$small$")
    assert answer.text == "/DemoCompany/boat?qlt=70&wid=25\n"
    assert answer.headers["Cache-Control"] == "no-store"


def test_message_is_logged_and_cannot_forge_lines(get, caplog):
    caplog.set_level("INFO")
    answer = get("/is/image/DemoCompany?req=message&message=hello%0Aworld")
    assert (answer.status, answer.body) == (200, b"")
    assert "message for /DemoCompany: hello\\u000aworld" in caplog.text


@pytest.mark.parametrize("kind", ["mbrSet", "saveToFile&name=x.jpg"])
def test_what_is_never_answered_says_so(get, boat, kind):
    assert get(f"{BOAT}?req={kind}").text.startswith("Invalid request: req=")


def test_a_conditional_request(get, boat):
    first = get(f"{BOAT}?req=imageprops")
    again = get(f"{BOAT}?req=imageprops", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_head_tells_the_length_alone(get, boat):
    answer = get(f"{BOAT}?req=exists", "HEAD")
    assert (answer.body, answer.headers["Content-Length"]) == (b"", str(len(get(f"{BOAT}?req=exists").body)))


def test_a_browser_takes_no_answer_for_a_page(get, add):
    add("boat", user_data="<script>alert(1)</script>")
    headers = get(f"{BOAT}?req=userdata").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_company_tells_nothing_of_another(get, add):
    add("secret", company="Other", user_data="a=1")
    for kind in ("userdata", "exists", "imageprops", "set", "map", "xlate"):
        assert "secret" not in get(f"/is/image/DemoCompany/Other/secret?req={kind},json").text.replace(
            "Other/secret", ""
        )
    assert texts(get("/is/image/DemoCompany/Other/secret?req=exists")) == {"catalogRecord.exists": "0"}


def test_an_expired_company_tells_nothing(get, boat, database):
    with database.transaction() as session:
        companies.by_name(session, "Demo Company").expires = system_clock()
    assert get(f"{BOAT}?req=imageprops").text == "There is no such company.\n"


@pytest.mark.parametrize(
    ("far", "areas"), [("9" * 400, '<AREA SHAPE="rect" COORDS="0,0,60,20">'), ("-" + "9" * 400, "")]
)
def test_coordinates_out_of_all_bounds(get, boat, far, areas):
    answer = get(f"{BOAT}?req=map&wid=60&map=<area%20shape=rect%20coords=0,0,{far},40>")
    assert (answer.status, answer.text) == (200, areas)
