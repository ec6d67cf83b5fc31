#include "CKernelsElementwise.h"
#include "elementwise_math.h"

VECTORIZED void ganscope_binary_cross_entropy(
    float *value, float *gradient, const float *z, const float *target, long count, float scale) {
  for (long i = 0; i < count; i++) {
    float tail = natural_logarithm_of_one_plus(exponential(z[i] < 0 ? z[i] : -z[i]));
    value[i] = (z[i] > 0 ? z[i] : 0) - z[i] * target[i] + tail;
    gradient[i] = scale * (logistic_sigmoid(z[i]) - target[i]);
  }
}
