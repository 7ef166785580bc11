"""The cases as data: the knobs of their panels, their questions, and what lessons compare."""
