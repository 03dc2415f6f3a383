"""A workbook whose days count from 1904, in bytes that calamine reads rightly.

calamine takes `x15:workbookPr`, which Excel 2013 and later write into the list of extensions, for the element that says
the date system: each date would come 1,462 days early. A container flows in, its bytes without that list flow out.
"""

import io
import re
import zipfile

WORKBOOK = "xl/workbook.xml"


def without_extensions(container: zipfile.ZipFile) -> bytes:
    """The container again, its workbook.xml without the list of extensions."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as written:
        for part in container.infolist():
            content = container.read(part)
            written.writestr(part.filename, _cut(content) if part.filename == WORKBOOK else content)
    return copy.getvalue()


def _cut(workbook: bytes) -> bytes:
    start = re.search(rb"<(?:[A-Za-z0-9]+:)?extLst[\s>]", workbook)
    end = workbook.rfind(b"extLst>")
    return workbook[: start.start()] + workbook[end + len(b"extLst>") :] if start and end > 0 else workbook
