/*
 * A disk and a clock that a test owns: loaded before a program (LD_PRELOAD), it records what the program does to the
 * files under one folder, or lets some of it fail. docs/adr/0015-crash-lab.md says why; disk.ts compiles and steers it.
 *
 * LAB_ROOT     the folder; nothing else is touched
 * LAB_CONTROL  a file that is mapped: struct control, which the test changes while the program runs
 * LAB_LOG      where the record goes; none is made without it
 */
#include "lab.h"
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_FILES = 4096 };

struct file {
  dev_t device;
  ino_t inode;
  char *path;
};

static struct file files[MOST_FILES];

/* A descriptor may have been closed unseen and be something else by now. */
static struct file *file_of(int fd) {
  struct stat now;
  if (fd < 0 || fd >= MOST_FILES || !files[fd].path) return NULL;
  if (fstat(fd, &now) || now.st_ino != files[fd].inode || now.st_dev != files[fd].device) return NULL;
  return &files[fd];
}

static int opened(int fd, int flags, const char *path) {
  if (fd < 0 || fd >= MOST_FILES) return fd;
  struct stat now;
  free(files[fd].path);
  files[fd].path = NULL;
  if (!path || fstat(fd, &now)) return fd;
  files[fd] = (struct file){now.st_dev, now.st_ino, strdup(path)};
  note(OPENED, fd, flags, S_ISDIR(now.st_mode), path, NULL, 0);
  return fd;
}
static int open_at(int folder, const char *path, int flags, mode_t mode) {
  char buffer[PATH_MAX];
  const char *name = ours(folder, path, buffer);
  if (!name) return opened(REAL(openat)(folder, path, flags, mode), flags, NULL);
  lock();
  int fd = fails(OPEN, name) ? -1 : opened(REAL(openat)(folder, path, flags, mode), flags, name);
  unlock();
  return fd;
}
static mode_t mode_in(int flags, va_list list) { return flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0; }
#define OPENS(call, folder)                        \
  va_list list;                                    \
  va_start(list, flags);                           \
  mode_t mode = mode_in(flags, list);              \
  va_end(list);                                    \
  return open_at(folder, path, flags, mode)
int open(const char *path, int flags, ...) { OPENS(open, AT_FDCWD); }
int open64(const char *path, int flags, ...) { OPENS(open, AT_FDCWD); }
int openat(int folder, const char *path, int flags, ...) { OPENS(openat, folder); }
int openat64(int folder, const char *path, int flags, ...) { OPENS(openat, folder); }

int close(int fd) {
  begin();
  if (!file_of(fd)) return REAL(close)(fd);
  lock();
  note(CLOSED, fd, 0, 0, NULL, NULL, 0);
  free(files[fd].path);
  files[fd].path = NULL;
  int result = REAL(close)(fd);
  unlock();
  return result;
}

/* What others may have been told: an answer, or a line of the program. Noted before it goes out. */
static void note_said(int fd, const void *data, size_t bytes) {
  static const char answer[] = "HTTP/1.1 ";
  int is_answer = bytes > sizeof answer && !memcmp(data, answer, sizeof answer - 1);
  if (!is_recorded() || (fd != 1 && !is_answer)) return;
  lock();
  note(SAID, fd, 0, 0, NULL, data, bytes);
  unlock();
}

/* at < 0: where the file stands. */
static ssize_t write_at(int fd, const void *data, size_t bytes, off_t at) {
  begin();
  struct file *file = file_of(fd);
  if (!file) {
    note_said(fd, data, bytes);
    return at < 0 ? REAL(write)(fd, data, bytes) : REAL(pwrite)(fd, data, bytes, at);
  }
  lock();
  ssize_t written = room_for(bytes, file->path);
  if (written >= 0) written = at < 0 ? REAL(write)(fd, data, written) : REAL(pwrite)(fd, data, written, at);
  if (written > 0) note(WRITTEN, fd, 0, at < 0 ? lseek(fd, 0, SEEK_CUR) - written : at, NULL, data, written);
  unlock();
  return written;
}
ssize_t write(int fd, const void *data, size_t bytes) { return write_at(fd, data, bytes, -1); }
ssize_t pwrite(int fd, const void *data, size_t bytes, off_t at) { return write_at(fd, data, bytes, at); }
ssize_t pwrite64(int fd, const void *data, size_t bytes, off_t at) { return write_at(fd, data, bytes, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
  begin();
  struct file *file = file_of(fd);
  if (!file && !is_recorded()) return REAL(writev)(fd, parts, count);
  size_t bytes = 0;
  for (int i = 0; i < count; i++) bytes += parts[i].iov_len;
  char *joined = malloc(bytes + 1), *end = joined;
  for (int i = 0; i < count; i++) end = mempcpy(end, parts[i].iov_base, parts[i].iov_len);
  ssize_t written;
  if (file) written = write_at(fd, joined, bytes, -1);
  else note_said(fd, joined, bytes), written = REAL(writev)(fd, parts, count);
  free(joined);
  return written;
}

static int truncate_to(int fd, off_t length) {
  begin();
  struct file *file = file_of(fd);
  if (!file) return REAL(ftruncate)(fd, length);
  lock();
  int result = fails(TRUNCATE, file->path) ? -1 : REAL(ftruncate)(fd, length);
  if (!result) note(TRUNCATED, fd, 0, length, NULL, NULL, 0);
  unlock();
  return result;
}
int ftruncate(int fd, off_t length) { return truncate_to(fd, length); }
int ftruncate64(int fd, off_t length) { return truncate_to(fd, length); }

static int sync_file(int fd, int (*real)(int)) {
  struct file *file = file_of(fd);
  if (!file) return real(fd);
  lock();
  int has_failed = fails(SYNC, file->path);
  note(has_failed ? SYNC_FAILED : SYNC_BEGAN, fd, 0, 0, NULL, NULL, 0);
  unlock();
  if (has_failed || real(fd)) return -1;
  lock();
  note(SYNC_ENDED, fd, 0, 0, NULL, NULL, 0);
  unlock();
  return 0;
}
int fsync(int fd) { return begin(), sync_file(fd, REAL(fsync)); }
int fdatasync(int fd) { return begin(), sync_file(fd, REAL(fdatasync)); }

#define ON_PATH(kind, operation, flags, folder, call)                     \
  char buffer[PATH_MAX];                                                  \
  const char *name = ours(folder, path, buffer);                          \
  if (!name) return call;                                                 \
  lock();                                                                 \
  int result = operation && fails(operation, name) ? -1 : call;           \
  if (!result) note(kind, -1, flags, 0, name, NULL, 0);                   \
  unlock();                                                               \
  return result
int unlink(const char *path) { ON_PATH(UNLINKED, UNLINK, 0, AT_FDCWD, REAL(unlink)(path)); }
int remove(const char *path) { ON_PATH(UNLINKED, UNLINK, 0, AT_FDCWD, REAL(remove)(path)); }
int rmdir(const char *path) { ON_PATH(REMOVED, 0, 0, AT_FDCWD, REAL(rmdir)(path)); }
int mkdir(const char *path, mode_t mode) { ON_PATH(MADE, 0, 0, AT_FDCWD, REAL(mkdir)(path, mode)); }
char *mkdtemp(char *path) {
  char buffer[PATH_MAX];
  if (!ours(AT_FDCWD, path, buffer)) return REAL(mkdtemp)(path);
  lock();
  char *result = REAL(mkdtemp)(path);
  if (result) note(MADE, -1, 0, 0, ours(AT_FDCWD, path, buffer), NULL, 0);
  unlock();
  return result;
}
int unlinkat(int folder, const char *path, int flags) {
  ON_PATH(flags & AT_REMOVEDIR ? REMOVED : UNLINKED, UNLINK, 0, folder, REAL(unlinkat)(folder, path, flags));
}

#define TO_PATH(kind, call)                                               \
  char from_buffer[PATH_MAX], to_buffer[PATH_MAX];                        \
  const char *old = ours(AT_FDCWD, from, from_buffer), *new = ours(AT_FDCWD, to, to_buffer); \
  if (!old || !new) return call;                                          \
  lock();                                                                 \
  int result = fails(RENAME, new) ? -1 : call;                            \
  if (!result) note(kind, -1, 0, 0, old, new, strlen(new));               \
  unlock();                                                               \
  return result
int rename(const char *from, const char *to) { TO_PATH(RENAMED, REAL(rename)(from, to)); }
int link(const char *from, const char *to) { TO_PATH(LINKED, REAL(link)(from, to)); }

