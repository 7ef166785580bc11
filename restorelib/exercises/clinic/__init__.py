"""Blind cases: three nets that "do not train", one of them healthy, and credit for a diagnosis."""
