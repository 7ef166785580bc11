"""Packed files: format, checksums, where their contents come from; files written whole."""
