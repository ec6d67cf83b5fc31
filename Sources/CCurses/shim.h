// The wide-character API must be asked for before the header is read.
#define NCURSES_WIDECHAR 1
#include <curses.h>
