import Language
public import Merging
public import Wire

/// The books of funding agreements: sums of immutable payments, and the rules that they break.
public struct MoneyBooks: Sendable {
  /// The sums of one agreement in one currency.
  public struct Balance: Hashable, Sendable {
    /// Committed.
    public var committed = ExactDecimal.zero
    /// Paid out to whom it was promised.
    public var disbursed = ExactDecimal.zero
    /// Spent by them.
    public var spent = ExactDecimal.zero
    /// The payments that count, sorted.
    public var payments: [RecordID] = []
  }

  /// An agreement and a currency.
  public struct Account: Hashable, Comparable, Sendable {
    /// The agreement.
    public let agreement: RecordID
    /// The currency.
    public let currency: String

    /// Orders by agreement, then currency.
    public static func < (left: Self, right: Self) -> Bool {
      (left.agreement, left.currency) < (right.agreement, right.currency)
    }
  }

  /// The sums of every account.
  public private(set) var balances: [Account: Balance] = [:]
  /// The rules that are broken.
  public private(set) var violations: [Violation] = []

  /// Computes the books from views; records of other types are left alone.
  ///
  /// Agreements that are joined have one account, and payments that are joined count once.
  public init(_ views: [RecordView], _ sameness: Sameness) {
    let counted = sameness.counted(views.filter { !$0.isWithdrawn })
    let payments = counted.filter { $0.key.type == "money" }.sorted { $0.id < $1.id }
    let agreements = Dictionary(
      counted.filter { $0.key.type == "agreement" }.map { ($0.id, $0) },
      uniquingKeysWith: { one, _ in one })
    let target = { (payment: RecordView, field: String, type: String) in
      payment.reference(field).map { sameness.representative(RecordKey(type: type, id: $0)) }
    }
    let known = Set(payments.filter { $0.value("kind") != "reversal" }.map(\.id))
    let reversed = Set(payments.compactMap { target($0, "reverses", "money") })
    for payment in payments {
      guard payment.value("kind") != "reversal" else {
        if target(payment, "reverses", "money").map(known.contains) != true {
          add(
            "money-unknown-reversal", payment.id,
            message: Phrase("it takes back no payment that is here"))
        }
        continue
      }
      guard let agreement = target(payment, "agreement", "agreement"),
        agreements[agreement] != nil
      else {
        add("money-unknown-agreement", payment.id, message: Phrase("its agreement is not here"))
        continue
      }
      if !reversed.contains(payment.id) { count(payment, agreement) }
    }
    for (account, balance) in balances.sorted(by: { $0.key < $1.key }) {
      if let agreement = agreements[account.agreement] { check(account, balance, agreement) }
    }
    violations.sort(by: Violation.precedes)
  }

  private mutating func add(
    _ rule: String, _ subject: RecordID, _ detail: String = "", _ causes: [RecordID] = [],
    message: Phrase
  ) {
    violations.append(
      Violation(rule: rule, subject: subject, detail: detail, causes: causes, message: message))
  }

  private mutating func count(_ payment: RecordView, _ agreement: RecordID) {
    let value = payment.value("amount")
    guard let amount = value?["amount"]?.string.flatMap({ ExactDecimal($0) }), amount > .zero,
      let currency = value?["currency"]?.string
    else {
      return add("money-amount", payment.id, message: Phrase("a payment has no amount above zero"))
    }
    let account = Account(agreement: agreement, currency: currency)
    var balance = balances[account] ?? Balance()
    switch payment.value("kind")?.string {
    case "commitment": balance.committed += amount
    case "disbursement": balance.disbursed += amount
    case "expenditure": balance.spent += amount
    default: return
    }
    balance.payments.append(payment.id)
    balances[account] = balance
  }

  private mutating func check(_ account: Account, _ balance: Balance, _ agreement: RecordView) {
    let agreed = agreement.value("amount")
    guard let amount = agreed?["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let currency = agreed?["currency"]?.string
    else { return }
    guard currency == account.currency else {
      return add(
        "money-currency", account.agreement, account.currency, balance.payments,
        message: Phrase("the agreement is in \(currency), but payments are in \(account.currency)"))
    }
    let sums = [
      ("committed", balance.committed, Phrase("committed")),
      ("paid out", balance.disbursed, Phrase("paid out")),
      ("spent", balance.spent, Phrase("spent")),
    ]
    for (what, sum, word) in sums where sum > amount {
      add(
        "money-beyond-agreement", account.agreement, what, balance.payments,
        message: Phrase(
          """
          \(sum.description) \(currency) \(word), but the agreement is of \(amount.description)
          """))
    }
    if balance.spent > balance.disbursed, !balance.disbursed.isZero {
      add(
        "money-beyond-disbursement", account.agreement, account.currency, balance.payments,
        message: Phrase(
          """
          \(balance.spent.description) \(currency) spent, but only \
          \(balance.disbursed.description) paid out
          """))
    }
  }
}
