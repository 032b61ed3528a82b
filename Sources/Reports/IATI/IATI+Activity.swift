public import Wire

extension IATI {
  /// One activity: a partnership's project or one piece of aid.
  public struct Activity: Hashable, Sendable {
    /// The identifier, unique in the world: the reporting organisation's, a hyphen and its own.
    public var identifier: String
    /// Who publishes it: an organisation with `ref` and `type`.
    public var reporting: Organisation
    /// Its title.
    public var title: Narrative
    /// What it is about: at least one.
    public var descriptions: [Narrative]
    /// Who takes part: at least one.
    public var participants: [Participant]
    /// How far it is.
    public var status: Status
    /// Its days: at least a planned or actual start.
    public var dates: [Date]
    /// Where its results go, ISO 3166-1 alpha-2, such as `UA`.
    public var recipientCountry: String?
    /// The places.
    public var locations: [Location] = []
    /// What it is for; the standard asks for one here.
    public var sectors: [Sector] = []
    /// What is planned to be spent.
    public var budgets: [Budget] = []
    /// What was promised, given, received and spent.
    public var transactions: [Transaction] = []
    /// Whether it is humanitarian aid.
    public var isHumanitarian = false

    /// Creates an activity of what the schema demands.
    public init(
      identifier: String, reporting: Organisation, title: Narrative, descriptions: [Narrative],
      participants: [Participant], status: Status, dates: [Date], recipientCountry: String? = nil
    ) {
      self.identifier = identifier
      self.reporting = reporting
      self.title = title
      self.descriptions = descriptions
      self.participants = participants
      self.status = status
      self.dates = dates
      self.recipientCountry = recipientCountry
    }
  }

  /// How far an activity is.
  public enum Status: String, Hashable, Sendable {
    /// Being planned.
    case pipeline = "1"
    /// Being carried out.
    case implementation = "2"
    /// Its work is done, its accounts are open.
    case finalisation = "3"
    /// Done and closed.
    case closed = "4"
    /// Given up.
    case cancelled = "5"
    /// Interrupted.
    case suspended = "6"
  }

  /// A day of an activity.
  public struct Date: Hashable, Sendable {
    /// Which day it is.
    public var kind: Kind
    /// The day, `YYYY-MM-DD`.
    public var day: String

    /// Which day of an activity.
    public enum Kind: String, Hashable, Sendable {
      /// When it was to begin.
      case plannedStart = "1"
      /// When it began.
      case actualStart = "2"
      /// When it is to end.
      case plannedEnd = "3"
      /// When it ended.
      case actualEnd = "4"
    }

    /// Creates a day.
    public init(_ kind: Kind, _ day: String) {
      self.kind = kind
      self.day = day
    }
  }

  /// A place of an activity.
  public struct Location: Hashable, Sendable {
    /// The publisher's own code of the place: its KATOTTG code, for which the standard's list of
    /// vocabularies has no entry.
    public var ref: String?
    /// Codes of vocabularies that the standard lists, such as `G1` (GeoNames).
    public var codes: [Code] = []
    /// Its name.
    public var name: Narrative?
    /// Where it is.
    public var point: Point?

    /// A place's code in a vocabulary.
    public struct Code: Hashable, Sendable {
      /// The vocabulary's code, such as `G1`.
      public var vocabulary: String
      /// The place's code.
      public var code: String

      /// Creates a code.
      public init(vocabulary: String, code: String) {
        self.vocabulary = vocabulary
        self.code = code
      }
    }

    /// A point on the earth (WGS 84), in decimal degrees.
    public struct Point: Hashable, Sendable {
      /// The latitude.
      public var latitude: ExactDecimal
      /// The longitude.
      public var longitude: ExactDecimal

      /// Creates a point.
      public init(latitude: ExactDecimal, longitude: ExactDecimal) {
        self.latitude = latitude
        self.longitude = longitude
      }
    }

    /// Creates a place.
    public init(ref: String? = nil, name: Narrative? = nil) {
      self.ref = ref
      self.name = name
    }
  }

  /// What an activity is for, in a vocabulary.
  public struct Sector: Hashable, Sendable {
    /// The vocabulary's code: `1` is the OECD's list of five-digit purpose codes, `99` the
    /// publisher's own.
    public var vocabulary: String
    /// The sector's code.
    public var code: String
    /// Its name; the standard asks for it where the vocabulary is the publisher's own.
    public var name: Narrative?
    /// Its share of the activity in percent; those of a vocabulary add up to 100.
    public var percentage: ExactDecimal?

    /// Creates a sector.
    public init(
      vocabulary: String, code: String, name: Narrative? = nil, percentage: ExactDecimal? = nil
    ) {
      self.vocabulary = vocabulary
      self.code = code
      self.name = name
      self.percentage = percentage
    }
  }
}
