"""Namespaces that are not the API's own (those are in ``contract.version``)."""

from typing import Final

SOAP_11: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12: Final = "http://www.w3.org/2003/05/soap-envelope"
XSD: Final = "http://www.w3.org/2001/XMLSchema"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
WSDL_SOAP_11: Final = "http://schemas.xmlsoap.org/wsdl/soap/"
WSDL_SOAP_12: Final = "http://schemas.xmlsoap.org/wsdl/soap12/"
SOAP_TRANSPORT: Final = "http://schemas.xmlsoap.org/soap/http"
JAXB: Final = "http://java.sun.com/xml/ns/jaxb"
IPS_WSDL: Final = "http://www.scene7.com/IpsApi"
"""Target namespace of every version's WSDL."""
