// The room Bundles: see ARCHITECTURE.md.
