#ifndef ISTIMARA_XML2_SHIM_H
#define ISTIMARA_XML2_SHIM_H
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#endif
