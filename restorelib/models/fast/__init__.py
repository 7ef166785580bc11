"""Equivalent networks in faster forms: phases, Winograd convolutions, LiteRT."""
