"""What each call does, one module per subject. Importing this package declares every operation."""

import importlib
import pkgutil
from collections.abc import Mapping

from flytower.contract.operation import OPERATIONS, Operation

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")


def load() -> Mapping[str, Operation]:
    """Return every operation by the vendor's name."""
    return OPERATIONS
