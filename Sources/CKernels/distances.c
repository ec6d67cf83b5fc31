#include <math.h>

#include "CKernelsStatistics.h"
#include "elementwise_vectorized.h"

enum { lanes = 32 };

INLINED float squared_distance(float product, float left, float right, float tolerance) {
  float lengths = left + right;
  float distance = lengths - 2 * product;
  distance = distance <= tolerance * lengths ? 0 : distance;
  return lengths < INFINITY ? distance : INFINITY;
}

VECTORIZED void ganscope_squared_distances(
    float *d, const float *left, const float *right, float tolerance, long rows, long columns) {
  for (long r = 0; r < rows; r++) {
    float own = left[r];
    float *row = d + r * columns;
    INDEPENDENT for (long c = 0; c < columns; c++) {
      row[c] = squared_distance(row[c], own, right[c], tolerance);
    }
  }
}

VECTORIZED float ganscope_least_squared_distance(
    const float *products, float left, const float *right, float tolerance, long count) {
  float least[lanes];
  for (long k = 0; k < lanes; k++) least[k] = INFINITY;
  long i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (long k = 0; k < lanes; k++) {
      float distance = squared_distance(products[i + k], left, right[i + k], tolerance);
      least[k] = distance < least[k] ? distance : least[k];
    }
  }
  for (; i < count; i++) {
    float distance = squared_distance(products[i], left, right[i], tolerance);
    least[0] = distance < least[0] ? distance : least[0];
  }
  for (long k = 1; k < lanes; k++) least[0] = least[k] < least[0] ? least[k] : least[0];
  return least[0];
}

/// Puts `x` in its place among three numbers in order, and the greatest of the four out.
INLINED void insert(float *first, float *second, float *third, float x) {
  float rest = x > *first ? x : *first;
  *first = x < *first ? x : *first;
  float last = rest > *second ? rest : *second;
  *second = rest < *second ? rest : *second;
  *third = last < *third ? last : *third;
}

VECTORIZED void ganscope_three_least(const float *x, long count, float *least) {
  float first[lanes], second[lanes], third[lanes];
  for (long k = 0; k < lanes; k++) first[k] = second[k] = third[k] = INFINITY;
  long i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (long k = 0; k < lanes; k++) insert(first + k, second + k, third + k, x[i + k]);
  }
  for (; i < count; i++) insert(first, second, third, x[i]);
  float a = INFINITY, b = INFINITY, c = INFINITY;
  for (long k = 0; k < lanes; k++) {
    insert(&a, &b, &c, first[k]);
    insert(&a, &b, &c, second[k]);
    insert(&a, &b, &c, third[k]);
  }
  least[0] = a;
  least[1] = b;
  least[2] = c;
}

VECTORIZED int ganscope_compare_distances(
    const float *d, const float *limits, float limit, float *nearest, int *reached, long count) {
  int any = 0;
  INDEPENDENT for (long i = 0; i < count; i++) {
    float distance = d[i];
    any |= distance <= limits[i];
    nearest[i] = distance < nearest[i] ? distance : nearest[i];
    reached[i] |= distance <= limit;
  }
  return any;
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
