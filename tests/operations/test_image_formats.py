import pytest

from flytower.operations.image_formats_records import (
    DeleteImageFormatParam,
    GetImageFormatsParam,
    SaveImageFormatParam,
)


@pytest.fixture
def save(world):
    def run(name, modifier, handle=None, **call):
        param = SaveImageFormatParam(
            company_handle=call.pop("company", world.handle),
            name=name,
            url_modifier=modifier,
            image_format_handle=handle,
        )
        return world.call(param, **call).image_format_handle

    return run


@pytest.fixture
def formats(world):
    def run():
        found = world.call(GetImageFormatsParam(company_handle=world.handle)).image_format_array.items
        return {one.name: one.url_modifier for one in found}

    return run


def test_a_company_begins_without_any(formats):
    assert formats() == {}


def test_saving_creates(world, save, formats):
    handle = save("test", "fmt=tif")
    assert handle.startswith(f"if|{world.company.id}|")
    assert formats() == {"test": "fmt=tif"}


def test_saving_by_handle_changes(save, formats):
    handle = save("test", "fmt=tif")
    assert save("new.name", "fmt=png", handle) == handle
    assert formats() == {"new.name": "fmt=png"}


def test_saving_by_name_changes_whatever_the_case(save, formats):
    handle = save("test", "fmt=tif")
    assert save("Test", "fmt=png") == handle
    assert formats() == {"Test": "fmt=png"}


def test_every_form_of_handle(world, save, formats):
    number = save("test", "fmt=tif").rpartition("|")[2]
    save("test", "fmt=png", f"{world.company.id}|{number}")
    assert formats() == {"test": "fmt=png"}


def test_a_name_of_another_one(save, refused):
    save("one", "fmt=tif")
    two = save("two", "fmt=png")
    with refused(30001, "name", "ONE"):
        save("ONE", "fmt=png", two)


@pytest.mark.parametrize("name", ["", "a b", "täst", "a$b", "a&b", "x" * 101])
def test_a_name_that_no_macro_can_have(save, refused, name):
    with refused(30001, "name"):
        save(name, "fmt=tif")


@pytest.mark.parametrize("handle", ["if|1|999", "nonsense", ""])
def test_an_unknown_handle(world, save, refused, handle):
    with refused(30001, "imageFormatHandle", handle):
        save("test", "fmt=tif", handle)
    with refused(30001, "imageFormatHandle", handle):
        world.call(DeleteImageFormatParam(company_handle=world.handle, image_format_handle=handle))


def test_another_companys_is_unknown(world, save, refused):
    theirs = save("theirs", "fmt=tif", company=f"c|{world.other.id}", user=world.OTHER)
    with refused(30001, "there is no such image format"):
        save("mine", "fmt=tif", theirs)


def test_line_breaks_of_long_modifiers_are_taken_out(save, formats):
    """As the reference's own example has them."""
    save("wrapped", "\n  wid=400&hei=400&fmt=jpeg\n  &qlt=75,0  \r\n&op_sharpen=0\n")
    assert formats() == {"wrapped": "wid=400&hei=400&fmt=jpeg&qlt=75,0&op_sharpen=0"}


@pytest.mark.parametrize("modifier", ["wid=x", "fmt=docx", "$test$", "wid=1" + "&wid=1" * 2000])
def test_a_modifier_that_can_never_render(save, refused, modifier):
    with refused(30001, "urlModifier"):
        save("test", modifier)


def test_a_modifier_may_use_other_formats(save, formats):
    save("small", "wid=100")
    save("small-png", "$small$&fmt=png")
    assert formats()["small-png"] == "$small$&fmt=png"


@pytest.mark.parametrize("modifier", ["wid=$w$&hei=20", "fit=crop", "layer=title&opac=50"])
def test_a_modifier_may_leave_the_rest_to_requests(save, formats, modifier):
    """Values of variables, sizes and names of layers. Source: IS reference, command macros."""
    save("part", modifier)
    assert formats()["part"] == modifier


def test_deleting(world, save, formats):
    handle = save("test", "fmt=tif")
    world.call(DeleteImageFormatParam(company_handle=world.handle, image_format_handle=handle))
    assert formats() == {}
