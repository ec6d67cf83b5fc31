// The three micro-kernels, written once for every kind of vector. A kernel file defines
//
//   TARGET               the attribute that allows the instructions, or nothing
//   VECTOR, WIDTH        the vector type and the floats in it
//   TILE_ROWS            the most rows of a tile; a tile is two vectors wide
//   vector_zero(), vector_load(p), vector_broadcast(p), vector_multiply_add(a, b, c) = a · b + c,
//   vector_add(a, b), vector_store(p, v)
//   vector_load_first(p, n), vector_store_first(p, v, n)     only the first n < WIDTH floats
//   PRODUCTS_A_LANE      the products that vector_multiply_add adds to a lane, if more than one
//
// and includes this file. Every count of rows up to TILE_ROWS, and one vector as well as two, gets
// loops of its own with constant bounds, so that a tile at an edge costs only what it holds.

#include "CKernels.h"

#include <stddef.h>

#ifndef PRODUCTS_A_LANE
#define PRODUCTS_A_LANE 1
#endif

#define TILE_COLUMNS (2 * WIDTH)
#define TILE static inline __attribute__((always_inline)) TARGET
#define UNROLL _Pragma("clang loop unroll(full)")

TILE void store_tile(
    const int rows, const int vectors, VECTOR sums[TILE_ROWS][2], long columns,
    float *const *results, long first_column, int accumulate) {
  UNROLL for (int i = 0; i < rows; i++) {
    float *result = results[i] + first_column;
    UNROLL for (int v = 0; v < vectors; v++) {
      const long left = columns - v * WIDTH;
      float *p = result + v * WIDTH;
      if (left >= WIDTH) {
        vector_store(p, accumulate ? vector_add(vector_load(p), sums[i][v]) : sums[i][v]);
      } else {
        vector_store_first(
            p, accumulate ? vector_add(vector_load_first(p, left), sums[i][v]) : sums[i][v], left);
      }
    }
  }
}

TILE void product_tile(
    const int rows, const int vectors, long depth, const float *left, const float *right,
    long columns, float *const *results, long first_column, int accumulate) {
  VECTOR sums[TILE_ROWS][2];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int v = 0; v < vectors; v++) sums[i][v] = vector_zero();
  }
  for (long k = 0; k < depth; k++) {
    VECTOR r[2];
    UNROLL for (int v = 0; v < vectors; v++) r[v] = vector_load(right + v * WIDTH);
    UNROLL for (int i = 0; i < rows; i++) {
      const VECTOR l = vector_broadcast(left + i);
      UNROLL for (int v = 0; v < vectors; v++) {
        sums[i][v] = vector_multiply_add(l, r[v], sums[i][v]);
      }
    }
    left += rows;
    right += TILE_COLUMNS;
  }
  store_tile(rows, vectors, sums, columns, results, first_column, accumulate);
}

TILE void product_packing_tile(
    const int rows, const int vectors, long depth, const float *left, const float *source,
    long source_stride, float *panel, long columns, float *const *results, long first_column,
    int accumulate) {
  VECTOR sums[TILE_ROWS][2];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int v = 0; v < vectors; v++) sums[i][v] = vector_zero();
  }
  const int is_whole = columns == vectors * WIDTH;
  for (long k = 0; k < depth; k++) {
    // Rows are too far apart for the processor to guess the next one, and come from memory: they are
    // fetched long before, to a cache that holds them all. A row beyond the last does no harm.
    const float *ahead = source + GANSCOPE_ROWS_AHEAD * source_stride;
    __builtin_prefetch(ahead, 0, 2);
    __builtin_prefetch(ahead + columns - 1, 0, 2);
    VECTOR r[2];
    UNROLL for (int v = 0; v < vectors; v++) {
      const float *part = source + v * WIDTH;
      r[v] = is_whole || v + 1 < vectors ? vector_load(part)
                                         : vector_load_first(part, columns - v * WIDTH);
      vector_store(panel + v * WIDTH, r[v]);
    }
    UNROLL for (int i = 0; i < rows; i++) {
      const VECTOR l = vector_broadcast(left + i);
      UNROLL for (int v = 0; v < vectors; v++) {
        sums[i][v] = vector_multiply_add(l, r[v], sums[i][v]);
      }
    }
    left += rows;
    source += source_stride;
    panel += TILE_COLUMNS;
  }
  store_tile(rows, vectors, sums, columns, results, first_column, accumulate);
}

TILE void convolve_tile(
    const int rows, const int vectors, long taps, long depth, const float *const *pixels,
    long tap_stride, const float *right, long columns, float *const *results, long first_column,
    int accumulate) {
  VECTOR sums[TILE_ROWS][2];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int v = 0; v < vectors; v++) sums[i][v] = vector_zero();
  }
  // The results are pixels apart and seldom in a near cache; where the sums are short, stores would wait
  // for them.
  UNROLL for (int i = 0; i < rows; i++) {
    __builtin_prefetch(results[i] + first_column, 1);
    if (vectors > 1) __builtin_prefetch(results[i] + first_column + WIDTH, 1);
  }
  for (long tap = 0; tap < taps; tap++) {
    const float *pixel[TILE_ROWS];
    UNROLL for (int i = 0; i < rows; i++) pixel[i] = pixels[i];
    for (long k = 0; k < depth; k++) {
      VECTOR r[2];
      UNROLL for (int v = 0; v < vectors; v++) r[v] = vector_load(right + v * WIDTH);
      UNROLL for (int i = 0; i < rows; i++) {
        const VECTOR l = vector_broadcast(pixel[i] + k);
        UNROLL for (int v = 0; v < vectors; v++) {
          sums[i][v] = vector_multiply_add(l, r[v], sums[i][v]);
        }
      }
      right += TILE_COLUMNS;
    }
    pixels += tap_stride;
  }
  store_tile(rows, vectors, sums, columns, results, first_column, accumulate);
}

TILE void correlate_tile(
    const int rows, const int vectors, long count, const float *const *pixels, long first_channel,
    const float *right, long columns, float *const *results, long first_column, int accumulate) {
  VECTOR sums[TILE_ROWS][2];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int v = 0; v < vectors; v++) sums[i][v] = vector_zero();
  }
  for (long k = 0; k < count; k++) {
    const float *left = pixels[k] + first_channel;
    // Pixels are too far apart for the processor to guess the next one.
    // These channels may lie on two cache lines.
    const float *ahead = pixels[k + GANSCOPE_PIXELS_AHEAD] + first_channel;
    __builtin_prefetch(ahead);
    __builtin_prefetch(ahead + rows - 1);
    VECTOR r[2];
    UNROLL for (int v = 0; v < vectors; v++) r[v] = vector_load(right + v * WIDTH);
    UNROLL for (int i = 0; i < rows; i++) {
      const VECTOR l = vector_broadcast(left + i);
      UNROLL for (int v = 0; v < vectors; v++) {
        sums[i][v] = vector_multiply_add(l, r[v], sums[i][v]);
      }
    }
    right += TILE_COLUMNS;
  }
  store_tile(rows, vectors, sums, columns, results, first_column, accumulate);
}

#define TILE_CASES(CASE)                                                                    \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)                                           \
  MORE_TILE_CASES(CASE)

// Calls TILE_FUNCTION with constant rows and vectors.
#define DISPATCH(TILE_CALL)                                                                 \
  if (columns > WIDTH) {                                                                    \
    switch (rows) { TILE_CASES(TILE_CALL##_TWO) }                                           \
  } else {                                                                                  \
    switch (rows) { TILE_CASES(TILE_CALL##_ONE) }                                           \
  }

#define PRODUCT(R, V)                                                                       \
  case R:                                                                                   \
    product_tile(R, V, depth, left, right, columns, results, first_column, accumulate);     \
    break;
#define PRODUCT_ONE(R) PRODUCT(R, 1)
#define PRODUCT_TWO(R) PRODUCT(R, 2)

static TARGET void product(
    long depth, const float *left, const float *right, long rows, long columns,
    float *const *results, long first_column, int accumulate) {
  DISPATCH(PRODUCT)
}

#define PRODUCT_PACKING(R, V)                                                               \
  case R:                                                                                   \
    product_packing_tile(                                                                   \
        R, V, depth, left, source, source_stride, panel, columns, results, first_column,    \
        accumulate);                                                                        \
    break;
#define PRODUCT_PACKING_ONE(R) PRODUCT_PACKING(R, 1)
#define PRODUCT_PACKING_TWO(R) PRODUCT_PACKING(R, 2)

static TARGET void product_packing(
    long depth, const float *left, const float *source, long source_stride, float *panel,
    long rows, long columns, float *const *results, long first_column, int accumulate) {
  DISPATCH(PRODUCT_PACKING)
}

#define CONVOLVE(R, V)                                                                      \
  case R:                                                                                   \
    convolve_tile(                                                                          \
        R, V, taps, depth, pixels, tap_stride, right, columns, results, first_column,       \
        accumulate);                                                                        \
    break;
#define CONVOLVE_ONE(R) CONVOLVE(R, 1)
#define CONVOLVE_TWO(R) CONVOLVE(R, 2)

static TARGET void convolve(
    long taps, long depth, const float *const *pixels, long tap_stride, const float *right,
    long rows, long columns, float *const *results, long first_column, int accumulate) {
  DISPATCH(CONVOLVE)
}

#define CORRELATE(R, V)                                                                     \
  case R:                                                                                   \
    correlate_tile(                                                                         \
        R, V, count, pixels, first_channel, right, columns, results, first_column,          \
        accumulate);                                                                        \
    break;
#define CORRELATE_ONE(R) CORRELATE(R, 1)
#define CORRELATE_TWO(R) CORRELATE(R, 2)

static TARGET void correlate(
    long count, const float *const *pixels, long first_channel, const float *right, long rows,
    long columns, float *const *results, long first_column, int accumulate) {
  DISPATCH(CORRELATE)
}

// Twelve chains hide the latency of a multiply-add on every processor so far: at most five cycles
// on two units.
#define PEAK_CHAINS 12

static TARGET float peak(long repetitions) {
  // The chains tend to 2. Each of these floats is also a pair of bfloat16, itself and 0.
  static const float factors[2] = {0.5f, 1};
  const VECTOR factor = vector_broadcast(factors), term = vector_broadcast(factors + 1);
  VECTOR chains[PEAK_CHAINS];
  UNROLL for (int i = 0; i < PEAK_CHAINS; i++) chains[i] = term;
  for (long n = 0; n < repetitions; n++) {
    UNROLL for (int i = 0; i < PEAK_CHAINS; i++) {
      chains[i] = vector_multiply_add(chains[i], factor, term);
    }
  }
  float lanes[WIDTH];
  UNROLL for (int i = 1; i < PEAK_CHAINS; i++) chains[0] = vector_add(chains[0], chains[i]);
  vector_store(lanes, chains[0]);
  return lanes[0];
}

#define KERNEL_SET(NAME, BFLOAT16)                                                          \
  {                                                                                         \
    .name = NAME, .supported = supported, .tile_rows = TILE_ROWS,                           \
    .tile_columns = TILE_COLUMNS, .product = product, .product_packing = product_packing,   \
    .convolve = convolve, .correlate = correlate, .peak = peak,                             \
    .peak_operations = 2L * PRODUCTS_A_LANE * PEAK_CHAINS * WIDTH, .bfloat16 = BFLOAT16     \
  }
