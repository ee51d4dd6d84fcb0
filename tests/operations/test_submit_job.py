import time
from datetime import timedelta

import pytest

from flytower.contract.constants import EmailSetting, ExportFormat, PublishType
from flytower.contract.types.asset_jobs import ExportJob, OptimizeImagesJob
from flytower.contract.types.publish_jobs import ImageServingPublishJob
from flytower.model import JobState, assets, job_work, jobs
from flytower.operations.jobs_records import StopJobParam, SubmitJobParam


@pytest.fixture
def submit(world):
    """Submit a job; return the row that was made of it."""

    def run(name="Add", **given):
        call = {"user": given.pop("user")} if "user" in given else {}
        handle = world.call(SubmitJobParam(company_handle=world.handle, job_name=name, **given), **call).job_handle
        with world.database.reading() as session:
            job = jobs.by_handle(session, world.company.id, handle)
            return job, list(job_work.items(session, job.id))

    return run


@pytest.fixture
def export(world, submit):
    def run(*handles, name="Add", fmt=ExportFormat.ORIGINAL, **more):
        given = {key: more.pop(key) for key in ("user", "user_handle", "locale", "description") if key in more}
        job = ExportJob(asset_handle_array=world.handles(*handles), fmt=fmt, email_setting=EmailSetting.NONE, **more)
        return submit(name, export_job=job, **given)

    return run


def no_job_is_left(world):
    with world.database.reading() as session:
        return not jobs.active(session, jobs.JobFilter()) and not world.engine.submitted


def test_the_answer_is_the_handle_of_a_job_that_has_not_started(world):
    """Wire fact B9."""
    job = ExportJob(
        asset_handle_array=world.handles(world.add_asset("one")),
        fmt=ExportFormat.ORIGINAL,
        email_setting=EmailSetting.NONE,
    )
    param = SubmitJobParam(company_handle=world.handle, job_name="EAEM_1591903696017", export_job=job)
    assert world.call(param).job_handle == f"j|{world.company.id}|EAEM_1591903696017||"


def test_an_export_becomes_a_job_with_an_item_for_each_asset(world, export):
    handles = world.add_assets(["one", "two"])
    job, items = export(
        *handles, fmt=ExportFormat.CONVERT, is_modifier="&fmt=png", macro="$test$", client_id="10.0.0.1"
    )
    assert (job.kind, job.type, job.state, job.total_items) == ("export", "Export", "queued", 2)
    assert job.name == "Add_2020-06-09-08:34:49.777"
    assert (job.version, job.email_setting, job.locale) == ("2014-04-03", "None", "en-US")
    assert job.payload == {
        "asset_handle_array": {"items": []},
        "fmt": "convert",
        "is_modifier": "&fmt=png",
        "macro": "$test$",
        "email_setting": "None",
        "client_id": "10.0.0.1",
    }
    assert [assets.handle_of(item.asset_id) for item in items] == handles
    assert world.engine.submitted == [(job.id, str(world.company.id))]


def test_every_form_of_asset_handle_resolves(world, export):
    number = world.add_asset("one").removeprefix("a|")
    for form in ("a|{}", "a|{}|1|537", "{}|1|537", " a|{} "):
        _, items = export(form.format(number))
        assert [item.asset_id for item in items] == [int(number)]


def test_an_asset_named_twice_is_exported_once(world, export):
    one, two = world.add_assets(["one", "two"])
    _, items = export(one, two, one, f"{one}|1|5")
    assert [assets.handle_of(item.asset_id) for item in items] == [one, two]


def test_an_unknown_handle_and_one_of_another_company_are_told_alike(world, export, refused):
    mine, theirs = world.add_asset("mine"), world.add_asset("theirs", owner=world.other)
    for handle in (theirs, "a|999"):
        with refused(30001, f"Invalid value '{handle}' for exportJob/assetHandleArray: there is no such asset"):
            export(mine, handle)
    assert no_job_is_left(world)


@pytest.mark.parametrize("handle", ["nonsense", "", "f|DemoCompany/", "a|"])
def test_a_text_that_is_no_handle(world, export, refused, handle):
    with refused(30001, handle):
        export(world.add_asset("one"), handle)


@pytest.mark.parametrize("state", ["InTrash", "InEmptiedTrash"])
def test_an_asset_in_the_trash(world, export, refused, state):
    gone = world.add_asset("gone", trash_state=state)
    with refused(30001, gone, "trash"):
        export(world.add_asset("one"), gone)


def test_no_handles(export, refused):
    with refused(30001, "exportJob/assetHandleArray"):
        export()


def test_more_handles_than_the_limit(world, export, refused):
    handles = world.add_assets([f"n{number}" for number in range(51)])
    export(*handles[:50])
    with refused(30001, "51", "50"):
        export(*handles)


REFUSED = [
    ("ImageSet", None),
    ("RenderSet", None),
    ("SpinSet", None),
    ("AssetSet", "MediaSet"),
    ("AssetSet", "MultiBitrateSet"),
    ("MasterVideo", None),
    ("AssetSet", "VideoSet"),
    ("Catalog", None),
    ("AssetSet", "OfferSet"),
]
"""The eight kinds that ExportJob does not support, one of them in two forms. IPS reference: ExportJob."""


@pytest.mark.parametrize(("kind", "sub_type"), REFUSED)
def test_a_kind_that_can_not_be_exported_alone(world, export, refused, kind, sub_type):
    handle = world.add_asset("set", type=kind, sub_type=sub_type)
    with refused(30001, handle, kind, sub_type or ""):
        export(handle)
    assert no_job_is_left(world)


def test_kinds_that_can_not_be_exported_go_along_with_others(world, export):
    """The job logs a row for each of them."""
    handles = [world.add_asset(f"set{n}", type=kind, sub_type=sub) for n, (kind, sub) in enumerate(REFUSED)]
    _, items = export(*handles, world.add_asset("image"))
    assert len(items) == len(REFUSED) + 1


def test_many_refused_ones_are_told_shortly(world, export, refused):
    handles = [world.add_asset(f"set{number}", type="SpinSet", file_name="") for number in range(30)]
    with refused(30001, "and 20 more"):
        export(*handles)


def test_an_unknown_macro_or_modifier_is_no_fault(world, export):
    """The job logs a row for each asset."""
    export(world.add_asset("one"), fmt=ExportFormat.CONVERT, macro="$none$", is_modifier="wid=nonsense")


def test_mails_go_to_the_submitter_or_to_whom_is_named(world, export):
    one = world.add_asset("one")
    job, _ = export(one)
    assert job.mail_user_id == job.user_id
    job, _ = export(one, user_handle=world.user_handle(world.ADMIN))
    assert f"u|{job.mail_user_id}|{world.ADMIN}" == world.user_handle(world.ADMIN)
    assert f"u|{job.user_id}|{world.USER}" == world.user_handle(world.USER)


@pytest.mark.parametrize(("code", "email"), [(20002, None), (20007, "other@example.com")])
def test_who_can_not_be_sent_mails(world, export, refused, code, email):
    handle = "u|999|x@y" if email is None else world.user_handle(email)
    with refused(code):
        export(world.add_asset("one"), user_handle=handle)


def test_locale_and_description_are_kept(world, export):
    job, _ = export(world.add_asset("one"), locale="de-DE", description="For the shop")
    assert (job.locale, job.description) == ("de-DE", "For the shop")


@pytest.mark.parametrize("field", ["locale", "description"])
def test_texts_have_a_length(world, export, refused, field):
    with refused(30001, field):
        export(world.add_asset("one"), **{field: "x" * 5000})


@pytest.mark.parametrize(
    ("code", "name"), [(30002, ""), (30002, "  "), (30001, "x" * 256), (30001, "a|"), (30001, "a\nb")]
)
def test_names_that_no_job_can_have(world, export, refused, code, name):
    with refused(code, "jobName"):
        export(world.add_asset("one"), name=name)


@pytest.mark.parametrize("name", ["Add", "My Test Job", "a|b", "Käse 🧀", "x" * 255])
def test_a_job_is_found_again_by_the_handle_of_its_name(world, export, name):
    job, _ = export(world.add_asset("one"), name=name)
    assert job.original_name == name


def test_a_job_needs_an_element(world, submit, refused):
    with refused(30002, "exportJob"):
        submit()


def test_a_job_has_one_element(world, submit, refused):
    job = ExportJob(asset_handle_array=world.handles(), fmt=ExportFormat.ORIGINAL, email_setting=EmailSetting.NONE)
    with refused(30001, "exportJob", "optimizeImagesJob"):
        submit(export_job=job, optimize_images_job=OptimizeImagesJob(email_setting=EmailSetting.NONE))


def test_an_element_that_is_not_implemented(submit, refused):
    with refused(30000, "optimizeImagesJob", "not implemented"):
        submit(optimize_images_job=OptimizeImagesJob(email_setting=EmailSetting.NONE))


@pytest.fixture
def publish(submit):
    def run(**options):
        given = {"publish_type": PublishType.FULL, "email_setting": EmailSetting.NONE, **options}
        return submit("publish", image_serving_publish_job=ImageServingPublishJob(**given))

    return run


def test_a_publish_becomes_a_job_without_items(world, publish):
    job, items = publish(http_completion_url="https://example.com/done")
    assert (job.kind, job.type, items) == ("publish_image_serving", "ImageServingPublish", [])
    assert job.payload == {
        "publish_type": "Full",
        "email_setting": "None",
        "http_completion_url": "https://example.com/done",
    }
    assert world.engine.submitted == [(job.id, str(world.company.id))]


def test_there_is_no_publish_context(world, publish, refused):
    with refused(30001, "imageServingPublishJob/contextHandle", "pc|1"):
        publish(context_handle="pc|1")
    assert no_job_is_left(world)


@pytest.mark.parametrize("field", ["exec_time", "exec_schedule"])
def test_times_do_not_exist_yet(world, submit, refused, field):
    value = world.NOW + timedelta(days=1) if field == "exec_time" else "0 0 1 * * ?"
    with refused(30001, "exec", "not implement"):
        submit(**{field: value})


def test_who_may_only_look_may_not_submit(world, export, refused):
    with refused(20003, "submitJob"):
        export(world.add_asset("one"), user=world.PORTAL_USER)


def test_stopping_a_job(world, export):
    job, _ = export(world.add_asset("one"))
    world.call(StopJobParam(company_handle=world.handle, job_handle=f"j|{world.company.id}|Add||"))
    with world.database.reading() as session:
        assert jobs.by_id(session, job.id).state == JobState.STOPPED


def test_a_job_that_has_ended_can_not_be_stopped(world, export, refused):
    job, _ = export(world.add_asset("one"))
    world.call(StopJobParam(company_handle=world.handle, job_handle=jobs.handle_of(job)))
    with refused(30001, "jobHandle", "ended"):
        world.call(StopJobParam(company_handle=world.handle, job_handle=jobs.handle_of(job)))


@pytest.mark.parametrize("handle", ["j|1||none|999", "nonsense", "j|2||x|1"])
def test_an_unknown_job_can_not_be_stopped(world, refused, handle):
    with refused(30001, "jobHandle", handle):
        world.call(StopJobParam(company_handle=world.handle, job_handle=handle))


@pytest.mark.slow
def test_ten_thousand_handles_are_no_matter_of_minutes(world, submit):
    """The largest export that the default limit allows; a bound for busy machines: it takes 0.3 s."""
    world.settings = world.gate._settings = world.settings.__class__(
        data_dir=world.settings.data_dir, export_max_assets=10_000
    )
    handles = world.add_assets([f"n{number}" for number in range(10_000)])
    job = ExportJob(
        asset_handle_array=world.handles(*handles), fmt=ExportFormat.ORIGINAL, email_setting=EmailSetting.NONE
    )
    start = time.perf_counter()
    world.call(SubmitJobParam(company_handle=world.handle, job_name="Big", export_job=job))
    assert time.perf_counter() - start < 3
