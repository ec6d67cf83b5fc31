#include "CKernels.h"

#include <string.h>

typedef float vector4 __attribute__((vector_size(16), aligned(4)));

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

// Copies a short run of floats: a call of memcpy would cost more than the copy. The last vector
// overlaps the one before.
static inline void copy_run(float *to, const float *from, long count) {
  if (count < 4) {
    for (long k = 0; k < count; k++) to[k] = from[k];
    return;
  }
  for (long k = 0; k + 4 < count; k += 4) *(vector4 *)(to + k) = *(const vector4 *)(from + k);
  *(vector4 *)(to + count - 4) = *(const vector4 *)(from + count - 4);
}

void ganscope_copy_patches(
    const ganscope_sampling *s, const float *source, long first, long count, float *patches) {
  const long row_floats = s->source_columns * s->channels;
  const long run = s->column_taps * s->channels;
  const size_t pixel_bytes = (size_t)s->channels * sizeof(float);
  position p = position_of(s, first);
  for (long n = 0; n < count; n++, advance(s, &p)) {
    const float *image = source + p.image * s->source_rows * row_floats;
    const int *rows = s->row_sources + p.row * s->row_taps;
    const int *columns = s->column_sources + p.column * s->column_taps;
    const int contiguous =
        columns[0] >= 0 && columns[s->column_taps - 1] - columns[0] == s->column_taps - 1;
    float *patch = patches + n * s->row_taps * run;
    for (long i = 0; i < s->row_taps; i++, patch += run) {
      const float *row = image + rows[i] * row_floats;
      if (rows[i] < 0) {
        memset(patch, 0, (size_t)run * sizeof(float));
      } else if (contiguous) {
        copy_run(patch, row + columns[0] * s->channels, run);
      } else if (s->channels == 1) {
        for (long j = 0; j < run; j++) patch[j] = columns[j] >= 0 ? row[columns[j]] : 0;
      } else {
        for (long j = 0; j < s->column_taps; j++) {
          float *pixel = patch + j * s->channels;
          if (columns[j] >= 0) {
            copy_run(pixel, row + columns[j] * s->channels, s->channels);
          } else {
            memset(pixel, 0, pixel_bytes);
          }
        }
      }
    }
  }
}

void ganscope_sum_taps(
    const ganscope_sampling *s, const float *products, float *result) {
  const long channels = s->channels, stride = s->row_taps * s->column_taps * channels;
  // Where the taps that see something are in a row of products, for each target column; found once
  // for the image, so that the sums below have no branches to guess.
  long offsets[s->target_columns * s->column_taps];
  long counts[s->target_columns];
  for (long c = 0; c < s->target_columns; c++) {
    const int *columns = s->column_sources + c * s->column_taps;
    counts[c] = 0;
    for (long j = 0; j < s->column_taps; j++) {
      if (columns[j] < 0) continue;
      offsets[c * s->column_taps + counts[c]++] = columns[j] * stride + j * channels;
    }
  }
  for (long r = 0; r < s->target_rows; r++) {
    const int *rows = s->row_sources + r * s->row_taps;
    memset(result, 0, (size_t)(s->target_columns * channels) * sizeof(float));
    for (long i = 0; i < s->row_taps; i++) {
      if (rows[i] < 0) continue;
      const float *row =
          products + rows[i] * s->source_columns * stride + i * s->column_taps * channels;
      for (long c = 0; c < s->target_columns; c++) {
        const long *offset = offsets + c * s->column_taps;
        for (long n = 0; n < channels; n++) {
          float sum = 0;
          for (long j = 0; j < counts[c]; j++) sum += row[offset[j] + n];
          result[c * channels + n] += sum;
        }
      }
    }
    result += s->target_columns * channels;
  }
}
