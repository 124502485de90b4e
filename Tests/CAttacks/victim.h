#ifndef ISTIMARA_ATTACKS_VICTIM_H
#define ISTIMARA_ATTACKS_VICTIM_H
#include <sys/types.h>

/// The process of `istimara_attack_start_victim`.
extern pid_t istimara_victim;
#endif
