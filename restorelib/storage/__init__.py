"""Packed files: their format, checksums, provenance, and writing them completely."""
