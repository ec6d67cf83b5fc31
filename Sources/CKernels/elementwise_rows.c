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

/// What is summed over a column; a constant in each call of `column_sums`.
typedef enum { element, squared_deviation, product } Term;

INLINED float term_at(
    Term term, const float *g, const float *x, const float *center, long i, long c) {
  switch (term) {
    case element: return x[i];
    case squared_deviation: return (x[i] - center[c]) * (x[i] - center[c]);
    case product: return g[i] * (x[i] - center[c]);
  }
}

/// Sums strips of at most `widest_group` columns: in floats over `float_rows` rows (times the rows
/// that are side by side), then in doubles.
INLINED void column_sums(
    double *sums, Term term, const float *g, const float *x, const float *center, long rows,
    long columns, long stride) {
  // Rows with others' columns between them do not lie side by side.
  long group = stride == columns ? rows_side_by_side(columns) : 1;
  float repeated[widest_group];
  if (group > 1 && term != element) {
    // Rows side by side find the centre of any of their values at its place in the group.
    for (long k = 0; k < group * columns; k++) repeated[k] = center[k % columns];
    center = repeated;
  }
  for (long c = 0; c < columns; c++) sums[c] = 0;
  for (long first = 0; first < columns; first += widest_group) {
    long strip = columns - first < widest_group ? columns - first : widest_group;
    for (long row = 0; row < rows;) {
      float partial[widest_group] = {0};
      long end = row + float_rows * group < rows ? row + float_rows * group : rows;
      for (; row + group <= end; row += group) {
        for (long k = 0; k < group * strip; k++) {
          partial[k] += term_at(term, g, x, center, row * stride + first + k, first + k);
        }
      }
      for (; row < end; row++) {
        for (long k = 0; k < strip; k++) {
          partial[k] += term_at(term, g, x, center, row * stride + first + k, first + k);
        }
      }
      for (long r = 0; r < group; r++) {
        for (long k = 0; k < strip; k++) sums[first + k] += partial[r * strip + k];
      }
    }
  }
}

VECTORIZED void ganscope_column_sums(
    double *sums, const float *x, long rows, long columns, long stride) {
  column_sums(sums, element, x, x, x, rows, columns, stride);
}

VECTORIZED void ganscope_column_square_sums(
    double *sums, const float *x, const float *center, long rows, long columns, long stride) {
  column_sums(sums, squared_deviation, x, x, center, rows, columns, stride);
}

VECTORIZED void ganscope_column_product_sums(
    double *sums, const float *g, const float *x, const float *center, long rows, long columns,
    long stride) {
  column_sums(sums, product, g, x, center, rows, columns, stride);
}

VECTORIZED void ganscope_normalize_rows(
    float *y, const float *x, const float *center, const float *scale, const float *shift,
    float slope, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < columns; c++) {
      long i = r * columns + c;
      float value = (x[i] - center[c]) * scale[c] + shift[c];
      y[i] = value > 0 ? value : slope * value;
    }
  }
}

VECTORIZED void ganscope_normalize_rows_gradient(
    float *dx, const float *dy, const float *x, const float *center, const float *scale,
    const float *mean, const float *slope, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    INDEPENDENT for (long c = 0; c < columns; c++) {
      long i = r * columns + c;
      dx[i] = scale[c] * (dy[i] - mean[c] - (x[i] - center[c]) * slope[c]);
    }
  }
}

VECTORIZED void ganscope_scale_columns(
    float *y, const float *x, const float *scale, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    INDEPENDENT for (long c = 0; c < columns; c++) y[r * columns + c] = x[r * columns + c] * scale[c];
  }
}
