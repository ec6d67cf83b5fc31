#include "CKernels.h"

#include <string.h>

// Bits of a bfloat16 as the processors' own instructions round: numbers below the normal ones become
// zero, those that are not numbers stay so.
static inline uint32_t rounded(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  const uint32_t magnitude = bits & 0x7fffffff;
  const uint32_t nearest = bits + 0x7fff + ((bits >> 16) & 1);
  const uint32_t infinity = 0x7f800000, smallest_normal = 0x00800000, quiet = 0x00400000;
  return (magnitude < smallest_normal ? bits & 0x80000000
          : magnitude > infinity      ? bits | quiet
                                      : nearest) >> 16;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512bf16")))
#define WIDTH 16

// Each of the two fills as many slots as it has whole vectors for, and says how many.

static TARGET long pair_neighbors_of_vectors(float *slots, const float *source, long count) {
  long i = 0;
  for (; i + WIDTH <= count; i += WIDTH) {
    const __m512 low = _mm512_loadu_ps(source + 2 * i);
    const __m512 high = _mm512_loadu_ps(source + 2 * i + WIDTH);
    _mm512_storeu_ps(slots + i, (__m512)_mm512_cvtne2ps_pbh(high, low));
  }
  return i;
}

static TARGET long pair_vectors(float *slots, const float *first, const float *second, long count) {
  const __m512i interleaved = _mm512_set_epi16(
      31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19,
      3, 18, 2, 17, 1, 16, 0);
  long i = 0;
  for (; i + WIDTH <= count; i += WIDTH) {
    const __m512 low = _mm512_loadu_ps(first + i);
    const __m512 high = second ? _mm512_loadu_ps(second + i) : _mm512_setzero_ps();
    const __m512i both = (__m512i)_mm512_cvtne2ps_pbh(high, low);
    _mm512_storeu_ps(slots + i, (__m512)_mm512_permutexvar_epi16(interleaved, both));
  }
  return i;
}

static int has_vectors(void) { return __builtin_cpu_supports("avx512bf16"); }

#else

static long pair_neighbors_of_vectors(float *slots, const float *source, long count) { return 0; }
static long pair_vectors(float *slots, const float *first, const float *second, long count) {
  return 0;
}
static int has_vectors(void) { return 0; }

#endif

static inline void fill(float *slot, float first, float second) {
  const uint32_t bits = rounded(first) | rounded(second) << 16;
  memcpy(slot, &bits, sizeof bits);
}

void ganscope_pair_neighbors(float *slots, const float *source, long rows, long columns) {
  const int vectors = has_vectors();
  for (long r = 0; r < rows; r++) {
    const long pairs = columns / 2;
    long i = vectors ? pair_neighbors_of_vectors(slots, source, pairs) : 0;
    for (; i < pairs; i++) fill(slots + i, source[2 * i], source[2 * i + 1]);
    if (columns % 2) fill(slots + pairs, source[columns - 1], 0);
    source += columns;
    slots += pairs + columns % 2;
  }
}

void ganscope_pair_arrays(float *slots, const float *first, const float *second, long count) {
  long i = has_vectors() ? pair_vectors(slots, first, second, count) : 0;
  for (; i < count; i++) fill(slots + i, first[i], second ? second[i] : 0);
}
