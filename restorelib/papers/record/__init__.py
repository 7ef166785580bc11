"""Measurements behind lesson 09: `evaluate --all --record` runs them."""
