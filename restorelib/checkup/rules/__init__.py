"""What a check-up looks for: one function for each kind of finding."""
