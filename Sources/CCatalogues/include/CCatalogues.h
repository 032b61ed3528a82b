#pragma once

#include <stddef.h>

/// The bytes of a gettext PO file that is built into the program.
typedef struct {
  const unsigned char *_Nonnull bytes;
  size_t count;
} Catalogue;

/// uk.po
Catalogue ukrainianCatalogue(void);

/// de.po
Catalogue germanCatalogue(void);
