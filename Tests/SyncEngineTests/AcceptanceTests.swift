import LocalStore
import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing

/// A council whose clerk has handed out more blankets than there were.
private func overdrawn() throws -> (Council, RecordID) {
  let council = try Council()
  try council.add("clerk", .clerk)
  try council.add("officer", .officer)
  let partnership = try council.root.new(
    "partnership", ["title": "Duisburg and Kryvyi Rih", "parties": "DE/Duisburg"])
  let aid = try council.root.new(
    "aid", ["partnership": partnership.hex, "title": "Blankets", "kind": "goods"])
  let item = try council.root.new("item", ["aid": aid.hex, "name": "Blanket"])
  try council.root.book(item, "received", "12 pcs")
  try council.meet()
  try council["clerk"].book(item, "handed-out", "16 pcs")
  try council.meet()
  return (council, item)
}

extension Engine {
  @discardableResult
  fileprivate func book(_ item: RecordID, _ kind: String, _ quantity: String) throws -> RecordID {
    try new(
      "ledger", ["item": item.hex, "kind": kind, "quantity": quantity, "date": "2023-02-09"])
  }

  fileprivate var only: FoundViolation {
    get throws {
      let found = try violations()
      #expect(found.count == 1)
      return try #require(found.first)
    }
  }
}

@Test func `an officer accepts a violation with a reason, and everybody sees who and why`() throws {
  let (council, item) = try overdrawn()
  let officer = try council["officer"]
  let token = try officer.only.token
  try officer.accept(token, why: "four came with the driver")
  try council.meet()
  for laptop in council.laptops.values {
    let found = try laptop.only
    #expect(found.acceptance?.reason == "four came with the driver")
    #expect(found.token == token && found.violation.subject == item)
    #expect(try laptop.standing().violations == 0)
    let last = try laptop.history(of: laptop.at(item)).last
    #expect(last?.operation.register == Violation.acceptedRegister)
  }
}

@Test func `an acceptance ends when what breaks the rule changes, and can be taken back`() throws {
  let (council, item) = try overdrawn()
  let officer = try council["officer"]
  let token = try officer.only.token
  try officer.accept(token, why: "four came with the driver")
  try council["clerk"].book(item, "handed-out", "1 pcs")
  try council.meet()
  let changed = try officer.only
  #expect(changed.acceptance == nil && changed.wasAccepted && changed.token != token)
  try officer.accept(changed.token, why: "five came")
  #expect(try officer.only.acceptance != nil)
  try officer.unaccept(changed.token, why: "no, they did not")
  #expect(try officer.only.acceptance == nil)
  #expect(throws: EngineError.noViolation(token)) { try officer.accept(token, why: "again") }
  #expect(throws: EngineError.self) { try officer.accept(changed.token, why: " ") }
}

@Test func `a clerk cannot accept, and what a clerk's program writes does not count`() throws {
  let (council, item) = try overdrawn()
  let clerk = try council["clerk"]
  let found = try clerk.only
  #expect(throws: EngineError.self) { try clerk.accept(found.token, why: "never mind") }
  try council["officer"].accept(found.token, why: "four came with the driver")
  try council.meet()
  let record = try clerk.at(item)
  let heads = record.view.state[Violation.acceptedRegister].heads
  // A program that does not ask takes the officer's word out, and puts in its own.
  try clerk.append(
    [
      Operation(
        .remove, record: record.view.state.key, register: Violation.acceptedRegister,
        value: heads[0].value, replaced: heads.map(\.id)),
      Operation(
        .add, record: record.view.state.key, register: Violation.acceptedRegister,
        value: heads[0].value),
    ], in: record.dossier, why: "forged")
  try council.meet()
  #expect(try council.root.only.acceptance == nil)
}

@Test func `a step that the lifecycle does not allow needs a reason, which is kept`() throws {
  let town = try Town(1)
  let id = try town[0].new("partnership", ["title": "Duisburg", "status": "signed"])
  #expect(throws: EngineError.step(from: "signed", to: "idea", next: "active, suspended, ended")) {
    try town[0].change(id, ["status": "idea"])
  }
  try town[0].change(id, ["status": "active"])
  try town[0].change(id, ["status": "idea"], why: "entered in the wrong line")
  #expect(try town[0].show(id, "status") == "idea")
  #expect(
    try town[0].history(of: town[0].at(id)).last?.stamp.reason == "entered in the wrong line")
}

@Test func `a clerk's step that is an officer's is shown until an officer takes it`() throws {
  let council = try Council()
  let clerk = try council.add("clerk", .clerk)
  try council.meet()
  let id = try clerk.new("partnership", ["title": "Duisburg", "status": "decided"])
  try clerk.change(id, ["status": "signed"])
  try council.meet()
  #expect(try council.root.violations().contains { $0.violation.rule == "step-not-permitted" })
  try council.root.change(id, ["status": "decided"], why: "to sign it myself")
  try council.root.change(id, ["status": "signed"])
  try council.meet()
  #expect(try clerk.violations().contains { $0.violation.rule == "step-not-permitted" } == false)
}

@Test func `accepting what is wrong with a consignment leaves its own fields alone`() throws {
  let town = try Town(1)
  let partnership = try town[0].new("partnership", ["title": "Duisburg and Kryvyi Rih"])
  let convoy = try town[0].new(
    "consignment",
    [
      "partnership": partnership.hex, "title": "Convoy", "accepted": "2023-03-14; A-17",
      "status": "accepted",
    ])
  try town[0].accept(town[0].only.token, why: "the papers are in the archive")
  #expect(try town[0].only.acceptance != nil && town[0].conflicts().isEmpty)
  #expect(try town[0].show(convoy, "accepted") == "2023-03-14; A-17")
  #expect(try town[0].at(convoy).view.state["accepted"].heads.count == 1)
  let other = try town[0].new("partnership", ["title": "Bonn and Kherson", "status": "agreed"])
  let found = try town[0].violations(of: town[0].at(other))
  try town[0].accept(found[0].token, why: "a relation of 1994")
  #expect(try town[0].at(other).view.fields.map(\.name) == ["title", "status"])
}
