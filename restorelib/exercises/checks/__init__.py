"""The checks, by lesson and exercise."""
