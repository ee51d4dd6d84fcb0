"""Settings come from FLYTOWER_ variables; one that can't be used is named with its value."""

from pathlib import Path

import pytest

from flytower.config import SettingError, Settings


def test_a_variable_sets_the_setting_of_its_name():
    settings = Settings.load({"FLYTOWER_PORT": "8080", "FLYTOWER_DEMO": "yes", "FLYTOWER_DATA_DIR": "/srv/x"})
    assert (settings.port, settings.demo, settings.data_dir) == (8080, True, Path("/srv/x"))


def test_what_is_given_beats_the_environment():
    assert Settings.load({"FLYTOWER_PORT": "8080"}, port=9000, host=None).port == 9000


def test_settings_survive_being_handed_on_as_an_environment():
    settings = Settings.load({}, port=1, import_dir=Path("/in"), smtp_starttls=True)
    assert Settings.load(settings.to_environment()) == settings


def test_an_unset_public_url_is_where_the_server_listens():
    assert Settings.load({}, host="::1", port=1).resolved_public_url == "http://[::1]:1"
    assert Settings.load({}, host="0.0.0.0", port=1).resolved_public_url == "http://localhost:1"  # noqa: S104
    assert Settings.load({}, public_url="https://ips.example.com/").resolved_public_url == "https://ips.example.com"


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("FLYTOWER_PROT", "1", "unknown setting FLYTOWER_PROT"),
        ("FLYTOWER_PORT", "many", "FLYTOWER_PORT='many' is not of type int"),
        ("FLYTOWER_PORT", "99999", "FLYTOWER_PORT=99999 is no port"),
        ("FLYTOWER_WORKERS", "-1", "FLYTOWER_WORKERS=-1 is negative"),
        ("FLYTOWER_DEMO", "perhaps", "FLYTOWER_DEMO='perhaps' is neither true nor false"),
        ("FLYTOWER_LOG_LEVEL", "LOUD", "FLYTOWER_LOG_LEVEL='LOUD' is none of"),
        ("FLYTOWER_TIME_ZONE", "Mars/Base", "FLYTOWER_TIME_ZONE='Mars/Base' is no IANA time zone"),
        ("FLYTOWER_DATABASE_URL", "mysql://u:secret@h/d", "FLYTOWER_DATABASE_URL begins with none of"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable, value, reason):
    with pytest.raises(SettingError, match=reason) as refused:
        Settings.load({variable: value})
    assert "secret" not in str(refused.value)
