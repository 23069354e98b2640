"""Addresses as files may hold them: nothing in one can end it, and nothing but a page of the web is one."""

from urllib.parse import quote

from mlcareer.core.text import inert

WEB = ("https://", "http://")
AS_IT_STANDS = ":/?#[]@!$&'()*+,;=%~"
"""Signs that mean something in an address, beside letters, digits and `_.-`."""


def web_address(url: str) -> str | None:
    """Return an address in ASCII without spaces, quotes or control characters; None where it is no page of the web."""
    address = quote(inert(url).strip(), safe=AS_IT_STANDS)
    return address if address.lower().startswith(WEB) else None
