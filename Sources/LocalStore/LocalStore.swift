// The room LocalStore: see ARCHITECTURE.md.
