"""How tests look at a CSV that was read."""


def table(raw):
    frame = raw.tables[""]
    return frame.columns, frame.rows()
