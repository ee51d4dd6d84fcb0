"""Which version has which operation and which of its parameters, by the vendor's change log."""

import pytest

from flytower.contract.record import Record, live_fields
from flytower.contract.version import (
    PRE_4_0,
    V2008_01,
    V2008_09,
    V2009,
    V2010,
    V2012,
    V2013,
    V2014,
    V2017,
    V2021,
    V2022,
    VERSIONS,
)
from flytower.operations import load

OPERATIONS = load()


@pytest.mark.parametrize(
    ("version", "count"),
    [
        (PRE_4_0, 73),
        (V2008_01, 126),
        (V2008_09, 128),
        (V2009, 133),
        (V2010, 151),
        (V2012, 157),
        (V2013, 163),
        (V2014, 164),
        (V2017, 177),
        (V2021, 183),
        (V2022, 184),
    ],
    ids=str,
)
def test_a_version_has_as_many_operations_as_the_vendors(version, count):
    assert sum(operation.lives_in(version) for operation in OPERATIONS.values()) == count


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("moveAsset", PRE_4_0),
        ("createImageSet", PRE_4_0),
        ("setAssetPublishState", PRE_4_0),
        ("moveAssets", V2008_01),
        ("getZipEntries", V2008_01),
        ("emptyAssetsFromTrash", V2008_01),
        ("getAssetJobLogs", V2008_01),
        ("checkAssetNames", V2008_09),
        ("createAssetSet", V2009),
        ("batchSetFontFields", V2009),
        ("getAssetsByName", V2010),
        ("batchSetThumbAsset", V2010),
        ("removeMask", V2010),
        ("moveFolder", V2012),
        ("getPublishContexts", V2012),
        ("updateImageSet", V2012),
        ("getAutoCropRect", V2013),
        ("getCdnCacheInvalidationStatus", V2014),
        ("saveMetadataField", PRE_4_0),
        ("getProperty", PRE_4_0),
        ("createMetadataField", V2008_01),
        ("batchSetAssetMetadata", V2008_01),
        ("createProject", V2008_01),
        ("createVignettePublishFormat", V2008_01),
        ("setViewerConfigSettings", V2008_01),
        ("getSystemProperties", V2008_09),
        ("getAssetMetadataFields", V2009),
        ("searchAssetsByMetadata", V2010),
        ("updateTagFieldValues", V2010),
        ("getXMPPacket", V2010),
        ("setPropertySetPermissions", V2010),
        ("addMediaPortalEvent", V2010),
        ("deleteAssetMetadata", V2014),
        ("updateSmartCrops", V2017),
        ("listCompanyMetadata", V2017),
        ("addSmartCrops", V2021),
        ("updateAudioCaptionsMetadata", V2022),
    ],
)
def test_an_operation_came_with_a_release(name, first):
    having = [version for version in VERSIONS if OPERATIONS[name].lives_in(version)]
    assert having == [version for version in VERSIONS if version >= first]


@pytest.mark.parametrize("name", ["getImageServingCatalog", "getImageRenderingCatalog"])
def test_the_catalogs_are_in_one_version_only(name):
    assert [version for version in VERSIONS if OPERATIONS[name].lives_in(version)] == [V2013]


def names(record, version):
    return [field.wire_name for field in live_fields(record, version)]


@pytest.mark.parametrize(
    ("name", "element", "first"),
    [
        ("submitJob", "locale", V2008_01),
        ("submitJob", "optimizeImagesJob", V2008_01),
        ("searchAssets", "trashState", V2008_01),
        ("searchAssets", "excludeByproducts", V2008_01),
        ("saveImageMap", "enabled", V2008_01),
        ("searchAssets", "assetSubTypeArray", V2009),
        ("searchAssets", "strictSubTypeCheck", V2009),
        ("searchAssets", "tagConditionArray", V2010),
        ("submitJob", "exportJob", V2012),
        ("createImageSet", "thumbAssetHandle", V2012),
        ("getSearchStrings", "companyHandle", V2012),
        ("getCompanyMembers", "includeInactive", V2012),
        ("getImageServingPublishSettings", "contextHandle", V2012),
        ("submitJob", "automatedSetGenerationJob", V2013),
        ("getImageSetMembers", "responseFieldArray", V2014),
        ("saveMetadataField", "isHidden", V2010),
        ("createMetadataField", "initialTagValue", V2012),
        ("updateMetadataField", "isEnforced", V2014),
        ("createMetadataField", "isPublishData", V2021),
        ("createPropertySet", "permissionArray", V2012),
        ("getViewerConfigSettings", "companyHandle", V2012),
        ("setViewerConfigSettings", "companyHandle", V2012),
        ("updateViewerConfigSettings", "companyHandle", V2012),
        ("searchAssetsByMetadata", "haystackSearch", V2017),
    ],
)
def test_a_parameter_came_with_a_release(name, element, first):
    operation = OPERATIONS[name]
    having = [version for version in VERSIONS if element in names(operation.param, version)]
    assert having == [version for version in VERSIONS if version >= first]


@pytest.mark.parametrize(
    ("name", "early", "late"),
    [
        ("getCompanyMembers", "userArray", "memberArray"),
        ("getCompanyMembership", "companyArray", "membershipArray"),
    ],
)
def test_6_0_answers_memberships_instead_of_plain_users_and_companies(name, early, late):
    answer = OPERATIONS[name].answer
    assert (names(answer, V2010), names(answer, V2012)) == ([early], [late])


@pytest.mark.parametrize("name", ["addUser", "setCompanyMembership", "addCompanyMembership"])
def test_6_0_asks_for_memberships_instead_of_companies(name):
    param = OPERATIONS[name].param
    assert (names(param, V2010)[-1], names(param, V2012)[-1]) == ("companyHandleArray", "membershipArray")


@pytest.mark.parametrize("name", ["addUser", "setUserInfo"])
def test_a_users_role_was_renamed_in_6_0_and_left_out_in_6_8(name):
    param = OPERATIONS[name].param
    found = [{"role", "defaultRole", "isIpsAdmin"} & set(names(param, version)) for version in (V2010, V2012, V2014)]
    assert found == [{"role"}, {"defaultRole"}, {"isIpsAdmin"}]


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_an_operation_refers_only_to_types_that_its_versions_have(version):
    dead = [
        (operation.name, field.name)
        for operation in OPERATIONS.values()
        if operation.lives_in(version)
        for record in (operation.param, operation.answer)
        for field in live_fields(record, version)
        if issubclass(field.type, Record) and not field.type.lives_in(version)
    ]
    assert not dead
