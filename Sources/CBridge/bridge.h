// Values that cross the C interface of Sources/Bridge.

#ifndef TREND_BRIDGE_H
#define TREND_BRIDGE_H

#include <stdint.h>

// Bytes that the library allocated and the caller frees with trend_free.
typedef struct {
    void *bytes;
    int64_t count;
} trend_bytes;

// Hears how far a job is: a text of JSON, to be read before it returns. Anything but 0 cancels the job.
typedef int32_t (*trend_progress)(void *context, const char *json);

// The Arrow C data interface and its stream: https://arrow.apache.org/docs/format/CDataInterface.html. The layout is
// a standard between libraries, so it stands here as it is everywhere.
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

#ifdef __linux__
int memfd_create(const char *name, unsigned int flags);

// A file in memory that programs started later do not inherit. Fails with -1 and errno.
static inline int trend_memory_file(const char *name) { return memfd_create(name, 1 /* MFD_CLOEXEC */); }
#endif

#endif
