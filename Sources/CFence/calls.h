// What becomes of each system call (syscalls(2)); what stands in no list is answered with ENOSYS.
#ifndef ISTIMARA_FENCE_CALLS_H
#define ISTIMARA_FENCE_CALLS_H
#include <sys/syscall.h>

/// What a reader needs, the frequent ones first: its pipes, memory without code, time, and an end.
static const int allowed[] = {
    SYS_read,          SYS_write,      SYS_mmap,   SYS_munmap,       SYS_brk,          SYS_mremap,      SYS_madvise,
    SYS_mprotect,      SYS_futex,      SYS_writev, SYS_readv,        SYS_close,        SYS_fstat,       SYS_lseek,
    SYS_clock_gettime, SYS_getrandom,  SYS_getpid, SYS_gettid,       SYS_getppid,      SYS_sched_yield, SYS_rt_sigaction,
    SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall, SYS_exit, SYS_exit_group,
#ifdef SYS_time
    SYS_time,
#endif
    SYS_gettimeofday,
};

/// Paths: EACCES, as from a file system that is closed, which libraries expect. No reader needs a file.
static const int closed[] = {
    SYS_openat,     SYS_newfstatat, SYS_statx,    SYS_faccessat, SYS_readlinkat, SYS_chdir, SYS_fchdir,
    SYS_getdents64, SYS_openat2,    SYS_faccessat2,
#ifdef SYS_open
    SYS_open,       SYS_creat,      SYS_stat,     SYS_lstat,     SYS_access,     SYS_readlink, SYS_getdents,
#endif
};

/// What only somebody calls who took the reader over. The process ends.
static const int attacks[] = {
    // Other programs and threads.
    SYS_execve, SYS_execveat, SYS_clone3,
#ifdef SYS_fork
    SYS_fork, SYS_vfork,
#endif
    // The network, and other processes through sockets and shared memory.
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_sendto, SYS_recvfrom,
    SYS_sendmsg, SYS_recvmsg, SYS_sendmmsg, SYS_recvmmsg, SYS_getsockopt, SYS_setsockopt, SYS_getsockname,
    SYS_getpeername, SYS_shutdown, SYS_shmget, SYS_shmat, SYS_shmctl, SYS_msgget, SYS_msgsnd, SYS_msgrcv, SYS_semget,
    SYS_mq_open,
    // Other processes.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kill, SYS_tkill, SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo, SYS_pidfd_open, SYS_pidfd_getfd, SYS_pidfd_send_signal, SYS_process_madvise, SYS_kcmp,
    // Code from data.
    SYS_memfd_create, SYS_personality,
#ifdef SYS_memfd_secret
    SYS_memfd_secret,
#endif
#ifdef SYS_modify_ldt
    SYS_modify_ldt, SYS_iopl, SYS_ioperm,
#endif
    // The kernel.
    SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
    SYS_keyctl, SYS_add_key, SYS_request_key, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
    SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_syslog,
    // Namespaces, mounts, identities.
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_open_tree, SYS_move_mount,
    SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_mount_setattr, SYS_name_to_handle_at, SYS_open_by_handle_at,
    SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid, SYS_setresgid, SYS_setgroups, SYS_setfsuid,
    SYS_setfsgid, SYS_capset,
};

/// What a process that forks workers needs beside: orders, with the descriptors of a worker's pipes, and the steps that a
/// fork takes before it is narrowed.
static const int zygote_allowed[] = {
    SYS_recvmsg, SYS_dup3, SYS_setpgid, SYS_seccomp,
#ifdef SYS_dup2
    SYS_dup2,
#endif
};
#endif
