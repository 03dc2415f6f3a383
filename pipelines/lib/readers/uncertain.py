"""What to tell of a file whose code page is not known: a Reading flows in, notes flow out (rules V75, V75B)."""

from pipelines.lib.readers import Note
from pipelines.lib.readers.encoding import Reading


def uncertain(reading: Reading) -> list[Note]:
    """A note where other code pages make as good words; that codes are among them is seen where they are known."""
    if not reading.rivals:
        return []
    message = f"the file was read in {reading.encoding}, and as likely is another code page: {reading.choice}"
    return [Note("encoding_of_names", message)]
