#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum what { NOTHING, KILL, POWER, ERROR };

static char root[PATH_MAX];
static size_t root_length;
static enum what what;
static int error_number;
static long at, for_count = 1, count;
static const char *count_file, *deaf, *boot;
static pthread_mutex_t lock;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// ---- What a loss of power takes ----

enum kind { DATA, CREATED, MADE, MOVED, REMOVED, UNMADE };

struct change {
    enum kind kind;
    struct change *before;
    // DATA: the file by device and inode, a descriptor of it, its size, and the bytes that stood there.
    dev_t device;
    ino_t inode;
    int file;
    off_t size, offset;
    size_t length;
    char *bytes;
    // Names: the path, where it came from, and what was kept of what stood there.
    char *path, *from, *kept;
};

static struct change *last;
static int kept_files;

static struct change *note(enum kind kind) {
    struct change *change = calloc(1, sizeof *change);
    change->kind = kind;
    change->before = last;
    last = change;
    return change;
}

static void forget(struct change **link) {
    struct change *change = *link;
    *link = change->before;
    if (change->kept) REAL(unlink)(change->kept);
    free(change->bytes);
    free(change->path);
    free(change->from);
    free(change->kept);
    free(change);
}

// Keeps what stands at a path by another name outside the directory.
static char *keep(const char *path) {
    struct stat status;
    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode)) return NULL;
    char *kept;
    if (asprintf(&kept, "%s.faults.%d.%d", root, (int)getpid(), kept_files++) < 0) abort();
    if (REAL(link)(path, kept) != 0) {
        free(kept);
        return NULL;
    }
    return kept;
}

// A descriptor of the file that stays open to the end of the process: so no other file gets its inode.
static int file_of(int descriptor, const struct stat *status) {
    static struct { dev_t device; ino_t inode; int file; } files[4096];
    static size_t number;
    for (size_t index = 0; index < number; index++) {
        if (files[index].device == status->st_dev && files[index].inode == status->st_ino) return files[index].file;
    }
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    int file = REAL(open)(name, O_RDWR | O_CLOEXEC);
    if (file < 0 || number == sizeof files / sizeof files[0]) abort();
    files[number].device = status->st_dev;
    files[number].inode = status->st_ino;
    files[number++].file = file;
    return file;
}

static void note_data(int descriptor, off_t offset, size_t length) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return;
    struct change *change = note(DATA);
    change->device = status.st_dev;
    change->inode = status.st_ino;
    change->file = file_of(descriptor, &status);
    change->size = status.st_size;
    change->offset = offset;
    if (offset < status.st_size) {
        size_t held = (size_t)(status.st_size - offset);
        change->length = held < length ? held : length;
        change->bytes = malloc(change->length);
        if (pread(change->file, change->bytes, change->length, offset) != (ssize_t)change->length) abort();
    }
}

static void lose_power(void) {
    while (last) {
        struct change *change = last;
        switch (change->kind) {
        case DATA:
            if (change->length > 0) REAL(pwrite)(change->file, change->bytes, change->length, change->offset);
            REAL(ftruncate)(change->file, change->size);
            break;
        case CREATED: REAL(unlink)(change->path); break;
        case MADE: REAL(rmdir)(change->path); break;
        case MOVED:
            REAL(rename)(change->path, change->from);
            if (change->kept) REAL(rename)(change->kept, change->path);
            break;
        case REMOVED:
            if (change->kept) REAL(rename)(change->kept, change->path);
            break;
        case UNMADE: REAL(mkdir)(change->path, 0700); break;
        }
        last = change->before;
    }
}

// ---- Counting ----

static void prepare(void) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &attributes);
    boot = getenv("ISTIMARA_FAULTS_BOOT");
    const char *value = getenv("ISTIMARA_FAULTS_ROOT");
    if (!value || !*value) return;
    snprintf(root, sizeof root, "%s", value);
    root_length = strlen(root);
    at = getenv("ISTIMARA_FAULTS_AT") ? atol(getenv("ISTIMARA_FAULTS_AT")) : 0;
    if (getenv("ISTIMARA_FAULTS_FOR")) for_count = atol(getenv("ISTIMARA_FAULTS_FOR"));
    count_file = getenv("ISTIMARA_FAULTS_COUNT");
    deaf = getenv("ISTIMARA_FAULTS_DEAF");
    value = getenv("ISTIMARA_FAULTS_WHAT");
    if (!value) return;
    static const struct { const char *name; enum what what; int number; } all[] = {
        {"kill", KILL, 0},         {"power", POWER, 0},       {"ENOSPC", ERROR, ENOSPC}, {"EIO", ERROR, EIO},
        {"EROFS", ERROR, EROFS},   {"EMFILE", ERROR, EMFILE},
    };
    for (size_t index = 0; index < sizeof all / sizeof all[0]; index++) {
        if (strcmp(value, all[index].name) == 0) {
            what = all[index].what;
            error_number = all[index].number;
        }
    }
}

__attribute__((destructor)) static void finish(void) {
    if (!count_file) return;
    FILE *file = fopen(count_file, "w");
    if (!file) return;
    fprintf(file, "%ld\n", count);
    fclose(file);
}

static int is_below(const char *path) {
    return root_length > 0 && path && strncmp(path, root, root_length) == 0
        && (path[root_length] == '/' || path[root_length] == 0);
}

static int path_of(int descriptor, char *path) {
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(name, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_below(path);
}

// The path of a name that a directory's descriptor leads to; 0 where it is not below the root.
static int path_at(int directory, const char *name, char *path) {
    if (name[0] == '/' || directory == AT_FDCWD) {
        snprintf(path, PATH_MAX, "%s", name);
        return is_below(path);
    }
    if (!path_of(directory, path)) return 0;
    size_t length = strlen(path);
    snprintf(path + length, PATH_MAX - length, "/%s", name);
    return 1;
}

// Counts a call; true where it is to fail, errno being set.
static int meets(void) {
    count++;
    if (at == 0 || count < at || count >= at + (what == ERROR ? for_count : 1)) return 0;
    if (what == POWER) lose_power();
    if (what == KILL || what == POWER) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    if (what != ERROR) return 0;
    errno = error_number;
    return 1;
}

#define BEGIN                                                                                                          \
    pthread_once(&once, prepare);                                                                                      \
    pthread_mutex_lock(&lock)
#define END(value)                                                                                                     \
    do {                                                                                                               \
        __typeof__(value) result_ = (value);                                                                           \
        int saved_ = errno;                                                                                            \
        pthread_mutex_unlock(&lock);                                                                                   \
        errno = saved_;                                                                                                \
        return result_;                                                                                                \
    } while (0)

// ---- Files ----

// A file that says which start of the machine this is.
static int opened_boot(void) {
    int file = memfd_create("boot_id", MFD_CLOEXEC);
    if (file < 0 || REAL(write)(file, boot, strlen(boot)) < 0) abort();
    lseek(file, 0, SEEK_SET);
    return file;
}

static int opened(int directory, const char *name, int flags, mode_t mode) {
    BEGIN;
    if (boot && strcmp(name, "/proc/sys/kernel/random/boot_id") == 0) END(opened_boot());
    char path[PATH_MAX];
    struct stat status;
    int is_made = (flags & O_CREAT) && path_at(directory, name, path) && lstat(path, &status) != 0;
    int is_cut = (flags & O_TRUNC) && path_at(directory, name, path) && lstat(path, &status) == 0;
    if ((is_made || is_cut) && meets()) END(-1);
    if (is_cut && what == POWER) {
        int file = REAL(openat)(directory, name, O_RDWR | O_CLOEXEC);
        if (file >= 0) {
            note_data(file, 0, (size_t)status.st_size);
            REAL(close)(file);
        }
    }
    int file = REAL(openat)(directory, name, flags, mode);
    if (file >= 0 && is_made && what == POWER) note(CREATED)->path = strdup(path);
    END(file);
}

#define MODE_OF(flags)                                                                                                 \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                                                                           \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        mode = va_arg(arguments, mode_t);                                                                              \
        va_end(arguments);                                                                                             \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags);
    return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE_OF(flags);
    return opened(AT_FDCWD, path, flags, mode);
}
int openat(int directory, const char *path, int flags, ...) {
    MODE_OF(flags);
    return opened(directory, path, flags, mode);
}
int openat64(int directory, const char *path, int flags, ...) {
    MODE_OF(flags);
    return opened(directory, path, flags, mode);
}

static off_t place_of(int descriptor) {
    struct stat status;
    int flags = fcntl(descriptor, F_GETFL);
    if (flags >= 0 && (flags & O_APPEND) && fstat(descriptor, &status) == 0) return status.st_size;
    off_t place = lseek(descriptor, 0, SEEK_CUR);
    return place < 0 ? 0 : place;
}

// Whether a call that writes to a descriptor is to fail; notes what it will overwrite.
static int write_fails(int descriptor, off_t offset, size_t length) {
    char path[PATH_MAX];
    if (!path_of(descriptor, path)) return 0;
    if (meets()) return 1;
    if (what == POWER) note_data(descriptor, offset < 0 ? place_of(descriptor) : offset, length);
    return 0;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    BEGIN;
    if (write_fails(descriptor, -1, length)) END((ssize_t)-1);
    END(REAL(write)(descriptor, bytes, length));
}
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    BEGIN;
    if (write_fails(descriptor, offset, length)) END((ssize_t)-1);
    END(REAL(pwrite)(descriptor, bytes, length, offset));
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    BEGIN;
    if (write_fails(descriptor, offset, length)) END((ssize_t)-1);
    END(REAL(pwrite64)(descriptor, bytes, length, offset));
}
ssize_t writev(int descriptor, const struct iovec *pieces, int number) {
    BEGIN;
    size_t length = 0;
    for (int index = 0; index < number; index++) length += pieces[index].iov_len;
    if (write_fails(descriptor, -1, length)) END((ssize_t)-1);
    END(REAL(writev)(descriptor, pieces, number));
}

static int cut_fails(int descriptor, off_t size) {
    char path[PATH_MAX];
    struct stat status;
    if (!path_of(descriptor, path)) return 0;
    if (meets()) return 1;
    if (what == POWER && fstat(descriptor, &status) == 0)
        note_data(descriptor, size, size < status.st_size ? (size_t)(status.st_size - size) : 0);
    return 0;
}

int ftruncate(int descriptor, off_t size) {
    BEGIN;
    if (cut_fails(descriptor, size)) END(-1);
    END(REAL(ftruncate)(descriptor, size));
}
int ftruncate64(int descriptor, off64_t size) {
    BEGIN;
    if (cut_fails(descriptor, size)) END(-1);
    END(REAL(ftruncate64)(descriptor, size));
}

// What was changed before a file's or a directory's fsync is durable from there on.
static void settle(int descriptor, const char *path) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) return;
    size_t length = strlen(path);
    struct change **link = &last;
    while (*link) {
        struct change *change = *link;
        int is_settled;
        if (change->kind == DATA) {
            is_settled = change->device == status.st_dev && change->inode == status.st_ino;
        } else {
            // A name directly in this directory.
            is_settled = S_ISDIR(status.st_mode) && strncmp(change->path, path, length) == 0
                && change->path[length] == '/' && !strchr(change->path + length + 1, '/');
        }
        if (is_settled) forget(link); else link = &change->before;
    }
}

static int synchronised(int descriptor, int (*real)(int)) {
    char path[PATH_MAX];
    if (!path_of(descriptor, path)) return real(descriptor);
    if (meets()) return -1;
    if (deaf && *deaf && strstr(path, deaf)) return 0;
    int result = real(descriptor);
    if (result == 0 && what == POWER) settle(descriptor, path);
    return result;
}

int fsync(int descriptor) {
    BEGIN;
    END(synchronised(descriptor, REAL(fsync)));
}
int fdatasync(int descriptor) {
    BEGIN;
    END(synchronised(descriptor, REAL(fdatasync)));
}

// ---- Names ----

static int moved(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
    BEGIN;
    char source[PATH_MAX], target[PATH_MAX];
    int is_ours = path_at(to_directory, to, target);
    is_ours = path_at(from_directory, from, source) && is_ours;
    if (is_ours && meets()) END(-1);
    char *kept = is_ours && what == POWER && flags == 0 ? keep(target) : NULL;
    int result = flags == 0 ? REAL(renameat)(from_directory, from, to_directory, to)
                            : REAL(renameat2)(from_directory, from, to_directory, to, flags);
    // Two names that changed places are taken as durable at once.
    if (is_ours && what == POWER && result == 0 && flags == 0) {
        struct change *change = note(MOVED);
        change->path = strdup(target);
        change->from = strdup(source);
        change->kept = kept;
    }
    END(result);
}

int rename(const char *from, const char *to) { return moved(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_directory, const char *from, int to_directory, const char *to) {
    return moved(from_directory, from, to_directory, to, 0);
}
int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
    return moved(from_directory, from, to_directory, to, flags);
}

static int removed(int directory, const char *name, int flags) {
    BEGIN;
    char path[PATH_MAX];
    struct stat status;
    int is_ours = path_at(directory, name, path) && lstat(path, &status) == 0;
    if (is_ours && meets()) END(-1);
    char *kept = is_ours && what == POWER && !(flags & AT_REMOVEDIR) ? keep(path) : NULL;
    int result = REAL(unlinkat)(directory, name, flags);
    if (is_ours && what == POWER && result == 0) {
        struct change *change = note(flags & AT_REMOVEDIR ? UNMADE : REMOVED);
        change->path = strdup(path);
        change->kept = kept;
    }
    END(result);
}

int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int directory, const char *name, int flags) { return removed(directory, name, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

static int made(int directory, const char *name, mode_t mode) {
    BEGIN;
    char path[PATH_MAX];
    struct stat status;
    int is_ours = path_at(directory, name, path) && lstat(path, &status) != 0;
    if (is_ours && meets()) END(-1);
    int result = REAL(mkdirat)(directory, name, mode);
    if (is_ours && what == POWER && result == 0) note(MADE)->path = strdup(path);
    END(result);
}

int mkdir(const char *path, mode_t mode) { return made(AT_FDCWD, path, mode); }
int mkdirat(int directory, const char *name, mode_t mode) { return made(directory, name, mode); }

int chmod(const char *path, mode_t mode) {
    BEGIN;
    if (is_below(path) && meets()) END(-1);
    END(REAL(chmod)(path, mode));
}
int fchmod(int descriptor, mode_t mode) {
    BEGIN;
    char path[PATH_MAX];
    if (path_of(descriptor, path) && meets()) END(-1);
    END(REAL(fchmod)(descriptor, mode));
}
