"""The numbers of Protocol/README.md, section Limits, and the one way to refuse."""

LINE_BYTES = 262_144
OPERATIONS_PER_COMMIT = 1_024
OPERATIONS_PER_SEGMENT = 65_536
SEGMENT_BYTES = 1_048_576
NESTING = 16
ITEMS_PER_LINE = 65_536
AUTHOR_BYTES = 200
REASON_BYTES = 4_000
NAME_BYTES = 64
REFERENCES_PER_OPERATION = 4_096
LARGEST_INTEGER = 9_007_199_254_740_991
FILE_BYTES = 67_108_864
INFLATED_BYTES = 1_073_741_824
INFLATION_RATIO = 200
RATIO_FREE_BYTES = 1_048_576
MANIFEST_BYTES = 16_777_216
MANIFEST_NESTING = 16
MANIFEST_STRING_BYTES = 65_536
MANIFEST_ITEMS = 1_000_000
MANIFEST_NAME_BYTES = 200
SEGMENTS = 200_000
MEMBER_BYTES = 1_048_576
CLOSING_BYTES = 1_024


class Refused(Exception):
    """A file that must not be merged, and the stage that says so."""

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(f"{stage}: {reason}")
        self.stage = stage
