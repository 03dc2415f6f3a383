"""Text of other people's files on our terminal: shown as it is, never obeyed.

A header may hold what the terminal's markup takes for a colour (`[/red]`), a file name may hold control characters that
move the cursor. Everything that a file, a configuration or an error says goes through `plain` before it is printed.
"""

import re
from pathlib import Path

from rich.markup import escape

# Control characters but for line feed and tab, and the marks that turn the direction of writing.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: object) -> str:
    """Text for a console that understands markup."""
    return escape(uncontrolled(text))


def plain_path(path: Path) -> str:
    """A path as a person types it: from here, where it lies below."""
    return plain(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def uncontrolled(text: object) -> str:
    """Text for a console without markup: control characters become the sign for what can't be shown."""
    return _CONTROLS.sub("\ufffd", str(text))
