/// The format of the International Aid Transparency Initiative, version 2.03, as plain values.
///
/// Codes are those of the standard's code lists. Source: IATI standard 2.03, activity standard.
public enum IATI {
  /// The version of the standard.
  public static let version = "2.03"

  /// A text in one or more languages: at least one; the first is the main one.
  public struct Narrative: Hashable, Sendable {
    /// The texts.
    public var texts: [Text]

    /// A text and its language, an ISO 639-1 code.
    public struct Text: Hashable, Sendable {
      /// The language, such as `uk`.
      public var language: String
      /// The text.
      public var text: String

      /// Creates a text.
      public init(_ language: String, _ text: String) {
        self.language = language
        self.text = text
      }
    }

    /// Creates a narrative.
    public init(_ texts: [Text]) {
      self.texts = texts
    }
  }

  /// An organisation.
  public struct Organisation: Hashable, Sendable {
    /// Its identifier in IATI's form, such as `UA-EDR-04052092`; nil where it has none.
    public var ref: String?
    /// Its type's code, such as `11` for local government.
    public var type: String?
    /// Its name.
    public var name: Narrative

    /// Creates an organisation.
    public init(ref: String? = nil, type: String? = nil, name: Narrative) {
      self.ref = ref
      self.type = type
      self.name = name
    }
  }

  /// An organisation that takes part, and how.
  public struct Participant: Hashable, Sendable {
    /// The organisation.
    public var organisation: Organisation
    /// Its part.
    public var role: Role

    /// The part of an organisation.
    public enum Role: String, Hashable, Sendable {
      /// Gives the funds or goods.
      case funding = "1"
      /// Answers for the activity.
      case accountable = "2"
      /// Manages it for another.
      case extending = "3"
      /// Carries it out.
      case implementing = "4"
    }

    /// Creates a participant.
    public init(_ organisation: Organisation, role: Role) {
      self.organisation = organisation
      self.role = role
    }
  }
}
