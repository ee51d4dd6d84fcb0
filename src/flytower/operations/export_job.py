"""submitJob with exportJob: what an export may hold, decided before it is accepted.

Behaviour where the reference is silent, each decided once, here:

- a handle may have any form that any release printed; a text that has none of them, a handle that names no asset, and
  one that names another company's asset are fault 30001 alike, naming the handle, so that nobody learns which assets
  other companies have
- an asset in the trash, no handles at all, and more than the configured limit are fault 30001
- an asset named more than once, in whatever forms, is exported once
- the eight kinds that ExportJob does not support: nothing else is fault 30001 naming type and handle; together with
  others the job runs and logs an error row for each of them
- an unknown macro, a modifier that is no request, or an asset that can't be rendered is no fault: the job logs an error
  row for each asset it concerns, and exports the others
- with ``fmt`` "orig", is_modifier and macro have no effect, and the log says so; with "convert" and neither, the
  renderer's default format
"""

from typing import Final

from flytower.contract.constants import JobType, TrashState
from flytower.contract.exportable import export_refusal
from flytower.contract.faults import FaultCode, IpsApiFault, invalid_parameter, shortened
from flytower.contract.handles import parse_asset_handle
from flytower.contract.operation import Call
from flytower.contract.record import to_plain
from flytower.contract.types.asset_jobs import ExportJob
from flytower.contract.types.common import HandleArray
from flytower.model import Company, asset_search
from flytower.model.jobs import NewItem
from flytower.operations.submissions import Submission

KIND: Final = "export"

_FIELD: Final = "exportJob/assetHandleArray"
_COLUMNS: Final = ("type", "sub_type", "trash_state")


def export_submission(call: Call, company: Company, job: ExportJob) -> Submission:
    """Return the items of an export, one per asset in the order given. Raises the faults that the module describes."""
    handles = job.asset_handle_array.items
    if not handles:
        raise invalid_parameter(_FIELD, "", "there is no handle in it")
    most = call.settings.export_max_assets
    if len(handles) > most:
        raise invalid_parameter(_FIELD, f"{len(handles)} handles", f"more than {most}")
    ids = _ids(handles)
    _check(call, company, ids)
    return Submission(
        kind=KIND,
        type=JobType.EXPORT,
        payload=to_plain(job.replace(asset_handle_array=HandleArray(items=[]))),
        email_setting=job.email_setting,
        items=[NewItem(asset_id=asset_id) for asset_id in ids],
    )


def _ids(handles: list[str]) -> dict[int, str]:
    """Return the assets' ids, each with the first handle that named it."""
    ids: dict[int, str] = {}
    for handle in handles:
        try:
            ids.setdefault(parse_asset_handle(handle).id, handle)
        except ValueError as error:
            raise invalid_parameter(_FIELD, handle, str(error)) from None
    return ids


def _check(call: Call, company: Company, ids: dict[int, str]) -> None:
    found = asset_search.by_ids(call.session, company.id, ids, _COLUMNS)
    refusals = []
    for asset_id, handle in ids.items():
        row = found.get(asset_id)
        if row is None:
            raise invalid_parameter(_FIELD, handle, "there is no such asset")
        if row.trash_state != TrashState.NOT_IN_TRASH:
            raise invalid_parameter(_FIELD, handle, "the asset is in the trash")
        refusal = export_refusal(row.type, row.sub_type)
        if refusal is not None:
            kind = row.type if row.sub_type is None else f"{row.type} ({row.sub_type})"
            refusals.append(f"'{shortened(handle)}' of type {kind} is {refusal}")
    if len(refusals) == len(ids):
        raise IpsApiFault(FaultCode.INVALID_PARAMETER, _reason(refusals))


_SHOWN: Final = 10


def _reason(refusals: list[str]) -> str:
    more = f", and {len(refusals) - _SHOWN} more" if len(refusals) > _SHOWN else ""
    return f"Invalid {_FIELD}: no asset in it can be exported: {'; '.join(refusals[:_SHOWN])}{more}"
