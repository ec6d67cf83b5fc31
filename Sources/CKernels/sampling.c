#include "CKernels.h"

// A position in a batch of target pixels, stepped without divisions.
typedef struct {
  long image, row, column;
} position;

static position position_of(const ganscope_sampling *s, long target) {
  const long pixels = s->target_rows * s->target_columns;
  const long rest = target % pixels;
  return (position){target / pixels, rest / s->target_columns, rest % s->target_columns};
}

static void advance(const ganscope_sampling *s, position *p) {
  if (++p->column < s->target_columns) return;
  p->column = 0;
  if (++p->row < s->target_rows) return;
  p->row = 0;
  p->image++;
}

void ganscope_point_at_pixels(
    const ganscope_sampling *s, const float *source, const float *zeros, long first, long count,
    const float **pointers) {
  const long row_floats = s->source_columns * s->channels;
  position p = position_of(s, first);
  for (long n = 0; n < count; n++, advance(s, &p)) {
    const float *image = source + p.image * s->source_rows * row_floats;
    const int *rows = s->row_sources + p.row * s->row_taps;
    const int *columns = s->column_sources + p.column * s->column_taps;
    const float **pointer = pointers + n;
    for (long i = 0; i < s->row_taps; i++) {
      const float *row = image + rows[i] * row_floats;
      for (long j = 0; j < s->column_taps; j++) {
        const int seen = rows[i] >= 0 && columns[j] >= 0;
        *pointer = seen ? row + columns[j] * s->channels : zeros;
        pointer += count;
      }
    }
  }
}
