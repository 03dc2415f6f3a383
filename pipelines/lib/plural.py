"""A number with its noun, in what is said to people: "1 file", "2 files"."""


def number_of(number: int, one: str, several: str | None = None) -> str:
    """The number and the form of the noun that goes with it; `several` where it is more than an `s` at the end."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
