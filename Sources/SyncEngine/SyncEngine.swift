// The room SyncEngine: see ARCHITECTURE.md.
