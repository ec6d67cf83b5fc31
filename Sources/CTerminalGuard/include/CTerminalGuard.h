// What must work inside a signal handler, and so is written in C: giving the terminal back when the
// program crashes, and telling the event loop about signals through a pipe.
#pragma once

#include <stdbool.h>
#include <stddef.h>

/// Remembers the terminal's modes and installs the handlers. Call it before ncurses is started.
/// From `terminal_guard_enter` on a crash or an exit gives the terminal back.
/// Returns false, with `errno` set, if `input` is no terminal.
bool terminal_guard_prepare(int input, int output);

/// Sets the bytes that leave the screen: cursor shown, attributes off, alternate screen left.
/// At most 255 are kept.
void terminal_guard_set_leave_sequence(const char *bytes, size_t count);

/// Takes over INT, TERM, HUP, TSTP, CONT and WINCH. Call it after ncurses is started, which installs
/// handlers of its own. HUP stays ignored if it was (`nohup`).
void terminal_guard_take_signals(void);

/// The end of the pipe from which the numbers of arrived signals are read, one byte each.
int terminal_guard_signal_descriptor(void);

/// Sends what is written to standard output and standard error into the file `log` from
/// `terminal_guard_enter` to the restoring, which shows its last 4 KiB. Streams that are no terminal
/// are left alone. `log` is kept open; -1 ends it.
void terminal_guard_keep_messages(int log);

/// The screen is up: from now on it must be restored.
void terminal_guard_enter(void);

/// Whether the screen is up.
bool terminal_guard_is_entered(void);

/// Takes over the duty to leave the screen: true for exactly one caller after each
/// `terminal_guard_enter`.
bool terminal_guard_claim(void);

/// Writes bytes to a terminal that may be open for writing without waiting. Returns false if not all
/// could be written, as when the terminal takes nothing for a second because nobody reads it. Safe in
/// a signal handler.
bool terminal_guard_write(int descriptor, const char *bytes, size_t count);

/// Leads standard output and standard error nowhere where they are terminals: nobody reads there, and
/// who writes a word would wait for ever. Safe in a signal handler.
void terminal_guard_fall_silent(void);

/// Restores modes and message streams, and shows the messages kept back. Safe in a signal handler.
void terminal_guard_finish(void);

/// Stops the process group as Ctrl-Z would; returns when it has been continued, or soon if nobody
/// is there to continue it.
void terminal_guard_stop(void);
