"""The checks of the exercises, by lesson."""
