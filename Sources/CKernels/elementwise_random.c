#include "CKernelsElementwise.h"
#include "elementwise_math.h"

// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.

enum { blocks = 64, values = 4 * blocks, lanes = 16 };
_Static_assert(values == GANSCOPE_BITS_AT_A_TIME, "the room for bits is not what is written");

typedef uint32_t words16 __attribute__((ext_vector_type(lanes)));
typedef _Bool bits16 __attribute__((ext_vector_type(lanes)));

/// The words of blocks `counter ..< counter + blocks`, in order.
INLINED void philox(uint32_t *restrict words, uint64_t key, uint64_t counter) {
  for (int b = 0; b < blocks; b++) {
    uint64_t index = counter + (uint64_t)b;
    uint32_t x0 = (uint32_t)index, x1 = (uint32_t)(index >> 32), x2 = 0, x3 = 0;
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      uint64_t first = (uint64_t)x0 * 0xD2511F53u;
      uint64_t second = (uint64_t)x2 * 0xCD9E8D57u;
      x0 = (uint32_t)(second >> 32) ^ x1 ^ k0;
      x1 = (uint32_t)second;
      x2 = (uint32_t)(first >> 32) ^ x3 ^ k1;
      x3 = (uint32_t)first;
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    words[4 * b] = x0;
    words[4 * b + 1] = x1;
    words[4 * b + 2] = x2;
    words[4 * b + 3] = x3;
  }
}

INLINED long smaller(long a, long b) { return a < b ? a : b; }

VECTORIZED void ganscope_random_words(uint32_t *y, long count, uint64_t key, uint64_t counter) {
  for (long start = 0; start < count; start += values) {
    uint32_t words[values];
    philox(words, key, counter + (uint64_t)(start / 4));
    memcpy(y + start, words, sizeof(uint32_t) * (size_t)smaller(values, count - start));
  }
}

VECTORIZED void ganscope_random_uniform(
    float *y, long count, uint64_t key, uint64_t counter, float low, float high, float last) {
  float step = (high - low) * 0x1p-24f;
  for (long start = 0; start < count; start += values) {
    uint32_t words[values];
    philox(words, key, counter + (uint64_t)(start / 4));
    long end = smaller(values, count - start);
    for (long i = 0; i < end; i++) {
      float value = low + (float)(int32_t)(words[i] >> 8) * step;
      y[start + i] = value > last ? last : value;
    }
  }
}

VECTORIZED void ganscope_random_normal(
    float *y, long count, uint64_t key, uint64_t counter, float mean, float deviation) {
  for (long start = 0; start < count; start += values) {
    uint32_t words[values];
    float normals[values];
    philox(words, key, counter + (uint64_t)(start / 4));
    for (int pair = 0; pair < values / 2; pair++) {
      // In (0, 1]: half a step is added so that the logarithm is finite.
      float uniform = (float)words[2 * pair] * 0x1p-32f + 0x1p-33f;
      float radius = deviation * __builtin_sqrtf(-2.0f * natural_logarithm(uniform));
      float sine, cosine;
      sine_cosine(words[2 * pair + 1], &sine, &cosine);
      normals[2 * pair] = mean + radius * cosine;
      normals[2 * pair + 1] = mean + radius * sine;
    }
    memcpy(y + start, normals, sizeof(float) * (size_t)smaller(values, count - start));
  }
}

VECTORIZED void ganscope_random_keep(
    float *y, const float *x, void *bits, long count, uint64_t key, uint64_t counter,
    uint64_t threshold, float scale) {
  // The largest word that is kept: unlike the threshold it fits in 32 bits.
  uint32_t last = (uint32_t)(threshold - 1);
  for (long start = 0; start < count; start += values) {
    uint32_t words[values];
    philox(words, key, counter + (uint64_t)(start / 4));
    for (long i = 0; i < values; i += lanes) {
      words16 drawn;
      memcpy(&drawn, words + i, sizeof drawn);
      bits16 kept = __builtin_convertvector(drawn <= last, bits16);
      memcpy((char *)bits + (start + i) / 8, &kept, lanes / 8);
    }
    long end = smaller(values, count - start);
    INDEPENDENT for (long i = 0; i < end; i++) {
      float kept = x[start + i] * scale;
      y[start + i] = words[i] <= last ? kept : 0.0f;
    }
  }
}

VECTORIZED void ganscope_sine_cosine(
    float *sine, float *cosine, const uint32_t *turns, long count) {
  for (long i = 0; i < count; i++) sine_cosine(turns[i], &sine[i], &cosine[i]);
}
