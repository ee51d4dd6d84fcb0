"""The wire: SOAP 1.1, SOAP 1.2 and plain XML. The only room that knows Spyne and lxml."""
