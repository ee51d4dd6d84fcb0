from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from flytower.model import companies, image_formats

NOW = datetime(2020, 6, 9, tzinfo=UTC)


def test_names_are_found_whatever_their_case(session, company):
    made = image_formats.create(session, company.id, "Test", "fmt=tif")
    assert image_formats.by_name(session, company.id, "tEST") is made
    assert image_formats.macros(session, company.id) == {"test": "fmt=tif"}


def test_a_name_exists_once_whatever_its_case(session, company):
    image_formats.create(session, company.id, "Test", "fmt=tif")
    with pytest.raises(IntegrityError):
        image_formats.create(session, company.id, "TEST", "fmt=png")
    session.rollback()


def test_every_company_has_its_own(session, company):
    other = companies.create(session, "Other", NOW)
    made = image_formats.create(session, company.id, "test", "fmt=tif")
    image_formats.create(session, other.id, "TEST", "fmt=png")
    assert image_formats.all_of(session, company.id) == [made]
    assert image_formats.by_id(session, other.id, made.id) is None


def test_a_changed_one_is_found_by_its_new_name(session, company):
    made = image_formats.create(session, company.id, "old", "fmt=tif")
    image_formats.change(made, "New", "fmt=png")
    assert image_formats.by_name(session, company.id, "new") is made
    assert image_formats.handle_of(made) == f"if|{company.id}|{made.id}"
