#ifndef ISTIMARA_FENCE_LAYERS_H
#define ISTIMARA_FENCE_LAYERS_H

/// Refuses every file, every TCP port, and signals and abstract sockets to the outside, with the best ABI there is.
/// Returns the ABI, or a negated errno.
int istimara_landlock_close(void);

/// Filters the calls of a process that forks workers. Returns 0 or an errno.
int istimara_filter_zygote(void);

/// Filters the calls of a worker. Returns 0 or an errno.
int istimara_filter_worker(void);
#endif
