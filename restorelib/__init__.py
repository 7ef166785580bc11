"""Why does my network not train? The library behind the lessons.

No wing is imported here: an old Python must get as far as the doctor, and the panel must open
without TensorFlow. Take the wings that you need by name: `from restorelib import images, training`.
"""

import atexit
import gc
import os

from restorelib import moved

# Importing Keras makes half a million objects. To look for garbage after each 700, as Python does,
# makes it take an eighth longer; to look through them all once more at the end, a quarter.
gc.set_threshold(10_000)
if hasattr(gc, "freeze"):  # not in Python 3.6, which still has to get as far as the doctor
    atexit.register(gc.freeze)
# TensorFlow reads these when it is imported: no start-up notices in red below a learner's cell. On
# newer processors it would say that oneDNN is on, whatever the level, and compute by it; without,
# the numbers are alike on all of them.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

moved.announce()
__version__ = "0.1.0"
