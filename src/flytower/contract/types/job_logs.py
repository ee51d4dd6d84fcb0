"""What jobs did. Source: IPS reference, JobLog and JobLogDetail; wire facts B10 and B11."""

from datetime import datetime

from flytower.contract.record import Record, since
from flytower.contract.version import V2008_01, V2009, V2010, V2014


class JobLogDetailAux(Record):
    """A further message on a row."""

    __since__ = V2010

    log_message: str
    log_type: str  # a JobLogType
    date_created: datetime | None = None


class JobLogDetailAuxArray(Record):
    """Further messages."""

    __since__ = V2010

    items: list[JobLogDetailAux]


class JobLogDetail(Record):
    """One row of a log: a file, or something that the job says."""

    log_message: str  # in the language of the request
    log_type: str  # a JobLogType
    date_created: datetime = since(V2014)
    asset_name: str | None = None  # the URL, where the row is about an exported ZIP
    asset_type: str | None = None  # a JobLogFileType
    asset_handle: str | None = since(V2008_01)
    aux_array: JobLogDetailAuxArray | None = since(V2010)


class JobLogDetailArray(Record):
    """Rows of a log."""

    items: list[JobLogDetail]


class JobLog(Record):
    """What one run of a job did. Every ``_count`` counts files, one that is not counted is 0."""

    company_handle: str
    job_handle: str
    job_name: str  # submitted name, underscore and time stamp
    original_job_name: str = since(V2008_01)  # submitted name
    submit_user_email: str
    log_type: str  # the JobLogType that the job begins with
    job_sub_type: str = since(V2008_01)  # of an image serving publish: full, increment, fullwithsearch, fulloverride
    start_date: datetime | None = None
    end_date: datetime | None = since(V2008_01)  # absent while it runs
    description: str = since(V2008_01)
    file_success_count: int  # of an export: the assets and the ZIP
    file_error_count: int
    file_warning_count: int
    file_duplicate_count: int
    file_update_count: int
    total_file_count: int
    transfer_success_count: int = since(V2009)
    transfer_error_count: int = since(V2009)
    transfer_warning_count: int = since(V2009)
    fatal_error: bool
    detail_total_rows: int | None = None  # rows of all pages
    detail_array: JobLogDetailArray | None = None  # in getJobLogDetails only


class JobLogArray(Record):
    """Job logs."""

    items: list[JobLog]


class AssetJobLog(Record):
    """One row of some job's log that is about a certain asset."""

    __since__ = V2008_01

    job_handle: str
    job_name: str  # submitted name, underscore and time stamp
    log_message: str  # in the language of the request
    log_type: str  # a JobLogType
    submit_user_email: str
    log_date: datetime
    aux_array: JobLogDetailAuxArray | None = since(V2010)


class AssetJobLogArray(Record):
    """Rows about an asset."""

    __since__ = V2008_01

    items: list[AssetJobLog]
