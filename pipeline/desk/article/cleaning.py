"""A kept page made harmless: its words and their order stay, everything that acts, asks or styles goes.

No attribute survives but those of tables and the words beside a picture, so that nothing in the page can name an
address. Around this stand the frame's sandbox and its content policy; each of the three is enough alone.
"""

import nh3
from markupsafe import Markup

from crawler.extract.decode import decode_page
from crawler.extract.limits import refuse_bytes, refuse_markup
from models.errors import DiembaoError

_TEXT = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "br",
    "hr",
    "blockquote",
    "pre",
    "address",
    "time",
    "a",
    "span",
    "img",
)
_WORDS = ("b", "strong", "i", "em", "u", "s", "small", "sub", "sup", "q", "cite", "code", "abbr", "del", "ins", "mark")
_LISTS = ("ul", "ol", "li", "dl", "dt", "dd")
_TABLES = ("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
_PARTS = ("div", "section", "article", "main", "header", "footer", "nav", "aside", "figure", "figcaption")
TAGS = {*_TEXT, *_WORDS, *_LISTS, *_TABLES, *_PARTS}
# "*" empty: without it the library lets `title` and `lang` through on every element.
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "img": {"alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
DROPPED_WHOLE = {
    *("script", "style", "title", "template", "noscript", "svg", "math", "iframe", "frameset", "object", "embed"),
    *("applet", "canvas", "audio", "video", "select", "textarea", "button", "noembed", "noframes", "xmp", "plaintext"),
}


class UnshowablePageError(DiembaoError):
    """The page is too large or too tangled to be shown; the message says so."""


def clean_page(page: bytes, content_type: str | None) -> Markup:
    """Return the words of a kept page as harmless HTML; raises UnshowablePageError."""
    markup = decode_page(page, content_type)
    reason = refuse_bytes(page) or refuse_markup(markup.encode("utf-8", errors="replace"))
    if reason is not None:
        raise UnshowablePageError(f"Bản chụp còn nguyên nhưng không hiện được tại đây: {reason}.")
    readable = markup.encode("utf-8", errors="replace").decode("utf-8")
    cleaned = nh3.clean(
        readable, tags=TAGS, clean_content_tags=DROPPED_WHOLE, attributes=ATTRIBUTES, link_rel=None, url_schemes=set()
    )
    return Markup(cleaned)  # noqa: S704  # the one place where HTML of others is let through, cleaned just above
