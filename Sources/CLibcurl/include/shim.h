#ifndef ISTIMARA_CURL_SHIM_H
#define ISTIMARA_CURL_SHIM_H
#include <curl/curl.h>
#include <stddef.h>
#include <sys/eventfd.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function for each type of argument.

static inline CURLcode istimara_curl_set_long(CURL *_Nonnull handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode istimara_curl_set_text(CURL *_Nonnull handle, CURLoption option, const char *_Nullable text) {
    return curl_easy_setopt(handle, option, text);
}

static inline CURLcode istimara_curl_set_error_buffer(CURL *_Nonnull handle, char *_Nullable buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

typedef size_t (*istimara_curl_line_handler)(char *_Nonnull bytes, size_t size, size_t count, void *_Nullable context);

static inline CURLcode istimara_curl_set_line_handler(
    CURL *_Nonnull handle, istimara_curl_line_handler _Nonnull handler, void *_Nonnull context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, handler);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

typedef int (*istimara_curl_socket_handler)(void *_Nullable context, curl_socket_t socket, curlsocktype purpose);

static inline CURLcode istimara_curl_set_socket_handler(
    CURL *_Nonnull handle, istimara_curl_socket_handler _Nonnull handler) {
    return curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, handler);
}

static inline CURLcode istimara_curl_get_socket(CURL *_Nonnull handle, curl_socket_t *_Nonnull socket) {
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, socket);
}

// The macros of <sys/eventfd.h> and <curl/curl.h> that Swift does not import as plain integers.

static inline int istimara_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static inline CURLcode istimara_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

#endif
