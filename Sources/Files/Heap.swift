import CMalloc

/// The memory that a program's threads allocate.
public enum Heap {
  /// Lets all threads take memory from one place; call it before the first of them begins.
  ///
  /// Each has its own else, and keeps what another could use: a merge held a third more.
  public static func shareAmongThreads() {
    mallopt(M_ARENA_MAX, 1)
  }
}
