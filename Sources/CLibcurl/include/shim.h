#ifndef ISTIMARA_CURL_SHIM_H
#define ISTIMARA_CURL_SHIM_H
#include <curl/curl.h>
#endif
