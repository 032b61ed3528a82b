#pragma once

/// What happens to what a thread does below a folder.
enum disk_fault {
    /// No step fails.
    DISK_SOUND,
    /// There is no space any more for what would be written.
    DISK_FULL,
    /// Nothing can be changed any more: the process has died, as far as the disk can see.
    DISK_DEAD,
    /// Nothing can be reached any more: the stick was pulled out.
    DISK_GONE,
};

/// Lets the calling thread's steps below a folder fail, after this many that still succeed; the first
/// write that fails is half done where `is_half` says so. Only changes are counted as steps.
void disk_arm(const char *root, enum disk_fault fault, long steps, int is_half);

/// Ends that; returns how many steps have failed.
long disk_disarm(void);
