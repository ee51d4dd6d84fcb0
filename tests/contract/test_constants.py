"""Properties of the lists of constants; their values are the vendor's and need no copy here."""

from enum import StrEnum

import pytest

from flytower.contract import constants, upload_constants
from flytower.contract.constants import (
    AssetType,
    EmailSetting,
    ExportFormat,
    JobLogFileType,
    JobLogType,
    TrashFilter,
    TrashState,
)

ENUMS = [
    one
    for module in (constants, upload_constants)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, StrEnum) and one.__module__ == module.__name__
]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_no_value_is_listed_twice(enum):
    assert len(enum.__members__) == len(list(enum))


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_list_says_what_it_is(enum):
    assert enum.__doc__


def test_a_constant_is_its_text():
    assert EmailSetting.ERROR_AND_WARNING == "ErrorAndWarning"
    assert f"{ExportFormat.ORIGINAL}" == "orig"
    assert AssetType("PDFSettings") is AssetType.PDF_SETTINGS


def test_text_outside_the_list_is_refused():
    with pytest.raises(ValueError, match="Convert"):
        ExportFormat("Convert")


def test_any_joins_the_trash_states_in_a_search():
    assert set(TrashFilter) == {"Any", *TrashState}


def test_the_recorded_export_log_has_its_constants():
    """Wire fact B10: three log types and two file types that the vendor's lists lack."""
    assert {"BeginExportJob", "ExportJobRenderFileSuccess", "ZipFileExportJobSuccess"} <= set(JobLogType)
    assert {"ExportJobRenderedFile", "ExportJobZip"} <= set(JobLogFileType)
