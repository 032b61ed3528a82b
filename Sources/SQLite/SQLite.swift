// The room SQLite: see ARCHITECTURE.md.
