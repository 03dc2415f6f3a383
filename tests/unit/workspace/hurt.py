"""How files are hurt."""

import shutil


def cut(path):
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-20])


def empty(path):
    path.write_bytes(b"")


def folder(path):
    path.unlink()
    path.mkdir()


def newer(path):
    path.write_text(path.read_text().replace("{", '{"of_a_newer_version": 1,', 1))


def other(path):
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def gone(path):
    path.unlink()


def first(workspace, pattern):
    return sorted(workspace.home.glob(pattern))[0]


def restored(workspace, home):
    """A copy of a workspace elsewhere, as a backup is restored."""
    shutil.copytree(workspace.home, home, symlinks=True)
    return type(workspace)(home, home / "sources", workspace.expectations)
