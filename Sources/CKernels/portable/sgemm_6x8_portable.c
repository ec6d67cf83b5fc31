// Vectors of four floats in the compiler's own notation: every processor with vectors has these,
// and on any other the compiler takes them apart.
typedef float vector4 __attribute__((vector_size(16), aligned(4)));

#define TARGET
#define VECTOR vector4
#define WIDTH 4
#define TILE_ROWS 6
#define MORE_TILE_CASES(CASE)

#define vector_zero() ((vector4){0, 0, 0, 0})
#define vector_load(p) (*(const vector4 *)(p))
#define vector_broadcast(p) ((vector4){*(p), *(p), *(p), *(p)})
#define vector_multiply_add(a, b, c) ((a) * (b) + (c))
#define vector_add(a, b) ((a) + (b))
#define vector_store(p, v) (*(vector4 *)(p) = (v))

static inline vector4 vector_load_first(const float *p, long n) {
  vector4 v = {0, 0, 0, 0};
  for (long i = 0; i < n; i++) v[i] = p[i];
  return v;
}

static inline void vector_store_first(float *p, vector4 v, long n) {
  for (long i = 0; i < n; i++) p[i] = v[i];
}

#include "../tile.h"
#include "../kernel_sets.h"

static int supported(void) { return 1; }

const ganscope_kernel_set ganscope_kernels_portable = KERNEL_SET("portable", NULL);
