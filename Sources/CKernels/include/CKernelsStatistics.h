#ifndef GANSCOPE_CKERNELS_STATISTICS_H
#define GANSCOPE_CKERNELS_STATISTICS_H

// What metrics of many images need: sums in double precision and distances.

// feature_sums.c

/// Adds `Σ (x[r, i] - center[i])` over the rows to `sums[i]`, and
/// `Σ (x[r, i] - center[i]) (x[r, j] - center[j])` to `products[i, j]` for `j <= i`; the rest of that
/// square stays. `row` has room for one row.
void ganscope_add_deviations(
    double *sums, double *products, const float *x, const double *center, double *row, long rows,
    long columns);

// distances.c

/// Turns the products of rows into their squared distances, in place:
/// `d[r, c] = left[r] + right[c] - 2 d[r, c]`, where `left` and `right` are the rows' squared lengths.
///
/// What is not more than `tolerance` times the sum of both becomes 0; where that sum is no finite number,
/// the distance is infinite.
void ganscope_squared_distances(
    float *d, const float *left, const float *right, float tolerance, long rows, long columns);
/// `Σ (a[i] - b[i])²`, exact for up to 66,051 bytes.
unsigned ganscope_squared_byte_distance(
    const unsigned char *a, const unsigned char *b, long count);
/// The least of the squared distances that `ganscope_squared_distances` would make of one row; infinite
/// where there are none.
float ganscope_least_squared_distance(
    const float *products, float left, const float *right, float tolerance, long count);
/// The three least of `count` numbers, none of which is NaN, least first; infinite where there are fewer.
void ganscope_three_least(const float *x, long count, float *least);
/// What one more row of squared distances adds: whether one of them is at most as large as its own of
/// `limits`; `nearest[i]` becomes `d[i]` where that is less, and `reached[i]` 1 where `d[i] <= limit`.
int ganscope_compare_distances(
    const float *d, const float *limits, float limit, float *nearest, int *reached, long count);

// pixel_sums.c: of 8-bit images, one behind the other.

/// Adds each pixel of all images to `sums` and its square to `squares`, both of the size of an image.
void ganscope_add_pixels(
    unsigned long *sums, unsigned long *squares, const unsigned char *images, long count, long size);
/// How many pixels are at most `low` or at least `high`.
long ganscope_count_ends(
    const unsigned char *pixels, long count, unsigned char low, unsigned char high);
/// The sum over all images of their energy at the highest frequency: `Σ_r (-1)^r x[r]` squared over the
/// number of rows, as a mean of all columns and channels, and the same with rows and columns exchanged.
///
/// The last one of an odd number is left out. `sums` has room for a row of pixels.
double ganscope_alternation_energy(
    const unsigned char *images, long count, long rows, long columns, long channels, int *sums);

#endif
