"""Queries → plain records → documents. Reads only."""
