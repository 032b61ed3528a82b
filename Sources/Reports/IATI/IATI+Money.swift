public import Wire

extension IATI {
  /// An amount, its currency and the day whose rate is meant.
  public struct Money: Hashable, Sendable {
    /// The amount.
    public var amount: ExactDecimal
    /// The ISO 4217 code.
    public var currency: String
    /// The day, `YYYY-MM-DD`.
    public var valueDate: String

    /// Creates an amount.
    public init(_ amount: ExactDecimal, _ currency: String, valueDate: String) {
      self.amount = amount
      self.currency = currency
      self.valueDate = valueDate
    }
  }

  /// What is planned to be spent in a period of at most a year.
  public struct Budget: Hashable, Sendable {
    /// The first day, `YYYY-MM-DD`.
    public var start: String
    /// The last day, `YYYY-MM-DD`.
    public var end: String
    /// How much.
    public var value: Money
    /// Whether it is committed; otherwise it is indicative.
    public var isCommitted: Bool

    /// Creates a budget.
    public init(start: String, end: String, value: Money, isCommitted: Bool) {
      self.start = start
      self.end = end
      self.value = value
      self.isCommitted = isCommitted
    }
  }

  /// Money or goods that were promised, given, received or spent.
  public struct Transaction: Hashable, Sendable {
    /// The publisher's own name of it.
    public var ref: String?
    /// What it is.
    public var type: Kind
    /// The day, `YYYY-MM-DD`.
    public var date: String
    /// How much.
    public var value: Money
    /// What it was for.
    public var description: Narrative?
    /// Who gave.
    public var provider: Organisation?
    /// Who received.
    public var receiver: Organisation?

    /// What a transaction is.
    public enum Kind: String, Hashable, Sendable {
      /// Funds or goods that came in.
      case incomingFunds = "1"
      /// A firm promise to another.
      case outgoingCommitment = "2"
      /// Handed over to another organisation.
      case disbursement = "3"
      /// Spent on goods and services.
      case expenditure = "4"
      /// A firm promise from another.
      case incomingCommitment = "11"
      /// A promise that does not bind, to another.
      case outgoingPledge = "12"
      /// A promise that does not bind, from another.
      case incomingPledge = "13"
    }

    /// Creates a transaction.
    public init(
      ref: String? = nil, type: Kind, date: String, value: Money, description: Narrative? = nil,
      provider: Organisation? = nil, receiver: Organisation? = nil
    ) {
      self.ref = ref
      self.type = type
      self.date = date
      self.value = value
      self.description = description
      self.provider = provider
      self.receiver = receiver
    }
  }
}
