"""What catalogs, rules and request control do to /is/image. Source: IS reference, image catalogs."""

import io
import threading
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from PIL import Image

from flytower.imaging.locking import lock, obfuscate
from flytower.jobs.catalogs import Catalogs
from flytower.storage.derivatives import Derivatives
from flytower.storage.recent import Recent
from flytower.web.picture_maker import PictureCache

BOAT = "/is/image/DemoCompany/boat"


@pytest.fixture
def catalog(settings):
    """Write the company's attribute file, and other files beside it."""

    def write(*lines, **files):
        settings.resolved_catalogs_dir.mkdir(exist_ok=True)
        (settings.resolved_catalogs_dir / "DemoCompany.ini").write_text("\n".join(lines))
        for name, text in files.items():
            (settings.resolved_catalogs_dir / name).write_text(text)

    return write


def opened(answer):
    assert answer.status == 200, answer.text
    return Image.open(io.BytesIO(answer.body))


def rules(*texts):
    return f'<?xml version="1.0"?><ruleset>{"".join(texts)}</ruleset>'


def test_attributes_give_defaults(get, boat, catalog):
    catalog("DefaultPix=60,60", "BkgColor=ff0000", "MaxPix=100,100")
    assert opened(get(BOAT)).size == (60, 40)
    assert opened(get(f"{BOAT}?wid=80&hei=80&fmt=png")).getpixel((0, 0)) == (255, 0, 0)
    assert "more than 100 x 100" in get(f"{BOAT}?scl=1").text


def test_a_changed_file_holds_at_once(get, boat, catalog):
    catalog("DefaultPix=60,60")
    assert opened(get(BOAT)).size == (60, 40)
    catalog("DefaultPix=30,30 ")
    assert opened(get(BOAT)).size == (30, 20)


def test_another_company_s_file_is_its_own(get, add, catalog):
    catalog("DefaultPix=60,60")
    add("boat", company="Other")
    assert opened(get("/is/image/Other/boat")).size == (120, 80)


def test_a_file_that_can_not_be_used_is_named(get, boat, catalog, caplog):
    catalog("DefaultPix=large")
    answer = get(BOAT)
    assert answer.status == 500
    assert "DemoCompany.ini: DefaultPix=large" in caplog.text


def test_macros_come_from_the_catalog_behind_the_company_s_formats(get, boat, catalog):
    catalog("MacroFile=macros.txt", **{"macros.txt": "Name\tDefinition\nsmall\twid=30&fmt=png\n"})
    assert opened(get(f"{BOAT}?$SMALL$")).size == (30, 20)


def test_thumbnails(get, boat, catalog):
    catalog("ThumbBkgColor=00ff00", "DefaultThumbPix=50,50")
    image = opened(get(f"{BOAT}?req=tmb&fmt=png"))
    assert (image.size, image.getpixel((25, 2))) == ((50, 50), (0, 255, 0))


def test_a_watermark_lies_over_every_picture_but_thumbnails(get, add, boat, catalog):
    add("mark", image=Image.new("RGB", (10, 10), (255, 0, 0)), url_modifier="align=-1,-1")
    catalog("Watermark=mark")
    assert opened(get(f"{BOAT}?fmt=png")).getpixel((4, 4)) == (255, 0, 0)
    assert opened(get(f"{BOAT}?fmt=png&req=tmb")).getpixel((1, 50)) != (255, 0, 0)


def test_a_locked_request(get, boat, catalog):
    catalog("RequestLock=1")
    assert opened(get(f"{BOAT}?{lock('wid=60')}")).size == (60, 40)
    for query in ("wid=60", "wid=60&0000", lock("wid=60").replace("60", "61")):
        answer = get(f"{BOAT}?{query}")
        assert answer.status == 403
        assert "lock" in answer.text


def test_an_obfuscated_request(get, boat, catalog):
    catalog("RequestObfuscation=1", "RequestLock=1")
    assert opened(get(f"{BOAT}?{obfuscate(lock('wid=60'))}")).size == (60, 40)
    assert get(f"{BOAT}?{lock('wid=60')}").status == 403


def test_a_default_image_stands_in_for_a_missing_one(get, add, catalog):
    add("gone", image=Image.new("RGB", (40, 20), (1, 2, 3)))
    catalog("DefaultImage=gone")
    answer = get("/is/image/DemoCompany/none?wid=20&fmt=png&op_invert=1")
    assert (opened(answer).size, opened(answer).getpixel((5, 5))) == ((20, 10), (1, 2, 3))
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert get("/is/image/DemoCompany/none?defaultImage=").status == 403


def test_the_request_may_name_the_default_image(get, add):
    add("gone", image=Image.new("RGB", (40, 20)))
    assert opened(get("/is/image/DemoCompany/none?defaultImage=DemoCompany/gone")).size == (40, 20)


def test_an_error_image_is_returned_with_status_200(get, add, catalog):
    add("oops", image=Image.new("RGB", (40, 20)), url_modifier="fmt=png&wid=10")
    catalog("ErrorImage=DemoCompany/oops")
    answer = get("/is/image/DemoCompany/none?wid=abc")
    assert (opened(answer).size, answer.headers["Cache-Control"]) == ((10, 5), "no-store")
    assert get("/is/image/DemoCompany/none?req=props").text == "Unable to find /DemoCompany/none.\n"


@pytest.mark.parametrize("image", ["none", "broken"])
def test_an_error_image_that_fails_gives_the_text(get, add, catalog, image):
    add("broken", url_modifier="wid=abc")
    catalog(f"ErrorImage={image}")
    assert get("/is/image/DemoCompany/gone").text.startswith("Unable to find")


def test_an_error_image_that_is_not_kept_is_made_once(get, server, settings, add, catalog):
    """A second time there may be no place to make it, which must not become another error."""
    add("oops", image=Image.new("RGB", (40, 20)))
    catalog("ErrorImage=oops")
    server._maker._cache = PictureCache(Derivatives(settings.derivatives_dir, 0), Recent(0))
    server._maker._places = threading.BoundedSemaphore(1)
    server._maker._places.release = lambda: None
    assert opened(get("/is/image/DemoCompany/none")).size == (40, 20)


@pytest.mark.parametrize(
    ("detail", "text"),
    [(0, "Unable to find the object.\n"), (2, "Unable to find /DemoCompany/none.\n"), (3, "Traceback")],
)
def test_errors_tell_as_much_as_configured(get, catalog, detail, text):
    catalog(f"ErrorDetail={detail}")
    assert get("/is/image/DemoCompany/none").text.startswith(text)


def test_a_locale_chooses_pictures_and_strings(get, add, boat, catalog):
    add("boat_D", image=Image.new("RGB", (40, 20)), user_data="a=one^loc=D^eins")
    catalog("LocaleMap=de,_D,|,", "LocaleStrMap=de,D|,")
    assert opened(get(f"{BOAT}?locale=de")).size == (40, 20)
    assert opened(get(BOAT)).size == opened(get(f"{BOAT}?locale=ja")).size == (120, 80)
    assert get(f"{BOAT}?req=userdata&locale=DE").text == "a=eins\r\n"


def test_an_unknown_locale_without_a_rule_is_an_error(get, boat, catalog):
    catalog("LocaleMap=de,_D,")
    assert "locale=ja" in get(f"{BOAT}?locale=ja").text
    assert get(BOAT).status == 200


@pytest.mark.parametrize(
    ("hours", "cache"),
    [
        ("0", "public, no-cache"),
        ("0.5", "public, max-age=1800"),
        ("-1", "public, max-age=31536000, immutable"),
    ],
)
def test_expiration(get, boat, catalog, hours, cache):
    catalog(f"Expiration={hours}")
    headers = get(BOAT).headers
    assert headers["Cache-Control"] == cache
    seconds = (parsedate_to_datetime(headers["Expires"]) - datetime.now(UTC)).total_seconds()  # noqa: TID251
    assert seconds == pytest.approx(float(hours) * 3600 if float(hours) >= 0 else 31536000, abs=60)


def test_cache_off_tells_clients_to_keep_nothing(get, boat):
    assert get(f"{BOAT}?cache=off").headers["Cache-Control"] == "no-store"
    assert get(f"{BOAT}?cache=on,off").headers["Cache-Control"] == "public, max-age=36000"
    assert get(f"{BOAT}?req=exists&cache=off").headers["Cache-Control"] == "no-store"


def test_last_modified_where_the_catalog_says_so(get, boat, catalog):
    assert "Last-Modified" not in get(BOAT).headers
    catalog("UseLastModified=1")
    changed = get(BOAT).headers["Last-Modified"]
    assert get(BOAT, If_Modified_Since=changed).status == 304
    assert get(BOAT, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    assert get(BOAT, If_Modified_Since="yesterday").status == 200
    assert get(BOAT, If_Modified_Since=f"Mon, 01 Jan 2001 00:00:00 +{'9' * 20}").status == 200
    assert get(BOAT, If_Modified_Since=changed, If_None_Match='"other"').status == 200


def test_rules_rewrite_requests(get, boat, catalog):
    rule = "<rule><expression>([^/]+)/(tiny)$</expression><substitution>$1?wid=12&amp;fmt=png</substitution></rule>"
    catalog("RuleSetFile=rules.xml", **{"rules.xml": rules(rule)})
    assert opened(get(f"{BOAT}/tiny")).size == (12, 8)


def test_rules_refuse_requests_and_override_attributes(get, boat, catalog):
    refusing = '<rule OnMatch="error"><expression>op_blur</expression></rule>'
    slow = '<rule Expiration="0.5"><expression>wid=9</expression><header Name="Edge-Control">no-store</header></rule>'
    catalog("RuleSetFile=rules.xml", **{"rules.xml": rules(refusing, slow)})
    assert "request refused" in get(f"{BOAT}?op_blur=5").text
    answer = get(f"{BOAT}?wid=9")
    assert (answer.headers["Cache-Control"], answer.headers["Edge-Control"]) == ("public, max-age=1800", "no-store")


def test_a_rule_s_header_may_hold_the_request_s_variables(get, boat, catalog):
    rule = "<rule><expression>\\$edge=</expression><header Name='Edge-Control'>$edge$</header></rule>"
    catalog("RuleSetFile=rules.xml", **{"rules.xml": rules(rule)})
    assert get(f"{BOAT}?$edge=no-store").headers["Edge-Control"] == "no-store"
    assert get(f"{BOAT}?$edge=a%0D%0ASet-Cookie:b").headers["Edge-Control"] == "aSet-Cookie:b"


def test_a_request_addresses_the_named_layers_of_a_record(get, add, catalog):
    rule = "<rule><expression>\\$edge=</expression><header Name='Edge-Control'>$edge$</header></rule>"
    catalog("RuleSetFile=rules.xml", **{"rules.xml": rules(rule)})
    add("card", url_modifier="layer=1,box&size=10,10&color=00ff00")
    answer = get("/is/image/DemoCompany/card?fmt=png&layer=box&color=ff0000&$edge=a")
    assert (opened(answer).getpixel((60, 40)), answer.headers["Edge-Control"]) == ((255, 0, 0), "a")


def test_only_some_addresses_may_ask(get, boat, catalog):
    catalog("ClientAddressFilter=192.0.2.0/24")
    assert "address" in get(BOAT).text
    catalog("ClientAddressFilter=127.0.0.0/8 ")
    answer = get(BOAT)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "private, max-age=36000")


def test_a_rule_s_addresses_count_instead(get, boat, catalog):
    rule = "<rule><expression>wid</expression><addressfilter>127.0.0.1</addressfilter></rule>"
    catalog("ClientAddressFilter=192.0.2.0/24", "RuleSetFile=rules.xml", **{"rules.xml": rules(rule)})
    assert get(f"{BOAT}?wid=5").status == 200
    assert get(BOAT).status == 403


def test_a_rule_set_that_can_not_be_used_is_named(get, boat, catalog, caplog):
    catalog("RuleSetFile=rules.xml", **{"rules.xml": "<rules/>"})
    assert get(BOAT).status == 500
    assert "rules.xml: <rules> stands where none may be" in caplog.text


def test_a_file_outside_of_the_directory_is_not_read(get, boat, catalog, caplog):
    catalog("MacroFile=../secret.txt")
    assert get(BOAT).status == 500
    assert "outside of the catalogs directory" in caplog.text


def test_full_match_leaves_the_catalog_where_nothing_has_the_name(get, add, catalog):
    add("gone", image=Image.new("RGB", (40, 20)))
    catalog("DefaultImage=gone", "FullMatch=1")
    assert get("/is/image/DemoCompany/none").status == 403
    catalog("DefaultImage=gone", "FullMatch=0")
    assert get("/is/image/DemoCompany/none").status == 200


def test_a_query_has_a_longest_length(get, boat):
    assert "longer than 8000 characters" in get(f"{BOAT}?.x={'a' * 8000}").text


def test_a_request_has_a_largest_number_of_commands(get, boat):
    assert "more than 1000 commands" in get(f"{BOAT}?{'a=&' * 1001}").text


def test_dpr_over_http(get, boat):
    assert opened(get(f"{BOAT}?wid=30&dpr=on,2")).size == (60, 40)


def test_bfc_network_and_id_change_no_pixel(get, boat):
    assert get(f"{BOAT}?wid=30&bfc=on&network=on&id=abc").body == get(f"{BOAT}?wid=30").body


@pytest.mark.parametrize("hours", ["8761", "999999999"])
def test_nothing_is_kept_longer_than_a_year(get, boat, catalog, hours):
    """RFC 2616, Expires; a date behind the year 9999 does not exist."""
    catalog(f"Expiration={hours}")
    assert get(BOAT).headers["Cache-Control"] == "public, max-age=31536000"


@pytest.mark.parametrize(("hours", "seconds"), [(".5", 1800), ("1e-1", 360), ("5.", 18000), ("1.5E+1", 54000)])
def test_real_numbers_of_catalogs(get, boat, catalog, hours, seconds):
    """IS reference, common data types: a real may begin with its point and have an exponent."""
    catalog(f"Expiration={hours}")
    assert get(BOAT).headers["Cache-Control"] == f"public, max-age={seconds}"


def test_a_rule_that_leads_to_a_company_overrides_its_attributes(get, boat, settings, server, client_of):
    """IS reference, rule set reference: attributes of rules come before those of the catalog."""
    rule = '<rule Expiration="0.5"><expression>^short/</expression><substitution>DemoCompany/</substitution></rule>'
    settings.resolved_catalogs_dir.mkdir()
    (settings.resolved_catalogs_dir / "rules.xml").write_text(rules(rule))
    server._door = replace(server._door, catalogs=Catalogs(replace(settings, is_rule_set_file="rules.xml")))
    assert get("/is/image/short/boat").headers["Cache-Control"] == "public, max-age=1800"


def test_without_a_locale_strings_are_those_of_no_locale(get, add, catalog):
    """As names are: LocaleStrMap has no rule for unknown locales, and nobody names one."""
    add("boat", user_data="a=one^loc=D^eins")
    catalog("LocaleStrMap=de,D")
    assert get(f"{BOAT}?req=userdata").text == "a=one\r\n"
    assert get(f"{BOAT}?req=props").status == 200
    assert "locale=ja" in get(f"{BOAT}?req=userdata&locale=ja").text


@pytest.mark.parametrize("kind", ["tmb", "exists", "userdata", "imageprops", "map", "catalogprops"])
def test_a_lost_watermark_matters_where_it_would_show(get, boat, catalog, kind):
    """IS reference, watermarks: never on thumbnails; req=exists and the like look at no other command."""
    catalog("Watermark=gone")
    assert get(f"{BOAT}?req={kind}").status == 200
    assert "Watermark=gone" in get(BOAT).text
    assert "Watermark=gone" in get(f"{BOAT}?req=props").text


def test_the_error_image_stands_in_where_the_watermark_is_lost(get, add, boat, catalog):
    add("oops", image=Image.new("RGB", (40, 20)))
    catalog("Watermark=gone", "ErrorImage=oops")
    assert opened(get(BOAT)).size == (40, 20)
