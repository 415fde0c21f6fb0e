/* How the lab is steered, and its record. */
#include "lab.h"
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

struct record {
  uint32_t pid;
  int32_t fd;
  uint32_t kind, flags;
  int64_t at;
  uint32_t path_bytes, data_bytes;
};

struct control *control;
static struct control nobody_steers;
static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;

void begin(void) {
  if (control) return;
  const char *folder = getenv("LAB_ROOT"), *steering = getenv("LAB_CONTROL"), *log = getenv("LAB_LOG");
  control = &nobody_steers;
  if (!folder || !steering || !realpath(folder, root)) return;
  root_length = strlen(root);
  int fd = REAL(open)(steering, O_RDWR | O_CLOEXEC);
  void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (mapped == MAP_FAILED) abort();
  REAL(close)(fd);
  control = mapped;
  if (!log) return;
  fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 1000);
  REAL(close)(fd);
}
__attribute__((constructor)) static void loaded(void) { begin(); }

int is_recorded(void) { return log_fd >= 0; }

/* One order for all threads and processes. A holder that was killed is no obstacle. */
static _Atomic int threads_turn;
void lock(void) {
  begin();
  while (atomic_exchange(&threads_turn, 1)) sched_yield();
  int64_t free = 0, me = getpid();
  while (!atomic_compare_exchange_strong(&control->lock, &free, me)) {
    if (kill((pid_t)free, 0) && errno == ESRCH && atomic_compare_exchange_strong(&control->lock, &free, me)) break;
    free = 0;
    sched_yield();
  }
}
void unlock(void) {
  int error = errno;
  atomic_store(&control->lock, 0);
  atomic_store(&threads_turn, 0);
  errno = error;
}

void note(enum kind kind, int fd, uint32_t flags, int64_t at, const char *path, const void *data, size_t bytes) {
  if (log_fd < 0) return;
  int error = errno;
  struct record record = {getpid(), fd, kind, flags, at, path ? strlen(path) : 0, bytes};
  struct iovec parts[] = {{&record, sizeof record}, {(void *)path, record.path_bytes}, {(void *)data, bytes}};
  if (REAL(writev)(log_fd, parts, 3) != (ssize_t)(sizeof record + record.path_bytes + bytes)) abort();
  errno = error;
}

/* The path below the folder, in a buffer of the caller; NULL for all others. */
const char *ours(int folder, const char *path, char *buffer) {
  begin();
  if (!root_length || !path) return NULL;
  if (path[0] == '/') {
    if (snprintf(buffer, PATH_MAX, "%s", path) >= PATH_MAX) return NULL;
  } else {
    char where[PATH_MAX], link[64];
    snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, where, sizeof where - 1);
    if (length < 0) return NULL;
    where[length] = 0;
    if (snprintf(buffer, PATH_MAX, "%s/%s", where, path) >= PATH_MAX) return NULL;
  }
  size_t length = strlen(buffer);
  while (length > 1 && buffer[length - 1] == '/') buffer[--length] = 0;
  if (strncmp(buffer, root, root_length) || (buffer[root_length] && buffer[root_length] != '/')) return NULL;
  return buffer + root_length;
}

/* Whether this occurrence is one that fails, and how. */
static enum error fault(enum operation operation, const char *path) {
  if (atomic_load(&control->error) == NO_ERROR || atomic_load(&control->operation) != operation) return NO_ERROR;
  int64_t seen = atomic_fetch_add(&control->seen, 1) + 1, at = atomic_load(&control->at);
  if (seen != at && !(seen > at && atomic_load(&control->lasting))) return NO_ERROR;
  atomic_fetch_add(&control->fired, 1);
  snprintf(control->last_fired, sizeof control->last_fired, "%s", path);
  return atomic_load(&control->error);
}
int fails(enum operation operation, const char *path) {
  enum error error = fault(operation, path);
  if (error == NO_ERROR || error == IS_SHORT) return 0;
  errno = error == IS_EIO ? EIO : ENOSPC;
  return 1;
}

/* How much of a write happens; -1 with errno where nothing of it does. */
ssize_t room_for(size_t bytes, const char *path) {
  enum error error = fault(WRITE, path);
  if (error == IS_EIO || error == IS_ENOSPC) {
    errno = error == IS_EIO ? EIO : ENOSPC;
    return -1;
  }
  if (error == IS_SHORT && bytes > 1) bytes /= 2;
  if (!atomic_load(&control->limited) || bytes == 0) return bytes;
  int64_t room = atomic_load(&control->room);
  if (room <= 0) {
    errno = ENOSPC;
    return -1;
  }
  if ((int64_t)bytes > room) bytes = room;
  atomic_fetch_sub(&control->room, bytes);
  return bytes;
}

