"""The log of the desk as its rooms reach it."""

from pipeline.accounts.audit import record

__all__ = ["record"]
