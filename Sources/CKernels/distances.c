#include <math.h>

#include "CKernelsStatistics.h"
#include "elementwise_vectorized.h"

VECTORIZED void ganscope_squared_distances(
    float *d, const float *left, const float *right, float tolerance, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    float own = left[r];
    float *row = d + r * columns;
    INDEPENDENT for (long c = 0; c < columns; c++) {
      float lengths = own + right[c];
      float distance = lengths - 2 * row[c];
      distance = distance <= tolerance * lengths ? 0 : distance;
      row[c] = lengths < INFINITY ? distance : INFINITY;
    }
  }
}

VECTORIZED unsigned ganscope_squared_byte_distance(
    const unsigned char *a, const unsigned char *b, long count) {
  unsigned sum = 0;
  for (long i = 0; i < count; i++) {
    short difference = (short)(a[i] - b[i]);
    sum += (unsigned)(difference * difference);
  }
  return sum;
}

VECTORIZED float ganscope_least(const float *x, long count) {
  enum { width = 32 };
  float least[width];
  for (long k = 0; k < width; k++) least[k] = INFINITY;
  long i = 0;
  for (; i + width <= count; i += width) {
    for (long k = 0; k < width; k++) least[k] = x[i + k] < least[k] ? x[i + k] : least[k];
  }
  for (; i < count; i++) least[0] = x[i] < least[0] ? x[i] : least[0];
  for (long k = 1; k < width; k++) least[0] = least[k] < least[0] ? least[k] : least[0];
  return least[0];
}
