#include "CKernels.h"

const char *ganscope_kernels_name(void) { return "portable"; }
