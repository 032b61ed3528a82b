/// The attributes of one element, valid while its beginning is taken in.
struct XMLAttributes {
  /// Names and values in turn, ended by nil, as expat hands them over.
  let list: UnsafePointer<UnsafePointer<CChar>?>

  /// The value of the attribute with this name and no prefix, or nil.
  subscript(name: String) -> String? { first { $0 == name } }

  /// The value of the attribute that has this name after some prefix, or nil.
  func prefixed(_ name: String) -> String? { first { $0.hasSuffix(":" + name) } }

  private func first(where isWanted: (String) -> Bool) -> String? {
    var index = 0
    while let key = list[index], let value = list[index + 1] {
      if isWanted(String(cString: key)) { return String(cString: value) }
      index += 2
    }
    return nil
  }
}
