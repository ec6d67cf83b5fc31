// The wide-character API must be asked for before the header is read.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdio.h>
#include <unistd.h>

// Swift sees neither these macros nor, safely, the mutable globals of ncurses.

static const attr_t curses_bold = A_BOLD;
static const attr_t curses_dim = A_DIM;
static const attr_t curses_underline = A_UNDERLINE;
static const attr_t curses_reverse = A_REVERSE;

/// Starts ncurses on standard input and on a copy of standard output, so that standard output
/// itself can be sent elsewhere. NULL if the terminal is unknown (`initscr` would exit instead).
static inline SCREEN *curses_open(int output) {
  FILE *file = fdopen(output, "w");
  return file ? newterm(NULL, file, stdin) : NULL;
}

static inline WINDOW *curses_screen(void) { return stdscr; }
static inline WINDOW *curses_current_screen(void) { return curscr; }
static inline int curses_colors(void) { return COLORS; }
static inline int curses_color_pairs(void) { return COLOR_PAIRS; }

/// Fills a cell. The pair stands apart from the attributes, which carry only pairs up to 255.
static inline void curses_set_cell(cchar_t *cell, wchar_t character, attr_t attributes, int pair) {
  wchar_t text[2] = {character, 0};
  setcchar(cell, text, attributes, 0, &pair);
}

/// A string of the terminal's description, or NULL.
static inline const char *curses_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

/// Keeps ncurses from resetting the user's palette when it takes the screen again after a suspension
/// (it writes `oc`, in 6.4, though no colour was ever redefined): the string becomes an empty one.
/// `tigetstr` gives ncurses' own copy, which may be written; <term.h> gives another one.
static inline void curses_keep_palette(void) {
  char *reset = tigetstr("oc");
  if (reset && reset != (char *)-1) *reset = 0;
}

/// Reads the description of a terminal, without touching it. Its header, <term.h>, is full of macros.
extern int setupterm(const char *terminal, int output, int *status);

// <wchar.h> hides it unless the whole of X/Open is asked for.
extern int wcwidth(wchar_t character);

// <sys/mman.h> hides it unless GNU's extensions are asked for.
extern int memfd_create(const char *name, unsigned int flags);

/// How many columns a character takes in this locale; -1 if it cannot be shown.
static inline int curses_width(wchar_t character) { return wcwidth(character); }
