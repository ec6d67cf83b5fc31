#include "CKernelsStatistics.h"
#include "elementwise_vectorized.h"

VECTORIZED void ganscope_add_deviations(
    double *sums, double *products, const float *x, const double *center, double *row, long rows,
    long columns) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < columns; c++) row[c] = (double)x[r * columns + c] - center[c];
    for (long c = 0; c < columns; c++) sums[c] += row[c];
    for (long i = 0; i < columns; i++) {
      double factor = row[i];
      double *to = products + i * columns;
      INDEPENDENT for (long j = 0; j <= i; j++) to[j] += factor * row[j];
    }
  }
}
