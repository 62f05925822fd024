"""No form of an address leads inside, and what is printed of one holds no secret."""

from ipaddress import IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.fetch.addresses import destination, is_outside, outside, without_secrets
from theodolite.horizon.fetch.refusals import UnsafeAddress

REFUSED = {
    "loopback": "http://127.0.0.1/",
    "loopback by name": "http://localhost/",
    "a name below localhost": "http://a.localhost/",
    "decimal": "http://2130706433/",
    "hexadecimal": "http://0x7f000001/",
    "hexadecimal parts": "http://0x7f.0.0.1/",
    "octal": "http://0177.0.0.1/",
    "short": "http://127.1/",
    "zero": "http://0/",
    "unspecified": "http://0.0.0.0/",
    "full-width digits": "http://１２７.０.０.１/",
    "circled digits": "http://①②⑦.⓪.⓪.①/",
    "ideographic stops": "http://127。0。0。1/",
    "percent-encoded": "http://%31%32%37.0.0.1/",
    "trailing dot": "http://127.0.0.1./",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 unspecified": "http://[::]/",
    "mapped": "http://[::ffff:127.0.0.1]/",
    "mapped, in hexadecimal": "http://[::ffff:7f00:1]/",
    "mapped, of an outside host": "http://[::ffff:93.184.215.14]/",
    "compatible": "http://[::127.0.0.1]/",
    "NAT64": "http://[64:ff9b::7f00:1]/",
    "NAT64 of a network's own": "http://[64:ff9b:1::a00:1]/",
    "6to4": "http://[2002:7f00:1::]/",
    "Teredo": "http://[2001:0:7f00:1::]/",
    "link-local IPv6": "http://[fe80::1]/",
    "link-local IPv6 with a zone": "http://[fe80::1%25eth0]/",
    "unique local": "http://[fd00::1]/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "metadata over IPv6": "http://[fd00:ec2::254]/",
    "metadata of another host": "http://168.63.129.16/",
    "metadata by name": "http://metadata.google.internal/",
    "private 10": "http://10.1.2.3/",
    "private 172": "http://172.31.255.255/",
    "private 192": "http://192.168.0.1/",
    "shared between customers": "http://100.64.0.1/",
    "multicast": "http://224.0.0.1/",
    "multicast over IPv6": "http://[ff02::1]/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "for examples": "http://192.0.2.1/",
    "for benchmarks": "http://198.18.0.1/",
    "user name": "http://example.org@127.0.0.1/",
    "user name at an outside host": "http://me@example.org/",
    "password": "http://me:secret@example.org/",
    "an odd port": "http://example.org:22/",
    "https at the port of http": "https://example.org:80/",
    "a port too high": "http://example.org:99999/",
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_x",
    "ftp": "ftp://example.org/a",
    "data": "data:text/plain,a",
    "no scheme": "//example.org/a",
    "script": "javascript:alert(1)",
    "no host": "http:///a",
    "a backslash": "http://example.org\\@127.0.0.1/",
    "a line break": "http://example.org/\r\nHost: 127.0.0.1",
    "a space": "http://example.org /",
    "a tab in the host": "http://exa\tmple.org/",
    "a zero byte": "http://example.org\x00.evil/",
    "a single name": "http://intranet/",
    "half an IPv6 address": "http://[::1",
}


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED)
def test_an_address_that_leads_inside_or_hides_where_it_leads_is_refused(address: str) -> None:
    with pytest.raises(UnsafeAddress) as refused:
        destination(address)
    assert "secret" not in str(refused.value).replace("a secret", "")


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("https://example.org/feed?x=1", "example.org", 443),
        ("http://EXAMPLE.org:80", "example.org", 80),
        ("https://bücher.example.org/", "xn--bcher-kva.example.org", 443),
        ("https://93.184.215.14/", "93.184.215.14", 443),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443),
    ],
)
def test_an_outside_address_is_taken_apart(address: str, host: str, port: int) -> None:
    found = destination(address)
    assert (found.host, found.port) == (host, port)


def test_only_the_very_server_that_is_allowed_may_be_asked_inside() -> None:
    allowed = frozenset({"127.0.0.1:8000"})
    assert destination("http://127.0.0.1:8000/a", allowed=allowed).netloc == "127.0.0.1:8000"
    for other in ("http://127.0.0.1:8001/", "http://127.0.0.1/", "http://localhost:8000/"):
        with pytest.raises(UnsafeAddress):
            destination(other, allowed=allowed)


def test_one_inside_answer_among_outside_ones_refuses_all() -> None:
    assert outside(["93.184.215.14", "2606:4700::1111"], "example.org")
    with pytest.raises(UnsafeAddress, match=r"example\.org leads to 10\.0\.0\.1"):
        outside(["93.184.215.14", "10.0.0.1"], "example.org")


def test_a_server_of_ones_own_is_refused_for_where_it_is_not_for_its_port() -> None:
    with pytest.raises(UnsafeAddress, match=r"^127\.0\.0\.1 is inside this network or reserved\."):
        destination("http://127.0.0.1:8000/feed")
    with pytest.raises(UnsafeAddress, match="no public host's name"):
        destination("http://localhost:8000/feed")
    with pytest.raises(UnsafeAddress, match="asks for port 8000"):
        destination("http://example.org:8000/feed")


@given(st.ip_addresses())
def test_whatever_python_knows_to_be_inside_is_refused(number: object) -> None:
    """Python's own table is the slow reference: we may refuse more than it, never less."""
    parsed = ip_address(str(number))
    if is_outside(str(number)):
        assert parsed.is_global
        assert not parsed.is_multicast


@given(st.integers(0, 2**32 - 1), st.sampled_from(["::ffff:0:0", "64:ff9b::", "::"]))
def test_an_address_inside_another_is_refused_whatever_it_is(inner: int, outer: str) -> None:
    assert not is_outside(str(IPv6Address(int(ip_address(outer)) + inner)))
    six_to_four = int(ip_network("2002::/16").network_address) + (inner << 80)
    assert not is_outside(str(IPv6Address(six_to_four)))


@pytest.mark.parametrize(
    "address",
    [
        "https://me:pass-w0rd@example.org/a",
        "https://example.org/a?api_key=pass-w0rd",
        "https://example.org/a?b=1&Token=pass-w0rd#x",
        "imaps://me:pass-w0rd@mail.example.org/INBOX",
    ],
)
def test_no_secret_is_printed(address: str) -> None:
    assert "pass-w0rd" not in without_secrets(address)
    assert "example.org" in without_secrets(address)
