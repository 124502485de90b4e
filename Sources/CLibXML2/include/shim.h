#ifndef ISTIMARA_XML2_SHIM_H
#define ISTIMARA_XML2_SHIM_H
// Debian's libxml2 is built with ICU, whose headers contradict those inside Swift's Foundation. They only describe
// the character converters, which nothing here touches.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#endif
