"""req=mask: the opacity as a gray picture. Source: IS reference, req."""

from PIL import Image


def test_the_reply_is_the_opacity(reply):
    result = reply(Image.new("RGBA", (2, 2), (9, 9, 9, 77)), "req=mask&fmt=tif,gray")
    assert (result.mode, result.getpixel((0, 0))) == ("L", 77)


def test_an_opaque_picture_is_all_white_and_its_default_format_gray_jpeg(rendered):
    result, path = rendered(Image.new("RGB", (4, 4)), "req=mask")
    with Image.open(path) as image:
        assert (image.format, image.mode, image.getextrema()) == ("JPEG", "L", (255, 255))
    assert result.mime == "image/jpeg"


def test_padding_is_black(reply):
    result = reply(Image.new("RGB", (2, 2)), "req=mask&wid=4&hei=2&fmt=png,gray&bgc=ffffff")
    assert list(result.get_flattened_data()) == [0, 255, 255, 0] * 2
