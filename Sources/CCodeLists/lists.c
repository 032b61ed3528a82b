#include "CCodeLists.h"

// `#embed` is of C23; clang knows it in every C, and would warn.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char chapters[] = {
#embed "lists/chapters.tsv"
};

static const unsigned char countries[] = {
#embed "lists/countries.tsv"
};

static const unsigned char crossings[] = {
#embed "lists/crossings.tsv"
};

static const unsigned char currencies[] = {
#embed "lists/currencies.tsv"
};

static const unsigned char places[] = {
#embed "lists/places.tsv"
};

static const unsigned char units[] = {
#embed "lists/units.tsv"
};

CodeListTable chaptersTable(void) { return (CodeListTable){chapters, sizeof chapters}; }

CodeListTable countriesTable(void) { return (CodeListTable){countries, sizeof countries}; }

CodeListTable crossingsTable(void) { return (CodeListTable){crossings, sizeof crossings}; }

CodeListTable currenciesTable(void) { return (CodeListTable){currencies, sizeof currencies}; }

CodeListTable placesTable(void) { return (CodeListTable){places, sizeof places}; }

CodeListTable unitsTable(void) { return (CodeListTable){units, sizeof units}; }
