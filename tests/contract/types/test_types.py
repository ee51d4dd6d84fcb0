"""Properties that every declared type has to have, and the places where versions differ."""

import importlib
import pkgutil

import pytest

import flytower.contract.types
from flytower.contract.record import UNBOUNDED, Record, fields_of, live_fields
from flytower.contract.types.asset_jobs import ExportJob
from flytower.contract.types.assets import Asset
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadPostJob, UploadUrlsJob
from flytower.contract.types.upload_post import UploadPostParam
from flytower.contract.types.users import User
from flytower.contract.version import PUBLISHED, V2013, V2014, V2017, V2021, V2022, VERSIONS

MODULES = [
    importlib.import_module(f"flytower.contract.types.{found.name}")
    for found in pkgutil.iter_modules(flytower.contract.types.__path__)
]
TYPES = [
    one
    for module in MODULES
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, Record) and one.__module__ == module.__name__
]

BOUNDED = {"ContextStateUpdateArray": (1, UNBOUNDED), "EmailArray": (1, 5), "UrlArray": (1, 1000)}
"""The arrays that are not to be empty, or not to be of any length."""


def wire_names(record, version):
    return [field.wire_name for field in live_fields(record, version)]


@pytest.mark.parametrize("record", TYPES, ids=lambda record: record.__name__)
class TestEveryType:
    def test_has_one_meaning_for_a_name_in_each_version(self, record):
        for version in VERSIONS:
            names = wire_names(record, version)
            assert len(names) == len(set(names))

    def test_refers_only_to_types_that_its_versions_have(self, record):
        dead = [
            (field.name, str(version))
            for version in VERSIONS
            if record.lives_in(version)
            for field in live_fields(record, version)
            if issubclass(field.type, Record) and not field.type.lives_in(version)
        ]
        assert not dead

    def test_is_an_array_of_items_where_it_repeats(self, record):
        repeated = [field for field in fields_of(record) if field.repeats]
        assert bool(repeated) is record.__name__.endswith("Array")
        bounds = BOUNDED.get(record.__name__, (0, UNBOUNDED))
        assert all((field.name, field.minimum, field.maximum) == ("items", *bounds) for field in repeated)


def test_no_two_types_share_a_name():
    names = [record.__name__ for record in TYPES]
    assert len(names) == len(set(names))


def test_the_vendors_spelling_survives():
    assert wire_names(ExportJob, V2013) == [
        "assetHandleArray",
        "fmt",
        "is_modifier",
        "macro",
        "emailSetting",
        "clientId",
    ]


@pytest.mark.parametrize("job", [UploadUrlsJob, UploadDirectoryJob, UploadPostJob])
def test_uploads_spell_unpacking_with_a_capital_c(job):
    """Wire fact A6."""
    assert "unCompressOptions" in wire_names(job, V2013)


@pytest.mark.parametrize(
    ("version", "has", "required"),
    [(V2013, True, True), (V2014, False, False), (V2017, False, False), (V2021, True, False), (V2022, True, False)],
)
def test_a_users_default_role_goes_and_comes_back(version, has, required):
    found = [field for field in live_fields(User, version) if field.wire_name == "defaultRole"]
    assert bool(found) is has
    assert [field.minimum for field in found] == ([int(required)] if has else [])


def test_captions_and_models_enter_where_the_schema_puts_them():
    assert wire_names(Asset, V2013)[-2:] == ["javascriptInfo", "permissions"]
    assert wire_names(Asset, V2022)[-3:] == ["videoCaptionInfo", "permissions", "threeDInfo"]


def test_the_upload_servlet_came_in_2014():
    assert [version for version in PUBLISHED if UploadPostParam.lives_in(version)] == list(PUBLISHED[1:])
