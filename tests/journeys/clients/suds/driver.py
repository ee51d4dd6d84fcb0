"""The journey with suds-community.

suds takes the fields of a Param as keyword arguments and leaves out what is not given. It unwraps an answer that has
one field, and leaves out what the answer leaves out. A WebFault has its detail untyped (the code is text), so that the
detail is read once more with the schema's own element.
"""

import json
import os
import time
import uuid
from pathlib import Path

import suds
import suds.client
from suds.umx.typed import Typed

VARIABLES = os.environ

client = suds.client.Client(Path(VARIABLES["WSDL"]).as_uri(), location=VARIABLES["ENDPOINT"], cache=None, timeout=60)
schema = client.wsdl.schema
service = client.service


def log_in(password):
    """Headers pair by position with those that the WSDL binds; suds knows the element from there."""
    values = {"user": VARIABLES["USER_NAME"], "password": password, "appName": "suds", "appVersion": "1"}
    client.set_options(soapheaders=(values,))


def report(step, **values):
    print(json.dumps({"step": step, **values}), flush=True)


def array(kind, *values):
    made = client.factory.create(f"{{{TYPES}}}{kind}")
    made.items = list(values)
    return made


TYPES = f"http://www.scene7.com/IpsApi/xsd/{VARIABLES['API_VERSION']}"


def rows_with_url(company, name):
    for _ in range(150):
        (log,) = service.getJobLogDetails(companyHandle=company, originalName=name).items
        rows = getattr(log.detailArray, "items", [])
        for row in rows:
            if getattr(row, "assetName", "").startswith("http"):
                return log, rows, row.assetName
        time.sleep(0.2)
    raise TimeoutError(name)


def report_fault(call, **values):
    try:
        call(**values)
    except suds.WebFault as caught:
        (element,) = caught.document.getChild("Envelope").getChild("Body").getChild("Fault").getChild("detail").children
        declared = schema.elements[element.name, element.namespace()[1]]
        detail = Typed(schema).process(element, declared)
        report("fault", kind=element.name, code=detail.code, reason=detail.reason)


def main():
    log_in(VARIABLES["PASSWORD"])
    name = VARIABLES["COMPANY"]
    company = service.getCompanyInfo(companyName=name)
    handle = company.companyHandle
    report(
        "getCompanyInfo",
        companyHandle=handle,
        name=company.name,
        rootPath=company.rootPath,
        expires=company.expires.date().isoformat(),
    )
    images = {"includeSubfolders": True, "assetTypeArray": array("StringArray", "Image"), "sortBy": "Name"}
    found = service.searchAssets(companyHandle=handle, folder=company.rootPath, **images)
    assets = found.assetArray.items
    report(
        "searchAssets",
        totalRows=found.totalRows,
        names=[asset.name for asset in assets],
        width=assets[0].imageInfo.width,
        resolution=assets[0].imageInfo.resolution,
    )
    export = client.factory.create(f"{{{TYPES}}}ExportJob")
    export.assetHandleArray = array("HandleArray", *(asset.assetHandle for asset in assets[:2]))
    export.fmt = "convert"
    export.is_modifier = "wid=100&fmt=png"
    export.emailSetting = "None"
    job_name = f"suds {uuid.uuid4().hex}"
    submitted = service.submitJob(companyHandle=handle, jobName=job_name, exportJob=export)
    report("submitJob", jobHandle=submitted)
    log, rows, url = rows_with_url(handle, job_name)
    report(
        "getJobLogDetails",
        url=url,
        logTypes=[row.logType for row in rows],
        fileSuccessCount=log.fileSuccessCount,
        startDate=log.startDate.date().isoformat(),
    )
    unknown = array("HandleArray", "a|999999999x")
    log_in("wrong")
    report_fault(service.getCompanyInfo, companyName=name)
    log_in(VARIABLES["PASSWORD"])
    report_fault(service.searchAssets, companyHandle=VARIABLES["FOREIGN_COMPANY"], **images)
    report_fault(service.getAssets, companyHandle=handle, assetHandleArray=unknown)


main()
