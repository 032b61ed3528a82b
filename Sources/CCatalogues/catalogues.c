#include "CCatalogues.h"

// Swift has no way to build a file into a program that compiles as fast as C's.

static const unsigned char ukrainian[] = {
#embed "uk.po"
};

static const unsigned char german[] = {
#embed "de.po"
};

Catalogue ukrainianCatalogue(void) { return (Catalogue){ukrainian, sizeof ukrainian}; }

Catalogue germanCatalogue(void) { return (Catalogue){german, sizeof german}; }
