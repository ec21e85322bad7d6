"""The morning's summary: an HTML page in the data folder, and an e-mail where one is set up."""

from pipeline.digest.writing import write_digest

__all__ = ["write_digest"]
