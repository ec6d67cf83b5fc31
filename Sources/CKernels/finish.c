#include "CKernels.h"
#include "elementwise_vectorized.h"

VECTORIZED void ganscope_finish_rows(
    float *const *rows, long count, long first, long columns, const float *bias, float slope) {
  for (long r = 0; r < count; r++) {
    float *y = rows[r] + first;
    if (bias) {
      INDEPENDENT for (long c = 0; c < columns; c++) {
        float sum = y[c] + bias[first + c];
        y[c] = sum > 0 ? sum : slope * sum;
      }
    } else {
      INDEPENDENT for (long c = 0; c < columns; c++) y[c] = y[c] > 0 ? y[c] : slope * y[c];
    }
  }
}
