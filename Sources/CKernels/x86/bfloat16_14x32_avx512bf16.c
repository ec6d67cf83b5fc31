#if defined(__x86_64__)

#include <immintrin.h>

// A lane of an operand holds two bfloat16, and one instruction adds both of their products to the
// float of the sum. Operands that are too small for a normal number count as zero.
//
// The registers are used as by the kernels for floats.
#define TARGET __attribute__((target("avx512f,avx512bf16")))
#define VECTOR __m512
#define WIDTH 16
#define PRODUCTS_A_LANE 2
#define TILE_ROWS 14
#define MORE_TILE_CASES(CASE)                                                               \
  CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14)

#define vector_zero() _mm512_setzero_ps()
#define vector_load(p) _mm512_loadu_ps(p)
#define vector_broadcast(p) _mm512_set1_ps(*(p))
#define vector_multiply_add(a, b, c) _mm512_dpbf16_ps(c, (__m512bh)(a), (__m512bh)(b))
#define vector_add(a, b) _mm512_add_ps(a, b)
#define vector_store(p, v) _mm512_storeu_ps(p, v)
#define first_lanes(n) ((__mmask16)((1u << (n)) - 1))
#define vector_load_first(p, n) _mm512_maskz_loadu_ps(first_lanes(n), p)
#define vector_store_first(p, v, n) _mm512_mask_storeu_ps(p, first_lanes(n), v)

#include "../tile.h"
#include "../kernel_sets.h"

static int supported(void) { return __builtin_cpu_supports("avx512bf16"); }

const ganscope_kernel_set ganscope_kernels_avx512bf16 = KERNEL_SET("avx512bf16", NULL);

#endif
