// The room CommandLineTool: see ARCHITECTURE.md.
