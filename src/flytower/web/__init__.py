"""HTTP beside SOAP: the router, the upload servlet, downloads, health, the log of requests, and the server itself."""
