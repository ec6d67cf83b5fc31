#include "CKernelsElementwise.h"
#include "elementwise_math.h"

// Klambauer et al., "Self-Normalizing Neural Networks", 2017.
static const float selu_alpha = 1.6732632423543772f;
static const float selu_scale = 1.0507009873554805f;

VECTORIZED void ganscope_leaky_relu(float *y, const float *x, long count, float slope) {
  INDEPENDENT for (long i = 0; i < count; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
}

VECTORIZED void ganscope_leaky_relu_gradient(
    float *dx, const float *dy, const float *y, long count, float slope) {
  INDEPENDENT for (long i = 0; i < count; i++) dx[i] = y[i] > 0 ? dy[i] : slope * dy[i];
}

VECTORIZED void ganscope_selu(float *y, const float *x, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) {
    float negative = selu_alpha * exponential_minus_one_of_negative(x[i] > 0 ? 0 : x[i]);
    y[i] = selu_scale * (x[i] > 0 ? x[i] : negative);
  }
}

VECTORIZED void ganscope_selu_gradient(float *dx, const float *dy, const float *y, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) {
    dx[i] = dy[i] * (y[i] > 0 ? selu_scale : y[i] + selu_scale * selu_alpha);
  }
}

VECTORIZED void ganscope_tanh(float *y, const float *x, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) y[i] = hyperbolic_tangent(x[i]);
}

VECTORIZED void ganscope_tanh_gradient(float *dx, const float *dy, const float *y, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) dx[i] = dy[i] * (1.0f - y[i] * y[i]);
}

VECTORIZED void ganscope_sigmoid(float *y, const float *x, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) y[i] = logistic_sigmoid(x[i]);
}

VECTORIZED void ganscope_sigmoid_gradient(
    float *dx, const float *dy, const float *y, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) dx[i] = dy[i] * (y[i] * (1.0f - y[i]));
}

VECTORIZED void ganscope_exp(float *y, const float *x, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) y[i] = exponential(x[i]);
}

VECTORIZED void ganscope_log(float *y, const float *x, long count) {
  INDEPENDENT for (long i = 0; i < count; i++) y[i] = natural_logarithm(x[i]);
}
