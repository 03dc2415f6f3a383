"""Number formats of a workbook -> the mark that they put beside a number. Cells do not belong here."""

import re

from pipelines.lib.currencies import CODES, SIGNS


def shown_mark(number: str | None, code: str) -> str | None:
    """The % or the currency that a number format shows; a built-in one shows that of whoever opens the file."""
    if "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code):
        return "%"
    written = re.findall(r'\[\$([^\]-]+)|"([^"]*)"|([€£¥$])', code.replace("[$-", "["))
    found = [mark for mark in ("".join(groups).strip().upper() for groups in written) if mark in CODES or mark in SIGNS]
    return found[0] if found and len(number or "") > 2 else None
