// The point-wise parts of recurrent cells, each in one pass over its operands.
#include "kernel.h"
#include "mathematics.h"

namespace unroll {
namespace {

/** h = tanh(product + addend). */
VECTORISED void rnnRow(const float* product, const float* addend, int64_t units, float* hidden) {
#pragma omp simd
  for (int64_t k = 0; k < units; k++) hidden[k] = hyperbolicTangent(product[k] + addend[k]);
}

void rnnCell(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> product(run, 0), addend(run, 1);
  if (!run.require(addend.columns == product.columns && (addend.rows == 1 || addend.rows == product.rows),
                   "RNN cell: the addend must be [rows, units] or [units]"))
    return;
  float* hidden = run.output(0, {product.rows, product.columns});
  if (hidden == nullptr) return;
  for (int64_t r = 0; r < product.rows; r++)
    rnnRow(product.row(r), addend.row(addend.rows == 1 ? 0 : r), product.columns, hidden + r * product.columns);
}

/** The gradient of a hidden state: the next time step's, and what comes from above where there is something above. */
struct HiddenGradient {
  HiddenGradient(Run& run, int index) : next(run, index), above(run, index + 1) {}

  bool fits(int64_t rows, int64_t units) const {
    return next.is(rows, units) && (above.is(rows, units) || above.rows == 0);
  }
  const float* aboveRow(int64_t row) const { return above.rows == 0 ? zeros.data() : above.row(row); }

  Matrix<float> next, above;
  std::vector<float> zeros = std::vector<float>(above.rows == 0 ? next.columns : 0, 0.0f);
};

VECTORISED void rnnGradientRow(const float* hidden, const float* next, const float* above, int64_t units, float* gates) {
#pragma omp simd
  for (int64_t k = 0; k < units; k++) gates[k] = (next[k] + above[k]) * (1.0f - hidden[k] * hidden[k]);
}

void rnnCellGradient(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> hidden(run, 0);
  const HiddenGradient gradient(run, 1);
  if (!run.require(gradient.fits(hidden.rows, hidden.columns), "RNN cell gradient: the shapes do not belong together"))
    return;
  float* gates = run.output(0, {hidden.rows, hidden.columns});
  if (gates == nullptr) return;
  for (int64_t r = 0; r < hidden.rows; r++)
    rnnGradientRow(hidden.row(r), gradient.next.row(r), gradient.aboveRow(r), hidden.columns,
                   gates + r * hidden.columns);
}

/** i, f, o = sigmoid(...), g = tanh(...); c = f c' + i g; h = o tanh(c) (Gers et al. 2000). */
VECTORISED void lstmRow(const float* product, const float* addend, const float* previous, int64_t units,
                        float* activated, float* cell, float* hidden) {
#pragma omp simd
  for (int64_t k = 0; k < units; k++) {
    const int64_t g = units + k, f = 2 * units + k, o = 3 * units + k;
    const float inputGate = sigmoid(product[k] + addend[k]);
    const float candidate = hyperbolicTangent(product[g] + addend[g]);
    const float forgetGate = sigmoid(product[f] + addend[f]);
    const float outputGate = sigmoid(product[o] + addend[o]);
    const float state = forgetGate * previous[k] + inputGate * candidate;
    activated[k] = inputGate;
    activated[g] = candidate;
    activated[f] = forgetGate;
    activated[o] = outputGate;
    cell[k] = state;
    hidden[k] = outputGate * hyperbolicTangent(state);
  }
}

void lstmCell(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> product(run, 0), addend(run, 1), previous(run, 2);
  const int64_t rows = product.rows, units = previous.columns;
  if (!run.require(product.columns == 4 * units && previous.rows == rows && addend.columns == 4 * units &&
                       (addend.rows == 1 || addend.rows == rows),
                   "LSTM cell: gates must be [rows, 4 units], the addend the same or [4 units], the cell [rows, units]"))
    return;
  float* activated = run.output(0, {rows, 4 * units});
  float* cell = run.output(1, {rows, units});
  float* hidden = run.output(2, {rows, units});
  if (hidden == nullptr) return;
  for (int64_t r = 0; r < rows; r++)
    lstmRow(product.row(r), addend.row(addend.rows == 1 ? 0 : r), previous.row(r), units, activated + r * 4 * units,
            cell + r * units, hidden + r * units);
}

VECTORISED void lstmGradientRow(const float* activated, const float* previous, const float* cell,
                                const float* next, const float* above, const float* cellGradient, int64_t units,
                                float* gates, float* previousGradient) {
#pragma omp simd
  for (int64_t k = 0; k < units; k++) {
    const int64_t g = units + k, f = 2 * units + k, o = 3 * units + k;
    const float inputGate = activated[k], candidate = activated[g], forgetGate = activated[f],
                outputGate = activated[o];
    const float cellTanh = hyperbolicTangent(cell[k]);
    const float hiddenGradient = next[k] + above[k];
    const float state = cellGradient[k] + hiddenGradient * outputGate * (1.0f - cellTanh * cellTanh);
    gates[k] = state * candidate * inputGate * (1.0f - inputGate);
    gates[g] = state * inputGate * (1.0f - candidate * candidate);
    gates[f] = state * previous[k] * forgetGate * (1.0f - forgetGate);
    gates[o] = hiddenGradient * cellTanh * outputGate * (1.0f - outputGate);
    previousGradient[k] = state * forgetGate;
  }
}

void lstmCellGradient(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> activated(run, 0), previous(run, 1), cell(run, 2), cellGradient(run, 5);
  const HiddenGradient hiddenGradient(run, 3);
  const int64_t rows = cell.rows, units = cell.columns;
  if (!run.require(activated.is(rows, 4 * units) && previous.is(rows, units) && hiddenGradient.fits(rows, units) &&
                       cellGradient.is(rows, units),
                   "LSTM cell gradient: the shapes do not belong together"))
    return;
  float* gates = run.output(0, {rows, 4 * units});
  float* previousGradient = run.output(1, {rows, units});
  if (previousGradient == nullptr) return;
  for (int64_t r = 0; r < rows; r++)
    lstmGradientRow(activated.row(r), previous.row(r), cell.row(r), hiddenGradient.next.row(r),
                    hiddenGradient.aboveRow(r), cellGradient.row(r), units,
                    gates + r * 4 * units, previousGradient + r * units);
}

}  // namespace

std::vector<Definition> recurrentCellKernels() {
  return {
      {"UnrollRnnCell", {"product: float", "addend: float"}, {"hidden: float"}, rnnCell},
      {"UnrollRnnCellGradient", {"hidden: float", "next: float", "above: float"}, {"gates: float"}, rnnCellGradient},
      {"UnrollLstmCell",
       {"product: float", "addend: float", "previous_cell: float"},
       {"activated: float", "cell: float", "hidden: float"},
       lstmCell},
      {"UnrollLstmCellGradient",
       {"activated: float", "previous_cell: float", "cell: float", "next: float", "above: float", "cell_gradient: float"},
       {"gates: float", "previous_cell_gradient: float"},
       lstmCellGradient},
  };
}

}  // namespace unroll
