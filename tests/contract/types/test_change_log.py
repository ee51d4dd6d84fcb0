"""What the vendor's change log says that types gained and lost, release by release, before the published schemas."""

import pytest

from flytower.contract.record import live_fields
from flytower.contract.types.asset_infos import FileInfo, ImageInfo, PsdInfo
from flytower.contract.types.asset_jobs import ReprocessAssetsJob
from flytower.contract.types.assets import Asset
from flytower.contract.types.conditions import MetadataCondition, SystemFieldCondition
from flytower.contract.types.folders import Folder
from flytower.contract.types.image_parts import ImageMap
from flytower.contract.types.job_logs import JobLog, JobLogDetail
from flytower.contract.types.jobs import ActiveJob, TaskProgress
from flytower.contract.types.metadata_fields import MetadataField
from flytower.contract.types.property_sets import PropertySet
from flytower.contract.types.publish_jobs import ImageServingPublishJob
from flytower.contract.types.scheduled_jobs import ScheduledJob
from flytower.contract.types.search_by_metadata import AssetSummary, SearchFilter
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadUrlsJob
from flytower.contract.types.upload_options import PDFOptions, PhotoshopOptions, PostScriptOptions
from flytower.contract.types.users import User
from flytower.contract.version import (
    PRE_4_0,
    V2008_01,
    V2008_09,
    V2009,
    V2010,
    V2012,
    V2013,
    V2014,
    V2021,
    VERSIONS,
)


def versions_with(record, element):
    return [version for version in VERSIONS if element in [field.wire_name for field in live_fields(record, version)]]


@pytest.mark.parametrize(
    ("record", "element", "first"),
    [
        (ActiveJob, "locale", V2008_01),
        (ScheduledJob, "description", V2008_01),
        (JobLog, "originalJobName", V2008_01),
        (JobLog, "endDate", V2008_01),
        (JobLogDetail, "assetHandle", V2008_01),
        (FileInfo, "fileSize", V2008_01),
        (ImageInfo, "fileSize", V2008_01),
        (ImageMap, "enabled", V2008_01),
        (PostScriptOptions, "alpha", V2008_01),
        (UploadUrlsJob, "illustratorOptions", V2008_01),
        (ActiveJob, "reprocessAssetsJob", V2008_01),
        (Asset, "wordInfo", V2008_01),
        (Asset, "trashState", V2008_09),
        (Asset, "maskInfo", V2008_09),
        (Asset, "audioInfo", V2008_09),
        (ReprocessAssetsJob, "readyForPublish", V2008_09),
        (UploadDirectoryJob, "preserveCrop", V2008_09),
        (Asset, "subType", V2009),
        (Asset, "assetSetInfo", V2009),
        (JobLog, "transferErrorCount", V2009),
        (PDFOptions, "extractLinks", V2009),
        (Asset, "cssInfo", V2010),
        (JobLogDetail, "auxArray", V2010),
        (PhotoshopOptions, "layerOptions", V2010),
        (ScheduledJob, "createVideoSitemapJob", V2010),
        (ActiveJob, "exportJob", V2012),
        (ImageServingPublishJob, "contextHandle", V2012),
        (TaskProgress, "taskState", V2012),
        (PsdInfo, "optimizedFile", V2012),
        (ActiveJob, "automatedSetGenerationJob", V2013),
        (UploadUrlsJob, "unCompressOptions", V2013),
        (ReprocessAssetsJob, "knockoutBackgroundOptions", V2013),
        (MetadataCondition, "boolVal", V2008_01),
        (SystemFieldCondition, "minDate", V2008_01),
        (MetadataCondition, "caseSensitive", V2010),
        (MetadataField, "isHidden", V2010),
        (PropertySet, "permissions", V2010),
        (MetadataField, "initialTagValue", V2012),
        (Folder, "permissionSetHandle", V2012),
        (MetadataField, "isEnforced", V2014),
        (SearchFilter, "strictSubTypeCheck", V2014),
        (MetadataField, "isPublishData", V2021),
    ],
)
def test_came_with_a_release(record, element, first):
    assert versions_with(record, element) == [version for version in VERSIONS if version >= first]


@pytest.mark.parametrize(("record", "element"), [(Asset, "fileName"), (UploadUrlsJob, "numUrls")])
def test_came_with_the_later_of_two_releases_that_the_log_names_for_it(record, element):
    """It has them with 4.5 and again with 6.0; answers recorded in the version of 4.5 have neither."""
    assert versions_with(record, element)[0] == V2012


def test_folders_told_their_permissions_in_full_until_6_0():
    assert versions_with(Folder, "permissions") == [version for version in VERSIONS if version < V2012]


@pytest.mark.parametrize("element", ["type", "name"])
@pytest.mark.parametrize(("version", "least"), [(V2010, 1), (V2012, 0), (V2014, 0)], ids=str)
def test_a_summary_may_be_without_type_and_name_since_6_0(element, version, least):
    (field,) = [field for field in live_fields(AssetSummary, version) if field.wire_name == element]
    assert field.minimum == least


@pytest.mark.parametrize(
    ("version", "element"),
    [(PRE_4_0, "role"), (V2010, "role"), (V2012, "defaultRole"), (V2013, "defaultRole")],
    ids=str,
)
def test_a_users_role_became_the_default_role_with_6_0(version, element):
    names = [field.wire_name for field in live_fields(User, version)]
    assert [name for name in names if name in ("role", "defaultRole")] == [element]


def test_layers_got_options_of_their_own_in_4_5():
    early = ["maintainLayers", "layerNaming", "anchor"]
    late = ["process", "layerOptions"]
    for version in VERSIONS:
        names = [field.wire_name for field in live_fields(PhotoshopOptions, version)]
        assert names == (late if version >= V2010 else early)
