"""What every driver must have reported, whatever its language: the values are those that `seeded` has made."""

import datetime as dt
import io
import urllib.request
import zipfile
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from seeded import COMPANY, EXPIRES, EXPORTED, EXPORTED_WIDTH, NAMES, RESOLUTION, ROOT_FOLDER, SIZE, ZONE, Seeded

LOG_TYPES = ["ExportJobRenderFileSuccess"] * len(EXPORTED) + ["ZipFileExportJobSuccess"]
STEPS = ["getCompanyInfo", "searchAssets", "submitJob", "getJobLogDetails", "fault", "fault", "fault"]


def check(steps: list[dict[str, Any]], seeded: Seeded) -> None:
    """Fail where any value is not what it must be."""
    assert [step["step"] for step in steps] == STEPS
    company, found, submitted, log, *faults = ({**step, "step": None} for step in steps)
    check_company(company, seeded)
    check_search(found)
    check_export(submitted, log, seeded)
    check_faults(faults, seeded)


def check_company(company: dict[str, Any], seeded: Seeded) -> None:
    assert company == {
        "step": None,
        "companyHandle": seeded.company_handle,
        "name": COMPANY,
        "rootPath": ROOT_FOLDER,
        "expires": EXPIRES,
    }


def check_search(found: dict[str, Any]) -> None:
    width, resolution = SIZE[0], RESOLUTION
    rows = {"totalRows": len(NAMES), "names": list(NAMES), "width": width, "resolution": resolution}
    assert found == {"step": None, **rows}
    assert type(found["totalRows"]) is int
    assert type(found["width"]) is int


def check_export(submitted: dict[str, Any], log: dict[str, Any], seeded: Seeded) -> None:
    number = seeded.company_handle.removeprefix("c|")
    kind, company, name, *rest = submitted["jobHandle"].split("|")
    assert (kind, company, rest) == ("j", number, ["", ""])
    assert name
    today = dt.datetime.now(ZoneInfo(ZONE)).date()  # noqa: TID251  the server runs by the real clock
    assert dt.date.fromisoformat(log["startDate"]) in (today, today - dt.timedelta(days=1))
    assert log["logTypes"] == LOG_TYPES
    assert log["fileSuccessCount"] == len(EXPORTED) + 1
    check_archive(log["url"], seeded)


def check_archive(url: str, seeded: Seeded) -> None:
    assert url.startswith(f"{seeded.server.url}/Exports/")
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  the address was just checked
        content = io.BytesIO(answer.read())
    with zipfile.ZipFile(content) as archive:
        assert sorted(archive.namelist()) == [f"{name}.png" for name in EXPORTED]
        for name in archive.namelist():
            with Image.open(archive.open(name)) as image:
                assert (image.format, image.width) == ("PNG", EXPORTED_WIDTH)


def check_faults(faults: list[dict[str, Any]], seeded: Seeded) -> None:
    expected = [
        ("authenticationFault", 10001, ""),
        ("authorizationFault", 20006, seeded.foreign_company),
        ("ipsApiFault", 30001, "a|999999999x"),
    ]
    for fault, (kind, code, named) in zip(faults, expected, strict=True):
        assert (fault["kind"], fault["code"]) == (kind, code)
        assert named in fault["reason"]
        assert len(fault["reason"]) > len(named)
