#ifndef ISTIMARA_YAML_SHIM_H
#define ISTIMARA_YAML_SHIM_H
#include <yaml.h>
#endif
