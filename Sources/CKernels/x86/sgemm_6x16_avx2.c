#if defined(__x86_64__)

#include <immintrin.h>

// 12 sums, two vectors of the right operand and one broadcast fill 15 of the 16 registers.
#define TARGET __attribute__((target("avx2,fma")))
#define VECTOR __m256
#define WIDTH 8
#define TILE_ROWS 6
#define MORE_TILE_CASES(CASE)

#define vector_zero() _mm256_setzero_ps()
#define vector_load(p) _mm256_loadu_ps(p)
#define vector_broadcast(p) _mm256_broadcast_ss(p)
#define vector_multiply_add(a, b, c) _mm256_fmadd_ps(a, b, c)
#define vector_add(a, b) _mm256_add_ps(a, b)
#define vector_store(p, v) _mm256_storeu_ps(p, v)
#define first_lanes(n)                                                                      \
  _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(n)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7))
#define vector_load_first(p, n) _mm256_maskload_ps(p, first_lanes(n))
#define vector_store_first(p, v, n) _mm256_maskstore_ps(p, first_lanes(n), v)

#include "../tile.h"
#include "../kernel_sets.h"

static int supported(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

const ganscope_kernel_set ganscope_kernels_avx2 = KERNEL_SET("avx2", NULL);

#endif
