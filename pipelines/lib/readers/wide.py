r"""UTF-16 and UTF-32, with and without byte order mark: bytes flow in, a codec or mended bytes flow out."""

CODECS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
# Tables hold digits, delimiters and line ends in every language; read in another codec, hardly a character is one.
LEAST_ASCII = 0.25
_SAMPLE = 4096
_ASCII = {chr(code) for code in range(0x20, 0x7F)} | {"\t", "\r", "\n"}


def find_wide(data: bytes) -> str | None:
    """The codec of a text without byte order mark, known by where its NUL bytes stand; None for any other file."""
    sample = without_added_returns(data[:_SAMPLE])
    return next((codec for codec in CODECS if _is_in(sample, codec)), None) if b"\x00" in sample else None


def _is_in(sample: bytes, codec: str) -> bool:
    text = sample.decode(codec, errors="replace").rstrip("\x00")
    return "\x00" not in text and sum(letter in _ASCII for letter in text) > LEAST_ASCII * max(len(text), 1)


def without_added_returns(data: bytes) -> bytes:
    r"""A wide text as it was before a transfer in text mode wrote `\r\n` for each byte `\n`, which shifts all behind.

    Where every `\n` has a `\r` before it, taking one away gives back the very bytes that were sent.
    """
    added = data.count(b"\r\n")
    return data.replace(b"\r\n", b"\n") if added and added == data.count(b"\n") else data
