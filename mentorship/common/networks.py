"""Which addresses are of the public internet, whatever they are dressed up as."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

# A gateway turns these into addresses of the older kind, which may be of the inside.
_TRANSLATED = IPv6Network("64:ff9b::/96")
_TRANSLATED_LOCALLY = IPv6Network("64:ff9b:1::/48")


def is_outside(address: Address) -> bool:
    """Tell whether an address is of the public internet; what we fetch and send goes nowhere else.

    An address that another is hidden in (mapped, translated, tunnelled) is not, or counts as that.
    """
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED or address in _TRANSLATED_LOCALLY:
            return False
        if address.sixtofour is not None or address.teredo is not None:
            return False
        if address.ipv4_mapped is not None:
            return is_outside(address.ipv4_mapped)
        if address.scope_id is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
