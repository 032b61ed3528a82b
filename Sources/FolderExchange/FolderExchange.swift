// The room FolderExchange: see ARCHITECTURE.md.
