#ifndef ISTIMARA_ATTACKS_SHIM_H
#define ISTIMARA_ATTACKS_SHIM_H

/// Tries what the name says, with the files in the folder `scratch`.
///
/// Returns 0 where it worked, an errno where the system refused, -1 for a name that there is not; or the process ends.
int istimara_attack(const char *_Nonnull name, const char *_Nonnull scratch);

/// Starts a process that does nothing until its parent ends, for attacks on others. Returns an errno.
int istimara_attack_start_victim(void);

/// Goes on as the account `number`, dumpable as a program that was started by it. Returns an errno.
int istimara_attack_become(unsigned number);

/// Goes on in a user namespace of its own. Returns an errno.
int istimara_attack_enter_user_namespace(void);

/// Lets the call fail with an errno from now on, as on a kernel that lacks it. Returns an errno.
int istimara_attack_withhold_landlock(int error);
int istimara_attack_withhold_seccomp(int error);

/// Starts a second thread, which waits. Returns an errno.
int istimara_attack_start_thread(void);
#endif
