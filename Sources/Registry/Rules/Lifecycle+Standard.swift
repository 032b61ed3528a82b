extension Lifecycle {
  static let partnership = Lifecycle(
    "partnership", field: "status",
    main: [
      Stage("idea", from: ["ended"], [.field(["appeal"])]),
      Stage("search", from: ["idea"], []),
      Stage("contact", from: ["idea", "search"], [.field(["first-contact"])]),
      Stage("agreed", from: ["contact"], [.field(["intent"])]),
      Stage(
        "decided", from: ["agreed", "contact"],
        [.field(["council-decision-a", "council-decision-b"])]),
      Stage(
        "signed", from: ["decided"],
        [
          .field(["council-decision-a"]), .field(["council-decision-b"]), .field(["signing"]),
          .document(["agreement"], field: "signing"),
        ], isForOfficers: true),
      Stage("active", from: ["signed", "suspended"], [.field(["work-plan"])]),
    ],
    beside: [
      Stage(
        "suspended", from: ["decided", "signed", "active"], [.field(["suspension"])],
        isForOfficers: true),
      Stage(
        "ended",
        from: ["idea", "search", "contact", "agreed", "decided", "signed", "active", "suspended"],
        [.field(["ending"])], isForOfficers: true),
    ])

  static let consignment = Lifecycle(
    "consignment", field: "status",
    main: [
      Stage("planned", from: [], [.field(["aid"])]),
      Stage("packed", from: ["planned"], [.field(["packages", "weight"])]),
      Stage(
        "on-the-way", from: ["planned", "packed", "redirected"],
        [.field(["departed"]), .field(["vehicle"]), .document(["waybill"], field: "waybill")]),
      Stage("at-border", from: ["on-the-way", "refused"], [.field(["at-border"])]),
      Stage(
        "cleared", from: ["at-border"],
        [.field(["cleared"]), .document(["declaration"], field: "declaration")]),
      Stage("arrived", from: ["on-the-way", "cleared"], [.field(["arrived"])]),
      Stage(
        "accepted", from: ["arrived"],
        [.field(["accepted"]), .document(["act"], field: "accepted")], isForOfficers: true),
      Stage("closed", from: ["accepted"], [], isForOfficers: true),
    ],
    beside: [
      Stage("refused", from: ["at-border", "arrived"], [.field(["note"])]),
      Stage("lost", from: ["on-the-way", "at-border", "cleared"], [.field(["note"])]),
      Stage(
        "redirected", from: ["on-the-way", "at-border", "cleared", "refused"], [.field(["note"])]),
    ])

  static let aid = Lifecycle(
    "aid", field: "status",
    main: [
      Stage("offered", from: [], [.field(["donor"])]),
      Stage("agreed", from: ["offered"], [.field(["recipient"])]),
      Stage("on-the-way", from: ["offered", "agreed"]),
      Stage("partly-received", from: ["agreed", "on-the-way"]),
      Stage(
        "received", from: ["agreed", "on-the-way", "partly-received"],
        [.field(["received"])]),
      Stage("partly-handed-out", from: ["partly-received", "received"]),
      Stage("handed-out", from: ["received", "partly-handed-out"]),
      Stage("reported", from: ["received", "handed-out"], [], isForOfficers: true),
    ], beside: [])
}
