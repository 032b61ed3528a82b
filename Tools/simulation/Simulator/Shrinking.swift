extension Plan {
  /// Returns the shortest plan found that still comes to something that must not be: parts of the
  /// steps are left out, from halves to single ones, as long as that helps.
  package func shrunk(fails: (Plan) -> Bool) -> Plan {
    var plan = self
    var size = max(1, plan.steps.count / 2)
    while true {
      var start = 0
      var hasShrunk = false
      while start < plan.steps.count {
        var steps = plan.steps
        steps.removeSubrange(start..<min(start + size, steps.count))
        let shorter = plan.keeping(steps)
        if fails(shorter) {
          plan = shorter
          hasShrunk = true
        } else {
          start += size
        }
      }
      if size == 1, !hasShrunk { return plan }
      size = max(1, size / 2)
    }
  }
}
