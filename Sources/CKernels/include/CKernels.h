#ifndef GANSCOPE_CKERNELS_H
#define GANSCOPE_CKERNELS_H

#include "CKernelsElementwise.h"

/// The name of the kernels in use: "avx512", "avx2", "neon" or "portable".
const char *ganscope_kernels_name(void);

#endif
