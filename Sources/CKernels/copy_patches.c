#include "CKernels.h"
#include "elementwise_vectorized.h"

#include <string.h>

// A row of taps sees neighbouring positions of a *line*: a row of the source with zeros where taps
// see padding. So a patch is one short run of floats for each row of taps, copied in whole vectors.
// What a copy writes beyond its run is written over by the next one.

enum { width = 8 };
typedef float vector __attribute__((vector_size(4 * width), aligned(4)));

static long line_floats(const ganscope_sampling *s) {
  return s->line_length * s->channels + width;
}

// As many lines as there are rows of taps, and one of zeros.
long ganscope_copy_patches_scratch(const ganscope_sampling *s) {
  return (s->row_taps + 1) * line_floats(s);
}

INLINED void fill_line(const ganscope_sampling *s, const float *row, float *line) {
  const long channels = s->channels;
  if (channels == 1) {
    for (long x = 0; x < s->line_length; x++) {
      const int column = s->line_sources[x];
      const float value = row[column < 0 ? 0 : column];
      line[x] = column < 0 ? 0 : value;
    }
    return;
  }
  for (long x = 0; x < s->line_length; x++) {
    const int column = s->line_sources[x];
    for (long n = 0; n < channels; n++) {
      line[x * channels + n] = column < 0 ? 0 : row[column * channels + n];
    }
  }
}

INLINED void copy_runs(
    float *patch, const float *const *lines, long taps, long offset, long run) {
  for (long i = 0; i < taps; i++, patch += run) {
    for (long k = 0; k < run; k += width) {
      *(vector *)(patch + k) = *(const vector *)(lines[i] + offset + k);
    }
  }
}

VECTORIZED void ganscope_copy_patches(
    const ganscope_sampling *s, const float *source, long first, long count, float *scratch,
    float *patches, long patch_stride) {
  const long line_size = line_floats(s), row_floats = s->source_columns * s->channels;
  const long run = s->column_taps * s->channels, length = s->row_taps * run;
  memset(scratch, 0, (size_t)((s->row_taps + 1) * line_size) * sizeof(float));
  float *const zeros = scratch + s->row_taps * line_size;
  const float *lines[s->row_taps];
  // The row of the batch that is in each line. Rows that are seen together are neighbours, so no two
  // of them want the same line.
  long held[s->row_taps];
  for (long i = 0; i < s->row_taps; i++) held[i] = -1;

  const long end = first + count;
  for (long target = first; target < end;) {
    const long target_row = target / s->target_columns;
    const long image = target_row / s->target_rows, row = target_row % s->target_rows;
    for (long i = 0; i < s->row_taps; i++) {
      const int source_row = s->row_sources[row * s->row_taps + i];
      const long wanted = image * s->source_rows + source_row, place = source_row % s->row_taps;
      lines[i] = source_row < 0 ? zeros : scratch + place * line_size;
      if (source_row < 0 || held[place] == wanted) continue;
      fill_line(s, source + wanted * row_floats, scratch + place * line_size);
      held[place] = wanted;
    }
    const long row_end = (target_row + 1) * s->target_columns;
    for (; target < end && target < row_end; target++, patches += patch_stride) {
      const long column = target - target_row * s->target_columns;
      const long offset = (s->line_start + column * s->line_step) * s->channels;
      // The usual case is one vector a run, and a loop that is known to run once is none.
      if (run <= width) {
        for (long i = 0; i < s->row_taps; i++) {
          *(vector *)(patches + i * run) = *(const vector *)(lines[i] + offset);
        }
      } else {
        copy_runs(patches, lines, s->row_taps, offset, run);
      }
      for (long k = length; k < patch_stride; k += width) *(vector *)(patches + k) = (vector){0};
    }
  }
}
