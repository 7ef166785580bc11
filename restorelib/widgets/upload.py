"""A file from the browser, in pieces.

Jupyter's server closes the connection at a message above 10 MiB, as the file of a large photograph
may be; ipywidgets' `FileUpload` sends a file as one message.
"""

from restorelib.photos.picture import PhotoError

MOST = 256 * 2**20  # bytes of a file: 24 megapixels of 16 bits are 144 million


class Inbox:
    """Puts the pieces of one file after another together."""

    def __init__(self):
        self.name = ""
        self._size = 0
        self._pieces = bytearray()

    def add(self, name: str, size: int, at: int, piece: bytes) -> bytes | None:
        """Take the next piece; at 0 a new file begins, and an unfinished one is forgotten.

        Args:
            name: of the file.
            size: of the whole file in bytes.
            at: bytes that came before this piece.
            piece: some bytes more.

        Returns:
            The file's bytes once it is complete, else None.

        Raises:
            PhotoError: if the file is empty or above 256 MiB, or a piece does not fit; what has
                come so far is forgotten then.
        """
        if at == 0:
            self.name, self._size, self._pieces = name, size, bytearray()
        fits = (name, size, at) == (self.name, self._size, len(self._pieces))
        if not 0 < size <= MOST or not fits or not 0 < len(piece) <= size - at:
            self._size, self._pieces = 0, bytearray()
            if size == 0:
                raise PhotoError(f"{name} is empty. Choose another file.")
            if size > MOST:
                raise PhotoError(
                    f"{name} has {size / 2**20:,.0f} MiB; at most {MOST // 2**20} are taken. "
                    "Save it smaller, or as JPEG."
                )
            raise PhotoError(f"{name} did not arrive whole. Choose it again.")
        self._pieces += piece
        if len(self._pieces) < size:
            return None
        whole, self._pieces = bytes(self._pieces), bytearray()
        return whole
