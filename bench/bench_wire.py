"""The wire's own cost, in process: large answers, large requests, tiny calls, and what one more API version takes.

    python bench/bench_wire.py [--assets 1000] [--rounds 31]

- An answer of 1,000 assets with 25 values each, against a hand-written f-string of the same bytes. It reads the
  same records and formats the same dates and numbers, but escapes nothing and asks nothing. Every round has new records
  with dates that no round had before: some are remembered once they are formatted.
- A request with 1,000 handles, and a tiny one, against lxml's parser alone on the same bytes.
- What the process grows by when a version is used for the first time, with every type of it, as no client does.
- How long the first call in a version takes.

Every ratio is a median over interleaved rounds of one run. The heap is frozen first, as it is in a server.
"""

import argparse
import gc
import io
import statistics
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree

from flytower.contract.faults import Fault
from flytower.contract.operation import EVERYBODY, Operation
from flytower.contract.record import NIL, Record, live_fields
from flytower.contract.types.asset_infos import ImageInfo
from flytower.contract.types.assets import Asset, AssetArray
from flytower.contract.version import PUBLISHED, V2013
from flytower.operations import load
from flytower.operations.accounts_records import CheckLoginParam, CheckLoginReturn
from flytower.operations.assets_records import (
    GetAssetsParam,
    GetAssetsReturn,
    SearchAssetsParam,
    SearchAssetsReturn,
)
from flytower.soap.reader import Reader
from flytower.soap.writer import Writer
from flytower.soap.wsgi import SoapSettings, soap_application
from table import row

ZONE = ZoneInfo("America/Los_Angeles")
SEARCH = "<companyHandle>c|1</companyHandle><includeSubfolders>true</includeSubfolders>"
HANDLES = (
    "<companyHandle>c|1</companyHandle><assetHandleArray>"
    + "".join(f"<items>a|{1_000_000 + number}</items>" for number in range(1000))
    + "</assetHandleArray>"
)
CHECK = "<email>u@example.com</email><password>p</password>"
BEFORE = (
    "<?xml version='1.0' encoding='UTF-8'?>"
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
)
AFTER = "</soapenv:Body></soapenv:Envelope>"
TINY_CALLS = 200
HANDLES_CALLS = 10


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
            meaning=name,
        )

    operations = {
        "searchAssets": declared("searchAssets", SearchAssetsParam, SearchAssetsReturn, lambda: current[0]),
        "getAssets": declared(
            "getAssets", GetAssetsParam, GetAssetsReturn, lambda: GetAssetsReturn(asset_array=AssetArray(items=[]))
        ),
        "checkLogin": declared(
            "checkLogin", CheckLoginParam, CheckLoginReturn, lambda: CheckLoginReturn(status="ValidLogin")
        ),
    }
    return soap_application(OpenGate(), SoapSettings(zone=ZONE), operations)


def request(operation, content, version=V2013):
    return f'{BEFORE}<{operation}Param xmlns="{version.namespace}">{content}</{operation}Param>{AFTER}'.encode()


def post(application, body):
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


def types_of(version):
    """Return every record that a request or an answer of the version can hold."""
    found, waiting = (
        set(),
        [each for one in load().values() if one.lives_in(version) for each in (one.param, one.answer)],
    )
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.add(record)
            waiting += [field.type for field in live_fields(record, version) if issubclass(field.type, Record)]
    return found


def use_every_type(reader, writer, version):
    for record in types_of(version):
        with suppress(Fault):  # most have required fields, which are missed once the table is made
            reader.read(etree.Element(f"{{{version.namespace}}}x"), record, version)
        writer.content(record.trusted({}), version)


def resident():
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def growth_per_version():
    """Return by how many bytes the process grows with each version after the first."""
    reader, writer = Reader(ZONE), Writer(ZONE)
    use_every_type(reader, writer, PUBLISHED[0])
    before = resident()
    for version in PUBLISHED[1:]:
        use_every_type(reader, writer, version)
    return (resident() - before) / len(PUBLISHED[1:])


def first_calls(current):
    """Return how long the first search and the first tiny call take together, in each version."""
    application = endpoint(current)

    def both(version):
        return lambda: [
            post(application, request(*call, version)) for call in (("searchAssets", SEARCH), ("checkLogin", CHECK))
        ]

    both(PUBLISHED[0])()
    return [timed(both(version)) for version in PUBLISHED[1:]]


def limits(current):
    slowest = max(first_calls(current)) * 1000
    row("first calls in another version", f"{slowest:.1f} ms", "limit 10 ms", slowest / 10, "<= 1.0")
    size = growth_per_version() / 2**20
    row("memory per added version, every type used", f"{size:.1f} MiB", "limit 3 MiB", size / 3, "<= 1.0")


def ratios(current, options):
    application, writer = endpoint(current), Writer(ZONE)
    search, handles, tiny = request("searchAssets", SEARCH), request("getAssets", HANDLES), request("checkLogin", CHECK)
    assert post(application, search) == by_hand(current[0])
    assert b"<assetArray />" in post(application, handles)
    assert b"ValidLogin" in post(application, tiny)
    medians = measure(
        {
            "f-string": lambda: by_hand(current[0]),
            "writer": lambda: writer.content(current[0], V2013).encode(),
            "search": lambda: post(application, search),
            "parse handles": lambda: [etree.parse(io.BytesIO(handles)) for _ in range(HANDLES_CALLS)],
            "handles": lambda: [post(application, handles) for _ in range(HANDLES_CALLS)],
            "parse tiny": lambda: [etree.parse(io.BytesIO(tiny)) for _ in range(TINY_CALLS)],
            "tiny": lambda: [post(application, tiny) for _ in range(TINY_CALLS)],
        },
        options.rounds,
        lambda number: current.__setitem__(0, page(options.assets, number)),
    )
    title = f"searchAssets, {options.assets} assets x 25 values"
    for ours, peer, name, calls, goal in (
        ("writer", "f-string", f"{title}: writer", 1, "<= 2.0"),
        ("search", "f-string", f"{title}: whole endpoint", 1, "<= 2.0"),
        ("handles", "parse handles", "getAssets, 1000 handles in", HANDLES_CALLS, "<= 3.0"),
        ("tiny", "parse tiny", "checkLogin, a tiny call", TINY_CALLS, "<= 12.0"),
    ):
        mine, theirs = (medians[which] / calls * 1000 for which in (ours, peer))
        what = "f-string" if peer == "f-string" else "lxml.parse"
        row(name, f"{mine:.3g} ms", f"{what} {theirs:.3g} ms", mine / theirs, goal)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=31)
    options = parser.parse_args()
    current = [page(options.assets, -1)]
    load()
    gc.collect()
    gc.freeze()
    limits([page(1, -1)])
    ratios(current, options)


if __name__ == "__main__":
    main()
