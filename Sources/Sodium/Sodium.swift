// The room Sodium: see ARCHITECTURE.md.
