#ifndef GANSCOPE_ELEMENTWISE_VECTORIZED_H
#define GANSCOPE_ELEMENTWISE_VECTORIZED_H

#include <stdlib.h>

// One loop, compiled for three widths of vectors; the loader picks the widest that the CPU has.
// Needs indirect functions, which on x86 only glibc's loader is known to handle.
#if defined(__x86_64__) && defined(__GLIBC__)
#define VECTORIZED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VECTORIZED
#endif

// Before a loop whose output may be its input: each turn reads and writes at its own index only, so it
// may run in vectors wherever the arrays lie.
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")

#define INLINED static inline __attribute__((always_inline))

#endif
