"""Why does my network not train? The library behind the lessons.

This module imports no wing: an old Python must be able to run the doctor, and the panel must open
without TensorFlow. Import the wings that you need: `from restorelib import images, training`.
"""

import atexit
import gc
import os

from restorelib import missing, moved

# Importing Keras creates half a million objects. Python looks for garbage after every 700 of them,
# which makes the import an eighth slower; a last search at exit costs another quarter.
gc.set_threshold(10_000)
if hasattr(gc, "freeze"):  # missing in Python 3.6, which must still run the doctor
    atexit.register(gc.freeze)
# TensorFlow reads these at import. The first hides its red start-up notices below a learner's cell.
# The second turns oneDNN off: on newer processors it prints a notice at any level, and it changes
# the numbers; without it they are alike on all processors.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

moved.announce()
missing.announce()
__version__ = "0.1.0"
