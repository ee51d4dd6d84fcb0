"""One request on its way through Spyne's phases.

Spyne's own WSGI server would parse headers, keep cookies and copy contexts that nobody here looks at, and it reads the
body itself, with limits of its own; HTTP is done in ``wsgi``. What is left are Spyne's contexts, dispatch and events.
"""

from typing import Any

from flytower.soap import spyne_compat  # noqa: F401  before anything of Spyne
from flytower.soap.exchange import Exchange

from spyne import Application, MethodContext  # isort: skip
from spyne.server import ServerBase  # isort: skip


class Transport(ServerBase):
    """Lets a Spyne application answer exchanges."""

    transport = "urn:flytower:wsgi"

    def __init__(self, application: Application) -> None:
        super().__init__(application)

    def answer(self, exchange: Exchange) -> bytes:
        """Return the document that answers a request; the protocols fill in the rest of the exchange."""
        context = _Context(self, MethodContext.SERVER)
        context.udc = exchange
        try:
            self._run(context)
        finally:
            context.close()
        return b"".join(context.out_string)

    def _run(self, context: Any) -> None:
        self.generate_contexts(context)
        if context.in_error is None:
            self.get_in_object(context)
        if context.in_error is None:
            self.get_out_object(context)
        self.get_out_string(context)


class _Context(MethodContext):
    """The state of one call, whose user-defined part is the exchange."""

    TransportContext = None
    __setattr__ = object.__setattr__
    """Spyne's own refuses names that its constructor has not set, at the price of looking at each."""

    def close(self) -> None:
        """End the call, and leave no circle behind for the garbage collector to find."""
        super().close()
        self.event = None

    def fire_event(self, event: str, *arguments: Any, **named: Any) -> None:
        """Tell those who listen to an event, if there are any: nearly always there is nobody."""
        managers = (self.app.event_manager, *(self.descriptor.event_managers if self.descriptor else ()))
        for manager in managers:
            if event in manager.handlers:
                manager.fire_event(event, self, *arguments, **named)
