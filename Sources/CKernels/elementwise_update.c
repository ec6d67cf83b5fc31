#include "CKernelsElementwise.h"
#include "elementwise_vectorized.h"

INLINED float clipped(float x, float limit) {
  x = x > limit ? limit : x;
  return x < -limit ? -limit : x;
}

VECTORIZED void ganscope_adam(
    float *restrict w, float *restrict m, float *restrict v, const float *restrict g, long count,
    float clip, float rate, float beta1, float beta2, float epsilon) {
  for (long i = 0; i < count; i++) {
    float gradient = clipped(g[i], clip);
    m[i] += (gradient - m[i]) * (1 - beta1);
    v[i] += (gradient * gradient - v[i]) * (1 - beta2);
    w[i] -= rate * m[i] / (__builtin_sqrtf(v[i]) + epsilon);
  }
}

// The branches are outside of the loop: `inside` and `momentum` are constants in each call.
INLINED void rmsprop(
    float *restrict w, float *restrict mean_square, float *restrict velocity,
    const float *restrict g, long count, float clip, float rate, float rho, float momentum,
    float epsilon, int inside, int has_momentum) {
  for (long i = 0; i < count; i++) {
    float gradient = clipped(g[i], clip);
    mean_square[i] = rho * mean_square[i] + (1 - rho) * (gradient * gradient);
    float root = inside ? __builtin_sqrtf(mean_square[i] + epsilon)
                        : __builtin_sqrtf(mean_square[i]) + epsilon;
    float step = rate * gradient / root;
    if (has_momentum) {
      velocity[i] = momentum * velocity[i] + step;
      step = velocity[i];
    }
    w[i] -= step;
  }
}

VECTORIZED void ganscope_rmsprop(
    float *w, float *mean_square, float *velocity, const float *g, long count, float clip,
    float rate, float rho, float momentum, float epsilon, int epsilon_inside_root) {
  if (epsilon_inside_root && momentum != 0) {
    rmsprop(w, mean_square, velocity, g, count, clip, rate, rho, momentum, epsilon, 1, 1);
  } else if (epsilon_inside_root) {
    rmsprop(w, mean_square, velocity, g, count, clip, rate, rho, momentum, epsilon, 1, 0);
  } else if (momentum != 0) {
    rmsprop(w, mean_square, velocity, g, count, clip, rate, rho, momentum, epsilon, 0, 1);
  } else {
    rmsprop(w, mean_square, velocity, g, count, clip, rate, rho, momentum, epsilon, 0, 0);
  }
}

VECTORIZED void ganscope_momentum_descent(
    float *restrict w, float *restrict velocity, const float *restrict g, long count, float clip,
    float rate, float momentum) {
  if (momentum == 0) {
    for (long i = 0; i < count; i++) w[i] -= rate * clipped(g[i], clip);
    return;
  }
  for (long i = 0; i < count; i++) {
    velocity[i] = momentum * velocity[i] - rate * clipped(g[i], clip);
    w[i] += velocity[i];
  }
}
