"""Packed files: their format, their checksums, and where what they hold comes from."""
