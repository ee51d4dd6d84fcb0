"""Faults as the vendor writes them (wire fact B3)."""

from flytower.contract.faults import Fault, FaultCode, IpsApiFault
from flytower.contract.version import COMMON_NAMESPACE
from flytower.soap.envelope import Form, wrapped
from flytower.soap.text import escaped


def fault_document(form: Form, fault: Fault) -> bytes:
    """Return the whole answer that reports ``fault``: in an envelope, or bare on plain XML."""
    detail = (
        f'<tns:{fault.element} xmlns:tns="{COMMON_NAMESPACE}"><tns:code>{int(fault.code)}</tns:code>'
        f"<tns:reason>{escaped(fault.reason)}</tns:reason></tns:{fault.element}>"
    )
    match form:
        case Form.SOAP_11:
            content = (
                f"<soapenv:Fault><faultcode>soapenv:Server</faultcode><faultstring>{fault.element}</faultstring>"
                f"<detail>{detail}</detail></soapenv:Fault>"
            )
        case Form.SOAP_12:
            content = (
                "<soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:Receiver</soapenv:Value></soapenv:Code>"
                f'<soapenv:Reason><soapenv:Text xml:lang="en">{fault.element}</soapenv:Text></soapenv:Reason>'
                f"<soapenv:Detail>{detail}</soapenv:Detail></soapenv:Fault>"
            )
        case Form.PLAIN:
            content = detail
    return wrapped(form, content)


def unexpected() -> IpsApiFault:
    """Return the fault for an error nobody foresaw. What happened is for the log only."""
    return IpsApiFault(FaultCode.EXCEPTION, "An unexpected error occurred")
