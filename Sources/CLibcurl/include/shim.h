#ifndef ISTIMARA_CURL_SHIM_H
#define ISTIMARA_CURL_SHIM_H
#include <curl/curl.h>
#include <stddef.h>
#include <sys/eventfd.h>

// libcurl brings some thirty libraries. They are loaded with the first connection, so that a command that makes none
// starts in half the time. Everything here is for one caller, which calls istimara_curl_global_init first.

/// Loads libcurl and makes it ready; CURLE_FAILED_INIT where there is none.
CURLcode istimara_curl_global_init(void);

CURL *_Nullable istimara_curl_easy_init(void);
void istimara_curl_easy_cleanup(CURL *_Nonnull handle);
CURLcode istimara_curl_easy_perform(CURL *_Nonnull handle);
CURLcode istimara_curl_easy_send(CURL *_Nonnull handle, const void *_Nullable bytes, size_t size, size_t *_Nonnull sent);
CURLcode istimara_curl_easy_recv(CURL *_Nonnull handle, void *_Nullable bytes, size_t size, size_t *_Nonnull received);
const char *_Nonnull istimara_curl_easy_strerror(CURLcode code);

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function for each type of argument.

CURLcode istimara_curl_set_long(CURL *_Nonnull handle, CURLoption option, long value);
CURLcode istimara_curl_set_text(CURL *_Nonnull handle, CURLoption option, const char *_Nullable text);
CURLcode istimara_curl_set_error_buffer(CURL *_Nonnull handle, char *_Nullable buffer);

typedef size_t (*istimara_curl_line_handler)(char *_Nonnull bytes, size_t size, size_t count, void *_Nullable context);
CURLcode istimara_curl_set_line_handler(
    CURL *_Nonnull handle, istimara_curl_line_handler _Nonnull handler, void *_Nonnull context);

/// Hands the body of an answer to the same kind of handler.
CURLcode istimara_curl_set_body_handler(
    CURL *_Nonnull handle, istimara_curl_line_handler _Nonnull handler, void *_Nonnull context);

typedef int (*istimara_curl_socket_handler)(void *_Nullable context, curl_socket_t socket, curlsocktype purpose);
CURLcode istimara_curl_set_socket_handler(CURL *_Nonnull handle, istimara_curl_socket_handler _Nonnull handler);

CURLcode istimara_curl_get_status(CURL *_Nonnull handle, long *_Nonnull status);
CURLcode istimara_curl_get_socket(CURL *_Nonnull handle, curl_socket_t *_Nonnull socket);

// The macros of <sys/eventfd.h> that Swift does not import as plain integers.

static inline int istimara_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

#endif
