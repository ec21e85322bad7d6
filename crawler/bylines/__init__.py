"""Vietnamese bylines: who signs an article, in which role, from which office, and after which source.

Pure functions over one printed line. Whether two names are one person is left to others.
"""

from crawler.bylines.describe import describe_byline
from crawler.bylines.lines import looks_like_byline
from crawler.bylines.parse import MAX_BYLINE_LENGTH, parse_byline

__all__ = ["MAX_BYLINE_LENGTH", "describe_byline", "looks_like_byline", "parse_byline"]
