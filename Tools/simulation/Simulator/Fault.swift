/// What goes wrong in histories, each counted when it has really happened.
package enum Fault: String, CaseIterable, Sendable {
  /// A file, a device's folder or a whole stick is lost.
  case fileLost = "file-lost"
  case folderLost = "folder-lost"
  case stickLost = "stick-lost"
  /// A stick is copied, and the copy comes back much later in the place of another.
  case oldStickBack = "old-stick-back"
  /// A bundle is copied under another name.
  case copied
  /// A bundle is cut short, or a bit of it flips.
  case cut
  case flipped
  /// A share shows a file long after others see it, after those that were written later, or shows
  /// half of it until then.
  case late
  case outOfOrder = "out-of-order"
  case half
  /// A stick has no space left, or is pulled out in mid-write.
  case stickFull = "stick-full"
  case pulledOut = "pulled-out"
  /// A process dies in an edit or a round; the home's disk is full.
  case diedInEdit = "died-in-edit"
  case diedInRound = "died-in-round"
  case homeFull = "home-full"
  /// A home is copied and both go on; a disk image is booted twice.
  case cloned
  case imageBootedTwice = "image-booted-twice"
  /// A store, or a whole home, is put back to what it was; a lost store is restored from a backup.
  case storePutBack = "store-put-back"
  case homePutBack = "home-put-back"
  case restored
  /// A device is retired, or renews its keys.
  case retired
  case renewed
  /// A clock that is wrong by months, or shows another decade.
  case wrongClock = "wrong-clock"
  /// A newer program has written the store, a bundle, or operations; this one goes on.
  case newerStore = "newer-store"
  case newerBundle = "newer-bundle"
  case newerOperation = "newer-operation"
  /// A member with a valid key writes beyond its role, under another's name, two histories of one
  /// log, a statement that admits itself, what replaces what does not exist, the last possible
  /// Lamport number; or says that it holds what it does not, or shows another digest.
  case beyondRole = "beyond-role"
  case forged
  case forkedByMember = "forked-by-member"
  case selfAdmitted = "self-admitted"
  case replacedUnknown = "replaced-unknown"
  case lastLamport = "last-lamport"
  case falseHave = "false-have"
  case falseDigest = "false-digest"
}

/// How often each fault has happened.
package struct Coverage: Sendable {
  package private(set) var counts: [Fault: Int] = [:]

  package init() {}

  mutating func add(_ fault: Fault) { counts[fault, default: 0] += 1 }

  package mutating func add(_ other: Coverage) {
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  /// The faults that have not happened.
  package var missing: [Fault] { Fault.allCases.filter { counts[$0] == nil } }
}
