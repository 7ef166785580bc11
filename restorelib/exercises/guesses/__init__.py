"""Which answer of a guess is right, found from what a lesson's cell has measured."""
