// The room Registry: see ARCHITECTURE.md.
