"""A file that no command may take."""

from dataclasses import dataclass, field


@dataclass
class BadFile:
    """A file, what is done with it, and how that must end."""

    name: str
    content: bytes
    #: Exit code, by Protocol/commands.md.
    code: int
    #: What the one line of error has in it.
    says: str
    #: 'import', 'request', or the file of a home in whose place it is put.
    use: str = "import"
    #: Further words of the command line.
    words: list[str] = field(default_factory=list)
