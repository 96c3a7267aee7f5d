// Additive attention (Bahdanau et al. 2015) over sentences of different lengths, without padding.
#include <algorithm>

#include "kernel.h"
#include "mathematics.h"

namespace unroll {
namespace {

/** Whether a tanh stands around the energy. */
void* createOuterTanh(TF_OpKernelConstruction* construction) { return createFlag(construction, "outer_tanh"); }

/** The operands that both directions share. Positions of sentence s: starts[s] until starts[s + 1]. */
struct Operands {
  explicit Operands(Run& run)
      : keys(run, 0), values(run, 1), query(run, 2), energy(run, 3), starts(run, 4) {
    if (!run.ok()) return;
    rows = query.rows;
    positions = keys.rows;
    units = keys.columns;
    contextUnits = values.columns;
    run.require(query.columns == units && energy.size() == units && values.rows == positions,
                "attention: keys [positions, units], values [positions, context units], query [rows, units] and energy "
                "[units] do not belong together");
    sentences = starts.size() - 1;
    run.require(sentences >= 0 && starts.data[0] == 0 && starts.data[sentences] == positions,
                "attention: starts must be [sentences + 1], from 0 to the number of positions");
    for (int64_t s = 0; run.ok() && s < sentences; s++)
      run.require(starts.data[s] < starts.data[s + 1], "attention: starts must rise");
  }

  Matrix<float> keys, values, query, energy;
  Matrix<int32_t> starts;
  int64_t rows = 0, sentences = 0, positions = 0, units = 0, contextUnits = 0;
};

/** energy = v . tanh(key + query). */
VECTORISED float energyOf(const float* key, const float* query, const float* kernel, int64_t units) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t k = 0; k < units; k++) sum += kernel[k] * hyperbolicTangent(key[k] + query[k]);
  return sum;
}

VECTORISED void softmax(float* energies, int64_t count) {
  float largest = energies[0];
  for (int64_t n = 1; n < count; n++) largest = std::max(largest, energies[n]);
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t n = 0; n < count; n++) {
    energies[n] = exponential(energies[n] - largest);
    sum += energies[n];
  }
#pragma omp simd
  for (int64_t n = 0; n < count; n++) energies[n] /= sum;
}

VECTORISED void addScaled(const float* vector, float factor, int64_t units, float* sum) {
#pragma omp simd
  for (int64_t k = 0; k < units; k++) sum[k] += factor * vector[k];
}

VECTORISED float dot(const float* a, const float* b, int64_t units) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t k = 0; k < units; k++) sum += a[k] * b[k];
  return sum;
}

/** To which sentence each row attends: as `selected` says, or row r to sentence r if that is empty. */
struct Selection {
  Selection(Run& run, const Operands& of, const Matrix<int32_t>& selected) : sentences(selected.size() > 0 ? selected.data : nullptr) {
    run.require(sentences != nullptr ? selected.size() == of.rows : of.sentences == of.rows,
                "attention: there must be a sentence for each row, by starts or by sentences");
    for (int64_t r = 0; run.ok() && sentences != nullptr && r < of.rows; r++)
      run.require(sentences[r] >= 0 && sentences[r] < of.sentences, "attention: a row attends to a sentence that is not there");
  }

  int64_t operator()(int64_t row) const { return sentences != nullptr ? sentences[row] : row; }

  const int32_t* sentences;
};

/** Contexts, and weights with zeros for padding. Last inputs: the width of the weights, and the rows' sentences or none. */
void attention(void* state, TF_OpKernelContext* context) {
  const bool outerTanh = *static_cast<bool*>(state);
  Run run(context);
  const Operands of(run);
  const Matrix<int32_t> longest(run, 5), selected(run, 6);
  if (!run.ok()) return;
  const Selection sentenceOf(run, of, selected);
  const int64_t width = longest.data[0];
  for (int64_t r = 0; run.ok() && r < of.rows; r++)
    run.require(of.starts.data[sentenceOf(r) + 1] - of.starts.data[sentenceOf(r)] <= width,
                "attention: a sentence is longer than the longest");
  float* contexts = run.output(0, {of.rows, of.contextUnits});
  float* weights = run.output(1, {of.rows, width});
  if (weights == nullptr) return;
  std::fill(contexts, contexts + of.rows * of.contextUnits, 0.0f);
  std::fill(weights, weights + of.rows * width, 0.0f);
  for (int64_t r = 0; r < of.rows; r++) {
    const int64_t sentence = sentenceOf(r);
    const int64_t start = of.starts.data[sentence], count = of.starts.data[sentence + 1] - start;
    float* row = weights + r * width;
    for (int64_t n = 0; n < count; n++) {
      const float energy = energyOf(of.keys.row(start + n), of.query.row(r), of.energy.data, of.units);
      row[n] = outerTanh ? hyperbolicTangent(energy) : energy;
    }
    softmax(row, count);
    for (int64_t n = 0; n < count; n++)
      addScaled(of.values.row(start + n), row[n], of.contextUnits, contexts + r * of.contextUnits);
  }
}

/** From the gradient of a position's energy: adds to those of the query and of the energy kernel; writes the key's. */
VECTORISED void positionGradient(const float* key, const float* query, const float* kernel, float energyGradient,
                                 int64_t units, const float* before, float* keyGradient, float* queryGradient,
                                 float* kernelGradient) {
#pragma omp simd
  for (int64_t k = 0; k < units; k++) {
    const float feature = hyperbolicTangent(key[k] + query[k]);
    const float gradient = energyGradient * kernel[k] * (1.0f - feature * feature);
    kernelGradient[k] += energyGradient * feature;
    queryGradient[k] += gradient;
    keyGradient[k] = before[k] + gradient;
  }
}

/**
 * Gradients of the query, of the keys (added to those of later time steps, which may cover fewer sentences) and of the
 * energy kernel, from those of the contexts. The features are computed anew: reading them would take as long.
 */
void attentionGradient(void* state, TF_OpKernelContext* context) {
  const bool outerTanh = *static_cast<bool*>(state);
  Run run(context);
  const Operands of(run);
  const Matrix<float> weights(run, 5), contextGradient(run, 6), before(run, 7);
  if (!run.require(weights.rows == of.rows && contextGradient.is(of.rows, of.contextUnits) &&
                       of.sentences == of.rows && (before.rows == 0 || before.columns == of.units) &&
                       before.rows <= of.positions,
                   "attention gradient: the shapes do not belong together"))
    return;
  float* query = run.output(0, {of.rows, of.units});
  float* keys = run.output(1, {of.positions, of.units});
  float* energy = run.output(2, {of.units});
  if (energy == nullptr) return;
  std::fill(query, query + of.rows * of.units, 0.0f);
  std::fill(energy, energy + of.units, 0.0f);
  const std::vector<float> zeros(of.units, 0.0f);
  std::vector<float> products(weights.columns);
  for (int64_t r = 0; r < of.rows; r++) {
    const int64_t start = of.starts.data[r], count = of.starts.data[r + 1] - start;
    const float* row = weights.row(r);
    for (int64_t n = 0; n < count; n++)
      products[n] = dot(contextGradient.row(r), of.values.row(start + n), of.contextUnits);
    const float mean = dot(row, products.data(), count);
    for (int64_t n = 0; n < count; n++) {
      const int64_t position = start + n;
      float gradient = row[n] * (products[n] - mean);
      if (outerTanh) {
        const float value =
            hyperbolicTangent(energyOf(of.keys.row(position), of.query.row(r), of.energy.data, of.units));
        gradient *= 1.0f - value * value;
      }
      positionGradient(of.keys.row(position), of.query.row(r), of.energy.data, gradient, of.units,
                       position < before.rows ? before.row(position) : zeros.data(), keys + position * of.units,
                       query + r * of.units, energy);
    }
  }
}

}  // namespace

std::vector<Definition> attentionKernels() {
  return {
      {"UnrollAttention",
       {"keys: float", "values: float", "query: float", "energy: float", "starts: int32", "longest: int32", "sentences: int32"},
       {"context: float", "weights: float"},
       attention,
       {"outer_tanh: bool"},
       createOuterTanh,
       destroyFlag},
      {"UnrollAttentionGradient",
       {"keys: float", "values: float", "query: float", "energy: float", "starts: int32", "weights: float",
        "context_gradient: float", "keys_gradient: float"},
       {"query_gradient: float", "keys_gradient_sum: float", "energy_gradient: float"},
       attentionGradient,
       {"outer_tanh: bool"},
       createOuterTanh,
       destroyFlag},
  };
}

}  // namespace unroll
