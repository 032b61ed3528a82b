import CommandLineTool

// Everything is in the room CommandLineTool, so that it can be tested.
Pobratym.main()
