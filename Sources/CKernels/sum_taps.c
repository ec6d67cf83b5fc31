#include "CKernels.h"
#include "elementwise_vectorized.h"

#include <string.h>

// What one source pixel adds to a row of targets is a run of floats, one tap's channels after
// another's, and the run of the next source pixel begins `step` floats later and overlaps it:
//
//     source column 0   ▐ run ▌
//                   1       ▐ run ▌
//                   2           ▐ run ▌
//                       ├step┤
//
// Runs are rounded up to whole vectors. Those of columns that are `lines` apart do not overlap, so
// they are written to a line of their own without reading it, and a row of targets is the sum of
// all lines: no loop has a branch, and no load waits for the store before it.

enum { width = 8 };
typedef float vector __attribute__((vector_size(4 * width), aligned(4)));
typedef int mask __attribute__((vector_size(4 * width), aligned(4)));

typedef struct {
  long run, vectors, step, lines, line_floats;
} extents;

INLINED extents extents_of(const ganscope_spreading *s) {
  extents e;
  e.run = s->column_taps * s->channels;
  e.vectors = (e.run + width - 1) / width;
  e.step = s->column_stride * s->channels;
  e.lines = (e.vectors * width + e.step - 1) / e.step;
  const long written = (s->source_columns - 1) * e.step + e.vectors * width;
  const long read = (s->column_padding + s->target_columns) * s->channels;
  e.line_floats = written > read ? written : read;
  return e;
}

long ganscope_sum_taps_scratch(const ganscope_spreading *s) {
  const extents e = extents_of(s);
  return e.lines * e.line_floats;
}

/// The source rows that reach a target row, `first ..< end`, and the run of the first one.
typedef struct {
  long first, end;
  const float *products;
} reaching;

INLINED reaching reaching_row(
    const ganscope_spreading *s, const extents *e, const float *products, long target_row) {
  const long position = target_row + s->row_padding, before = position - s->row_taps;
  const long first = before < 0 ? 0 : before / s->row_stride + 1;
  const long last = position / s->row_stride;
  return (reaching){
      first, last < s->source_rows ? last + 1 : s->source_rows,
      products + first * s->source_columns * s->row_taps * e->run +
          (position - first * s->row_stride) * e->run};
}

INLINED void add_runs(
    const ganscope_spreading *s, const extents *e, reaching rows, float *lines) {
  const long pixel = s->row_taps * e->run;
  // To the run of the next source row, which reaches the target row with an earlier tap.
  const long next_row = s->source_columns * pixel - s->row_stride * e->run;
  mask within;
  for (int i = 0; i < width; i++) within[i] = i < e->run - (e->vectors - 1) * width ? -1 : 0;
  long line = 0;
  for (long c = 0; c < s->source_columns; c++) {
    float *sums = lines + line * e->line_floats + c * e->step;
    for (long v = 0; v < e->vectors; v++) {
      vector sum = {0};
      const float *products = rows.products + c * pixel + v * width;
      for (long row = rows.first; row < rows.end; row++, products += next_row) {
        sum += *(const vector *)products;
      }
      // Behind a run are the products of another tap.
      if (v + 1 == e->vectors) sum = (vector)((mask)sum & within);
      *(vector *)(sums + v * width) = sum;
    }
    if (++line == e->lines) line = 0;
  }
}

INLINED void sum_lines(const extents *e, const float *lines, float *result, long count) {
  long i = 0;
  for (; i + width <= count; i += width) {
    vector sum = *(const vector *)(lines + i);
    for (long line = 1; line < e->lines; line++) {
      sum += *(const vector *)(lines + line * e->line_floats + i);
    }
    *(vector *)(result + i) = sum;
  }
  for (; i < count; i++) {
    result[i] = lines[i];
    for (long line = 1; line < e->lines; line++) result[i] += lines[line * e->line_floats + i];
  }
}

VECTORIZED void ganscope_sum_taps(
    const ganscope_spreading *s, const float *products, float *lines, float *result) {
  const extents e = extents_of(s);
  // Between and behind the runs there is nothing; each row writes all runs anew.
  memset(lines, 0, (size_t)(e.lines * e.line_floats) * sizeof(float));
  const long count = s->target_columns * s->channels;
  for (long r = 0; r < s->target_rows; r++) {
    add_runs(s, &e, reaching_row(s, &e, products, r), lines);
    sum_lines(&e, lines + s->column_padding * s->channels, result + r * count, count);
  }
}
