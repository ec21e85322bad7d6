"""The YAML file of an outlet: hosts, addresses, where articles are listed, and how its pages are laid out.

Everything odd about an outlet is data in `outlets/<key>.yml`; this module checks it and
says where a mistake is. A layout may inherit from an older one and states only what changed.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from re import Pattern
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from models.errors import InputError
from models.office_files.wording import describe_refusal
from models.vocabulary import Genre

OUTLETS_FOLDER = Path(__file__).parent / "outlets"


def _check_selector(selector: str) -> str:
    try:
        _EMPTY_PAGE.css_first(selector)
    except SelectolaxError as error:
        raise ValueError(f"«{selector}» không phải bộ chọn CSS") from error
    return selector


_EMPTY_PAGE = LexborHTMLParser("")
Selectors = tuple[Annotated[str, AfterValidator(_check_selector)], ...]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleRule(_Part):
    """A form of article address: `path` is matched in full; `id` and `canonical` are filled from its named groups."""

    path: Pattern[str]
    id: str
    canonical: str


class AddressRules(_Part):
    """How the paths of an outlet are read, in the order ignored, articles, listings; other paths are ignored."""

    origin: str
    ignored: tuple[Pattern[str], ...] = ()
    articles: tuple[ArticleRule, ...]
    listings: tuple[Pattern[str], ...] = ()
    listing_query: tuple[str, ...] = ()


class SectionPage(_Part):
    """A page that lists articles of one section."""

    path: str
    name: str


class ListingCards(_Part):
    """Where the links of a list page stand, and how its next page is addressed."""

    link: Selectors
    card: Selectors = ()
    published_at: Selectors = ()
    next_page: Selectors = ()
    page_query: str | None = None
    scope: Selectors = ()


class ExpectedCount(_Part):
    """Articles a night should find: fewer is an alarm, more a warning."""

    minimum: Annotated[int, Field(ge=0)]
    maximum: Annotated[int, Field(ge=1)]


class Discovery(_Part):
    """Candidate places where new articles are announced; a missing one is noted, none is required."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    monthly_sitemaps: tuple[str, ...] = ()
    sections: tuple[SectionPage, ...] = ()
    tags: tuple[str, ...] = ()
    listing: ListingCards
    expected: ExpectedCount


class FieldSelectors(_Part):
    """Selectors per field, first answer wins. A date is read from `datetime` or `content` before the text."""

    title: Selectors
    lead: Selectors = ()
    published_at: Selectors = ()
    modified_at: Selectors = ()
    byline: Selectors = ()
    section: Selectors = ()
    tags: Selectors = ()
    series: Selectors = ()


class Layout(_Part):
    """One generation of article pages, used where `detect` is present.

    `remove` are boxes inside the body that are none of it, `captions` picture captions, `ends_at`
    lines at which the body is over, `closing_prefixes` first words of short lines after the last
    sentence, `drop_lines` lines that are page furniture, `players` audio or video, `genre_marks`
    markers of a genre.
    """

    key: str
    valid_from: date | None = None
    valid_until: date | None = None
    inherits: str | None = None
    detect: Selectors
    fields: FieldSelectors
    body: Selectors
    remove: Selectors = ()
    captions: Selectors = ()
    players: Selectors = ()
    ends_at: tuple[str, ...] = ()
    closing_prefixes: tuple[str, ...] = ()
    drop_lines: tuple[str, ...] = ()
    genre_marks: dict[Genre, Selectors] = {}


class Outlet(_Part):
    """A paper or broadcaster as its file describes it.

    `own_prefixes` open the lead of its own reports, `genre_paths` are addresses of one genre,
    `untrusted_meta` the fields for which its pages' metadata is known to be wrong. A page that
    shows no layout's markers is read the general way.
    """

    key: str
    name: str
    hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    valid_from: date | None
    valid_to: date | None
    own_prefixes: tuple[str, ...] = ()
    untrusted_meta: tuple[Literal["author", "lead"], ...] = ()
    genre_paths: dict[Genre, tuple[Pattern[str], ...]] = {}
    discovery: Discovery
    addresses: AddressRules
    layouts: tuple[Layout, ...]

    @model_validator(mode="before")
    @classmethod
    def _inherit_layouts(cls, values: Any) -> Any:
        if isinstance(values, dict) and isinstance(values.get("layouts"), list):
            return values | {"layouts": _inherit(values["layouts"])}
        return values


def _inherit(layouts: list[Any]) -> list[Any]:
    """Fill each layout with what it inherits; fields are inherited one by one."""
    known: dict[str, dict[str, Any]] = {}
    filled = []
    for layout in layouts:
        if not isinstance(layout, dict):
            return layouts
        parent_key = layout.get("inherits")
        if parent_key is not None and parent_key not in known:
            raise ValueError(f"bố cục {layout.get('key')} kế thừa {parent_key}, mà {parent_key} không đứng trước nó")
        parent = known[parent_key] if parent_key else {}
        own = parent | layout
        own["fields"] = (parent.get("fields") or {}) | (layout.get("fields") or {})
        known[str(layout.get("key"))] = own
        filled.append(own)
    return filled


def read_outlet(path: Path) -> Outlet:
    """Read and check one outlet file; a mistake names the file and the place in it."""
    try:
        return _read_text(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" ở dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        raise InputError(f"{path.name} viết sai quy tắc YAML{where}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "đầu tệp"
        raise InputError(f"{path.name}, {place}: {describe_refusal(first)}.") from error


@lru_cache(maxsize=32)
def _read_text(text: str) -> Outlet:
    """Read an outlet's text; the same text is read once, as importing many files asks for the outlets each time."""
    return Outlet.model_validate(yaml.safe_load(text))


def load_outlets(folder: Path = OUTLETS_FOLDER, keys: Iterable[str] | None = None) -> tuple[Outlet, ...]:
    """Read the outlet files of `folder` in the order of their names; `keys` picks some of them."""
    outlets = tuple(read_outlet(path) for path in sorted(folder.glob("*.yml")))
    if keys is None:
        return outlets
    wanted = tuple(keys)
    known = tuple(outlet.key for outlet in outlets)
    if unknown := set(wanted) - set(known):
        raise InputError(f"Không có cơ quan báo chí nào mang mã {', '.join(sorted(unknown))}; có: {', '.join(known)}.")
    return tuple(outlet for outlet in outlets if outlet.key in wanted)
