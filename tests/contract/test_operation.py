"""How an operation is declared."""

import pytest

from flytower.contract import operation as module
from flytower.contract.operation import EVERYBODY, Call, Role, operation
from flytower.contract.record import Record
from flytower.contract.version import V2013, V2014, V2017


class PaintFenceParam(Record):
    colour: str


class PaintFenceReturn(Record):
    pass


def paint_fence(call: Call, param: PaintFenceParam) -> PaintFenceReturn:
    return PaintFenceReturn()


def sweep_floor(call: Call, param: PaintFenceParam) -> PaintFenceReturn:
    return PaintFenceReturn()


@pytest.fixture(autouse=True)
def operations(monkeypatch):
    fresh = {}
    monkeypatch.setattr(module, "OPERATIONS", fresh)
    return fresh


def test_names_and_records_come_from_the_function(operations):
    operation(roles=[Role.IPS_USER])(paint_fence)
    declared = operations["paintFence"]
    assert (declared.param, declared.answer) == (PaintFenceParam, PaintFenceReturn)
    assert (declared.param_element, declared.return_element) == ("paintFenceParam", "paintFenceReturn")
    assert declared.roles == {Role.IPS_USER}


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
