#ifndef GANSCOPE_CKERNELS_STATISTICS_H
#define GANSCOPE_CKERNELS_STATISTICS_H

// What metrics of many images need: sums in double precision and distances.

// feature_sums.c

/// Adds `Σ (x[r, i] - center[i]) (x[r, j] - center[j])` over the rows to `sums[i, j]` for `j <= i`; the
/// rest of that square stays. `row` has room for one row.
void ganscope_add_deviation_products(
    double *sums, const float *x, const double *center, double *row, long rows, long columns);

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

#endif
