"""The miniature of both news sites for 2023: own words in the real markup, and a server for it."""

from demo.articles import DemoArticle
from demo.loading import demo_articles
from demo.rendering import related_cards, render_page
from demo.web import DemoSites

__all__ = ["DemoArticle", "DemoSites", "demo_articles", "related_cards", "render_page"]
