"""Answers about jobs, as recorded."""


def test_submit_upload_urls_job(service, picture_url):
    service.play("submit_upload_urls_job", url=picture_url)


def test_submit_image_serving_publish_job(service):
    service.play("submit_image_serving_publish_job")


def test_get_active_jobs(service, picture_url):
    service.play("submit_upload_urls_job", url=picture_url)
    service.begin("test-upload-job")
    service.play("get_active_jobs")


def test_get_active_jobs_with_a_publish(service, picture_url):
    service.play("submit_upload_urls_job", url=picture_url)
    service.play("submit_image_serving_publish_job")
    for job in ("test-upload-job", "test-publish-job-fdl"):
        service.begin(job)
    service.play("get_active_jobs_with_a_publish")


def test_a_finished_publish_disappears(service, picture_url):
    service.play("submit_upload_urls_job", url=picture_url)
    service.play("submit_image_serving_publish_job")
    service.begin("test-upload-job")
    service.finish("test-publish-job-fdl")
    service.play("get_active_jobs")


def test_stop_job(service):
    service.play("submit_image_serving_publish_job")
    service.begin("test-publish-job-fdl")
    service.play("stop_job", job="j|1|test-publish-job-fdl||")
    assert service.job("test-publish-job-fdl").state == "stopped"


def test_submit_export_job(service, picture):
    asset = service.add_image("disney_park", company="EAEM", content=picture)
    service.play("submit_export_job", company="EAEM", asset=asset)


def test_get_job_log_details_of_an_export(service, picture):
    asset = service.add_image("disney_park", company="EAEM", content=picture)
    service.play("submit_export_job", company="EAEM", asset=asset)
    service.finish("EAEM_1591903696017")
    service.play("get_job_log_details_of_an_export", company="EAEM")
