#pragma once
#include <libxml/xmlversion.h>
// The headers of ICU, which libxml2's include where it is built with ICU, clash with those of Foundation. They only
// declare members of types that nobody here looks into.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
