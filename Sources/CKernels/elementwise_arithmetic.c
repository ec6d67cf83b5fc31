#include "CKernelsElementwise.h"
#include "elementwise_vectorized.h"

// Sums run in 16 lanes of floats over blocks, which are then added up in double precision.
enum { lanes = 16, block = 1024 };

INLINED double sum_of_lanes(const float *sums) {
  double total = 0;
  for (int lane = 0; lane < lanes; lane++) total += sums[lane];
  return total;
}

VECTORIZED void ganscope_add_scaled(float *y, const float *x, long count, float factor) {
  for (long i = 0; i < count; i++) y[i] += factor * x[i];
}

VECTORIZED void ganscope_multiply(float *z, const float *x, const float *y, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) z[i] = x[i] * y[i];
}

VECTORIZED void ganscope_scale(float *y, long count, float factor) {
  for (long i = 0; i < count; i++) y[i] *= factor;
}

VECTORIZED double ganscope_sum(const float *x, long count) {
  double total = 0;
  long i = 0;
  while (i + lanes <= count) {
    float sums[lanes] = {0};
    for (long end = i + block; i < end && i + lanes <= count; i += lanes) {
      for (int lane = 0; lane < lanes; lane++) sums[lane] += x[i + lane];
    }
    total += sum_of_lanes(sums);
  }
  for (; i < count; i++) total += x[i];
  return total;
}

VECTORIZED double ganscope_square_sum(const float *x, long count) {
  double total = 0;
  long i = 0;
  while (i + lanes <= count) {
    float sums[lanes] = {0};
    for (long end = i + block; i < end && i + lanes <= count; i += lanes) {
      for (int lane = 0; lane < lanes; lane++) sums[lane] += x[i + lane] * x[i + lane];
    }
    total += sum_of_lanes(sums);
  }
  for (; i < count; i++) total += (double)x[i] * x[i];
  return total;
}
