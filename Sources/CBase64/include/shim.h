#ifndef ISTIMARA_BASE64_SHIM_H
#define ISTIMARA_BASE64_SHIM_H
#include <stddef.h>
#include <stdint.h>

/// What `istimara_base64_decode_groups` took and gave, in bytes.
typedef struct {
    size_t taken;
    size_t given;
} istimara_base64_progress;

/// Decodes whole groups of four letters of base64, and the line ends between them, with the processor's widest registers.
///
/// Stops before anything else, before its last 32 bytes of input and its last 32 bytes of room, and at once on a
/// processor without AVX2: what is left is the caller's. Reads nothing outside `input`, writes nothing outside `output`;
/// bytes of `output` behind `given` are undefined.
istimara_base64_progress istimara_base64_decode_groups(const uint8_t *_Nonnull input, size_t count,
                                                       uint8_t *_Nonnull output, size_t room);

#endif
