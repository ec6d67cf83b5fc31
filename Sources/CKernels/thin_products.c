#include "CKernels.h"
#include "elementwise_vectorized.h"

// Enough sums side by side to hide the latency of an addition, in the order that any vectors give.
enum { lanes = 64 };
// So many rows are read side by side that a sum is loaded and stored once for all of them.
enum { rows_together = 8 };

INLINED float dot(const float *x, const float *y, long count) {
  float sums[lanes] = {0};
  long k = 0;
  for (; k + lanes <= count; k += lanes) {
    for (int lane = 0; lane < lanes; lane++) sums[lane] += x[k + lane] * y[k + lane];
  }
  for (int width = lanes / 2; width > 0; width /= 2) {
    for (int lane = 0; lane < width; lane++) sums[lane] += sums[lane + width];
  }
  for (; k < count; k++) sums[0] += x[k] * y[k];
  return sums[0];
}

VECTORIZED void ganscope_row_dots(
    float *y, const float *x, const float *weights, long rows, long columns) {
  for (long r = 0; r < rows; r++) y[r] = dot(x + r * columns, weights, columns);
}

VECTORIZED void ganscope_weighted_row_sum(
    float *y, const float *x, const float *weights, long rows, long columns) {
  for (long c = 0; c < columns; c++) y[c] = 0;
  long r = 0;
  for (; r + rows_together <= rows; r += rows_together) {
    for (long c = 0; c < columns; c++) {
      float sum = y[c];
      for (int i = 0; i < rows_together; i++) sum += weights[r + i] * x[(r + i) * columns + c];
      y[c] = sum;
    }
  }
  for (; r < rows; r++) {
    for (long c = 0; c < columns; c++) y[c] += weights[r] * x[r * columns + c];
  }
}

VECTORIZED void ganscope_outer_product(
    float *y, const float *column, const float *row, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < columns; c++) y[r * columns + c] = column[r] * row[c];
  }
}
