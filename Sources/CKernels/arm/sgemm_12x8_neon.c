#if defined(__aarch64__)

#include <arm_neon.h>

// 24 sums, two vectors of the right operand and one broadcast fill 27 of the 32 registers.
#define TARGET
#define VECTOR float32x4_t
#define WIDTH 4
#define TILE_ROWS 12
#define MORE_TILE_CASES(CASE) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)

#define vector_zero() vdupq_n_f32(0)
#define vector_load(p) vld1q_f32(p)
#define vector_broadcast(p) vld1q_dup_f32(p)
#define vector_multiply_add(a, b, c) vfmaq_f32(c, a, b)
#define vector_add(a, b) vaddq_f32(a, b)
#define vector_store(p, v) vst1q_f32(p, v)

static inline float32x4_t vector_load_first(const float *p, long n) {
  float lanes[4] = {0, 0, 0, 0};
  for (long i = 0; i < n; i++) lanes[i] = p[i];
  return vld1q_f32(lanes);
}

static inline void vector_store_first(float *p, float32x4_t v, long n) {
  float lanes[4];
  vst1q_f32(lanes, v);
  for (long i = 0; i < n; i++) p[i] = lanes[i];
}

#include "../tile.h"
#include "../kernel_sets.h"

static int supported(void) { return 1; }

const ganscope_kernel_set ganscope_kernels_neon = KERNEL_SET("neon", NULL);

#endif
