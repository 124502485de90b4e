#ifndef ISTIMARA_MEMORY_SHIM_H
#define ISTIMARA_MEMORY_SHIM_H
#include <malloc.h>

/// Has every thread allocate from one arena, to be called before there is a second thread: what is free at the end of
/// another one is never given back to the system (mallopt(3), `M_ARENA_MAX`).
static inline void istimara_memory_share_arena(void) { mallopt(M_ARENA_MAX, 1); }

/// Gives what is free back to the system: malloc_trim(3).
static inline void istimara_memory_give_back(void) { malloc_trim(0); }
#endif
