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
                                const float* hiddenGradient, const float* cellGradient, int64_t units, float* gates,
                                float* previousGradient) {
#pragma omp simd
  for (int64_t k = 0; k < units; k++) {
    const int64_t g = units + k, f = 2 * units + k, o = 3 * units + k;
    const float inputGate = activated[k], candidate = activated[g], forgetGate = activated[f],
                outputGate = activated[o];
    const float cellTanh = hyperbolicTangent(cell[k]);
    const float state = cellGradient[k] + hiddenGradient[k] * outputGate * (1.0f - cellTanh * cellTanh);
    gates[k] = state * candidate * inputGate * (1.0f - inputGate);
    gates[g] = state * inputGate * (1.0f - candidate * candidate);
    gates[f] = state * previous[k] * forgetGate * (1.0f - forgetGate);
    gates[o] = hiddenGradient[k] * cellTanh * outputGate * (1.0f - outputGate);
    previousGradient[k] = state * forgetGate;
  }
}

void lstmCellGradient(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> activated(run, 0), previous(run, 1), cell(run, 2), hiddenGradient(run, 3), cellGradient(run, 4);
  const int64_t rows = cell.rows, units = cell.columns;
  if (!run.require(activated.is(rows, 4 * units) && previous.is(rows, units) && hiddenGradient.is(rows, units) &&
                       cellGradient.is(rows, units),
                   "LSTM cell gradient: the shapes do not belong together"))
    return;
  float* gates = run.output(0, {rows, 4 * units});
  float* previousGradient = run.output(1, {rows, units});
  if (previousGradient == nullptr) return;
  for (int64_t r = 0; r < rows; r++)
    lstmGradientRow(activated.row(r), previous.row(r), cell.row(r), hiddenGradient.row(r), cellGradient.row(r), units,
                    gates + r * 4 * units, previousGradient + r * units);
}

}  // namespace

std::vector<Definition> recurrentCellKernels() {
  return {
      {"UnrollRnnCell", {"product: float", "addend: float"}, {"hidden: float"}, rnnCell},
      {"UnrollLstmCell",
       {"product: float", "addend: float", "previous_cell: float"},
       {"activated: float", "cell: float", "hidden: float"},
       lstmCell},
      {"UnrollLstmCellGradient",
       {"activated: float", "previous_cell: float", "cell: float", "hidden_gradient: float", "cell_gradient: float"},
       {"gates: float", "previous_cell_gradient: float"},
       lstmCellGradient},
  };
}

}  // namespace unroll
