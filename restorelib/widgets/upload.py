"""A file from the browser, in pieces.

Jupyter's server closes the connection at a message above 10 MiB. A large photograph can exceed
that, and ipywidgets' `FileUpload` sends a file as one message.
"""

from restorelib.photos.picture import PhotoError

MOST = 256 * 2**20  # bytes of a file: 24 megapixels of 16 bits are 144 million


class Inbox:
    """Joins the pieces of a file, one file at a time."""

    def __init__(self):
        self.name = ""
        self._size = 0
        self._pieces = bytearray()

    def add(self, name: str, size: int, at: int, piece: bytes) -> bytes | None:
        """Take the next piece; a piece at 0 begins a new file and drops an unfinished one.

        Args:
            name: name of the file.
            size: size of the whole file in bytes.
            at: offset of this piece in bytes.
            piece: the bytes of this piece.

        Returns:
            The file's bytes once it is complete, else None.

        Raises:
            PhotoError: if the file is empty or above 256 MiB, or a piece does not fit; then
                all pieces so far are dropped.
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
