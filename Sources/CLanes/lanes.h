#pragma once
#include <string.h>

// The inner loop of hierarchical alternating least squares (`HALS`), as wide as the processor can.
//
// In C, since Swift cannot compile one function for several kinds of processors. Every kind computes the same bits: a
// row has a lane of its own, products are rounded before they are added, and sums go in one order.

typedef float hals_rows __attribute__((vector_size(64)));
typedef int hals_mask __attribute__((vector_size(64)));
typedef float hals_four __attribute__((vector_size(16)));

// Sixteen rows, a float of each.
#define HALS_SIDE 16
#define HALS_INLINE static inline __attribute__((always_inline))

// Whether this processor has the wider instructions (AVX2) that 64 rows at a time are computed by. AVX-512 is no faster:
// the two kinds of products per cycle are the limit. Others have sixteen rows at a time.
static inline int hals_can_be_wide(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
#else
    return 0;
#endif
}

// Writes four rows of four as four columns; the rows of each lie so many floats apart.
HALS_INLINE void hals_turn_four(float *_Nonnull target, long targetWidth, const float *_Nonnull source, long sourceWidth) {
    hals_four a, b, c, d;
    memcpy(&a, source, 16);
    memcpy(&b, source + sourceWidth, 16);
    memcpy(&c, source + 2 * sourceWidth, 16);
    memcpy(&d, source + 3 * sourceWidth, 16);
    hals_four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    hals_four ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    hals_four first = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
    hals_four second = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    hals_four third = __builtin_shufflevector(ef, gh, 0, 1, 4, 5);
    hals_four fourth = __builtin_shufflevector(ef, gh, 2, 3, 6, 7);
    memcpy(target, &first, 16);
    memcpy(target + targetWidth, &second, 16);
    memcpy(target + 2 * targetWidth, &third, 16);
    memcpy(target + 3 * targetWidth, &fourth, 16);
}

// Writes rows × width as topics × rows; rows beyond `count` become 0. `topics` is rounded up to four.
HALS_INLINE void hals_turn(
    float *_Nonnull lanes, const float *_Nonnull rows, long count, long side, long width, long topics) {
    if (count < side) memset(lanes, 0, (size_t)(side * width) * sizeof(float));
    long row = 0;
    for (; row + 4 <= count; row += 4) {
        for (long topic = 0; topic < topics; topic += 4) {
            hals_turn_four(lanes + topic * side + row, side, rows + row * width + topic, width);
        }
    }
    for (; row < count; row++)
        for (long topic = 0; topic < topics; topic++) lanes[topic * side + row] = rows[row * width + topic];
}

// Writes topics × rows back as rows × width.
HALS_INLINE void hals_turn_back(
    float *_Nonnull rows, const float *_Nonnull lanes, long count, long side, long width, long topics) {
    long row = 0;
    for (; row + 4 <= count; row += 4) {
        for (long topic = 0; topic < topics; topic += 4) {
            hals_turn_four(rows + row * width + topic, width, lanes + topic * side + row, side);
        }
    }
    for (; row < count; row++)
        for (long topic = 0; topic < topics; topic++) rows[row * width + topic] = lanes[topic * side + row];
}

HALS_INLINE hals_rows hals_choose(hals_mask mask, hals_rows a, hals_rows b) {
    return (hals_rows)((mask & (hals_mask)a) | (~mask & (hals_mask)b));
}

// Whether all lanes are set.
HALS_INLINE int hals_all(hals_mask mask) {
    int all = -1;
    for (long row = 0; row < HALS_SIDE; row++) all &= mask[row];
    return all;
}

// The sum of the first lanes.
HALS_INLINE double hals_sum(hals_rows rows, long count) {
    double sum = 0;
    for (long row = 0; row < HALS_SIDE && row < count; row++) sum += (double)rows[row];
    return sum;
}

// Once for each group of sixteen rows, of which there are one or four. Spelled out, since an optimizer that does not
// unroll a loop over them keeps their sums in memory.
#define HALS_EACH(DO) \
    DO(0)             \
    if (groups > 1) { DO(1) DO(2) DO(3) }

// Up to `groups` times sixteen rows; see `HALS.update`.
HALS_INLINE double hals_block(
    float *_Nonnull rows, const float *_Nonnull products, long count, long groups, long width, long topics,
    const float *_Nonnull gram, const float *_Nonnull inverse, float l1, long passes, float *_Nonnull scratch) {
#pragma clang fp contract(off)
    const long side = groups * HALS_SIDE, rounded = (topics + 3) / 4 * 4;
    hals_rows *lanes = (hals_rows *)scratch, *wanted = lanes + width * groups;
    hals_turn((float *)lanes, rows, count, side, width, rounded);
    hals_turn((float *)wanted, products, count, side, width, rounded);
    const hals_rows zero = {0};
    hals_rows squares0 = zero, squares1 = zero, squares2 = zero, squares3 = zero;
    hals_rows first0 = zero, first1 = zero, first2 = zero, first3 = zero;
    hals_mask done0 = {0}, done1 = {0}, done2 = {0}, done3 = {0};
    for (long pass = 0; pass < passes; pass++) {
        hals_rows moved0 = zero, moved1 = zero, moved2 = zero, moved3 = zero;
        for (long topic = 0; topic < topics; topic++) {
            const float *line = gram + topic * width;
            hals_rows slope0 = zero, slope1 = zero, slope2 = zero, slope3 = zero;
#define HALS_BEGIN(G) slope##G = l1 - wanted[topic * groups + G];
            HALS_EACH(HALS_BEGIN)
            for (long other = 0; other < topics; other++) {
                const float weight = line[other];
                const hals_rows *source = lanes + other * groups;
#define HALS_ADD(G) slope##G += weight * source[G];
                HALS_EACH(HALS_ADD)
            }
            hals_rows *target = lanes + topic * groups;
            if (pass == 0) {
                // A weight of 0 can only rise.
#define HALS_SQUARE(G)                                                                                              \
    {                                                                                                               \
        const hals_mask held = (hals_mask)(target[G] <= zero) & (hals_mask)(slope##G > zero);                       \
        const hals_rows projected = hals_choose(held, zero, slope##G);                                              \
        squares##G += projected * projected;                                                                        \
    }
                HALS_EACH(HALS_SQUARE)
            }
            const float scale = inverse[topic], square = line[topic];
#define HALS_MOVE(G)                                                                                                \
    {                                                                                                               \
        const hals_rows old = target[G];                                                                            \
        hals_rows value = old - slope##G * scale;                                                                   \
        value = hals_choose((hals_mask)(value < zero), zero, value);                                                \
        value = hals_choose(done##G, old, value);                                                                   \
        target[G] = value;                                                                                          \
        const hals_rows step = value - old;                                                                         \
        moved##G += step * step * square;                                                                           \
    }
            HALS_EACH(HALS_MOVE)
        }
        int all = -1;
#define HALS_END(G)                                                                                                 \
    if (pass == 0) first##G = moved##G;                                                                             \
    done##G |= (hals_mask)(moved##G <= 1e-8f * first##G);                                                           \
    all &= hals_all(done##G);
        HALS_EACH(HALS_END)
        if (all) break;
    }
    hals_turn_back(rows, (float *)lanes, count, side, width, rounded);
    double norm = 0;
#define HALS_NORM(G) if (count > G * HALS_SIDE) norm += hals_sum(squares##G, count - G * HALS_SIDE);
    HALS_EACH(HALS_NORM)
    return norm;
}

#define HALS_ARGUMENTS                                                                                               \
    float *_Nonnull rows, const float *_Nonnull products, long count, long width, long topics,                       \
        const float *_Nonnull gram, const float *_Nonnull inverse, float l1, long passes, float *_Nonnull scratch

#define HALS_UPDATE(GROUPS)                                                                                          \
    double norm = 0;                                                                                                 \
    for (long start = 0; start < count; start += GROUPS * HALS_SIDE) {                                               \
        const long rest = count - start, some = rest < GROUPS * HALS_SIDE ? rest : GROUPS * HALS_SIDE;               \
        norm += hals_block(                                                                                          \
            rows + start * width, products + start * width, some, GROUPS, width, topics, gram, inverse, l1, passes,  \
            scratch);                                                                                                \
    }                                                                                                                \
    return norm;

static inline double hals_update_plain(HALS_ARGUMENTS) { HALS_UPDATE(1) }

#if defined(__x86_64__)
static inline __attribute__((target("avx2"))) double hals_update_wide(HALS_ARGUMENTS) { HALS_UPDATE(4) }
#endif

// Moves rows closer to their minimum; see `HALS.update`.
//
// `wide` needs `hals_can_be_wide`. `width` is a multiple of four. `scratch` has room for 128 × width floats, aligned to
// 64 bytes. Returns the squared norm of the projected gradient that the first pass meets.
static inline double hals_update(
    int wide, float *_Nonnull rows, const float *_Nonnull products, long count, long width, long topics,
    const float *_Nonnull gram, const float *_Nonnull inverse, float l1, long passes, float *_Nonnull scratch) {
#if defined(__x86_64__)
    if (wide) return hals_update_wide(rows, products, count, width, topics, gram, inverse, l1, passes, scratch);
#endif
    return hals_update_plain(rows, products, count, width, topics, gram, inverse, l1, passes, scratch);
}
