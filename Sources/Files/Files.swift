// The room Files: see ARCHITECTURE.md.
