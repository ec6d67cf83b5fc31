#ifndef GANSCOPE_KERNEL_SETS_H
#define GANSCOPE_KERNEL_SETS_H

#include "CKernels.h"

// One line for each kernel set; `kernel_sets.c` lists them best first.
extern const ganscope_kernel_set ganscope_kernels_avx512;
extern const ganscope_kernel_set ganscope_kernels_avx2;
extern const ganscope_kernel_set ganscope_kernels_neon;
extern const ganscope_kernel_set ganscope_kernels_portable;

// For operands of bfloat16.
extern const ganscope_kernel_set ganscope_kernels_avx512bf16;

#endif
