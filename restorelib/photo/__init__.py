"""A learner's own photograph: read in whatever form it comes, written as PNG.

`read` gives numbers that a network can take, or says in words why it cannot; `write` puts them
back with the orientation that was seen, the colour profile and the number of bits. No Keras.
"""

from restorelib.photo.picture import Photo, PhotoError
from restorelib.photo.reading import read
from restorelib.photo.writing import to_png, write

__all__ = ["Photo", "PhotoError", "read", "to_png", "write"]
