"""The vocabulary of the IPS API: versions, records, operations, faults, constants and handles, with no I/O."""
