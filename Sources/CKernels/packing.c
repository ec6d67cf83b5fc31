#include "CKernels.h"
#include "elementwise_vectorized.h"

#include <string.h>

typedef float vector4 __attribute__((vector_size(16), aligned(4)));
typedef float vector8 __attribute__((vector_size(32), aligned(4)));

// The columns of the block are rows in memory, so the copy is a transposition, four by four.
static void transpose_slice(
    const float *source, long depth, long columns, long column_stride, float *panel, long width) {
  long j = 0;
  for (; j + 4 <= columns; j += 4) {
    const float *s = source + j * column_stride;
    float *p = panel + j;
    long k = 0;
    for (; k + 4 <= depth; k += 4) {
      const vector4 a = *(const vector4 *)(s + k), b = *(const vector4 *)(s + column_stride + k);
      const vector4 c = *(const vector4 *)(s + 2 * column_stride + k);
      const vector4 d = *(const vector4 *)(s + 3 * column_stride + k);
      const vector4 ab0 = __builtin_shufflevector(a, b, 0, 4, 1, 5);
      const vector4 ab1 = __builtin_shufflevector(a, b, 2, 6, 3, 7);
      const vector4 cd0 = __builtin_shufflevector(c, d, 0, 4, 1, 5);
      const vector4 cd1 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
      *(vector4 *)(p + k * width) = __builtin_shufflevector(ab0, cd0, 0, 1, 4, 5);
      *(vector4 *)(p + (k + 1) * width) = __builtin_shufflevector(ab0, cd0, 2, 3, 6, 7);
      *(vector4 *)(p + (k + 2) * width) = __builtin_shufflevector(ab1, cd1, 0, 1, 4, 5);
      *(vector4 *)(p + (k + 3) * width) = __builtin_shufflevector(ab1, cd1, 2, 3, 6, 7);
    }
    for (; k < depth; k++) {
      for (long i = 0; i < 4; i++) p[k * width + i] = s[i * column_stride + k];
    }
  }
  for (; j < columns; j++) {
    for (long k = 0; k < depth; k++) panel[k * width + j] = source[j * column_stride + k];
  }
}

// The slices are short enough that a panel's lines stay in the nearest cache until all their
// columns are written.
static void transpose(
    const float *source, long depth, long columns, long column_stride, float *panel, long width) {
  const long slice = 64;
  for (long k = 0; k < depth; k += slice) {
    const long rows = depth - k < slice ? depth - k : slice;
    transpose_slice(source + k, rows, columns, column_stride, panel + k * width, width);
  }
}

VECTORIZED void ganscope_pack(
    const float *source, long depth, long columns, long depth_stride, long column_stride,
    float *panel, long width, long filled) {
  if (columns < filled) {
    for (long k = 0; k < depth; k++) {
      memset(panel + k * width + columns, 0, (size_t)(filled - columns) * sizeof(float));
    }
  }
  if (column_stride == 1) {
    // Rows are too far apart for the processor to guess the next one.
    const long rows_ahead = 8;
    for (long k = 0; k < depth; k++) {
      const float *row = source + k * depth_stride;
      if (k + rows_ahead < depth) {
        __builtin_prefetch(row + rows_ahead * depth_stride);
        __builtin_prefetch(row + rows_ahead * depth_stride + columns - 1);
      }
      float *copy = panel + k * width;
      long j = 0;
      for (; j + 8 <= columns; j += 8) *(vector8 *)(copy + j) = *(const vector8 *)(row + j);
      for (; j < columns; j++) copy[j] = row[j];
    }
  } else if (depth_stride == 1) {
    transpose(source, depth, columns, column_stride, panel, width);
  } else {
    for (long k = 0; k < depth; k++) {
      for (long j = 0; j < columns; j++) {
        panel[k * width + j] = source[k * depth_stride + j * column_stride];
      }
    }
  }
}
