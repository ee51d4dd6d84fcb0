"""The upload servlet over HTTP. Sources: IPS reference, Uploading assets by HTTP POST; wire facts A6, B2, B3, B9."""

import base64
import io
import re

import pytest
from sqlalchemy import select

from flytower.model import Job, JobItem
from flytower.operations import upload_post

URL = "/scene7/UploadFile"
B = "O9-ba7tieRtq"
VERSION = "http://www.scene7.com/IpsApi/xsd/2014-04-03"
FAULT = re.compile(r"<\?xml version='1.0' encoding='UTF-8'\?><tns:(\w+) xmlns:tns=\"http://www.scene7.com/IpsApi/xsd\">"
                   r"<tns:code>(\d+)</tns:code><tns:reason>(.*)</tns:reason></tns:\1>")  # fmt: skip


def auth(user="1@example.com", password="demo", more=""):  # noqa: S107  of a test
    return f'<authHeader xmlns="{VERSION}"><user>{user}</user><password>{password}</password>{more}</authHeader>'


def params(fields="<jobName>add</jobName>", company="c|1", namespace=VERSION):
    return (
        f'<uploadPostParam xmlns="{namespace}"><companyHandle>{company}</companyHandle>{fields}'
        "<uploadParams><overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>"
        "<emailSetting>None</emailSetting></uploadParams></uploadPostParam>"
    )


def part(name, content, file_name=None, headers=""):
    disposition = f'Content-Disposition: form-data; name="{name}"'
    if file_name is not None:
        disposition += f'; filename="{file_name}"'
    content = content if isinstance(content, bytes) else content.encode()
    return f"--{B}\r\n{disposition}\r\n{headers}\r\n".encode() + content + b"\r\n"


CROPS = "<manualCropOptions><left>-1</left><right>0</right><top>0</top><bottom>0</bottom></manualCropOptions>"
CROPPED = CROPS + "<createMask>"


def with_fields(fields):
    return part("uploadParams", params(fields))


def form(*parts):
    return b"".join(parts) + f"--{B}--\r\n".encode()


AUTH = part("auth", auth(), headers="Content-Type: text/plain; charset=US-ASCII\r\n")
PARAMS = part("uploadParams", params())
FILE = part("file1", b"pixels", "photo.jpg", "Content-Type: application/octet-stream\r\n")


@pytest.fixture
def post(client):
    def send(*parts, content_type=f"multipart/form-data; boundary={B}", body=None, **more):
        headers = {"Content-Type": content_type, **more.pop("headers", {})}
        return client("POST", URL, form(*parts) if body is None else body, headers=headers, **more)

    return send


@pytest.fixture
def items(database):
    """Return what the jobs are to take in: folder and name of each file."""

    def read():
        with database.reading() as session:
            rows = session.scalars(select(JobItem).order_by(JobItem.job_id, JobItem.position)).all()
        return [row.source["folder"] + row.source["file_name"] for row in rows]

    return read


@pytest.fixture
def job(database):
    def read():
        with database.reading() as session:
            return session.scalars(select(Job)).one()

    return read


@pytest.fixture
def nothing_left(settings, items):
    """Check at the end that there are no jobs, no blobs and no scratch files."""
    yield
    assert items() == []
    assert [path for path in settings.blobs_dir.rglob("*") if path.is_file()] == []


def handle_in(answer):
    assert answer.status == 200, answer.text
    return re.search(r"<jobHandle>(.*)</jobHandle>", answer.text)[1]


def fault_in(answer, status=500):
    assert answer.status == status, answer.text
    assert answer.headers["Content-Type"] == "text/xml;charset=utf-8"
    element, code, reason = FAULT.fullmatch(answer.text).groups()
    return element, int(code), reason


def test_the_answer_is_bare_and_in_the_namespace_of_the_request(post):
    answer = post(AUTH, PARAMS, FILE)
    assert re.fullmatch(
        rf"<\?xml version='1.0' encoding='UTF-8'\?><uploadPostReturn xmlns=\"{VERSION}\"><jobHandle>"
        r"j\|1\|\|add_\d{4}-\d\d-\d\d-\d\d:\d\d:\d\d\.\d{3}\|1</jobHandle></uploadPostReturn>",
        answer.text,
    )
    assert answer.headers["Content-Type"] == "text/xml;charset=utf-8"


def test_files_become_blobs_and_items_of_a_job(post, job, items, database, settings):
    post(AUTH, PARAMS, FILE, part("file2", b"more", "other.png"))
    assert items() == ["DemoCompany/photo.jpg", "DemoCompany/other.png"]
    assert (job().kind, job().original_name, job().client_address) == ("upload_post", "add", "127.0.0.1")
    with database.reading() as session:
        first = session.get_one(JobItem, (1, 0)).source["blob"]
    assert (settings.blobs_dir / first[:2] / first[2:4] / first).read_bytes() == b"pixels"


@pytest.mark.parametrize(
    "body",
    [
        form(FILE, PARAMS, AUTH),
        form(AUTH, part("Upload", "Submit Query"), PARAMS, part("Filename", "photo.jpg"), FILE),
        form(AUTH, PARAMS, part("Filedata", b"pixels", "photo.jpg")),
        form(AUTH, part("uploadParams", params() + "'"), FILE),
        form(AUTH, part("uploadParams", params(), "params.xml", "Content-Type: text/xml\r\n"), FILE),
        form(AUTH) + form(PARAMS) + form(FILE),
        form(AUTH, PARAMS, FILE, part("empty", b"", "", "Content-Type: application/octet-stream\r\n")),
        form(AUTH, PARAMS, FILE).replace(b"\r\n", b"\n"),
    ],
    ids=["any order", "unknown parts", "any name", "junk behind the root", "text parts as files", "closed after each",
         "empty file field", "LF alone"],
)  # fmt: skip
def test_what_clients_really_send(post, items, body):
    handle_in(post(body=body))
    assert items() == ["DemoCompany/photo.jpg"]


def test_chunked_without_a_length(post, items):
    handle_in(post(AUTH, PARAMS, FILE, chunked=True))
    assert items() == ["DemoCompany/photo.jpg"]


def test_http_basic(post, items):
    basic = "Basic " + base64.b64encode(b"1@example.com:demo").decode()
    handle_in(post(PARAMS, FILE, headers={"Authorization": basic}))
    assert items() == ["DemoCompany/photo.jpg"]


def test_a_wrong_basic_password_beside_a_right_header(post):
    basic = "Basic " + base64.b64encode(b"1@example.com:wrong").decode()
    handle_in(post(AUTH, PARAMS, FILE, headers={"Authorization": basic}))


def test_a_job_goes_on_by_its_handle_until_told_to_end(post, items, job):
    handle = handle_in(post(AUTH, PARAMS, FILE))
    more = f"<jobHandle>{handle}</jobHandle><endJob>true</endJob>"
    assert handle_in(post(AUTH, part("uploadParams", params(more)), part("f", b"2", "two.jpg"))) == handle
    assert items() == ["DemoCompany/photo.jpg", "DemoCompany/two.jpg"]
    assert job().end_requested
    assert fault_in(post(AUTH, part("uploadParams", params(more)), FILE))[1] == 30001


def test_options_of_later_posts_are_ignored(post, job):
    handle = handle_in(post(AUTH, PARAMS, FILE))
    other = params(f"<jobHandle>{handle}</jobHandle>").replace("<overwrite>true", "<overwrite>false")
    handle_in(post(AUTH, part("uploadParams", other), FILE))
    assert job().payload["overwrite"] is True


def test_a_post_without_files_is_one(post, items):
    handle_in(post(AUTH, PARAMS))
    assert items() == []


@pytest.mark.parametrize(
    ("fields", "sent", "path"),
    [
        ("", "C:\\photos\\new\\a.jpg", "DemoCompany/a.jpg"),
        ("", "DemoCompany/Folder//a.jpg", "DemoCompany/Folder/a.jpg"),
        ("", "/DemoCompany/a.jpg", "DemoCompany/a.jpg"),
        ("", "sub/a.jpg", "DemoCompany/sub/a.jpg"),
        ("<destFolder>Shoes</destFolder>", "a.jpg", "DemoCompany/Shoes/a.jpg"),
        ("<destFolder>/DemoCompany/Shoes//</destFolder>", "a.jpg", "DemoCompany/Shoes/a.jpg"),
        ("<destFolder>Shoes</destFolder>", "DemoCompany/Hats/a.jpg", "DemoCompany/Hats/a.jpg"),
        ("<destFolder>Shoes</destFolder><fileName>b.jpg</fileName>", "a.jpg", "DemoCompany/Shoes/b.jpg"),
        ("<fileName>DemoCompany/Folder//b.jpg</fileName>", "a.jpg", "DemoCompany/Folder/b.jpg"),
        ("", "Größe 日本.jpg", "DemoCompany/Größe 日本.jpg"),
    ],
)
def test_where_a_file_goes(post, items, fields, sent, path):
    handle_in(post(AUTH, part("uploadParams", params("<jobName>x</jobName>" + fields)), part("f", b"x", sent)))
    assert items() == [path]


def test_a_file_without_a_name_takes_the_one_of_the_parameters(post, items):
    fields = "<jobName>x</jobName><fileName>b.jpg</fileName>"
    nameless = part("f", b"x", headers="Content-Type: image/jpeg\r\n")
    handle_in(post(AUTH, part("uploadParams", params(fields)), nameless))
    assert items() == ["DemoCompany/b.jpg"]


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ([PARAMS, FILE], ("authenticationFault", 10000)),
        ([part("auth", auth(password="wrong")), PARAMS, FILE], ("authenticationFault", 10001)),
        ([FILE, PARAMS, part("auth", auth(password="wrong"))], ("authenticationFault", 10001)),
        ([part("auth", auth(user="portal@example.com")), PARAMS, FILE], ("authorizationFault", 20003)),
        ([AUTH, part("uploadParams", params(company="c|99")), FILE], ("authorizationFault", 20000)),
        ([AUTH, part("uploadParams", params(company="c|2")), FILE], ("authorizationFault", 20006)),
        ([AUTH, FILE], ("ipsApiFault", 30002)),
        ([AUTH, with_fields(""), FILE], ("ipsApiFault", 30002)),
        ([AUTH, with_fields("<jobName>a</jobName><jobHandle>b</jobHandle>"), FILE], ("ipsApiFault", 30001)),
        ([AUTH, with_fields("<jobHandle>nonsense</jobHandle>"), FILE], ("ipsApiFault", 30001)),
        ([AUTH, with_fields("<jobHandle>j|1||x|77</jobHandle>"), FILE], ("ipsApiFault", 30001)),
        ([AUTH, with_fields("<jobName>a</jobName><fileName>x</fileName>"), FILE, FILE], ("ipsApiFault", 30001)),
        ([AUTH, with_fields("<jobName>a</jobName><fileName>../x</fileName>"), FILE], ("ipsApiFault", 30001)),
        ([AUTH, PARAMS, part("f", b"x", "../../etc/passwd")], ("ipsApiFault", 30001)),
        ([AUTH, PARAMS, part("f", b"x", headers="Content-Type: image/jpeg\r\n")], ("ipsApiFault", 30002)),
        ([AUTH, AUTH, PARAMS, FILE], ("ipsApiFault", 30001)),
        ([AUTH, with_fields("<jobName>|x</jobName>"), FILE], ("ipsApiFault", 30001)),
        ([AUTH, with_fields("<jobName>x</jobName><locale>" + "x" * 36 + "</locale>"), FILE], ("ipsApiFault", 30001)),
        ([AUTH, PARAMS, part("f", b"x", "x" * 300 + ".jpg")], ("ipsApiFault", 30001)),
        ([AUTH, part("uploadParams", params().replace("<createMask>", CROPPED)), FILE], ("ipsApiFault", 30001)),
        ([AUTH, part("uploadParams", "<no"), FILE], ("ipsApiFault", 30003)),
        ([AUTH, part("uploadParams", "<!DOCTYPE x>" + params()), FILE], ("ipsApiFault", 30003)),
        ([part("auth", "<other/>"), PARAMS, FILE], ("ipsApiFault", 30003)),
        ([AUTH, PARAMS, part("f", b"eA==", "x.jpg", "Content-Transfer-Encoding: base64\r\n")], ("ipsApiFault", 30001)),
    ],
)  # fmt: skip
def test_faults_leave_nothing_behind(post, nothing_left, parts, fault):
    assert fault_in(post(*parts))[:2] == fault


def test_the_fault_names_field_and_value(post):
    fields = "<jobName>a</jobName><fileName>one.jpg</fileName>"
    _, _, reason = fault_in(post(AUTH, part("uploadParams", params(fields)), FILE, FILE))
    assert reason == "Invalid value 'one.jpg' for fileName: it names one file, and 2 were sent"


def test_the_status_of_faults_can_be_chosen(post):
    wish = part("auth", auth(password="wrong", more="<faultHttpStatusCode>200</faultHttpStatusCode>"))
    assert fault_in(post(wish, PARAMS, FILE), 200)[1] == 10001
    assert fault_in(post(PARAMS, FILE, wish), 200)[1] == 10001


def test_one_address_per_job(post, items):
    handle = handle_in(post(AUTH, PARAMS))
    more = part("uploadParams", params(f"<jobHandle>{handle}</jobHandle>"))
    fault = fault_in(post(AUTH, more, FILE, REMOTE_ADDR="192.0.2.1"))
    assert fault[1] == 30001
    assert items() == []


def test_a_job_of_another_company_does_not_exist(post):
    handle = handle_in(post(AUTH, PARAMS))
    other = part("auth", auth(user="2@example.com"))
    more = params(f"<jobHandle>{handle}</jobHandle>", company="c|2")
    assert fault_in(post(other, part("uploadParams", more), FILE))[1] == 30001


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large(post, nothing_left, chunked):
    fault = fault_in(post(AUTH, PARAMS, part("f", b"x" * 3_000_000, "big.jpg"), chunked=chunked))
    assert fault[1] == 30001
    assert "UploadPostMaxFileSize" in fault[2]


@pytest.mark.parametrize("content_type", ["", "text/xml", "multipart/form-data", "multipart/form-data; boundary=other"])
def test_no_form(post, nothing_left, content_type):
    assert fault_in(post(AUTH, PARAMS, FILE, content_type=content_type))[1] == 30003


def test_a_body_cut_short(post, nothing_left):
    assert fault_in(post(body=form(AUTH, PARAMS, FILE)[:-40]))[1] == 30003


def test_a_connection_that_breaks(post, nothing_left):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            data = super().read(min(size, 100))
            if not data:
                raise ConnectionResetError
            return data

    assert post(body=Broken(form(AUTH, PARAMS, FILE)[:-40]), chunked=True).status == 400


def test_an_error_nobody_foresaw_tells_nothing(post, nothing_left, monkeypatch):
    def broken(*_):
        raise RuntimeError("the password is x")

    monkeypatch.setattr(upload_post.jobs, "append_items", broken)
    fault = fault_in(post(AUTH, PARAMS))
    assert (fault[1], "password" in fault[2]) == (30000, False)


def test_bad_credentials_are_refused_before_the_file_is_received(post, monkeypatch, client):
    received = []
    monkeypatch.setattr("flytower.storage.local.LocalBlobs.receive", lambda *_: received.append(1))
    fault_in(post(part("auth", auth(password="wrong")), PARAMS, FILE))
    assert received == []


def test_only_post(client):
    assert client("GET", URL).status == 405
