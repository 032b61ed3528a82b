// The room Wire: see ARCHITECTURE.md.
