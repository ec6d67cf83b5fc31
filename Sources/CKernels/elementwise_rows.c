#include "CKernelsElementwise.h"
#include "elementwise_vectorized.h"

// Narrow rows are taken several at a time, side by side, so that the inner loop is never shorter
// than a few vectors.
enum { widest_group = 256, float_rows = 32 };

INLINED long rows_side_by_side(long columns) {
  return columns < widest_group ? widest_group / columns : 1;
}

VECTORIZED void ganscope_add_to_rows(float *y, const float *bias, long rows, long columns) {
  long group = rows_side_by_side(columns);
  if (group > 1 && rows > 1) {
    float repeated[widest_group];
    for (long i = 0; i < group * columns; i++) repeated[i] = bias[i % columns];
    long count = rows * columns, width = group * columns;
    for (long start = 0; start < count; start += width) {
      long end = start + width < count ? width : count - start;
      for (long i = 0; i < end; i++) y[start + i] += repeated[i];
    }
    return;
  }
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < columns; c++) y[r * columns + c] += bias[c];
  }
}

// The three sums over columns differ only in the term, which is a function of the element's
// index `i` in the matrix and of its column `c`. Each strip of at most `widest_group` columns is
// summed in floats over `float_rows` rows, then in doubles.
#define COLUMN_SUMS(term)                                                              \
  for (long first = 0; first < columns; first += widest_group) {                       \
    long strip = columns - first < widest_group ? columns - first : widest_group;      \
    long group = strip == columns ? rows_side_by_side(columns) : 1;                    \
    long width = group * strip;                                                        \
    for (long k = 0; k < strip; k++) sums[first + k] = 0;                              \
    for (long row = 0; row < rows;) {                                                  \
      float partial[widest_group] = {0};                                               \
      long end = row + float_rows * group < rows ? row + float_rows * group : rows;    \
      for (; row + group <= end; row += group) {                                       \
        for (long k = 0; k < width; k++) {                                             \
          long i = row * columns + first + k, c = first + k;                           \
          (void)c;                                                                     \
          partial[k] += term;                                                          \
        }                                                                              \
      }                                                                                \
      for (; row < end; row++) {                                                       \
        for (long k = 0; k < strip; k++) {                                             \
          long i = row * columns + first + k, c = first + k;                           \
          (void)c;                                                                     \
          partial[k] += term;                                                          \
        }                                                                              \
      }                                                                                \
      for (long g = 0; g < group; g++) {                                               \
        for (long k = 0; k < strip; k++) sums[first + k] += partial[g * strip + k];    \
      }                                                                                \
    }                                                                                  \
  }

// Repeats a row of values so that column `c` of rows side by side finds its value at `c`.
#define REPEATED(name, values)                                                         \
  float name##_repeated[widest_group];                                                 \
  const float *name = values;                                                          \
  if (columns < widest_group) {                                                        \
    for (long k = 0; k < rows_side_by_side(columns) * columns; k++) {                  \
      name##_repeated[k] = values[k % columns];                                        \
    }                                                                                  \
    name = name##_repeated;                                                            \
  }

VECTORIZED void ganscope_column_sums(double *sums, const float *x, long rows, long columns) {
  COLUMN_SUMS(x[i])
}

VECTORIZED void ganscope_column_square_sums(
    double *sums, const float *x, const float *center, long rows, long columns) {
  REPEATED(middle, center)
  COLUMN_SUMS((x[i] - middle[c]) * (x[i] - middle[c]))
}

VECTORIZED void ganscope_column_product_sums(
    double *sums, const float *g, const float *x, const float *center, long rows, long columns) {
  REPEATED(middle, center)
  COLUMN_SUMS(g[i] * (x[i] - middle[c]))
}

VECTORIZED void ganscope_normalize_rows(
    float *y, const float *x, const float *center, const float *scale, const float *shift,
    long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < columns; c++) {
      long i = r * columns + c;
      y[i] = (x[i] - center[c]) * scale[c] + shift[c];
    }
  }
}

VECTORIZED void ganscope_normalize_rows_gradient(
    float *dx, const float *dy, const float *x, const float *center, const float *scale,
    const float *mean, const float *slope, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < columns; c++) {
      long i = r * columns + c;
      dx[i] = scale[c] * (dy[i] - mean[c] - (x[i] - center[c]) * slope[c]);
    }
  }
}

VECTORIZED void ganscope_scale_columns(
    float *y, const float *x, const float *scale, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < columns; c++) y[r * columns + c] = x[r * columns + c] * scale[c];
  }
}
