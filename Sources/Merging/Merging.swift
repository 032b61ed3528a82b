// The room Merging: see ARCHITECTURE.md.
