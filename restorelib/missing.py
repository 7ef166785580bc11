"""What an import says where a package is missing, or Keras is too old: what to install.

The check-up needs Keras and NumPy, and all else that the library imports is the course's. This
module keeps to the syntax of Python 3.6, since importing the doctor imports this package first.
"""

import sys

OLDEST_KERAS = (3, 3)  # tools/compat.py tests it; pyproject.toml agrees
BASE = ("keras", "lazy_loader", "numpy")  # what `pip install restorelib` brings, as modules
BACKENDS = ("tensorflow", "jax", "torch")


class Finder:
    """Import finder that comes last, so Python asks it only for modules that it found nowhere."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Raise an error for a package that the library imports; return None for any other.

        Raises:
            ModuleNotFoundError: says what to install.
        """
        importers = _importers()
        package = next(importers)
        if package == "restorelib" and "." not in name:
            raise ModuleNotFoundError(_words(name), name=name)
        if package == "keras" and name in BACKENDS and "restorelib" in importers:
            raise ModuleNotFoundError(
                "Keras expects one of its backends, and {0} is not installed here. Install it: "
                "pip install {0}; or name one that is installed before Keras is imported: "
                "KERAS_BACKEND=jax or torch.".format(name),
                name=name,
            )


def announce():
    """Register `Finder`, so that an import of a missing package raises the error."""
    if Finder not in sys.meta_path:
        sys.meta_path.append(Finder)


def require_keras():
    """Raise an error unless the Keras here is one that the check-up can read; import nothing.

    Raises:
        ImportError: if it is older than OLDEST_KERAS.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("keras")
    except PackageNotFoundError:
        return  # importing it says so
    if tuple(map(int, found.split(".")[:2])) < OLDEST_KERAS:
        raise ImportError(
            "restorelib.checkup expects Keras {}.{} or newer; Keras {} is installed here. Build "
            "the model again with Keras 3, in an environment of its own, since TensorFlow before "
            "2.16 needs Keras 2: pip install tensorflow brings both there. The weights can be "
            "taken along: new.set_weights(old.get_weights()).".format(*OLDEST_KERAS, found)
        )


def _words(name):
    said = "restorelib expects the package {}, which is not installed here. ".format(name)
    if name in BASE:
        return said + "Install what the check-up needs: pip install keras numpy lazy-loader"
    return said + (
        "The check-up does without it, the lessons and their figures do not: "
        'pip install "restorelib[course]"'
    )


def _importers():
    """Top packages of the modules whose code is running, the one that imports first."""
    frame = sys._getframe(2)  # of what called find_spec
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if not name.startswith("importlib._bootstrap"):
            yield name.split(".")[0]
        frame = frame.f_back
    yield ""
