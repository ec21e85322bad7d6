"""Who may be asked: public addresses of the outlet's hosts, and mapped origins."""

import asyncio
import socket
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver
from hypothesis import given
from hypothesis import strategies as st

from crawler.collecting.guard import ForbiddenAddressError, GuardedResolver, OriginMap, check_host, is_public
from models.errors import UsageError
from tests.crawler.crawl_site import Site, page

HOSTS = frozenset({"baohatinh.vn"})
PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
]


class FixedResolver(AbstractResolver):
    """Answers one after another; the last one for good."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[Any]:
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            {"hostname": host, "host": each, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for each in addresses
        ]

    async def close(self) -> None:
        """Nothing to release."""


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_inside_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared, multicast and unspecified addresses are refused, wrapped or not."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "113.160.1.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    """Ordinary addresses pass."""
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_changes_nothing(address: Any) -> None:
    """An IPv4 address is judged alike bare and inside IPv6."""
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize(
    "url",
    [
        "https://baohatinh.vn.lua.example/a",
        "https://xbaohatinh.vn/a",
        "https://baohatinh.vn@lua.example/a",
        "https://user@baohatinh.vn/a",
        "https://baohatinh.vn:8080/a",
        "ftp://baohatinh.vn/a",
        "file:///etc/passwd",
        "http://127.0.0.1/a",
        "http://2130706433/a",
        "http://0x7f000001/a",
        "http://[::1]/a",
        "data:text/html,a",
        "//baohatinh.vn/a",
    ],
)
def test_only_plain_addresses_of_the_outlets_hosts_pass(url: str) -> None:
    """Look-alikes, credentials, odd ports and schemes, and numbers in any notation are refused."""
    with pytest.raises(ForbiddenAddressError):
        check_host(url, HOSTS)


def test_the_outlets_own_address_passes() -> None:
    """http and https of a known host are asked."""
    check_host("https://baohatinh.vn/a?page=2", HOSTS)
    check_host("http://baohatinh.vn:80/", HOSTS)


def test_a_literal_private_host_is_refused_even_if_an_outlet_file_names_it() -> None:
    """A number needs no resolving, so it is judged before."""
    with pytest.raises(ForbiddenAddressError):
        check_host("http://127.0.0.1/a", frozenset({"127.0.0.1"}))


def test_a_name_that_leads_inside_is_refused() -> None:
    """One private address among public ones is enough."""
    resolver = GuardedResolver(frozenset(), FixedResolver(("8.8.8.8", "127.0.0.1")))

    with pytest.raises(ForbiddenAddressError):
        asyncio.run(resolver.resolve("baohatinh.vn"))


@pytest.mark.parametrize("name", ["localhost", "0x7f000001", "2130706433", "127.1"])
def test_no_request_reaches_a_local_server_by_name(name: str) -> None:
    """The connection itself is refused, whatever spelling leads to this machine."""

    async def ask(port: int) -> None:
        connector = aiohttp.TCPConnector(resolver=GuardedResolver(frozenset()))
        async with aiohttp.ClientSession(connector=connector) as session:
            await session.get(f"http://{name}:{port}/")

    refusals = (ForbiddenAddressError, aiohttp.InvalidUrlClientError)
    with Site({"/": page("Kín")}) as site, pytest.raises(refusals):
        asyncio.run(ask(int(site.address.rsplit(":", 1)[1])))

    assert site.log == []


def test_a_name_that_changes_its_answer_gains_nothing() -> None:
    """Each connection uses the addresses checked for it: a later private answer is refused as well."""
    resolver = GuardedResolver(frozenset(), FixedResolver(("8.8.8.8",), ("127.0.0.1",)))

    first = asyncio.run(resolver.resolve("baohatinh.vn"))

    assert [each["host"] for each in first] == ["8.8.8.8"]
    with pytest.raises(ForbiddenAddressError):
        asyncio.run(resolver.resolve("baohatinh.vn"))


def test_origins_are_mapped_by_scheme_and_host() -> None:
    """Only the very origin is mapped; path and query stay."""
    origins = OriginMap([("https://baohatinh.vn", "http://127.0.0.1:8701")])

    assert origins.find_target("https://baohatinh.vn/a?b=1") == "http://127.0.0.1:8701/a?b=1"
    assert origins.find_target("http://baohatinh.vn/a") is None
    assert origins.find_target("https://baohatinh.vn.lua.example/a") is None
    assert origins.is_loopback("https://baohatinh.vn")


def test_a_map_to_another_machine_keeps_the_pause() -> None:
    """Only this very machine is asked without pause."""
    origins = OriginMap([("https://baohatinh.vn", "http://192.168.1.5:80")])

    assert not origins.is_loopback("https://baohatinh.vn")


@pytest.mark.parametrize(
    "origin", ["baohatinh.vn", "ftp://a.example", "http://a.example/path", "http://u@a.example", ""]
)
def test_an_origin_that_is_none_stops_the_start(origin: str) -> None:
    """A mistyped mapping is refused with a sentence."""
    with pytest.raises(UsageError):
        OriginMap([(origin, "http://127.0.0.1:1")])
