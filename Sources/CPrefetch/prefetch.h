#ifndef TREND_PREFETCH_H
#define TREND_PREFETCH_H

/// Asks the processor to bring the cache line at an address near; Swift has no word for it.
/// Nothing is read, so any address will do.
static inline __attribute__((always_inline)) void prefetch(const void *address) {
    __builtin_prefetch(address);
}

#endif
