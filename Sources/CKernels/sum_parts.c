#include "CKernels.h"

void ganscope_sum_parts(
    const float *parts, long part_count, long length, long first, long count, float *result) {
  for (long i = first; i < first + count; i++) result[i] = parts[i];
  for (long part = 1; part < part_count; part++) {
    const float *terms = parts + part * length;
    for (long i = first; i < first + count; i++) result[i] += terms[i];
  }
}
