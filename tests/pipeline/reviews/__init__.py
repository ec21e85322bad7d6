"""Tests of what people answer."""
