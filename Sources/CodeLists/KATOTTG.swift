/// A code of Ukraine's codifier of administrative units (КАТОТТГ): `UA` and 17 digits.
///
/// The digits: oblast 2, rayon 2, hromada 3, settlement 3, city district 2, and five that belong to
/// the unit alone. What a unit is no part of is all zeros.
public struct KATOTTG: Hashable, Sendable {
  /// How far down a unit is.
  public enum Level: Int, Hashable, Sendable {
    /// An oblast, the Autonomous Republic of Crimea, or a city with special status.
    case oblast = 1
    /// A rayon of an oblast.
    case rayon
    /// A hromada of a rayon.
    case hromada
    /// A city, town or village of a hromada.
    case settlement
    /// A district of a city.
    case district
  }

  /// The whole code, 19 characters.
  public let code: String
  /// The number of the oblast or city with special status.
  public let oblast: String
  /// The number of the rayon in its oblast, or zeros.
  public let rayon: String
  /// The number of the hromada in its rayon, or zeros.
  public let hromada: String
  /// The number of the settlement in its hromada, or zeros.
  public let settlement: String
  /// The number of the district in its city, or zeros.
  public let district: String
  /// The five digits that belong to the unit alone.
  public let unique: String

  /// Reads a code; nil where the text has not its form.
  public init?(_ text: String) {
    guard text.utf8.count == 19, text.hasPrefix("UA"), let digits = String(text.dropFirst(2)).digits
    else { return nil }
    code = text
    func part(_ range: Range<Int>) -> String { digits[range].map(String.init).joined() }
    oblast = part(0..<2)
    rayon = part(2..<4)
    hromada = part(4..<7)
    settlement = part(7..<10)
    district = part(10..<12)
    unique = part(12..<17)
  }

  /// How far down the unit is.
  public var level: Level {
    if district != "00" { return .district }
    if settlement != "000" { return .settlement }
    if hromada != "000" { return .hromada }
    return rayon != "00" ? .rayon : .oblast
  }
}
