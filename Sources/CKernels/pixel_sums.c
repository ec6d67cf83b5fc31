#include "CKernelsStatistics.h"
#include "elementwise_vectorized.h"

VECTORIZED void ganscope_add_pixels(
    unsigned long *sums, unsigned long *squares, const unsigned char *images, long count,
    long size) {
  for (long image = 0; image < count; image++) {
    const unsigned char *x = images + image * size;
    for (long i = 0; i < size; i++) sums[i] += x[i];
    for (long i = 0; i < size; i++) squares[i] += (unsigned)x[i] * x[i];
  }
}

VECTORIZED long ganscope_count_ends(
    const unsigned char *pixels, long count, unsigned char low, unsigned char high) {
  long ends = 0;
  for (long i = 0; i < count; i++) ends += pixels[i] <= low || pixels[i] >= high;
  return ends;
}

INLINED double energy_down_columns(
    const unsigned char *x, long rows, long width, int *sums) {
  long even = rows - rows % 2;
  if (even == 0) return 0;
  for (long i = 0; i < width; i++) sums[i] = 0;
  for (long r = 0; r < even; r += 2) {
    const unsigned char *first = x + r * width, *second = first + width;
    for (long i = 0; i < width; i++) sums[i] += first[i] - second[i];
  }
  double energy = 0;
  for (long i = 0; i < width; i++) energy += (double)sums[i] * sums[i];
  return energy / even / width;
}

INLINED double energy_along_rows(
    const unsigned char *x, long rows, long columns, long channels) {
  long even = columns - columns % 2;
  if (even == 0) return 0;
  double energy = 0;
  for (long r = 0; r < rows; r++) {
    const unsigned char *row = x + r * columns * channels;
    for (long channel = 0; channel < channels; channel++) {
      int sum = 0;
      for (long c = 0; c < even; c += 2) {
        sum += row[c * channels + channel] - row[(c + 1) * channels + channel];
      }
      energy += (double)sum * sum;
    }
  }
  return energy / even / (rows * channels);
}

VECTORIZED double ganscope_alternation_energy(
    const unsigned char *images, long count, long rows, long columns, long channels, int *sums) {
  double energy = 0;
  for (long image = 0; image < count; image++) {
    const unsigned char *x = images + image * rows * columns * channels;
    energy += energy_down_columns(x, rows, columns * channels, sums);
    energy += energy_along_rows(x, rows, columns, channels);
  }
  return energy;
}
