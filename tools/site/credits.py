"""Who made what: the photographs, the programs of others in these pages, licences, citation."""

import base64
import io
from dataclasses import dataclass
from html import escape

import yaml
from PIL import Image

from restorelib.images.embedded import SPLITS, photographs
from tools.lock import ROOT
from tools.site import addresses, notices
from tools.site.page import Page

ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
BY = "https://creativecommons.org/licenses/by/4.0/"
DOMAIN = "public domain"
CC0 = f'<a href="{ZERO}">CC0</a>'
SIDE = 112  # of a thumbnail, in pixels


@dataclass(frozen=True)
class Photograph:
    """One photograph, as scikit-image's documentation describes it."""

    shows: str
    author: str
    licence: str
    source: str = ""  # where scikit-image had it from, if not from the author


PHOTOGRAPHS = {
    "chelsea": Photograph("Chelsea the cat", "Stefan van der Walt", CC0),
    "camera": Photograph("A camera and its photographer", "Lav Varshney", CC0),
    "astronaut": Photograph(
        "Eileen Collins, astronaut", "NASA", DOMAIN, "https://flic.kr/p/r9qvLn"
    ),
    "coffee": Photograph("A cup of coffee, Pikolo Espresso Bar", "Rachel Michetti", CC0),
    "rocket": Photograph(
        "Falcon 9 with DSCOVR",
        "SpaceX",
        DOMAIN,
        "https://www.flickr.com/photos/spacexphotos/16511594820/in/photostream/",
    ),
    "brick": Photograph(
        "A brick wall", "CC0Textures", CC0, "https://cc0textures.com/view.php?tex=Bricks25"
    ),
    "grass": Photograph(
        "Grass",
        "linolafett",
        CC0,
        "https://www.deviantart.com/linolafett/art/Grass-01-434853879",
    ),
    "gravel": Photograph(
        "Gravel", "CC0Textures", CC0, "https://cc0textures.com/view.php?tex=Gravel04"
    ),
    "retina": Photograph(
        "A human retina",
        "Mikael Häggström",
        CC0,
        "https://commons.wikimedia.org/wiki/File:Fundus_photograph_of_normal_left_eye.jpg",
    ),
    "hubble_deep_field": Photograph(
        "Hubble eXtreme Deep Field",
        "NASA",
        DOMAIN,
        "http://hubblesite.org/newscenter/archive/releases/2012/37/image/a/",
    ),
}


def page() -> Page:
    """The page of credits."""
    return Page(
        path="credits.html",
        title="Credits and licences",
        description="Photographs with author, source and licence; notices; how to cite the course.",
        body=f"""<h1>Credits and licences</h1>
<h2 id="licences">Licences of the course</h2>
<p>The lessons and all texts are under <a href="{BY}">CC BY 4.0</a>: use and change them, and name
“The restorelib maintainers”. The code is under the MIT licence:</p>
{notices.own()}
<h2 id="cite">How to cite</h2>
{_citation()}
<h2 id="photographs">Photographs</h2>
<p>All come with the <a href="https://scikit-image.org/">scikit-image</a> package. The course
shows them cut, smaller, grey, or with noise added.</p>
<div class="wide" tabindex="0"><table class="photographs">
<thead><tr><td></td><th>Photograph</th><th>Author</th><th>Licence</th></tr></thead>
<tbody>{_rows()}</tbody></table></div>
<p>The networks that come trained learned from the sets T91, General100 and BSDS500. No picture of
those sets is part of the course.</p>
<h2 id="notices">Programs of others in these pages</h2>
<p>The search is <strong>MiniSearch</strong>. The colours of code come from
<strong>Pygments</strong>, those of its dark style from GitHub's Primer. Formulae are MathML,
written by <strong>latex2mathml</strong> (Ronie Martinez, MIT licence). <strong>esbuild</strong>
(Evan Wallace, MIT licence) puts the scripts together. The rest is the course's own, with what
trains networks in your browser. No fonts are included: your system's are used.</p>
{notices.others()}
<h2 id="data">What this site keeps, and what it sends</h2>
<p>Your browser gets the files of this site, and no other. The site sends nothing, and each page
carries a policy that makes your browser refuse to. Your
guesses, your progress and the choice of light or dark stay in this browser until you clear it. A
photograph that you open is neither stored nor sent.</p>""",
        kind="prose credits",
    )


def _rows() -> str:
    splits = (photographs(split, channels=3) for split in SPLITS)
    pixels = {name: image for split in splits for name, image in split.items()}
    return "\n".join(
        f'<tr><td><img src="{_thumbnail(pixels[name])}" alt="" width="{SIDE}"></td>'
        f"<td>{shown.shows}</td><td>{_author(shown)}</td><td>{shown.licence}</td></tr>"
        for name, shown in PHOTOGRAPHS.items()
    )


def _author(shown: Photograph) -> str:
    return f'<a href="{escape(shown.source)}">{shown.author}</a>' if shown.source else shown.author


def _thumbnail(image) -> str:
    """A small JPEG of an image, (height, width, 3) in [0, 1], as an address that holds it."""
    small = Image.fromarray((255 * image).astype("uint8"))
    small.thumbnail((2 * SIDE, 2 * SIDE))  # sharp on screens of two pixels a point
    file = io.BytesIO()
    small.save(file, "JPEG", quality=75)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


def _citation() -> str:
    cite = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    authors = " and ".join(f"{{{author['name']}}}" for author in cite["authors"])
    fields = {
        "author": authors,
        "title": f"{{{cite['title']}}}",
        "version": cite["version"],
        "url": addresses.repository(),
        "note": addresses.revision() and f"Revision {addresses.revision()}",
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    entry = "\n".join(["@software{restorelib,", *lines, "}"])
    names = ", ".join(author["name"] for author in cite["authors"])
    return (
        f"<p>{escape(names)}. <cite>{escape(cite['title'])}</cite>, version {cite['version']}.</p>"
        f'\n<pre tabindex="0">{escape(entry)}</pre>'
    )
