#ifndef ISTIMARA_CRYPTO_SHIM_H
#define ISTIMARA_CRYPTO_SHIM_H
#include <openssl/evp.h>
#endif
