public import Language

/// A rule that records can break, for people who want to know what a violation means.
public struct Rule: Sendable {
  /// The stable name.
  public let name: String
  /// What breaks it and what to do, in a sentence.
  public let words: Words

  init(_ name: String, _ en: String, uk: String, de: String) {
    self.name = name
    words = Words(en, uk: uk, de: de)
  }

  /// All of them, sorted by name.
  public static let all = [
    Rule(
      "field-missing", "A record lacks a field that it must have: enter it.",
      uk: "У записі бракує обов’язкового поля: заповніть його.",
      de: "Einem Datensatz fehlt ein Pflichtfeld: tragen Sie es ein."),
    Rule(
      "field-unfitting", "A value does not fit its field: correct it.",
      uk: "Значення не відповідає полю: виправте його.",
      de: "Ein Wert passt nicht zu seinem Feld: berichtigen Sie ihn."),
    Rule(
      "handed-out-twice",
      "Two hand-outs agree in item, quantity, day and act: reverse one if it is the same.",
      uk:
        "Дві видачі мають однакові позицію, кількість, день і акт: сторнуйте зайву.",
      de:
        "Zwei Ausgaben haben Position, Menge, Tag und Protokoll gemein: stornieren Sie eine."
    ),
    Rule(
      "ledger-more-out-than-in",
      "More was handed out or written off than received: check the acts.",
      uk: "Видано чи списано більше, ніж отримано: перевірте акти.",
      de: "Es wurde mehr ausgegeben oder abgeschrieben als empfangen: prüfen Sie die Protokolle."),
    Rule(
      "ledger-more-than-expected", "More was received than the item says: correct one of them.",
      uk: "Отримано більше, ніж зазначено в позиції: виправте одне з двох.",
      de: "Es wurde mehr empfangen, als die Position sagt: berichtigen Sie eines von beiden."),
    Rule(
      "ledger-place", "More went out of a place than came in: enter the move that is missing.",
      uk: "З місця вибуло більше, ніж надійшло: внесіть відсутнє переміщення.",
      de: "Aus einem Ort ging mehr hinaus als hinein: tragen Sie die fehlende Umlagerung ein."),
    Rule(
      "ledger-quantity", "A ledger entry has no quantity above zero: reverse it.",
      uk: "Проводка не має додатної кількості: сторнуйте її.",
      de: "Eine Buchung hat keine Menge über null: stornieren Sie sie."),
    Rule(
      "ledger-units", "Entries are in another unit than the item, and are not added up.",
      uk: "Проводки в іншій одиниці, ніж позиція, і не підсумовуються.",
      de: "Buchungen haben eine andere Einheit als die Position und werden nicht summiert."),
    Rule(
      "ledger-unknown-item",
      "A ledger entry is of an item that is not here: a later bundle may bring it.",
      uk: "Проводка стосується позиції, якої тут немає: її може принести наступний пакунок.",
      de:
        "Eine Buchung nennt eine Position, die hier fehlt: ein späteres Bündel kann sie bringen."
    ),
    Rule(
      "ledger-unknown-reversal", "A reversal is of an entry that is not here.",
      uk: "Сторно стосується проводки, якої тут немає.",
      de: "Ein Storno nennt eine Buchung, die nicht hier ist."),
    Rule(
      "money-amount", "A payment has no amount above zero: reverse it.",
      uk: "Платіж не має додатної суми: сторнуйте його.",
      de: "Eine Zahlung hat keinen Betrag über null: stornieren Sie sie."),
    Rule(
      "money-beyond-agreement", "More was committed, paid out or spent than agreed.",
      uk: "Зобов’язано, виплачено чи витрачено більше, ніж узгоджено.",
      de: "Es wurde mehr zugesagt, ausgezahlt oder ausgegeben als vereinbart."),
    Rule(
      "money-beyond-disbursement", "More was spent than paid out.",
      uk: "Витрачено більше, ніж виплачено.", de: "Es wurde mehr ausgegeben als ausgezahlt."),
    Rule(
      "money-currency",
      "Payments are in another currency than the agreement, and are not added up.",
      uk: "Платежі в іншій валюті, ніж угода, і не підсумовуються.",
      de: "Zahlungen haben eine andere Währung als die Vereinbarung und werden nicht summiert."),
    Rule(
      "money-unknown-agreement", "A payment is of an agreement that is not here.",
      uk: "Платіж стосується угоди, якої тут немає.",
      de: "Eine Zahlung nennt eine Vereinbarung, die nicht hier ist."),
    Rule(
      "money-unknown-reversal", "A reversal is of a payment that is not here.",
      uk: "Сторно стосується платежу, якого тут немає.",
      de: "Ein Storno nennt eine Zahlung, die nicht hier ist."),
    Rule(
      "not-received", "A consignment departed and has not arrived in time: ask the carrier.",
      uk: "Вантаж виїхав і вчасно не прибув: запитайте перевізника.",
      de: "Eine Sendung fuhr ab und kam nicht rechtzeitig an: fragen Sie den Frachtführer."),
    Rule(
      "reference-missing", "A record refers to one that is not here: a later bundle may bring it.",
      uk: "Запис посилається на той, якого тут немає: його може принести наступний пакунок.",
      de:
        "Ein Datensatz verweist auf einen, der hier fehlt: ein späteres Bündel kann ihn bringen."
    ),
    Rule(
      "same-differs", "Joined records have different amounts, of which the first counts.",
      uk: "Об’єднані записи мають різні величини; враховується перша.",
      de: "Verbundene Datensätze haben verschiedene Beträge oder Mengen; der erste zählt."),
    Rule(
      "sent-other-than-received",
      "More or less was received than the donor sent: ask, correct an entry, or accept the loss.",
      uk: "Отримано більше чи менше, ніж надіслав донор: з’ясуйте, виправте або прийміть нестачу.",
      de:
        "Es wurde mehr oder weniger empfangen als versandt: klären, berichtigen oder hinnehmen."
    ),
    Rule(
      "status-contradicts-ledger",
      "A status says something else than the books: correct one of them.",
      uk: "Стан суперечить обліку: виправте одне з двох.",
      de: "Ein Stand widerspricht den Büchern: berichtigen Sie eines von beiden."),
    Rule(
      "status-outdated",
      "A partnership is suspended or ended, but was reviewed or extended later: say what holds.",
      uk:
        "Партнерство призупинено чи завершено, але пізніше є огляд або продовження: вирішіть.",
      de:
        "Eine Partnerschaft ist ausgesetzt oder beendet, wurde aber später ausgewertet oder "
        + "verlängert: entscheiden Sie, was gilt."),
    Rule(
      "step-not-permitted", "A clerk gave a status that is an officer's to give.",
      uk: "Діловод надав стан, який надає посадова особа.",
      de: "Eine Sachbearbeitung vergab einen Stand, den nur Zuständige vergeben."),
    Rule(
      "step-skipped", "A status says that steps were taken which are not recorded: enter them.",
      uk: "Стан свідчить про кроки, яких не записано: внесіть їх.",
      de: "Ein Stand setzt Schritte voraus, die nicht erfasst sind: tragen Sie sie ein."),
  ]
}
