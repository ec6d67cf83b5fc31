#ifndef GANSCOPE_CKERNELS_ELEMENTWISE_H
#define GANSCOPE_CKERNELS_ELEMENTWISE_H

#include <stdint.h>

// Loops over `count` floats, or over matrices of `rows` × `columns` floats in row-major order.
//
// Each loop is compiled for several widths of vectors and chosen at load time. No loop contracts
// products and sums or reorders sums beyond what is written, so the bits are the same at any width.

// elementwise_activations.c: `y` may be `x`, and `dx` may be `dy`.

void ganscope_leaky_relu(float *y, const float *x, long count, float slope);
/// `y` is what `ganscope_leaky_relu` gave; the slope must not be negative.
void ganscope_leaky_relu_gradient(
    float *dx, const float *dy, const float *y, long count, float slope);
void ganscope_selu(float *y, const float *x, long count);
void ganscope_selu_gradient(float *dx, const float *dy, const float *y, long count);
void ganscope_tanh(float *y, const float *x, long count);
void ganscope_tanh_gradient(float *dx, const float *dy, const float *y, long count);
void ganscope_sigmoid(float *y, const float *x, long count);
void ganscope_sigmoid_gradient(float *dx, const float *dy, const float *y, long count);
void ganscope_exp(float *y, const float *x, long count);
/// The natural logarithm of normal positive numbers.
void ganscope_log(float *y, const float *x, long count);

// elementwise_masks.c: `y` may be `x`, and `dx` may be `dy`; bit `i % 8` of byte `i / 8` of `bits`
// is that of value `i`.

/// `y[i] = x[i] * scale` where the bit is 1, else 0.
void ganscope_keep(float *y, const float *x, const void *bits, long count, float scale);
/// `dx[i] = dy[i] * scale` where the bit is 1, times `slope` where `y` is not positive; else 0.
void ganscope_keep_leaky_relu_gradient(
    float *dx, const float *dy, const float *y, const void *bits, long count, float scale,
    float slope);

// elementwise_loss.c

/// `value = max(z, 0) - z * target + log(1 + exp(-|z|))`,
/// `gradient = scale * (sigmoid(z) - target)`.
void ganscope_binary_cross_entropy(
    float *value, float *gradient, const float *z, const float *target, long count, float scale);

// elementwise_rows.c

/// `y[r, c] += bias[c]`.
void ganscope_add_to_rows(float *y, const float *bias, long rows, long columns);
/// `sums[c] = Σ x[r, c]`, the rows being `stride` floats apart, as in the next two.
void ganscope_column_sums(double *sums, const float *x, long rows, long columns, long stride);
/// `sums[c] = Σ (x[r, c] - center[c])²`.
void ganscope_column_square_sums(
    double *sums, const float *x, const float *center, long rows, long columns, long stride);
/// `sums[c] = Σ g[r, c] * (x[r, c] - center[c])`.
void ganscope_column_product_sums(
    double *sums, const float *g, const float *x, const float *center, long rows, long columns,
    long stride);
/// `y[r, c] = (x[r, c] - center[c]) * scale[c] + shift[c]`, times `slope` where that is not positive.
void ganscope_normalize_rows(
    float *y, const float *x, const float *center, const float *scale, const float *shift,
    float slope, long rows, long columns);
/// `dx[r, c] = scale[c] * (dy[r, c] - mean[c] - (x[r, c] - center[c]) * slope[c])`.
void ganscope_normalize_rows_gradient(
    float *dx, const float *dy, const float *x, const float *center, const float *scale,
    const float *mean, const float *slope, long rows, long columns);
/// `y[r, c] = x[r, c] * scale[c]`.
void ganscope_scale_columns(
    float *y, const float *x, const float *scale, long rows, long columns);

// elementwise_arithmetic.c

/// `y += factor * x`.
void ganscope_add_scaled(float *y, const float *x, long count, float factor);
/// `z = x * y`; `z` may be `x`.
void ganscope_multiply(float *z, const float *x, const float *y, long count);
/// `y *= factor`.
void ganscope_scale(float *y, long count, float factor);
double ganscope_sum(const float *x, long count);
double ganscope_square_sum(const float *x, long count);

// elementwise_update.c: one step of an optimizer; gradients are clipped to ±`clip` first.

void ganscope_adam(
    float *w, float *m, float *v, const float *g, long count, float clip, float rate, float beta1,
    float beta2, float epsilon);
/// `velocity` may be null where `momentum` is 0.
void ganscope_rmsprop(
    float *w, float *mean_square, float *velocity, const float *g, long count, float clip,
    float rate, float rho, float momentum, float epsilon, int epsilon_inside_root);
/// `velocity` may be null where `momentum` is 0.
void ganscope_momentum_descent(
    float *w, float *velocity, const float *g, long count, float clip, float rate, float momentum);

// elementwise_random.c: value `i` of a fill is made of word `i % 4` of Philox4x32-10 block
// `counter + i / 4`, so a fill may start at any multiple of 4.

void ganscope_random_words(uint32_t *y, long count, uint64_t key, uint64_t counter);
/// Uniform in [low, high), on a grid of 2^24 steps; `last` is the largest float below `high`.
void ganscope_random_uniform(
    float *y, long count, uint64_t key, uint64_t counter, float low, float high, float last);
/// Normal by the method of Box and Muller; words 0 and 1 give values 0 and 1, words 2 and 3 the
/// values 2 and 3. No value is further from the mean than 6.8 deviations.
void ganscope_random_normal(
    float *y, long count, uint64_t key, uint64_t counter, float mean, float deviation);
/// `y[i] = x[i] * scale` where word `i` is below `threshold`, which is in 1...2^32, else 0; bit
/// `i % 8` of byte `i / 8` says which. Whole blocks of `GANSCOPE_BITS_AT_A_TIME` bits are written.
/// `y` may be `x`.
void ganscope_random_keep(
    float *y, const float *x, void *bits, long count, uint64_t key, uint64_t counter,
    uint64_t threshold, float scale);
#define GANSCOPE_BITS_AT_A_TIME 256
/// The sine and cosine of `turns[i] / 2^32` whole turns.
void ganscope_sine_cosine(float *sine, float *cosine, const uint32_t *turns, long count);

#endif
