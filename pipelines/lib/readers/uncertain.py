"""What to tell of a file whose code page is not known: a Reading flows in, notes flow out (rules V75, V75B)."""

from pipelines.lib.readers import Note
from pipelines.lib.readers.encoding import Reading


def uncertain(reading: Reading, *, are_codes_affected: bool) -> list[Note]:
    """A note where other code pages make as good words; codes join files, names are only read by people."""
    if not reading.rivals:
        return []
    message = f"the file was read in {reading.encoding}, and as likely is another code page: {reading.choice}"
    if are_codes_affected:
        return [Note("encoding_of_codes", message)]
    return [Note("encoding_of_names", message)]
