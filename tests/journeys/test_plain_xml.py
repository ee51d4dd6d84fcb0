"""A hand-written client of the plain XML endpoint: no library, first match by tag name, polls by the submitted name."""

import io
import re
import time
import zipfile

import requests

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2019-09-10-beta"


def ask(server, body):
    header = "<authHeader><user>admin@example.com</user><password>demo</password></authHeader>"
    document = f'<Request xmlns="{NAMESPACE}">{header}{body}</Request>'
    answer = requests.post(f"{server.url}/scene7/api/IpsApiService", data=document.encode(), timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.text


def first(tag, text):
    found = re.search(rf"<{tag}>([^<]*)</{tag}>", text)
    return found and found.group(1)


def test_the_answer_is_the_bare_return_in_the_callers_own_namespace(server):
    text = ask(server, "<getCompanyInfoParam><companyName>Demo Company</companyName></getCompanyInfoParam>")
    assert text.startswith(f"<?xml version='1.0' encoding='UTF-8'?><getCompanyInfoReturn xmlns=\"{NAMESPACE}\">")


def test_it_polls_by_original_name_and_takes_the_first_http_asset_name(server):
    company = first(
        "companyHandle",
        ask(server, "<getCompanyInfoParam><companyName>Demo Company</companyName></getCompanyInfoParam>"),
    )
    found = ask(
        server,
        f"<searchAssetsParam><companyHandle>{company}</companyHandle><includeSubfolders>true</includeSubfolders>"
        "<assetTypeArray><items>Image</items></assetTypeArray></searchAssetsParam>",
    )
    handle = first("assetHandle", found)
    submitted = ask(
        server,
        f"<submitJobParam><companyHandle>{company}</companyHandle><jobName>EAEM_1</jobName><exportJob><assetHandleArray>"
        f"<items>{handle}</items></assetHandleArray><fmt>orig</fmt><emailSetting>None</emailSetting></exportJob></submitJobParam>",
    )
    assert first("jobHandle", submitted) == f"j|{company[2:]}|EAEM_1||"
    for _ in range(100):
        log = ask(
            server,
            f"<getJobLogDetailsParam><companyHandle>{company}</companyHandle><originalName>EAEM_1</originalName></getJobLogDetailsParam>",
        )
        url = next(
            (name for name in re.findall("<assetName>([^<]*)</assetName>", log) if name.startswith("http")), None
        )
        if url:
            break
        time.sleep(0.1)
    assert zipfile.is_zipfile(io.BytesIO(requests.get(url, timeout=30).content))
