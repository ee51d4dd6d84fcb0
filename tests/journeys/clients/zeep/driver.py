"""The journey with zeep.

zeep takes the fields of a Param as keyword arguments and unwraps an answer that has one field. Faults it gives as
`zeep.exceptions.Fault` with the detail as an element, which the WSDL's own element makes a typed value of.
"""

import json
import os
import time
import uuid

import zeep
from zeep.exceptions import Fault

VARIABLES = os.environ
BINDING = "IpsApiServiceSoap12Binding" if VARIABLES["SOAP"] == "1.2" else "IpsApiServiceSoapBinding"
COMMON = "http://www.scene7.com/IpsApi/xsd"

client = zeep.Client(VARIABLES["WSDL"], transport=zeep.Transport(timeout=60, operation_timeout=60))
service = client.create_service(f"{{http://www.scene7.com/IpsApi}}{BINDING}", VARIABLES["ENDPOINT"])
auth_header = client.wsdl.messages["{http://www.scene7.com/IpsApi}authHeader"].parts
(header_element,) = (part.element for part in auth_header.values())


def header(password):
    return [header_element(user=VARIABLES["USER_NAME"], password=password, appName="zeep", appVersion="1")]


LOGIN = header(VARIABLES["PASSWORD"])


def report(step, **values):
    print(json.dumps({"step": step, **values}), flush=True)


def items(array):
    return array if isinstance(array, list) else (array and array["items"]) or []


def rows_with_url(company, name):
    for _ in range(150):
        (log,) = items(service.getJobLogDetails(companyHandle=company, originalName=name, _soapheaders=LOGIN))
        rows = items(log.detailArray)
        for row in rows:
            if (row.assetName or "").startswith("http"):
                return log, rows, row.assetName
        time.sleep(0.2)
    raise TimeoutError(name)


def report_fault(call):
    try:
        call()
    except Fault as fault:
        if fault.detail is None or len(fault.detail) != 1:
            raise
        kind = fault.detail[0].tag.partition("}")[2]
        detail = client.get_element(f"{{{COMMON}}}{kind}").parse(fault.detail[0], client.wsdl.types)
        report("fault", kind=kind, code=detail.code, reason=detail.reason)


def main():
    name = VARIABLES["COMPANY"]
    company = service.getCompanyInfo(companyName=name, _soapheaders=LOGIN)
    report(
        "getCompanyInfo",
        companyHandle=company.companyHandle,
        name=company.name,
        rootPath=company.rootPath,
        expires=company.expires.date().isoformat(),
    )
    images = {"includeSubfolders": True, "assetTypeArray": {"items": ["Image"]}, "sortBy": "Name"}
    found = service.searchAssets(
        companyHandle=company.companyHandle, folder=company.rootPath, _soapheaders=LOGIN, **images
    )
    assets = items(found.assetArray)
    report(
        "searchAssets",
        totalRows=found.totalRows,
        names=[asset.name for asset in assets],
        width=assets[0].imageInfo.width,
        resolution=assets[0].imageInfo.resolution,
    )
    job_name = f"zeep {uuid.uuid4().hex}"
    export = {
        "assetHandleArray": {"items": [asset.assetHandle for asset in assets[:2]]},
        "fmt": "convert",
        "is_modifier": "wid=100&fmt=png",
        "emailSetting": "None",
    }
    handle = service.submitJob(
        companyHandle=company.companyHandle, jobName=job_name, exportJob=export, _soapheaders=LOGIN
    )
    report("submitJob", jobHandle=handle)
    log, rows, url = rows_with_url(company.companyHandle, job_name)
    report(
        "getJobLogDetails",
        url=url,
        logTypes=[row.logType for row in rows],
        fileSuccessCount=log.fileSuccessCount,
        startDate=log.startDate.date().isoformat(),
    )
    report_fault(lambda: service.getCompanyInfo(companyName=name, _soapheaders=header("wrong")))
    report_fault(lambda: service.searchAssets(companyHandle=VARIABLES["FOREIGN_COMPANY"], _soapheaders=LOGIN, **images))
    unknown = {"items": ["a|999999999x"]}
    report_fault(
        lambda: service.getAssets(companyHandle=company.companyHandle, assetHandleArray=unknown, _soapheaders=LOGIN)
    )


main()
