#include "CKernelsWinograd.h"
#include "elementwise_vectorized.h"

typedef float vector16 __attribute__((ext_vector_type(16), aligned(4)));

#define UNROLL _Pragma("clang loop unroll(full)")

// Macros, because functions cannot take or return vectors that the default target does not have.
#define LOAD(from) (*(const vector16 *)(from))
#define STORE(to, value) (*(vector16 *)(to) = (value))
// What a sum starts with: unlike 0 it leaves even the first term's sign as it is, so that the
// compiler can drop the addition.
#define NOTHING (-(vector16){0})

enum { lanes = 16, results = 4, most_points = 8 };

// One row for each point: 0, then pairs +p and -p, then ∞. In a pair, odd columns differ in sign.
typedef float matrix[most_points][most_points];

// Columns: the pixels. The coefficients of Π (x − q) over all other points q; at ∞ over all.
static const matrix pixels_3 = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1},
};
static const matrix pixels_5 = {
    {-1, 0, 5.25f, 0, -5.25f, 0, 1, 0},
    {0, 1, 1, -4.25f, -4.25f, 1, 1, 0},
    {0, -1, 1, 4.25f, -4.25f, -1, 1, 0},
    {0, 0.5f, 0.25f, -2.5f, -1.25f, 2, 1, 0},
    {0, -0.5f, 0.25f, 2.5f, -1.25f, -2, 1, 0},
    {0, 2, 4, -2.5f, -5, 0.5f, 1, 0},
    {0, -2, 4, 2.5f, -5, -0.5f, 1, 0},
    {0, -1, 0, 5.25f, 0, -5.25f, 0, 1},
};

// Columns: the taps. The powers of the point, over Π (p − q) over all other points q.
static const matrix taps_3 = {
    {1 / 4.0f, 0, 0},
    {-1 / 6.0f, -1 / 6.0f, -1 / 6.0f},
    {-1 / 6.0f, 1 / 6.0f, -1 / 6.0f},
    {1 / 24.0f, 1 / 12.0f, 1 / 6.0f},
    {1 / 24.0f, -1 / 12.0f, 1 / 6.0f},
    {0, 0, 1},
};
static const matrix taps_5 = {
    {-1, 0, 0, 0, 0},
    {-2 / 9.0f, -2 / 9.0f, -2 / 9.0f, -2 / 9.0f, -2 / 9.0f},
    {-2 / 9.0f, 2 / 9.0f, -2 / 9.0f, 2 / 9.0f, -2 / 9.0f},
    {1 / 90.0f, 1 / 45.0f, 2 / 45.0f, 4 / 45.0f, 8 / 45.0f},
    {1 / 90.0f, -1 / 45.0f, 2 / 45.0f, -4 / 45.0f, 8 / 45.0f},
    {32 / 45.0f, 16 / 45.0f, 8 / 45.0f, 4 / 45.0f, 2 / 45.0f},
    {32 / 45.0f, -16 / 45.0f, 8 / 45.0f, -4 / 45.0f, 2 / 45.0f},
    {0, 0, 0, 0, 1},
};

// Columns: the results. The powers of the point.
static const matrix results_3 = {
    {1, 0, 0, 0}, {1, 1, 1, 1}, {1, -1, 1, -1}, {1, 2, 4, 8}, {1, -2, 4, -8}, {0, 0, 0, 1},
};
static const matrix results_5 = {
    {1, 0, 0, 0},         {1, 1, 1, 1},
    {1, -1, 1, -1},       {1, 2, 4, 8},
    {1, -2, 4, -8},       {1, 0.5f, 0.25f, 0.125f},
    {1, -0.5f, 0.25f, -0.125f}, {0, 0, 0, 1},
};

// Products with the zeros and ones of a matrix cost nothing, because every index is a constant.

/// `out = m · in`, of `terms` values to `points`.
INLINED void evaluate(
    const int points, const int terms, const matrix m, const vector16 *in, vector16 *out) {
  UNROLL for (int p = 0; p < points; p += points - 1) {
    vector16 sum = NOTHING;
    UNROLL for (int j = 0; j < terms; j++) {
      if (m[p][j] != 0) sum += m[p][j] * in[j];
    }
    out[p] = sum;
  }
  UNROLL for (int p = 1; p < points - 1; p += 2) {
    vector16 even = NOTHING, odd = NOTHING;
    UNROLL for (int j = 0; j < terms; j++) {
      if (m[p][j] != 0) *(j % 2 ? &odd : &even) += m[p][j] * in[j];
    }
    out[p] = even + odd;
    out[p + 1] = even - odd;
  }
}

/// `out = mᵀ · in`, of `points` values to `terms`.
INLINED void collect(
    const int points, const int terms, const matrix m, const vector16 *in, vector16 *out) {
  UNROLL for (int j = 0; j < terms; j++) {
    out[j] = NOTHING;
    if (m[0][j] != 0) out[j] += m[0][j] * in[0];
    if (m[points - 1][j] != 0) out[j] += m[points - 1][j] * in[points - 1];
  }
  UNROLL for (int p = 1; p < points - 1; p += 2) {
    const vector16 even = in[p] + in[p + 1], odd = in[p] - in[p + 1];
    UNROLL for (int j = 0; j < terms; j++) {
      if (m[p][j] != 0) out[j] += m[p][j] * (j % 2 ? odd : even);
    }
  }
}

/// `m · square · mᵀ`: first the columns, then the rows.
INLINED void evaluate_square(
    const int points, const int terms, const matrix m, const float *const *places, long stride,
    long first, long channels, float *out, long point_stride) {
  for (long c = 0; c < channels; c += lanes) {
    vector16 half[most_points][most_points];
    UNROLL for (int j = 0; j < terms; j++) {
      vector16 column[most_points], values[most_points];
      UNROLL for (int i = 0; i < terms; i++) {
        column[i] = LOAD(places[(i * terms + j) * stride] + first + c);
      }
      evaluate(points, terms, m, column, values);
      UNROLL for (int p = 0; p < points; p++) half[p][j] = values[p];
    }
    UNROLL for (int p = 0; p < points; p++) {
      vector16 values[most_points];
      evaluate(points, terms, m, half[p], values);
      UNROLL for (int q = 0; q < points; q++) {
        STORE(out + (p * points + q) * point_stride + c, values[q]);
      }
    }
  }
}

/// `mᵀ · square · m`: first the columns, then the rows; finished by bias and slope.
INLINED void collect_square(
    const int points, const int terms, const matrix m, const float *in, long point_stride,
    long channels, const float *bias, float slope, float *const *places, long stride) {
  for (long c = 0; c < channels; c += lanes) {
    const vector16 offset = bias ? LOAD(bias + c) : (vector16){0};
    vector16 half[most_points][most_points];
    UNROLL for (int q = 0; q < points; q++) {
      vector16 column[most_points], sums[most_points];
      UNROLL for (int p = 0; p < points; p++) {
        column[p] = LOAD(in + (p * points + q) * point_stride + c);
      }
      collect(points, terms, m, column, sums);
      UNROLL for (int i = 0; i < terms; i++) half[i][q] = sums[i];
    }
    UNROLL for (int i = 0; i < terms; i++) {
      vector16 sums[most_points];
      collect(points, terms, m, half[i], sums);
      UNROLL for (int j = 0; j < terms; j++) {
        const vector16 sum = sums[j] + offset;
        STORE(places[(i * terms + j) * stride] + c, sum > 0 ? sum : slope * sum);
      }
    }
  }
}

VECTORIZED void ganscope_winograd_evaluate(
    ganscope_winograd_operand operand, long taps, const float *const *places, long stride,
    long first, long channels, float *out, long point_stride) {
  switch (operand) {
    case ganscope_winograd_pixels:
      if (taps == 3) {
        evaluate_square(6, 6, pixels_3, places, stride, first, channels, out, point_stride);
      } else {
        evaluate_square(8, 8, pixels_5, places, stride, first, channels, out, point_stride);
      }
      break;
    case ganscope_winograd_taps:
      if (taps == 3) {
        evaluate_square(6, 3, taps_3, places, stride, first, channels, out, point_stride);
      } else {
        evaluate_square(8, 5, taps_5, places, stride, first, channels, out, point_stride);
      }
      break;
    case ganscope_winograd_result_gradients:
      if (taps == 3) {
        evaluate_square(6, results, results_3, places, stride, first, channels, out, point_stride);
      } else {
        evaluate_square(8, results, results_5, places, stride, first, channels, out, point_stride);
      }
      break;
  }
}

VECTORIZED void ganscope_winograd_results(
    long taps, const float *in, long point_stride, long channels, const float *bias,
    float slope, float *const *places, long stride) {
  if (taps == 3) {
    collect_square(6, results, results_3, in, point_stride, channels, bias, slope, places, stride);
  } else {
    collect_square(8, results, results_5, in, point_stride, channels, bias, slope, places, stride);
  }
}

VECTORIZED void ganscope_winograd_tap_gradients(
    long taps, const float *in, long point_stride, long channels, float *const *places,
    long stride) {
  if (taps == 3) {
    collect_square(6, 3, taps_3, in, point_stride, channels, 0, 1, places, stride);
  } else {
    collect_square(8, 5, taps_5, in, point_stride, channels, 0, 1, places, stride);
  }
}
