#ifndef GANSCOPE_CKERNELS_H
#define GANSCOPE_CKERNELS_H

#include "CKernelsElementwise.h"
#include "CKernelsPause.h"
#include "CKernelsStatistics.h"
#include "CKernelsWinograd.h"

/// The contract of the micro-kernels: the innermost loops of products and convolutions.
///
/// A kernel computes one tile of a result, at most `tile_rows` × `tile_columns` scalars, which it
/// holds in registers while it walks the depth `k` of a sum of products:
///
///     result[i][j] (+)= Σ_k left(i, k) · right(k, j)
///
/// The right operand is always packed in *panels* of `tile_columns` columns, filled up with zeros;
/// a panel starts on a 64-byte boundary and is read from end to end:
///
///        right operand, depth × columns               one panel in memory
///        ┌───────────┬───────────┬─────┐
///        │ panel 0   │ panel 1   │ 2 00│      k = 0   r00 r01 r02 … r0(tile_columns-1)
///     k ↓│           │           │   00│      k = 1   r10 r11 r12 …
///        │           │           │   00│      k = 2   r20 …
///        └───────────┴───────────┴─────┘
///         tile_columns
///
/// The kernels differ only in where the operands are:
///
///     product     the left one is packed as well: left[k · rows + i]
///     product_packing
///                 the same, but the right one is a matrix still, source[k · source_stride + j], and
///                 is packed into a panel on the way for the tiles that follow
///     convolve    pixels[tap · tap_stride + i][k]: for each tap and row of the tile a pointer to
///                 the contiguous channels of the pixel that the tap sees, or to zeros where it
///                 sees padding (Dukhan, "The Indirect Convolution Algorithm", 2019); the panel
///                 holds taps · depth rows
///     correlate   pixels[k][first_channel + i]: one pointer for each pixel that is summed over,
///                 followed by GANSCOPE_PIXELS_AHEAD more that are fetched from but not used
///
/// Rows and columns are exact: a kernel reads nothing beyond `rows` and `depth` of the left
/// operand and writes nothing beyond `rows` and `columns` of the result. Result row `i` starts at
/// `results[i] + first_column`. With `accumulate` the tile is added to what is there, otherwise
/// it replaces it. The order of additions depends on the arguments alone.

/// How far `correlate` looks ahead, because a processor cannot guess where the next pixel is.
enum { GANSCOPE_PIXELS_AHEAD = 12 };
/// How far `product_packing` looks ahead.
enum { GANSCOPE_ROWS_AHEAD = 40 };

#pragma clang assume_nonnull begin

typedef void ganscope_product_kernel(
    long depth, const float *left, const float *right, long rows, long columns,
    float *_Nonnull const *_Nonnull results, long first_column, int accumulate);

typedef void ganscope_product_packing_kernel(
    long depth, const float *left, const float *source, long source_stride, float *panel,
    long rows, long columns, float *_Nonnull const *_Nonnull results, long first_column,
    int accumulate);

typedef void ganscope_convolve_kernel(
    long taps, long depth, const float *_Nonnull const *_Nonnull pixels, long tap_stride,
    const float *right, long rows, long columns, float *_Nonnull const *_Nonnull results,
    long first_column, int accumulate);

typedef void ganscope_correlate_kernel(
    long count, const float *_Nonnull const *_Nonnull pixels, long first_channel,
    const float *right, long rows, long columns, float *_Nonnull const *_Nonnull results,
    long first_column, int accumulate);

/// Runs `repetitions` rounds of independent multiply-adds in registers and returns their sum, so
/// that no compiler removes them: the most that a processor core can do.
typedef float ganscope_peak_loop(long repetitions);

/// The kernels for one kind of processor.
typedef struct ganscope_kernel_set {
  const char *name;
  /// Whether the processor that runs this program has the instructions.
  int (*_Nonnull supported)(void);
  long tile_rows;
  long tile_columns;
  ganscope_product_kernel *product;
  ganscope_product_packing_kernel *product_packing;
  ganscope_convolve_kernel *convolve;
  ganscope_correlate_kernel *correlate;
  ganscope_peak_loop *peak;
  /// The floating-point operations in one round of `peak`; a multiply-add is two.
  long peak_operations;
  /// The kernels for operands of bfloat16, NULL where there are none.
  ///
  /// They follow the same contract, but each float of either operand is a *slot* that holds two
  /// bfloat16, and the product of two slots is the sum of two products; `depth`, `count` and strides
  /// are in slots. Results are floats.
  const struct ganscope_kernel_set *_Nullable bfloat16;
} ganscope_kernel_set;

/// The kernel sets that are part of this program, best first; NULL behind the last one.
const ganscope_kernel_set *_Nullable ganscope_kernel_set_at(long index);

/// Copies a block of a matrix into a panel: `panel[k · width + j] = source[k · depth_stride +
/// j · column_stride]` for `j < columns`, and 0 for `columns ≤ j < filled`.
void ganscope_pack(
    const float *source, long depth, long columns, long depth_stride, long column_stride,
    float *panel, long width, long filled);

// bfloat16_pairs.c: slots of two floats, the first in the lower half. Each is rounded to the nearest
// bfloat16, at a tie to the even one. What is below the normal numbers becomes zero.

/// Pairs the columns of each row: slot `i` of a row holds its columns `2i` and `2i + 1`, or 0 where
/// there are no more.
void ganscope_pair_neighbors(float *slots, const float *source, long rows, long columns);

/// `slots[i] = (first[i], second[i])`; `second` may be null, which stands for zeros.
void ganscope_pair_arrays(
    float *slots, const float *first, const float *_Nullable second, long count);

/// Adds up arrays that lie behind each other: `result[i] = parts[i] + parts[length + i] + …`.
void ganscope_sum_parts(
    const float *parts, long part_count, long length, long first, long count, float *result);

/// Finishes some columns of rows at any addresses: `row[c] += bias[c]` unless the bias is null, then
/// times `slope` where that is not positive.
void ganscope_finish_rows(
    float *_Nonnull const *_Nonnull rows, long count, long first_column, long columns,
    const float *_Nullable bias, float slope);

/// Which source pixels the taps of each target pixel see, one table for each image axis: the
/// source position of tap `t` at target position `p` is `sources[p · taps + t]`, or -1 where the
/// tap sees padding.
typedef struct {
  long target_rows, target_columns;
  long row_taps, column_taps;
  const int *row_sources;
  const int *column_sources;
  long source_rows, source_columns;
  long channels;
  /// A row of the source with padding, or turned round: tap `t` at target column `p` sees position
  /// `line_start + p · line_step + t` of it, which is source column `line_sources[position]`, or
  /// padding at -1. Only for copying patches; else its length is 0.
  const int *line_sources;
  long line_length, line_start, line_step;
} ganscope_sampling;

/// For the target pixels `first ..< first + count` of a batch and each tap, the address of the
/// source pixel's channels, or `zeros`: `pointers[tap · count + target - first]`.
void ganscope_point_at_pixels(
    const ganscope_sampling *sampling, const float *source, const float *zeros, long first,
    long count, const float *_Nonnull *_Nonnull pointers);

/// The same pixels copied: `patches[(target - first) · patch_stride + tap · channels + channel]`,
/// with zeros up to `patch_stride`, and at most GANSCOPE_FLOATS_BEHIND undefined floats behind it all.
void ganscope_copy_patches(
    const ganscope_sampling *sampling, const float *source, long first, long count, float *scratch,
    float *patches, long patch_stride);

/// The floats of the scratch memory that copying patches takes.
long ganscope_copy_patches_scratch(const ganscope_sampling *sampling);

/// Which target pixels a source pixel adds to: with tap `t` to that at
/// `source · stride + t - padding` along each image axis, where there is one.
typedef struct {
  long source_rows, source_columns, target_rows, target_columns;
  long row_taps, column_taps;
  long row_stride, column_stride;
  long row_padding, column_padding;
  long channels;
} ganscope_spreading;

/// For one image of `products[(source pixel · taps + tap) · channels + channel]`, which may be read
/// up to GANSCOPE_FLOATS_BEHIND floats behind its end, sums for each target pixel the products that
/// are added to it: `result[target · channels + channel]`.
void ganscope_sum_taps(
    const ganscope_spreading *spreading, const float *products, float *scratch, float *result);

/// The floats of the scratch memory that summing taps takes.
long ganscope_sum_taps_scratch(const ganscope_spreading *spreading);

/// How many floats behind a short run its last vector may reach.
enum { GANSCOPE_FLOATS_BEHIND = 8 };

// thin_products.c: products of a matrix and a vector, each in one pass over the matrix.

/// `y[r] = Σ x[r, c] · weights[c]`.
void ganscope_row_dots(
    float *y, const float *x, const float *weights, long rows, long columns);
/// `y[c] = Σ weights[r] · x[r, c]`.
void ganscope_weighted_row_sum(
    float *y, const float *x, const float *weights, long rows, long columns);
/// `y[r, c] = column[r] · row[c]`.
void ganscope_outer_product(
    float *y, const float *column, const float *row, long rows, long columns);

#pragma clang assume_nonnull end

#endif
