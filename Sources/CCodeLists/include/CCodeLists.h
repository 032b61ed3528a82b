#pragma once

#include <stddef.h>

/// The bytes of a tab-separated table that is built into the program.
typedef struct {
  const unsigned char *_Nonnull bytes;
  size_t count;
} CodeListTable;

/// lists/chapters.tsv
CodeListTable chaptersTable(void);

/// lists/countries.tsv
CodeListTable countriesTable(void);

/// lists/crossings.tsv
CodeListTable crossingsTable(void);

/// lists/currencies.tsv
CodeListTable currenciesTable(void);

/// lists/places.tsv
CodeListTable placesTable(void);

/// lists/units.tsv
CodeListTable unitsTable(void);
