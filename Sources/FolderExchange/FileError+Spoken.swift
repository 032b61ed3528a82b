public import Files
public import Language

extension FileError {
  /// One clear line with the path and the system's reason, in every language.
  public var phrase: Phrase {
    switch problem {
    case .notRegular:
      Phrase("\(path) is not a regular file (links, pipes and devices are not followed)")
    case .tooLarge: Phrase("\(path) is larger than allowed")
    case .changed: Phrase("\(path) changed while it was being read")
    case .exists: Phrase("\(path) exists already")
    case .damaged: Phrase("\(path) reads back differently from what was written")
    case .locked: Phrase("\(path) is in use by another pobratym")
    case .open: withReason(Phrase("cannot open \(path)"))
    case .read: withReason(Phrase("cannot read \(path)"))
    case .write: withReason(Phrase("cannot write \(path)"))
    case .sync: withReason(Phrase("cannot make \(path) durable"))
    case .rename: withReason(Phrase("cannot rename \(path)"))
    case .remove: withReason(Phrase("cannot remove \(path)"))
    case .list: withReason(Phrase("cannot list \(path)"))
    case .create: withReason(Phrase("cannot create \(path)"))
    }
  }

  private func withReason(_ phrase: Phrase) -> Phrase {
    code == 0 ? phrase : Phrase("\(phrase): \(reason)")
  }

  private var reason: Phrase {
    switch cause {
    case .missing: Phrase("there is no such file or folder")
    case .notAFolder: Phrase("a part of the path is not a folder, or a link")
    case .forbidden: Phrase("it is not permitted, or read-only")
    case .full: Phrase("no space is left")
    case .failing: Phrase("the disk does not read or write")
    case .other: Phrase("the system's error \(code) (\(systemReason))")
    }
  }
}
