"""MPXJ's reader of XER files: a path flows in, MPXJ's own projects flow out."""

from collections.abc import Callable
from pathlib import Path


class Refused(Exception):
    """MPXJ does not read the file; the message is its own reason."""


def start() -> Callable[[Path], list]:
    """Start the JVM of this process (Java 17 or newer); a function that reads the projects of an XER.

    The function raises `Refused` where MPXJ raises, or finds no project.
    """
    import jpype
    import mpxj

    if not jpype.isJVMStarted():
        mpxj.startJVM()
    reader_class = jpype.JClass("org.mpxj.primavera.PrimaveraXERFileReader")

    def read(path: Path) -> list:
        reader = reader_class()
        reader.setLinkCrossProjectRelations(True)
        try:
            projects = list(reader.readAll(str(path)))
        except jpype.JException as error:
            cause = error.getCause()
            raise Refused(f"{error.getMessage()}: {cause.getMessage() if cause else 'no cause given'}") from None
        if not projects:
            raise Refused("no project: it finds projects by table PROJECT")
        return projects

    return read
