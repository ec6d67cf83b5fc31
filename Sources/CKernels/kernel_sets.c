#include "kernel_sets.h"

#include <stddef.h>

const ganscope_kernel_set *_Nullable ganscope_kernel_set_at(long index) {
  static const ganscope_kernel_set *const sets[] = {
#if defined(__x86_64__)
      &ganscope_kernels_avx512,
      &ganscope_kernels_avx2,
#elif defined(__aarch64__)
      &ganscope_kernels_neon,
#endif
      &ganscope_kernels_portable,
  };
  const long count = sizeof sets / sizeof sets[0];
  return index >= 0 && index < count ? sets[index] : NULL;
}
