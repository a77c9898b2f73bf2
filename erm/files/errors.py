"""Refusals about files."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotFound


class FileNotFound(NotFound):
    """No such file, or not one that the actor may use here."""

    code = "FILE_NOT_FOUND"


class FileEmpty(InvalidInput):
    """There is nothing in it."""

    code = "FILE_EMPTY"


class FileTooLarge(InvalidInput):
    """Larger than ``maximum`` megabytes."""

    code = "FILE_TOO_LARGE"


class FileTypeNotTaken(InvalidInput):
    """By its name or by its content it is nothing that is taken."""

    code = "FILE_TYPE_NOT_TAKEN"


class FileNotWhatItSays(InvalidInput):
    """Its content is something else than its name says."""

    code = "FILE_NOT_WHAT_IT_SAYS"


class FileUnsafe(InvalidInput):
    """It holds something that runs, or is two things at once."""

    code = "FILE_UNSAFE"


class FileBroken(InvalidInput):
    """It cannot be read to its end."""

    code = "FILE_BROKEN"


class PictureTooLarge(InvalidInput):
    """More than ``maximum`` million pixels."""

    code = "PICTURE_TOO_LARGE"


class NotAPicture(InvalidInput):
    """The file is none of the kinds of pictures that are shown."""

    code = "FILE_NOT_A_PICTURE"


class FilesFull(Conflict):
    """The actor's files together would pass ``maximum`` megabytes."""

    code = "FILES_FULL"
