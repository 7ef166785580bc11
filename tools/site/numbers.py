"""The page "Name your number": which trivial predictor has this loss?"""

import json
import math
from html import escape

from restorelib.checkup import known_numbers
from restorelib.checkup.known_table import PREDICTORS
from tools.site.links import page_of
from tools.site.page import Page
from tools.site.symptoms import FOLDER, symptoms

PATH = "name-your-number.html"
LOSSES = (  # measure -> what Keras calls such losses
    ("categorical", "categorical or sparse_categorical_crossentropy"),
    ("binary", "binary_crossentropy"),
    ("squared", "mse, mean_squared_error"),
    ("absolute", "mae, mean_absolute_error"),
    ("hinge", "hinge"),
)
FIELDS = (  # name, label, placeholder, hint, facts that it gives
    (
        "classes",
        "Classes",
        "10, or 500 300 200",
        "How many, or the count or share of each: np.unique(y, return_counts=True)",
        ("classes", "shares"),
    ),
    ("accuracy", "Accuracy", "0.1 or 10%", "If the log has none", ("accuracy",)),
    ("mean", "Mean of y", "0.44", "y.mean()", ("mean",)),
    ("std", "Spread of y", "0.29", "y.std()", ("std",)),
    (
        "deviation",
        "Distance of y from its median",
        "0.24",
        "np.abs(y - np.median(y)).mean()",
        ("deviation",),
    ),
    ("range", "Range of y", "0 to 1, or 0 to 255", "y.min(), y.max()", ("span",)),
    (
        "sigma",
        "Noise",
        "25",
        "Standard deviation on a scale of 0 to 255; below 1 in the units of y",
        ("sigma",),
    ),
)
FROZEN = "\n".join(
    f"Epoch {epoch}/10\n50/50 - 3s - 61ms/step - loss: 0.0015 - psnr: 28.1152534485"
    for epoch in range(1, 5)
)
TEN_CLASSES = "\n".join(
    f"Epoch {epoch}/10\n1563/1563 - 9s - 6ms/step - accuracy: {accuracy} - loss: {loss} "
    "- val_accuracy: 0.1000 - val_loss: 2.3026"
    for epoch, accuracy, loss in ((1, "0.0994", "2.3041"), (2, "0.0971", "2.3030"))
)
EXAMPLES = (
    {"label": "2.3026", "text": "2.3026"},
    {"label": "0.6931", "text": "loss: 0.6931"},
    {"label": "0.25", "text": "loss: 0.2500", "known": {"loss": "squared"}},
    {"label": "a frozen log", "text": FROZEN, "known": {"sigma": "10", "range": "0 to 1"}},
    {"label": "a Keras log", "text": TEN_CLASSES, "known": {"classes": "10"}},
    {"label": "8.059", "text": "loss: 8.0590 - accuracy: 0.5000"},
    {
        "label": "NaN",
        "text": "Epoch 1/3\nloss: 0.6912\nEpoch 2/3\nloss: nan\nEpoch 3/3\nloss: nan",
    },
)
LANDMARKS = (
    (0.25, "0.25: yes and no by squared error"),
    (math.log(2), "ln 2: two classes"),
    (1.0, "1: the mean, if y is standardised"),
    (math.log(10), "ln 10: ten classes"),
    (math.log(1000), "ln 1000: a thousand classes"),
    (-math.log(1e-7), "16.118: certain, and always wrong"),
)


def page() -> Page:
    """The page; its data lie inside of its part, which also works inside another page."""
    # "<" would let a text end the element early.
    data = json.dumps(_data(), ensure_ascii=False).replace("<", "\\u003c")
    body = f"""<h1>Name your number</h1>
<p class="lead">Which prediction that needs no learning has the same loss as your network?
Paste a log of Keras or of any other library. Nothing leaves this page.</p>
<div class="numbers" data-part="numbers"><script type="application/json">{data}</script></div>
<section class="prose" aria-labelledby="why-a-number">
<h2 id="why-a-number">Why a number says so much</h2>
<p>A loss is not a mark out of ten. Alone it says nothing; beside the loss of predictions that need
no learning it says what a network does. One that stays at ln C gives all C classes the same
probability. One that stays at the variance of y returns the mean of y for everything. One that
stays at (σ/255)² hands its noisy input back. Each of these numbers is known before
the training starts.</p>
<p>A match is evidence, not proof: look at a few predictions to see that they are what the number
says. Where nothing fits, that is an answer too: the network does something of its own, or your
loss contains something that is not compared here, such as penalties on weights, class weights or
several outputs added up.</p>
<p>{_links()}</p>
</section>"""
    return Page(
        path=PATH,
        title="Name your number: what does a loss of 2.3026, 0.6931 or 0.25 mean?",
        description="Paste a training log or type a loss. This page says which prediction that "
        "needs no learning scores the same, whether the digits repeat, and what to test next.",
        body=body,
        kind="named",
    )


def _data() -> dict:
    pages = {}
    for slug, symptom in symptoms().items():
        lesson = symptom.lesson
        pages[slug] = {
            "title": symptom.title,
            "test": symptom.test,
            "href": f"{FOLDER}/{slug}.html",
            "lesson": {
                "title": f"Lesson {lesson.number}: {lesson.title}",
                "href": page_of(f"notebooks/{lesson.file}"),
            },
        }
    names = ("name", "label", "placeholder", "hint", "gives")
    return {
        "table": known_numbers.table(),
        "predictors": PREDICTORS,
        "losses": LOSSES,
        "fields": [dict(zip(names, field, strict=True)) for field in FIELDS],
        "examples": EXAMPLES,
        "symptoms": pages,
        "landmarks": [{"value": value, "label": label} for value, label in LANDMARKS],
        "path": PATH,
    }


def _links() -> str:
    named = [symptom for symptom in symptoms().values() if symptom.number]
    links = ", ".join(
        f'<a href="{FOLDER}/{symptom.slug}.html">{escape(symptom.number)}</a>' for symptom in named
    )
    return (
        f'Numbers with a page of their own: {links}. No number at hand? <a href="{FOLDER}/'
        'index.html">Start from what you see</a>.'
    )
