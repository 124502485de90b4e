#ifndef ISTIMARA_PROCESS_SHIM_H
#define ISTIMARA_PROCESS_SHIM_H
#include <sys/resource.h>
#include <sys/wait.h>
#include <signal.h>
#endif
