from datetime import timedelta

import pytest

from flytower.contract.operation import Role
from flytower.model import companies, users
from flytower.operations.folders_records import CreateFolderParam, GetFoldersParam


@pytest.mark.parametrize("form", ["c|{}", "{}"])
def test_every_form_of_company_handle(world, form):
    assert world.call(GetFoldersParam(company_handle=form.format(world.company.id)))


@pytest.mark.parametrize("handle", ["c|999", "c|0", "", "nonsense", "c|-1"])
def test_an_unknown_company(world, refused, handle):
    with refused(20000, handle):
        world.call(GetFoldersParam(company_handle=handle))


def test_an_expired_company(world, refused):
    with world.database.transaction() as session:
        companies.by_id(session, world.company.id).expires = world.NOW
    with refused(20000, "Demo Company"):
        world.call(GetFoldersParam(company_handle=world.handle))


def test_somebody_elses_company(world, refused):
    with refused(20006, world.OTHER, world.handle):
        world.call(GetFoldersParam(company_handle=world.handle), user=world.OTHER)


def test_a_role_counts_only_in_its_company(world, refused):
    with world.database.transaction() as session:
        users.join(session, world.company.id, users.by_email(session, world.OTHER).id, Role.IMAGE_PORTAL_USER)
    with refused(20003, "createFolder"):
        world.call(CreateFolderParam(company_handle=world.handle, folder_path="x"), user=world.OTHER)


def folders_as(world, *, by, user=None, group=None):
    param = GetFoldersParam(
        company_handle=world.handle,
        access_user_handle=None if user is None else world.user_handle(user),
        access_group_handle=group,
    )
    return world.call(param, user=by)


def test_an_administrator_may_look_as_another_user(world):
    assert folders_as(world, by=world.ADMIN, user=world.USER)
    assert folders_as(world, by=world.ROOT, user=world.USER)


def test_others_may_not_look_as_another_user(world, refused):
    with refused(20004, world.USER):
        folders_as(world, by=world.USER, user=world.ADMIN)


def test_nobody_looks_as_a_user_of_another_company(world, refused):
    with refused(20007, world.OTHER):
        folders_as(world, by=world.ADMIN, user=world.OTHER)


def test_nobody_looks_as_an_unknown_user(world, refused):
    with refused(20002, "accessUserHandle", "u|999|x"):
        world.call(GetFoldersParam(company_handle=world.handle, access_user_handle="u|999|x"), user=world.ADMIN)


def test_there_are_no_groups(world, refused):
    with refused(20008, "g|1"):
        folders_as(world, by=world.ADMIN, group="g|1")


def test_a_role_that_may_in_no_company_is_stopped_at_the_gate(world, refused):
    with refused(20003):
        world.call(CreateFolderParam(company_handle="c|999", folder_path="x"), user=world.PORTAL_USER)


def test_expiry_is_later_than_now(world):
    with world.database.transaction() as session:
        companies.by_id(session, world.company.id).expires = world.NOW + timedelta(seconds=1)
    assert world.call(GetFoldersParam(company_handle=world.handle))
