#ifndef GANSCOPE_CKERNELS_PAUSE_H
#define GANSCOPE_CKERNELS_PAUSE_H

/// Tells the processor that this thread waits for another one: it then saves power, leaves more to
/// the other thread of its core, and notices the change of what it looks at sooner.
static inline void ganscope_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  // Unlike `yield`, which cores take for nothing, this takes a moment.
  __asm__ volatile("isb" ::: "memory");
#endif
}

#endif
