#ifndef ISTIMARA_ZIP_SHIM_H
#define ISTIMARA_ZIP_SHIM_H
#include <zip.h>
#endif
