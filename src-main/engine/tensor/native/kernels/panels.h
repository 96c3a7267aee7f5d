// Products of few rows with a kernel that lies in panels of columns, for the kernels that compute with them.
#pragma once

#include "kernel.h"

namespace unroll {

/** Columns that lie side by side in a packed kernel: panel after panel, each [inner, PANEL], the last filled with zeros. */
constexpr int64_t PANEL = 64;

/** Parts of an operand, such as embedding, context and hidden state. */
constexpr int MOST_PARTS = 3;

constexpr int64_t panelsOf(int64_t columns) { return (columns + PANEL - 1) / PANEL; }

/** Matrices that stand side by side as one operand: `[rows, inner]` altogether. */
struct Operand {
  /** The operand from one of its rows on. */
  Operand from(int64_t row) const {
    Operand rest = *this;
    for (int p = 0; p < count; p++) rest.parts[p] += row * columns[p];
    return rest;
  }

  const float* parts[MOST_PARTS];
  int64_t columns[MOST_PARTS];
  int count;
  int64_t inner;
};

/**
 * `rows` rows of an operand times one panel `[inner, PANEL]`, to the first PANEL of the `columns` columns of y. What a row
 * gives does not depend on the others.
 */
using PanelProduct = void (*)(const Operand& x, int64_t rows, const float* panel, float* y, int64_t columns);

/** As this processor computes it fastest. */
PanelProduct panelProduct();

/** The last inputs: matrices side by side. Checks that they have equally many rows. */
Operand operandOf(Run& run, int first, int inputs, int64_t& rows);

}  // namespace unroll
