/* What the parts of the lab share. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

enum operation { OPEN = 1, WRITE, SYNC, RENAME, TRUNCATE, UNLINK };
enum kind { OPENED = 1, CLOSED, WRITTEN, TRUNCATED, SYNC_BEGAN, SYNC_ENDED, RENAMED, LINKED, UNLINKED, MADE, REMOVED, SAID, SYNC_FAILED };
enum error { NO_ERROR, IS_EIO, IS_ENOSPC, IS_SHORT };
enum clock_mode { RUNS, STEPPED, FROZEN };

/* 64 bits each, in this order, which disk.ts knows. */
struct control {
  _Atomic int64_t lock; /* pid of the process that is at it */
  _Atomic int64_t error, operation, at, lasting, seen, fired;
  _Atomic int64_t limited, room;
  _Atomic int64_t clock_mode, clock_ns;
  char last_fired[512];
};

/* Nothing of this is seen by the program, which may have such names too. */
#pragma GCC visibility push(hidden)
extern struct control *control;

/* The function that this one stands in front of. */
#define REAL(name)                                                                     \
  ({                                                                                   \
    static __typeof__(&name) real;                                                     \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                      \
    real;                                                                              \
  })

void begin(void);
int is_recorded(void);
void lock(void);
void unlock(void);
void note(enum kind kind, int fd, uint32_t flags, int64_t at, const char *path, const void *data, size_t bytes);
const char *ours(int folder, const char *path, char *buffer);
int fails(enum operation operation, const char *path);
ssize_t room_for(size_t bytes, const char *path);
#pragma GCC visibility pop
