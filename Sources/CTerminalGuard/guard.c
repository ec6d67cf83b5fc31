// Only async-signal-safe calls stand in what `restore` and the handlers reach.
#define _GNU_SOURCE
#include "CTerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static atomic_int entered;
static int terminal_input = -1;
static int terminal_output = -1;
static struct termios saved_modes;
static char leave_sequence[256];
static size_t leave_count;

static int signal_pipe[2] = {-1, -1};

static int message_log = -1;
static off_t message_start;
static int saved_streams[2] = {-1, -1};
static bool streams_redirected;

static const int crash_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGQUIT};
enum { crash_signal_count = sizeof crash_signals / sizeof crash_signals[0] };
static struct sigaction previous_actions[crash_signal_count];

static bool takes_more(int descriptor) {
  enum { patience_milliseconds = 1000 };
  struct pollfd terminal = {.fd = descriptor, .events = POLLOUT};
  int ready;
  do {
    ready = poll(&terminal, 1, patience_milliseconds);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

bool terminal_guard_write(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN && takes_more(descriptor)) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

// MARK: - Messages kept back

static void redirect_messages(void) {
  if (message_log < 0 || streams_redirected) return;
  message_start = lseek(message_log, 0, SEEK_END);
  for (int stream = STDOUT_FILENO; stream <= STDERR_FILENO; stream++) {
    if (saved_streams[stream - 1] >= 0) dup2(message_log, stream);
  }
  streams_redirected = true;
}

static void show_messages(void) {
  enum { shown = 4096 };
  static char buffer[shown];
  off_t end = lseek(message_log, 0, SEEK_END);
  off_t start = end - message_start > shown ? end - shown : message_start;
  if (end <= start) return;
  ssize_t count = pread(message_log, buffer, (size_t)(end - start), start);
  if (count > 0) terminal_guard_write(STDERR_FILENO, buffer, (size_t)count);
}

static void restore_messages(void) {
  if (!streams_redirected) return;
  streams_redirected = false;
  for (int stream = STDOUT_FILENO; stream <= STDERR_FILENO; stream++) {
    if (saved_streams[stream - 1] >= 0) dup2(saved_streams[stream - 1], stream);
  }
  show_messages();
}

void terminal_guard_fall_silent(void) {
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  for (int stream = STDOUT_FILENO; stream <= STDERR_FILENO; stream++) {
    if (saved_streams[stream - 1] >= 0) dup3(nowhere, saved_streams[stream - 1], O_CLOEXEC);
    if (isatty(stream)) dup2(nowhere, stream);
  }
  close(nowhere);
}

void terminal_guard_keep_messages(int log) {
  restore_messages();
  if (message_log >= 0) close(message_log);
  message_log = log;
  for (int stream = STDOUT_FILENO; stream <= STDERR_FILENO; stream++) {
    int *saved = &saved_streams[stream - 1];
    if (*saved >= 0) close(*saved);
    *saved = log >= 0 && isatty(stream) ? fcntl(stream, F_DUPFD_CLOEXEC, 3) : -1;
  }
}

// MARK: - Leaving the screen

void terminal_guard_enter(void) {
  redirect_messages();
  atomic_store(&entered, 1);
}

bool terminal_guard_is_entered(void) { return atomic_load(&entered) == 1; }

bool terminal_guard_claim(void) { return atomic_exchange(&entered, 0) == 1; }

void terminal_guard_finish(void) {
  // Without this a process in the background would be stopped instead of restoring.
  sigset_t blocked, previous;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &blocked, &previous);
  tcsetattr(terminal_input, TCSANOW, &saved_modes);
  pthread_sigmask(SIG_SETMASK, &previous, NULL);
  restore_messages();
}

static void restore(void) {
  if (!terminal_guard_claim()) return;
  bool is_read = terminal_guard_write(terminal_output, leave_sequence, leave_count);
  if (!is_read) terminal_guard_fall_silent();
  terminal_guard_finish();
}

void terminal_guard_set_leave_sequence(const char *bytes, size_t count) {
  leave_count = count < sizeof leave_sequence ? count : sizeof leave_sequence - 1;
  memcpy(leave_sequence, bytes, leave_count);
}

// MARK: - Signals

static void crash(int number, siginfo_t *information, void *context) {
  int error = errno;
  restore();
  for (int index = 0; index < crash_signal_count; index++) {
    if (crash_signals[index] != number) continue;
    struct sigaction *previous = &previous_actions[index];
    errno = error;
    if (previous->sa_flags & SA_SIGINFO) {
      previous->sa_sigaction(number, information, context);
    } else if (previous->sa_handler != SIG_DFL && previous->sa_handler != SIG_IGN) {
      previous->sa_handler(number);
    }
    break;
  }
  // A handler that only reports comes back; the program must not go on without its screen.
  signal(number, SIG_DFL);
  raise(number);
}

static void report(int number) {
  int error = errno;
  char byte = (char)number;
  // A full pipe already tells enough.
  if (write(signal_pipe[1], &byte, 1) < 0) errno = error;
  errno = error;
}

static bool open_signal_pipe(void) {
  if (signal_pipe[0] >= 0) return true;
  if (pipe(signal_pipe) != 0) return false;
  for (int end = 0; end < 2; end++) {
    fcntl(signal_pipe[end], F_SETFD, FD_CLOEXEC);
    fcntl(signal_pipe[end], F_SETFL, O_NONBLOCK);
  }
  return true;
}

static void guard_against_crashes(void) {
  static bool installed;
  if (installed) return;
  installed = true;
  struct sigaction action = {.sa_sigaction = crash, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < crash_signal_count; index++) {
    sigaction(crash_signals[index], &action, &previous_actions[index]);
  }
  atexit(restore);
}

bool terminal_guard_prepare(int input, int output) {
  if (tcgetattr(input, &saved_modes) != 0 || !open_signal_pipe()) return false;
  terminal_input = input;
  terminal_output = output;
  guard_against_crashes();
  return true;
}

static void report_signal(int number) {
  struct sigaction action = {.sa_handler = report, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void terminal_guard_take_signals(void) {
  struct sigaction hangup;
  sigaction(SIGHUP, NULL, &hangup);
  if (hangup.sa_handler != SIG_IGN) report_signal(SIGHUP);
  const int reported[] = {SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH};
  for (size_t index = 0; index < sizeof reported / sizeof reported[0]; index++) {
    report_signal(reported[index]);
  }
}

int terminal_guard_signal_descriptor(void) { return signal_pipe[0]; }

// The signal goes to the group, so that a parent such as make stops too and the shell takes over.
// It is not SIGSTOP: a group without a shell could never be continued, and the kernel drops SIGTSTP
// there.
void terminal_guard_stop(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, NULL);
  kill(0, SIGTSTP);
  // Another thread may take the signal: this one must not go on drawing meanwhile.
  enum { dropped_after_milliseconds = 200 };
  struct pollfd continued = {.fd = signal_pipe[0], .events = POLLIN};
  poll(&continued, 1, dropped_after_milliseconds);
  report_signal(SIGTSTP);
}
