// The room Deflate: see ARCHITECTURE.md.
