"""The first page: the first minute, three sentences, the four paths, and panels to open."""

from html import escape

from restorelib.course.learning_paths import PATHS, LearningPath
from tools.site import stage
from tools.site.links import link_of
from tools.site.markdown import coloured
from tools.site.page import COURSE, Page

HERO = f"""<div class="hero"><h1>{COURSE}</h1>
<p class="lead">Ten layers learn to clean this photograph, now, <strong>on your machine</strong>.
Then add one line.</p></div>"""
NEXT = """<p class="fm-next" hidden>That was the first of two cases.
<a href="lessons/03_the_loss_that_never_moves.html">Lesson 03</a> tells it as it happened, and
<a href="lessons/04_why_the_relu_died.html">lesson 04</a> asks why, under ten seeds.</p>"""
ABOUT = """<p>This is a course about two networks that really did not train: the loss of one stood
still to the last digit, and the other painted every picture grey. You watch each one fail as it
failed for the people who asked, change one thing at a time, and measure which change matters. What
you keep is a method of six steps for the next network that does not train: yours.</p>"""
CARD = (  # the steps of the method card
    ("Name the number", "Compare the plateau with predictors that need no network."),
    ("Overfit one batch", "What cannot memorise a few examples will not learn from a thousand."),
    ("Follow the signal forward", "Where does it fade, or stop?"),
    ("Follow the gradient back", "Where it is zero, nothing learns."),
    ("Bisect", "Take away half of what could be at fault, and look again."),
    ("Change one thing", "On five seeds or more, or it may be luck."),
)
ELSEWHERE = {  # page -> what it is called, and what is there
    "lessons/index.html": ("Lessons", "To read here as they ran, with their guesses and panels."),
    "playground.html": ("Playground", "Build your own failure: layers, skips, first weights."),
    "name-your-number.html": ("Name your number", "Paste a log: who else scores that?"),
    "symptoms/index.html": ("Symptoms", "What you see, what it may be, and the first test."),
    "why-does-it-not-train.html": ("One file", "What moves here, to keep: it needs no network."),
}
PANELS = f"""<section class="panels" id="panels" aria-labelledby="recorded">
<h2 id="recorded">Every combination, under every seed</h2>
<p class="text">The same networks, recorded in Keras: choose a case, turn its knobs, and move
through the steps of the training. “Train it now” trains the state that you have chosen, here.</p>
{stage.panels_part()}</section>"""
COMMANDS = f"""<section aria-labelledby="real"><h2 id="real">For real: two commands</h2>
<p class="text">It takes Python 3.11, 3.12 or 3.13, and <code>make</code>; no graphics card. The
first opens the lessons in JupyterLab, on a copy of your own; the second proves that the course
works on your machine.</p>
{coloured("make lab" + chr(10) + "make test", "sh")}</section>"""


def page() -> Page:
    """The first page."""
    about = f'<section class="about" aria-label="What this is">{ABOUT}</section>'
    minute = stage.minute_part(NEXT)
    parts = (HERO, minute, about, _paths(), _card(), PANELS, _elsewhere(), COMMANDS)
    return Page(
        path="index.html",
        title=COURSE,
        description="See two networks that really did not train, and train them in this page.",
        body="\n".join(parts),
        kind="front",
        data={**stage.minute_data(), **stage.panels_data()},
    )


def _paths() -> str:
    cards = "".join(f"<li>{_path(path)}</li>" for path in PATHS)
    return f"""<section aria-labelledby="four-ways-in"><h2 id="four-ways-in">Four ways in</h2>
<ol class="ways">{cards}</ol></section>"""


def _path(path: LearningPath) -> str:
    # As README links them: it is the page of the repository that this one stands for.
    stops = [
        (link_of(f"notebooks/{stop.link}", file="README.md"), stop.name) for stop in path.stops
    ]
    stops = stops or [("lessons/index.html", "all lessons")]
    links = "".join(f'<li><a href="{link}">{escape(name)}</a></li>' for link, name in stops)
    return f"<h3>{escape(path.time)}</h3><p>{escape(path.goal)}</p><ol>{links}</ol>"


def _card() -> str:
    steps = "".join(f"<li><b>{name}.</b> {words}</li>" for name, words in CARD)
    return f"""<section aria-labelledby="card"><h2 id="card">The method: six steps</h2>
<ol class="card">{steps}</ol></section>"""


def _elsewhere() -> str:
    links = "".join(
        f'<li><a href="{path}"><b>{name}</b> <span>{words}</span></a></li>'
        for path, (name, words) in ELSEWHERE.items()
    )
    return f"""<section aria-labelledby="here"><h2 id="here">Also here</h2>
<ul class="elsewhere">{links}</ul></section>"""
