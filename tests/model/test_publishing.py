from datetime import timedelta

import pytest

from flytower.model import companies, publishing


@pytest.fixture
def publish(session, company):
    def run(days, *, changed_only=False):
        now = company.created + timedelta(days=days)
        done = publishing.publish(session, company.id, now, changed_only=changed_only)
        session.expire_all()
        return [row.name for row in done]

    return run


def test_what_is_marked_is_published_by_name(session, company, add_asset, publish):
    for name in ("shoe", "hat"):
        add_asset(name, ready_for_publish=True)
    kept = [
        add_asset("not marked"),
        add_asset("gone", ready_for_publish=True, trash_state="InTrash"),
        add_asset("theirs", ready_for_publish=True, owner=companies.create(session, "Other", company.created)),
    ]
    assert publish(1) == ["hat", "shoe"]
    assert [asset.published for asset in kept] == [None, None, None]


def test_what_has_not_changed_is_left_out_where_asked(company, add_asset, publish):
    same, changed = (add_asset(name, ready_for_publish=True) for name in ("same", "changed"))
    publish(1)
    changed.last_modified = company.created + timedelta(days=2)
    add_asset("new", ready_for_publish=True)
    assert publish(3, changed_only=True) == ["changed", "new"]
    assert (same.published, changed.published) == (
        company.created + timedelta(days=1),
        company.created + timedelta(days=3),
    )
    assert publish(4) == ["changed", "new", "same"]


def test_what_is_no_longer_to_be_published_is_withdrawn(session, company, add_asset, publish):
    names = ("kept", "unmarked", "gone")
    kept, unmarked, gone = (add_asset(name, ready_for_publish=True) for name in names)
    publish(1)
    unmarked.ready_for_publish = False
    gone.trash_state = "InTrash"
    session.flush()
    assert publishing.withdraw(session, company.id) == 2
    session.expire_all()
    assert [asset.published is None for asset in (kept, unmarked, gone)] == [False, True, True]
    assert publishing.withdraw(session, company.id) == 0
