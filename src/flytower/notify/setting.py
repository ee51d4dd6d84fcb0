"""Whether a job's end is worth a mail to whoever submitted it."""

from flytower.contract.constants import EmailSetting


def wants_mail(setting: str, *, errors: int, warnings: int, fatal: bool) -> bool:
    """Tell whether a job that ended so sends its mail.

    `errors` and `warnings` count the items that had one; `fatal` means that the job itself failed, which is an error
    even when no item had one. All and JobCompletion: always; Error: after any error; ErrorAndWarning: after any
    error or warning; None: never. Raises ValueError for anything else. Source: IPS reference, Email Settings.
    """
    chosen = EmailSetting(setting)
    failed = fatal or errors > 0
    wanted = {
        EmailSetting.ALL: True,
        EmailSetting.JOB_COMPLETION: True,
        EmailSetting.ERROR: failed,
        EmailSetting.ERROR_AND_WARNING: failed or warnings > 0,
        EmailSetting.NONE: False,
    }
    return wanted[chosen]
