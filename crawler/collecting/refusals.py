"""Why robots.txt keeps a request from being made."""

from scrapy.exceptions import IgnoreRequest


class RobotsForbidError(IgnoreRequest):
    """robots.txt does not allow this address."""


class RobotsUnreachableError(IgnoreRequest):
    """robots.txt could not be read; whether the address is allowed is unknown."""


class SilentHostError(RobotsUnreachableError):
    """Not even a connection came about when robots.txt was asked for."""
