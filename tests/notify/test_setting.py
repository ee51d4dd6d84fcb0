"""When a job sends its mail. Source: IPS reference, Email Settings."""

import pytest

from flytower.contract.constants import EmailSetting
from flytower.notify.setting import wants_mail

FINE = {"errors": 0, "warnings": 0, "fatal": False}
WARNED = {"errors": 0, "warnings": 1, "fatal": False}
FAILED = {"errors": 1, "warnings": 0, "fatal": False}
DEAD = {"errors": 0, "warnings": 0, "fatal": True}


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("All", [True, True, True, True]),
        ("JobCompletion", [True, True, True, True]),
        ("Error", [False, False, True, True]),
        ("ErrorAndWarning", [False, True, True, True]),
        ("None", [False, False, False, False]),
    ],
)
def test_mail_is_wanted_after_these_ends(setting, wanted):
    assert [wants_mail(setting, **end) for end in (FINE, WARNED, FAILED, DEAD)] == wanted


def test_the_contract_s_constants_are_settings():
    assert [wants_mail(setting, **FAILED) for setting in EmailSetting].count(False) == 1


@pytest.mark.parametrize("setting", ["", "all", "Always"])
def test_anything_else_is_refused(setting):
    with pytest.raises(ValueError, match=repr(setting)):
        wants_mail(setting, **FINE)
