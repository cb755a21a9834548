"""Web addresses: one form for each page, and which network addresses may be visited."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from hotseat.errors import FormatError
from hotseat.records import fingerprint

LONGEST = 2000  # characters of an address
# Parameters that tell the publisher where a reader came from, and change nothing on the page.
TRACKING = re.compile(
    r"^(utm_.*|at_.*|ns_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|cmp|cmpid|ito|ref|ref_src|src|xtor|ocid)$",
    re.IGNORECASE,
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def split(url: str) -> SplitResult:
    """The parts of an HTTP address.

    Raises:
        FormatError: it is none, or too long.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise FormatError(url[:200], f"is no web address ({error})") from error
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or port == 0:
        raise FormatError(url[:200], "is no web address; it must begin with https:// or http:// and name a host")
    if len(url) > LONGEST:
        raise FormatError(url[:200], f"is longer than {LONGEST:,} characters")
    return parts


def absolute(url: str | None, base: str) -> str | None:
    """An address as a page gives it, made whole; None where it is none."""
    if not url:
        return None
    try:
        whole = urljoin(base, url.strip())
        split(whole)
    except (ValueError, FormatError):
        return None
    return whole


def canonical(url: str) -> str:
    """The address without what does not change the page: tracking, fragment, case of the host, default port, order of parameters.

    Raises:
        FormatError: it is no web address.
    """
    parts = split(url)
    host = str(parts.hostname).rstrip(".")
    host = f"[{host}]" if ":" in host else host
    scheme = parts.scheme.lower()
    port = f":{parts.port}" if parts.port not in {None, 80 if scheme == "http" else 443} else ""
    kept = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k))
    query = f"?{urlencode(kept)}" if kept else ""
    path = parts.path.rstrip("/") if parts.path != "/" else ""
    return f"{scheme}://{host}{port}{path or '/'}{query}"


def same_site(a: str, b: str) -> bool:
    """Whether two addresses are of one site, mobile and amp hosts counted to it."""
    return site(a) == site(b)


def site(url: str) -> str:
    """The host without its usual prefixes."""
    host = (urlsplit(url).hostname or "").lower()
    return re.sub(r"^((www|m|amp|mobile|edition)\.)+", "", host)


def page_id(url: str) -> str:
    """The id of the item at an address; http and https are one page."""
    return fingerprint("page", re.sub(r"^https?://(www\.)?", "", canonical(url)))


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int, allowed: Collection[str] = ()) -> str:
    """An address of a host that may be visited; every address that it has must be public, or the host allowed by name.

    Raises:
        PermissionError: the host is, or has, a private address.
        OSError: the host is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if host.lower() not in allowed:
        for text in addresses:
            if not is_public(ipaddress.ip_address(text.partition("%")[0])):
                msg = f"{host} leads to the private address {text}; name it under allow_private in hotseat.toml if that is meant"
                raise PermissionError(msg)
    return addresses[0]
