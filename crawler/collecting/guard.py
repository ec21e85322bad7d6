"""Who may be asked: only the outlets' hosts, only public addresses, and mapped origins in their stead.

A name is resolved once; the connection goes to the very addresses checked here, so a name
that answers differently the next time (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit, urlunsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from models.errors import DiembaoError, UsageError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SCHEMES = ("http", "https")


class ForbiddenAddressError(DiembaoError):
    """A host leads into a private network or is none of the outlet's; it was not asked."""


def is_public(text: str) -> bool:
    """Say that an IP address is on the open internet, whatever IPv6 wrapping an IPv4 address wears."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


class OriginMap:
    """Which address is asked in place of a public origin; `http://` and `https://` are mapped apart."""

    def __init__(self, origins: Iterable[tuple[str, str]]) -> None:
        self._targets: Mapping[tuple[str, str], tuple[str, str]] = {
            _read_origin(public): _read_origin(target) for public, target in origins
        }
        self.target_hosts = frozenset(urlsplit(f"//{netloc}").hostname for _, netloc in self._targets.values())

    def find_target(self, url: str) -> str | None:
        """Return the URL to ask instead of `url`, or None if its origin is not mapped."""
        parts = urlsplit(url)
        target = self._targets.get((parts.scheme, parts.netloc.lower()))
        return None if target is None else urlunsplit((*target, parts.path, parts.query, ""))

    def is_loopback(self, origin: str) -> bool:
        """Say that `origin` is mapped to this very machine."""
        target = self.find_target(origin)
        host = urlsplit(target).hostname if target else None
        return host == "localhost" or (
            host is not None and _is_literal(host) and ipaddress.ip_address(host).is_loopback
        )


def _read_origin(origin: str) -> tuple[str, str]:
    parts = urlsplit(origin)
    if parts.scheme not in _SCHEMES or not parts.netloc or parts.path not in ("", "/") or parts.query or "@" in origin:
        raise UsageError(
            f"«{origin}» không phải là gốc địa chỉ: hãy viết như https://baohatinh.vn=http://127.0.0.1:8701"
        )
    return parts.scheme, parts.netloc.lower()


def check_host(url: str, hosts: frozenset[str]) -> None:
    """Raise ForbiddenAddressError unless `url` is plain http(s) to one of `hosts`."""
    parts = urlsplit(url)
    if (
        parts.scheme not in _SCHEMES
        or parts.hostname not in hosts
        or "@" in parts.netloc
        or parts.port not in (None, 80, 443)
    ):
        raise ForbiddenAddressError(f"{url} không thuộc máy chủ của báo, đài")
    if _is_literal(parts.hostname) and not is_public(parts.hostname):
        raise ForbiddenAddressError(f"{url} trỏ vào mạng nội bộ")


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class GuardedResolver(AbstractResolver):
    """Resolves names and refuses those with any address that is not public; mapped targets are free."""

    def __init__(self, free_hosts: frozenset[str | None], resolver: AbstractResolver | None = None) -> None:
        self._free_hosts = free_hosts
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the checked addresses of `host`."""
        results = await self._resolver.resolve(host, port, family)
        if host not in self._free_hosts and not all(is_public(result["host"]) for result in results):
            raise ForbiddenAddressError(f"{host} trỏ vào mạng nội bộ")
        return results

    async def close(self) -> None:
        """Release the resolver beneath."""
        await self._resolver.close()
