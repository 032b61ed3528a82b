// What disk.c and start.c know of each other.

// A file of chance that follows from CRASH_CHANCE, or -1 where that is not set.
int open_chance(void);

// Lets the settings in the environment be read again.
void forget_settings(void);
