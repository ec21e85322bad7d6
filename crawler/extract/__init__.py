"""A kept page → an article: pure functions of (html, url, fetched_at), and a pool that bounds their time and memory."""

from crawler.extract.article import extract_article
from crawler.extract.describe import describe_article

__all__ = ["describe_article", "extract_article"]
