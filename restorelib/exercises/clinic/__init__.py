"""Blind cases: nets that "do not train", one of each three healthy, and credit for a diagnosis."""
