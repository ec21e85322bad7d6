"""Tagging: article → proposed tags. The only room that knows scikit-learn and underthesea.

`Tagger` tags, `describe_tags` gives its answer as the `labels` object of the JSON format.
"""

from classify.describe import describe_tags
from classify.tagger import Tagger

__all__ = ["Tagger", "describe_tags"]
