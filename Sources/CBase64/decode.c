#include "shim.h"

#if defined(__x86_64__)
#include <immintrin.h>

static int is_letter(uint8_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

// How many letters stand at the start of the 32 bytes, and their 24 bytes of data.
//
// The letters are classified by the two halves of each byte and moved to their values by one table (Wojciech Muła, Daniel
// Lemire: Faster Base64 Encoding and Decoding using AVX2 Instructions, 2018, section 4).
__attribute__((target("avx2"))) static inline unsigned decode32(__m256i letters, __m256i *data) {
    const __m256i low_classes = _mm256_setr_epi8(
        0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A,
        0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A);
    const __m256i high_classes = _mm256_setr_epi8(
        0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
        0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
    const __m256i moves = _mm256_setr_epi8(
        0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i slash = _mm256_set1_epi8('/');
    const __m256i high = _mm256_and_si256(_mm256_srli_epi32(letters, 4), slash);
    const __m256i low = _mm256_and_si256(letters, slash);
    const __m256i classes =
        _mm256_and_si256(_mm256_shuffle_epi8(high_classes, high), _mm256_shuffle_epi8(low_classes, low));
    const unsigned others =
        ~(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(classes, _mm256_setzero_si256()));
    const __m256i move = _mm256_shuffle_epi8(moves, _mm256_add_epi8(_mm256_cmpeq_epi8(letters, slash), high));
    const __m256i values = _mm256_add_epi8(letters, move);
    const __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
    const __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    const __m256i bytes = _mm256_shuffle_epi8(
        groups, _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
                                 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    *data = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7));
    return others == 0 ? 32 : (unsigned)__builtin_ctz(others);
}

__attribute__((target("avx2"))) static istimara_base64_progress decode_avx2(const uint8_t *input, size_t count,
                                                                            uint8_t *output, size_t room) {
    size_t taken = 0, given = 0;
    // 32 letters and behind them CR LF and the first letter of the next line.
    while (taken + 36 <= count && given + 32 <= room) {
        __m256i data;
        const unsigned groups = decode32(_mm256_loadu_si256((const __m256i *)(input + taken)), &data) / 4;
        _mm256_storeu_si256((__m256i *)(output + given), data);
        taken += 4 * groups;
        given += 3 * groups;
        if (groups == 8) continue;
        const size_t line_end =
            input[taken] == '\r' ? (input[taken + 1] == '\n' ? 2 : 1) : input[taken] == '\n' ? 1 : 0;
        if (line_end == 0 || !is_letter(input[taken + line_end])) break;
        taken += line_end;
    }
    return (istimara_base64_progress){taken, given};
}
#endif

istimara_base64_progress istimara_base64_decode_groups(const uint8_t *input, size_t count, uint8_t *output,
                                                       size_t room) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) return decode_avx2(input, count, output, room);
#else
    (void)input, (void)count, (void)output, (void)room;
#endif
    return (istimara_base64_progress){0, 0};
}
