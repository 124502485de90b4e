#include "shim.h"

#include <dlfcn.h>
#include <stdbool.h>

static struct {
    CURLcode (*global_init)(long);
    CURL *(*init)(void);
    void (*cleanup)(CURL *);
    CURLcode (*perform)(CURL *);
    CURLcode (*send)(CURL *, const void *, size_t, size_t *);
    CURLcode (*recv)(CURL *, void *, size_t, size_t *);
    const char *(*strerror)(CURLcode);
    CURLcode (*setopt)(CURL *, CURLoption, ...);
    CURLcode (*getinfo)(CURL *, CURLINFO, ...);
} curl;

static bool load(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return false;
    struct { void *place; const char *name; } symbols[] = {
        {&curl.global_init, "curl_global_init"}, {&curl.init, "curl_easy_init"},
        {&curl.cleanup, "curl_easy_cleanup"},    {&curl.perform, "curl_easy_perform"},
        {&curl.send, "curl_easy_send"},          {&curl.recv, "curl_easy_recv"},
        {&curl.strerror, "curl_easy_strerror"},  {&curl.setopt, "curl_easy_setopt"},
        {&curl.getinfo, "curl_easy_getinfo"},
    };
    for (size_t index = 0; index < sizeof symbols / sizeof *symbols; index++) {
        void *symbol = dlsym(library, symbols[index].name);
        if (symbol == NULL) return false;
        *(void **)symbols[index].place = symbol;
    }
    return true;
}

CURLcode istimara_curl_global_init(void) { return load() ? curl.global_init(CURL_GLOBAL_DEFAULT) : CURLE_FAILED_INIT; }

CURL *istimara_curl_easy_init(void) { return curl.init(); }

void istimara_curl_easy_cleanup(CURL *handle) { curl.cleanup(handle); }

CURLcode istimara_curl_easy_perform(CURL *handle) { return curl.perform(handle); }

CURLcode istimara_curl_easy_send(CURL *handle, const void *bytes, size_t size, size_t *sent) {
    return curl.send(handle, bytes, size, sent);
}

CURLcode istimara_curl_easy_recv(CURL *handle, void *bytes, size_t size, size_t *received) {
    return curl.recv(handle, bytes, size, received);
}

const char *istimara_curl_easy_strerror(CURLcode code) {
    return curl.strerror != NULL ? curl.strerror(code) : "libcurl.so.4 cannot be loaded";
}

CURLcode istimara_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl.setopt(handle, option, value);
}

CURLcode istimara_curl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl.setopt(handle, option, text);
}

CURLcode istimara_curl_set_error_buffer(CURL *handle, char *buffer) {
    return curl.setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

CURLcode istimara_curl_set_line_handler(CURL *handle, istimara_curl_line_handler handler, void *context) {
    CURLcode code = curl.setopt(handle, CURLOPT_HEADERFUNCTION, handler);
    return code != CURLE_OK ? code : curl.setopt(handle, CURLOPT_HEADERDATA, context);
}

CURLcode istimara_curl_set_body_handler(CURL *handle, istimara_curl_line_handler handler, void *context) {
    CURLcode code = curl.setopt(handle, CURLOPT_WRITEFUNCTION, handler);
    return code != CURLE_OK ? code : curl.setopt(handle, CURLOPT_WRITEDATA, context);
}

CURLcode istimara_curl_set_socket_handler(CURL *handle, istimara_curl_socket_handler handler) {
    return curl.setopt(handle, CURLOPT_SOCKOPTFUNCTION, handler);
}

CURLcode istimara_curl_get_status(CURL *handle, long *status) {
    return curl.getinfo(handle, CURLINFO_RESPONSE_CODE, status);
}

CURLcode istimara_curl_get_socket(CURL *handle, curl_socket_t *socket) {
    return curl.getinfo(handle, CURLINFO_ACTIVESOCKET, socket);
}
