#include "CKernelsElementwise.h"
#include "elementwise_vectorized.h"

#include <string.h>

enum { lanes = 16 };

typedef float vector16 __attribute__((ext_vector_type(lanes)));
typedef int32_t ints16 __attribute__((ext_vector_type(lanes)));
typedef _Bool bits16 __attribute__((ext_vector_type(lanes)));

// Macros, because functions cannot take vectors that the default target does not have.

/// All ones in the lanes of value `i` and the next 15 that are kept, else 0.
#define KEPT(bits, i) \
  ({ \
    bits16 kept; \
    memcpy(&kept, (const char *)(bits) + (i) / 8, lanes / 8); \
    -__builtin_convertvector(kept, ints16); \
  })
#define LOAD(from) \
  ({ \
    vector16 loaded; \
    memcpy(&loaded, from, sizeof loaded); \
    loaded; \
  })
#define STORE(to, value) \
  do { \
    vector16 stored = (value); \
    memcpy(to, &stored, sizeof stored); \
  } while (0)

INLINED int is_kept(const void *bits, long i) {
  return ((const unsigned char *)bits)[i / 8] >> (i % 8) & 1;
}

VECTORIZED void ganscope_keep(
    float *y, const float *x, const void *bits, long count, float scale) {
  long i = 0;
  for (; i + lanes <= count; i += lanes) {
    vector16 kept = LOAD(x + i) * scale;
    STORE(y + i, (vector16)((ints16)kept & KEPT(bits, i)));
  }
  for (; i < count; i++) y[i] = is_kept(bits, i) ? x[i] * scale : 0;
}

VECTORIZED void ganscope_keep_leaky_relu_gradient(
    float *dx, const float *dy, const float *y, const void *bits, long count, float scale,
    float slope) {
  long i = 0;
  for (; i + lanes <= count; i += lanes) {
    vector16 kept = LOAD(dy + i) * scale;
    vector16 gradient = LOAD(y + i) > 0 ? kept : slope * kept;
    STORE(dx + i, (vector16)((ints16)gradient & KEPT(bits, i)));
  }
  for (; i < count; i++) {
    float kept = dy[i] * scale;
    float gradient = y[i] > 0 ? kept : slope * kept;
    dx[i] = is_kept(bits, i) ? gradient : 0;
  }
}
