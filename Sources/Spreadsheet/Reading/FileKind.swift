/// Which kind of file it is, told by its first bytes and its parts.
enum FileKind {
  /// Refuses what is no zip file, with the reason where the kind is known.
  static func check(_ bytes: [UInt8]) throws(SpreadsheetError) {
    guard !bytes.isEmpty else { throw SpreadsheetError(.empty) }
    if bytes.starts(with: compound) {
      throw SpreadsheetError(isEncrypted(bytes) ? .encrypted : .oldExcel)
    }
    guard bytes.starts(with: [0x50, 0x4B, 3, 4]) else {
      throw SpreadsheetError(.notASpreadsheet)
    }
  }

  /// The name of the workbook's main part, or an error that tells what the file is instead.
  static func mainPart(of archive: borrowing ZipArchive) throws(SpreadsheetError) -> String {
    if archive.has("META-INF/manifest.xml"), archive.has("content.xml") {
      throw SpreadsheetError(.openDocument)
    }
    let main = try Relationships(of: "", in: archive).part("officeDocument")
    guard let main else { throw SpreadsheetError(.notASpreadsheet) }
    guard !main.hasSuffix(".bin") else { throw SpreadsheetError(.binaryExcel) }
    guard archive.has(main) else { throw SpreadsheetError(.damaged(part: main)) }
    return main
  }

  /// How a compound file begins: old Excel files, and new ones that a password locks (MS-CFB 2.2).
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// Whether a compound file has the stream of a locked file (MS-OFFCRYPTO 2.3.4.4).
  private static func isEncrypted(_ bytes: [UInt8]) -> Bool {
    let name: [UInt8] = Array("EncryptedPackage".utf8).flatMap { [$0, 0] as [UInt8] }
    return bytes.withUnsafeBufferPointer { bytes in
      // The names in a compound file's directory begin at multiples of 128 bytes.
      stride(from: 0, to: bytes.count - name.count + 1, by: 128).contains { place in
        bytes[place..<(place + name.count)].elementsEqual(name)
      }
    }
  }
}
