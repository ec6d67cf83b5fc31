#ifndef GANSCOPE_CKERNELS_WINOGRAD_H
#define GANSCOPE_CKERNELS_WINOGRAD_H

// The transforms of Winograd's convolution F(4×4, r×r), r being 3 or 5: fewer multiplications, for
// some additions before and after (Lavin and Gray, "Fast Algorithms for Convolutional Neural
// Networks", 2016; Winograd, "Arithmetic Complexity of Computations", 1980).
//
// A tile of 4×4 results of a correlation with r×r taps sees n×n pixels, n = r + 3. Both are taken
// for polynomials; their values at n points along each axis multiply point by point, so that the
// sum over channels is a product of matrices for each of the n×n points:
//
//     result = Aᵀ · ( Σ_channels (G · taps · Gᵀ) ∘ (Bᵀ · pixels · B) ) · A
//
// The gradient by the taps is the same bilinear form read in another direction:
//
//     gradient of the taps = Gᵀ · ( Σ_tiles (A · gradient of the results · Aᵀ) ∘ (Bᵀ · pixels · B) ) · G
//
// The points are 0, ±1, ±2, (±1/2 for r = 5) and ∞, in this order. Where the first tap is zero the
// value at 0 is zero, and where the last one is, that at ∞.
//
// Every function works on `channels` lanes, a multiple of 16, at once. Arrays of pointers hold one
// address for each place of a square in row-major order, `stride` pointers apart; the n×n values
// of a lane are `point_stride` floats apart.

#pragma clang assume_nonnull begin

/// What a transform takes to its n×n points.
typedef enum {
  /// `Bᵀ · x · B` of n×n pixels.
  ganscope_winograd_pixels,
  /// `G · x · Gᵀ` of r×r taps.
  ganscope_winograd_taps,
  /// `A · x · Aᵀ` of 4×4 gradients of results.
  ganscope_winograd_result_gradients,
} ganscope_winograd_operand;

/// Takes a square of places to its values at the points.
void ganscope_winograd_evaluate(
    ganscope_winograd_operand operand, long taps, const float *_Nonnull const *_Nonnull places,
    long stride, long first_channel, long channels, float *points, long point_stride);

/// Takes sums at the points to 4×4 results, `Aᵀ · m · A`, adds `bias` unless it is null, and
/// multiplies with `slope` what is not positive.
void ganscope_winograd_results(
    long taps, const float *points, long point_stride, long channels, const float *_Nullable bias,
    float slope, float *_Nonnull const *_Nonnull places, long stride);

/// Takes sums at the points to the gradient of r×r taps, `Gᵀ · m · G`.
void ganscope_winograd_tap_gradients(
    long taps, const float *points, long point_stride, long channels,
    float *_Nonnull const *_Nonnull places, long stride);

#pragma clang assume_nonnull end

#endif
