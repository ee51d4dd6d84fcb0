"""Bytes at rest: immutable blobs, and the ZIP archives computed over them. No caller sees where they lie."""
