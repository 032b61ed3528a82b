/// What shows that a limit of the law is reached, and refused one step beyond.
enum LimitEvidence {
  /// Good vectors that go up to it, and bad ones that go beyond: each is passed through a home by
  /// `VectorTests`.
  case vectors(reached: [String], beyond: [String])
  /// Tests elsewhere: a file below `Tests`, and a test's name.
  case tests([String: String])
  /// Files that `LimitTests` makes; vectors that go beyond, where it makes none.
  case files(beyond: [String])
  /// A limit that nothing reaches or that no reader checks, and why.
  case unreachable(String, beyond: [String])

  /// The limits by their names in `Protocol/README.md`.
  static let all: [String: LimitEvidence] = [
    "lineBytes": .vectors(reached: ["boundary-line"], beyond: ["line-too-long"]),
    "segmentBytes": .vectors(reached: ["boundary-segment"], beyond: ["segment-too-large"]),
    "operationsPerCommit": .vectors(
      reached: ["boundary-numbers"], beyond: ["commit-operations-too-many"]),
    "operationsPerSegment": .files(beyond: ["segment-operations-too-many"]),
    "nesting": .vectors(reached: ["deepest"], beyond: ["json-too-deep"]),
    "itemsPerContainer": .vectors(reached: ["boundary-items"], beyond: ["json-items-too-many"]),
    "nameBytes": .vectors(reached: ["boundary-numbers"], beyond: ["name-long"]),
    "authorBytes": .vectors(
      reached: ["boundary-numbers"], beyond: ["author-long", "segment-office-long"]),
    "reasonBytes": .vectors(reached: ["boundary-references"], beyond: ["reason-long"]),
    "referencesPerOperation": .vectors(
      reached: ["boundary-references"], beyond: ["references-too-many"]),
    "largestInteger": .vectors(
      reached: ["boundary-numbers"], beyond: ["json-integer-large", "json-integer-small"]),
    "fileBytes": .tests([
      "FolderExchangeTests/UnopenedTests.swift":
        "a file is listed up to the limit of bundles and not one byte beyond"
    ]),
    "inflatedBytes": .tests([
      "DeflateTests/GzipTests.swift": "as much comes out as the limits say, and not one byte more"
    ]),
    "ratioFreeBytes": .files(beyond: []),
    "inflationRatio": .tests([
      "DeflateTests/GzipTests.swift": "as much comes out as the limits say, and not one byte more"
    ]),
    "manifestBytes": .files(beyond: ["manifest-too-long"]),
    "manifestNesting": .vectors(reached: ["boundary-manifest"], beyond: ["manifest-deep"]),
    "manifestStringBytes": .vectors(
      reached: ["boundary-manifest"], beyond: ["manifest-string-long"]),
    "manifestItems": .files(beyond: []),
    "segments": .files(beyond: []),
    "labelBytes": .vectors(
      reached: ["boundary-manifest", "request-texts"],
      beyond: ["manifest-label-long", "request-label-long"]),
    "memberBytes": .unreachable("readers do not check it", beyond: []),
    "closingBytes": .unreachable(
      "a closing line has one form, which is shorter", beyond: ["closing-too-long"]),
    "blobContentBytes": .tests([
      "SystemTests/AttachmentTests.swift": "what is no file, or too large, is refused in one line",
      "BundlesTests/BlobBundleTests.swift": "a blob has a salt, a limit, and the id of its bytes",
    ]),
    "blobSaltBytes": .vectors(reached: ["blob"], beyond: ["blobs-size-below"]),
    "blobs": .files(beyond: ["manifest-blobs-too-many", "blobs-too-many"]),
    "blobManifestBytes": .files(beyond: ["blobs-line-long"]),
    "formerEpochs": .files(beyond: ["manifest-former-many"]),
    "sealedFileBytes": .tests([
      "FolderExchangeTests/SealedExchangeTests.swift":
        "a sealed file may be as large as its limit and not one byte larger"
    ]),
    "sealedHeaderBytes": .tests([
      "BundlesTests/SealedHeaderTests.swift":
        "a header line without an end is refused at the limit, not later"
    ]),
    "sealedChunkBytes": .vectors(reached: ["sealed-whole-chunks"], beyond: ["sealed-short-chunk"]),
    "recipients": .tests([
      "BundlesTests/SealedHeaderTests.swift":
        "a header names up to 4,096 devices and not one more"
    ]),
    "requestBytes": .tests([
      "FolderExchangeTests/SealedExchangeTests.swift":
        "a request is a regular file of at most 65,536 bytes",
      "BundlesTests/RequestTests.swift":
        "a request cannot say more than fits, and none is made that cannot be read",
    ]),
    "statementItems": .tests([
      "MergingTests/StatementTests.swift":
        "a retirement or release of too many, no or malformed hashes states nothing"
    ]),
  ]
}
