"""An answer of 1,000 assets with 25 values each, against a hand-written f-string of the same bytes; and tiny calls.

    python bench/bench_wire.py [--assets 1000] [--rounds 15]

The f-string reads the same records and formats the same dates and numbers, but escapes nothing and asks nothing.
Every round has new records with dates that no round had before: some are remembered once they are formatted.
Every ratio is a median over interleaved rounds of one run.
"""

import argparse
import io
import statistics
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flytower.contract.operation import EVERYBODY, Operation
from flytower.contract.record import NIL
from flytower.contract.types.asset_infos import ImageInfo
from flytower.contract.types.assets import Asset, AssetArray
from flytower.contract.version import V2013
from flytower.operations.accounts_records import CheckLoginParam, CheckLoginReturn
from flytower.operations.assets_records import SearchAssetsParam, SearchAssetsReturn
from flytower.soap.writer import Writer
from flytower.soap.wsgi import SoapSettings, soap_application
from table import row

ZONE = ZoneInfo("America/Los_Angeles")
SEARCH = "<companyHandle>c|1</companyHandle><includeSubfolders>true</includeSubfolders>"
CHECK = "<email>u@example.com</email><password>p</password>"
BEFORE = (
    "<?xml version='1.0' encoding='UTF-8'?>"
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
)
AFTER = "</soapenv:Body></soapenv:Envelope>"
TINY_CALLS = 500


def page(count, number):
    """Return the answer of one round."""
    start = datetime(2020, 6, 9, 15, 34, 49, 777000, tzinfo=UTC) + timedelta(days=number)
    return SearchAssetsReturn(
        total_rows=count, asset_array=AssetArray(items=[asset(each, start) for each in range(count)])
    )


def asset(number, start):
    moment = start + timedelta(seconds=2 * number)
    name = f"photo {number:04}"
    return Asset(
        asset_handle=f"a|{number}",
        type="Image",
        name=name,
        file_name=f"{name}.jpg",
        folder="Company/photos/",
        folder_handle="f|Company/photos/",
        ready_for_publish=True,
        trash_state="NotInTrash",
        projects=NIL,
        ips_image_url=f"Company/{name}",
        created=moment,
        create_user="user@example.com",
        last_modified=moment + timedelta(seconds=1),
        last_modify_user="user@example.com",
        image_info=ImageInfo(
            original_path="Company/_master_/3fa/",
            original_file="3fa85f64-5717-4562-b3fc-2c963f66afa6.jpg",
            width=4000 + number,
            height=3000,
            file_size=2_500_000 + number,
            resolution=72.0,
            sku="",
            description=f"{name}.jpg",
            anchor_x=2000,
            anchor_y=1500,
            url_modifier="",
        ),
    )


def by_hand(answer):
    def date(moment):
        return moment.astimezone(ZONE).isoformat(timespec="milliseconds")

    items = "".join(
        f"<items><assetHandle>{a.asset_handle}</assetHandle><type>{a.type}</type><name>{a.name}</name>"
        f"<fileName>{a.file_name}</fileName><folder>{a.folder}</folder><folderHandle>{a.folder_handle}</folderHandle>"
        f"<readyForPublish>{'true' if a.ready_for_publish else 'false'}</readyForPublish>"
        f"<trashState>{a.trash_state}</trashState><projects /><ipsImageUrl>{a.ips_image_url}</ipsImageUrl>"
        f"<created>{date(a.created)}</created><createUser>{a.create_user}</createUser>"
        f"<lastModified>{date(a.last_modified)}</lastModified><lastModifyUser>{a.last_modify_user}</lastModifyUser>"
        f"<imageInfo><originalPath>{i.original_path}</originalPath><originalFile>{i.original_file}</originalFile>"
        f"<width>{i.width}</width><height>{i.height}</height><fileSize>{i.file_size}</fileSize>"
        f"<resolution>{i.resolution}</resolution><sku>{i.sku}</sku><description>{i.description}</description>"
        f"<anchorX>{i.anchor_x}</anchorX><anchorY>{i.anchor_y}</anchorY><urlModifier>{i.url_modifier}</urlModifier>"
        "</imageInfo></items>"
        for a in answer.asset_array.items
        for i in (a.image_info,)
    )
    return (
        f'{BEFORE}<searchAssetsReturn xmlns="{V2013.namespace}"><totalRows>{answer.total_rows}</totalRows>'
        f"<assetArray>{items}</assetArray></searchAssetsReturn>{AFTER}"
    ).encode()


class OpenGate:
    @contextmanager
    def call(self, *_):
        yield None


def endpoint(current):
    def declared(name, param, result, value):
        return Operation(
            name=name,
            function=lambda *_: value(),
            param=param,
            answer=result,
            roles=EVERYBODY,
            since=None,
            until=None,
        )

    operations = {
        "searchAssets": declared("searchAssets", SearchAssetsParam, SearchAssetsReturn, lambda: current[0]),
        "checkLogin": declared(
            "checkLogin", CheckLoginParam, CheckLoginReturn, lambda: CheckLoginReturn(status="ValidLogin")
        ),
    }
    return soap_application(OpenGate(), SoapSettings(zone=ZONE), operations)


def post(application, operation, content):
    body = f'{BEFORE}<{operation}Param xmlns="{V2013.namespace}">{content}</{operation}Param>{AFTER}'.encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/scene7/services/IpsApiService",
        "CONTENT_TYPE": "text/xml; charset=utf-8",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    return b"".join(application(environ, lambda *_: None))


def timed(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure(works, rounds, prepare):
    times = {name: [] for name in works}
    for number in range(rounds + 1):
        prepare(number)
        for name, work in works.items():
            seconds = timed(work)
            if number:  # the first round compiles
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    current = [page(options.assets, -1)]
    application, writer = endpoint(current), Writer(ZONE)
    assert post(application, "searchAssets", SEARCH) == by_hand(current[0])
    assert b"ValidLogin" in post(application, "checkLogin", CHECK)
    medians = measure(
        {
            "f-string": lambda: by_hand(current[0]),
            "writer": lambda: writer.content(current[0], V2013).encode(),
            "whole endpoint": lambda: post(application, "searchAssets", SEARCH),
            "tiny": lambda: [post(application, "checkLogin", CHECK) for _ in range(TINY_CALLS)],
        },
        options.rounds,
        lambda number: current.__setitem__(0, page(options.assets, number)),
    )
    tiny, peer = medians.pop("tiny"), medians.pop("f-string")
    for name, seconds in medians.items():
        title = f"searchAssets, {options.assets} assets x 25 values: {name}"
        row(title, f"{seconds * 1000:.1f} ms", f"f-string {peer * 1000:.1f} ms", seconds / peer, "<= 3.0")
    print(f"checkLogin in process: {TINY_CALLS / tiny:.0f} calls/s")


if __name__ == "__main__":
    main()
