"""How an operation is declared."""

from datetime import UTC, datetime

import pytest

from flytower.contract import operation as module
from flytower.contract.faults import FaultCode, IpsApiFault
from flytower.contract.operation import EVERYBODY, Call, Caller, Role, not_written, operation
from flytower.contract.record import Record
from flytower.contract.version import V2013, V2014, V2017

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class PaintFenceParam(Record):
    colour: str


class PaintFenceReturn(Record):
    pass


def paint_fence(call: Call, param: PaintFenceParam) -> PaintFenceReturn:
    """Paint the fence; twice if need be."""
    return PaintFenceReturn()


class MowLawnReturn(Record):
    pass


def sweep_floor(call: Call, param: PaintFenceParam) -> PaintFenceReturn:
    return PaintFenceReturn()


@pytest.fixture(autouse=True)
def operations(monkeypatch):
    fresh = {}
    monkeypatch.setattr(module, "OPERATIONS", fresh)
    return fresh


@pytest.fixture
def make_call():
    nobody = Caller(user_id=0, email="", is_ips_admin=False, roles={})
    nothing = dict.fromkeys(("session", "blobs", "engine", "settings"))

    def make(name):
        return Call(operation=name, version=V2013, caller=nobody, clock=lambda: NOON, **nothing)

    return make


def test_names_and_records_come_from_the_function(operations):
    operation(roles=[Role.IPS_USER])(paint_fence)
    declared = operations["paintFence"]
    assert (declared.param, declared.answer) == (PaintFenceParam, PaintFenceReturn)
    assert (declared.param_element, declared.return_element) == ("paintFenceParam", "paintFenceReturn")
    assert declared.roles == {Role.IPS_USER}
    assert (declared.meaning, declared.missing, declared.written) == ("Paint the fence", "", True)


def test_what_is_not_done_is_said(operations):
    operation(roles=EVERYBODY, missing="no red")(paint_fence)
    assert operations["paintFence"].missing == "no red"


def test_an_operation_without_behaviour_is_declared_by_its_records(operations):
    not_written("Paint the fence", PaintFenceParam, PaintFenceReturn, roles=EVERYBODY, since=V2014)
    declared = operations["paintFence"]
    assert (declared.param, declared.answer, declared.since) == (PaintFenceParam, PaintFenceReturn, V2014)
    assert (declared.meaning, declared.written) == ("Paint the fence", False)


def test_and_says_so_to_every_caller(operations, make_call):
    not_written("Paint the fence", PaintFenceParam, PaintFenceReturn, roles=EVERYBODY)
    declared = operations["paintFence"]
    with pytest.raises(IpsApiFault) as caught:
        declared.function(make_call("paintFence"), PaintFenceParam(colour="white"))
    assert caught.value.code == FaultCode.EXCEPTION
    assert caught.value.reason == "Operation 'paintFence' is not implemented by this server"


def test_both_records_must_be_of_one_operation(operations):
    with pytest.raises(TypeError, match="paintFence takes PaintFenceParam and returns MowLawnReturn"):
        not_written("Paint the fence", PaintFenceParam, MowLawnReturn, roles=EVERYBODY)
    assert not operations


def test_an_operation_is_declared_once(operations):
    operation(roles=EVERYBODY)(paint_fence)
    with pytest.raises(TypeError, match="paintFence is declared twice"):
        operation(roles=EVERYBODY)(paint_fence)


def test_the_function_stays_a_function():
    assert operation(roles=EVERYBODY)(paint_fence) is paint_fence


def test_records_must_be_named_after_the_operation(operations):
    with pytest.raises(TypeError, match="sweepFloor takes PaintFenceParam"):
        operation(roles=EVERYBODY)(sweep_floor)
    assert not operations


@pytest.mark.parametrize(("version", "lives"), [(V2013, False), (V2014, True), (V2017, False)])
def test_an_operation_may_have_a_first_and_a_last_version(operations, version, lives):
    operation(roles=EVERYBODY, since=V2014, until=V2017)(paint_fence)
    assert operations["paintFence"].lives_in(version) is lives
