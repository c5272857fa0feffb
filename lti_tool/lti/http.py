"""The one way out: an HTTP session that cannot be led to where it should not go.

Addresses of services arrive in launches and registrations, so whoever controls a platform chooses
what this server asks. Therefore: every resolved address is checked *before* the connection is made
to that very address, redirects stay on their origin, answers are cut at a size, all is timed.
"""

from __future__ import annotations

import http.cookiejar
import ipaddress
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)

from lti_tool.errors import PassingFailure, PermanentFailure

from .storage import origin_of

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
WHOLE_READS = 3.0
"""From the request to the last byte, in read time-outs: a platform may not drip forever."""
LARGEST_RESPONSE = 8 * 1024 * 1024
"""Bytes, after unpacking: a page of a roster with 10,000 members has about 3 MB."""
MOST_REDIRECTS = 3
_CHUNK = 64 * 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(NewConnectionError):
    """The name leads to an address of a private, local or special network."""


def is_public(address: str) -> bool:
    """Whether an IP address is reachable in the public internet and nothing but that."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip.sixtofour or ip.teredo or ip in _NAT64:
            return False  # an IPv4 address hides inside
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _connect(connection: HTTPConnection) -> socket.socket:
    """Resolve, check and connect: what is checked is what is connected to."""
    host = connection.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(host, connection, reason) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not all(is_public(address) for address in addresses):
        raise AddressRefused(connection, "not a public address")
    problem: OSError = OSError("no address")
    for address in addresses:
        try:
            sock = socket.create_connection((address, connection.port), CONNECT_SECONDS)
        except OSError as error:
            problem = error
            continue
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock
    if isinstance(problem, TimeoutError):
        raise ConnectTimeoutError(connection, "connection timed out") from problem
    raise NewConnectionError(connection, "no connection") from problem


class _GuardedHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _GuardedHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


class _GuardedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}


class GuardedSession(requests.Session):
    """A `requests.Session` for platforms; safe to share between threads, it keeps no cookies.

    Parameters
    ----------
    user_agent : str
        Some Moodle sites answer 403 to requests without one.
    allow_private_hosts : bool
        Development only: plain HTTP and private addresses.
    read_seconds : float
        How long a platform may keep silent.
    largest : int or None
        Bytes of an answer, after unpacking; None for `LARGEST_RESPONSE`.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        allow_private_hosts: bool = False,
        read_seconds: float = READ_SECONDS,
        largest: int | None = None,
    ) -> None:
        super().__init__()
        self._largest = largest
        self._read_seconds = read_seconds
        self._private = allow_private_hosts
        self.trust_env = False  # neither proxies nor .netrc, which would overwrite Authorization
        self.headers["User-Agent"] = user_agent
        self.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        if not allow_private_hosts:
            adapter = _GuardedAdapter(pool_connections=20, pool_maxsize=20)
            self.mount("https://", adapter)
            self.mount("http://", adapter)

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """Send a request and read the answer whole.

        Raises
        ------
        PassingFailure
            ``service_unreachable`` or ``service_timeout``.
        PermanentFailure
            ``service_host_refused``, ``service_redirected`` or ``service_response_too_large``.
        """
        kwargs.update(allow_redirects=False, stream=True, timeout=(CONNECT_SECONDS, self._read_seconds))
        address = url.decode() if isinstance(url, bytes) else url
        deadline = time.monotonic() + WHOLE_READS * self._read_seconds
        for _ in range(MOST_REDIRECTS + 1):
            self._check(address)
            response = self._send(method, address, deadline, *args, **kwargs)
            target = response.headers.get("Location", "")
            if not (response.is_redirect and target):
                return response
            onward = urljoin(address, target)
            # A redirected POST would be sent again or lose its body: neither is what was asked for.
            if str(method).upper() != "GET" or origin_of(onward) != origin_of(address):
                raise PermanentFailure("service_redirected", status_code=response.status_code)
            kwargs.pop("params", None)
            address = onward
        raise PermanentFailure("service_redirected")

    def _check(self, address: str) -> None:
        scheme = origin_of(address).partition(":")[0]
        if scheme != "https" and not (scheme == "http" and self._private):
            raise PermanentFailure("service_host_refused")

    def _send(
        self, method: str | bytes, address: str, deadline: float, *args: Any, **kwargs: Any
    ) -> requests.Response:
        try:
            response = super().request(method, address, *args, **kwargs)
            with response:
                _read(response, deadline, LARGEST_RESPONSE if self._largest is None else self._largest)
        except (requests.Timeout, ReadTimeoutError) as error:
            raise PassingFailure("service_timeout") from error
        except (requests.ConnectionError, ProtocolError) as error:
            if _was_refused(error):
                raise PermanentFailure("service_host_refused") from error
            raise PassingFailure("service_unreachable") from error
        except (requests.RequestException, HTTPError) as error:
            raise PermanentFailure("service_response_invalid") from error
        return response


def _was_refused(error: BaseException) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, AddressRefused)


def _read(response: requests.Response, deadline: float, largest: int) -> None:
    chunks: list[bytes] = []
    size = 0
    # Not `iter_content`: it waits for a full chunk, however slowly the bytes come.
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        size += len(chunk)
        if size > largest:
            raise PermanentFailure("service_response_too_large")
        if time.monotonic() > deadline:
            raise PassingFailure("service_timeout")
        chunks.append(chunk)
    response._content = b"".join(chunks)


def parse_json(response: requests.Response) -> Any:
    """The JSON of an answer, whatever type it claims: Moodle serves tokens as ``text/html``."""
    try:
        return response.json()
    except (ValueError, RecursionError) as error:
        raise PermanentFailure("service_response_invalid", status_code=response.status_code) from error


def next_link(response: requests.Response) -> str:
    """Address of the next page in the Link header, letter case kept, or empty.

    Canvas's bookmarks are case-sensitive (https://canvas.instructure.com/doc/api/file.pagination.html).
    """
    links: Mapping[str, Mapping[str, str]] = response.links
    return urljoin(response.url, links.get("next", {}).get("url", "")) if "next" in links else ""
