#ifndef GANSCOPE_ELEMENTWISE_MATH_H
#define GANSCOPE_ELEMENTWISE_MATH_H

#include "elementwise_vectorized.h"

#include <stdint.h>
#include <string.h>

// Functions without branches and calls, so that loops over them become vectors. The polynomials
// are those of the Cephes library (Moshier, single precision).

INLINED float float_of_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

INLINED uint32_t bits_of_float(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// `x = n ln 2 + remainder` with the whole number `n` nearest to `x / ln 2`.
typedef struct {
  int32_t n;
  float remainder;
} ReducedExponent;

INLINED ReducedExponent reduce_exponent(float x) {
  // Adding 1.5 * 2^23 leaves the nearest whole number in the low bits of the sum.
  const float round_to_whole = 12582912.0f;
  float shifted = x * 1.44269504088896341f + round_to_whole;
  float n = shifted - round_to_whole;
  ReducedExponent reduced;
  reduced.n = (int32_t)(bits_of_float(shifted) - bits_of_float(round_to_whole));
  reduced.remainder = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  return reduced;
}

/// `exp(r) - 1` for |r| <= ln 2 / 2.
INLINED float exponential_minus_one_of_remainder(float r) {
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  return p * (r * r) + r;
}

INLINED float power_of_two(int32_t n) { return float_of_bits((uint32_t)(n + 127) << 23); }

INLINED float exponential(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  ReducedExponent reduced = reduce_exponent(x);
  float p = exponential_minus_one_of_remainder(reduced.remainder);
  // In two factors, because 2^n itself overflows or underflows before the result does.
  int32_t half = reduced.n >> 1;
  return (1.0f + p) * power_of_two(half) * power_of_two(reduced.n - half);
}

/// `exp(x) - 1` for x <= 0, without the cancellation near 0.
INLINED float exponential_minus_one_of_negative(float x) {
  x = x < -30.0f ? -30.0f : x;
  ReducedExponent reduced = reduce_exponent(x);
  float p = exponential_minus_one_of_remainder(reduced.remainder);
  float power = power_of_two(reduced.n);
  return power * p + (power - 1.0f);
}

/// The natural logarithm of a normal positive number.
INLINED float natural_logarithm(float x) {
  const uint32_t square_root_of_half = 0x3f3504f3;
  uint32_t offset = bits_of_float(x) - square_root_of_half;
  float exponent = (float)((int32_t)offset >> 23);
  float f = float_of_bits((offset & 0x7fffff) + square_root_of_half) - 1.0f;
  float z = f * f;
  float p = 7.0376836292e-2f;
  p = p * f - 1.1514610310e-1f;
  p = p * f + 1.1676998740e-1f;
  p = p * f - 1.2420140846e-1f;
  p = p * f + 1.4249322787e-1f;
  p = p * f - 1.6668057665e-1f;
  p = p * f + 2.0000714765e-1f;
  p = p * f - 2.4999993993e-1f;
  p = p * f + 3.3333331174e-1f;
  float tail = p * f * z + exponent * -2.12194440e-4f - 0.5f * z;
  return f + tail + exponent * 0.693359375f;
}

/// `log(1 + x)` for 0 <= x <= 1: the rounding of `1 + x` is put back to first order.
INLINED float natural_logarithm_of_one_plus(float x) {
  float sum = 1.0f + x;
  return natural_logarithm(sum) + (x - (sum - 1.0f)) / sum;
}

INLINED float hyperbolic_tangent(float x) {
  float magnitude = x < 0.0f ? -x : x;
  float e = exponential_minus_one_of_negative(-2.0f * magnitude);
  float y = -e / (e + 2.0f);
  return x < 0.0f ? -y : y;
}

INLINED float logistic_sigmoid(float x) {
  float e = exponential(x < 0.0f ? x : -x);
  return (x < 0.0f ? e : 1.0f) / (1.0f + e);
}

/// The sine and cosine of `turns / 2^32` whole turns.
INLINED void sine_cosine(uint32_t turns, float *sine, float *cosine) {
  uint32_t quadrant = (turns + 0x20000000u) >> 30;
  float x = (float)(int32_t)(turns - (quadrant << 30)) * 1.46291807926715968e-9f;  // 2π / 2^32
  float z = x * x;
  float s = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * x + x;
  float c = ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z
                * z - 0.5f * z + 1.0f;
  float first = quadrant & 1 ? c : s;
  float second = quadrant & 1 ? s : c;
  *sine = quadrant & 2 ? -first : first;
  *cosine = (quadrant + 1) & 2 ? -second : second;
}

#endif
