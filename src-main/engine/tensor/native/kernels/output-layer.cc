// The ends of the output layer: the most likely token, and cross-entropy with its gradient, row by row in the cache.
#include <algorithm>
#include <cmath>

#include "kernel.h"
#include "mathematics.h"

namespace unroll {
namespace {

/** Writes product + bias to `logits` and returns the largest. */
VECTORISED float addBias(const float* product, const float* bias, int64_t count, float* logits) {
  float largest = product[0] + bias[0];
#pragma omp simd reduction(max : largest)
  for (int64_t k = 0; k < count; k++) {
    logits[k] = product[k] + bias[k];
    largest = logits[k] > largest ? logits[k] : largest;
  }
  return largest;
}

/** Replaces every logit by exp(logit - largest) and returns their sum. */
VECTORISED float exponentials(float* logits, float largest, int64_t count) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t k = 0; k < count; k++) {
    logits[k] = exponential(logits[k] - largest);
    sum += logits[k];
  }
  return sum;
}

/** row * factor - less */
VECTORISED void scaleRow(float* row, float factor, float less, int64_t count) {
#pragma omp simd
  for (int64_t k = 0; k < count; k++) row[k] = row[k] * factor - less;
}

/** Matrices that stand below each other, `[rows, columns]` altogether. */
struct Rows {
  Rows(Run& run, int first, int inputs) {
    for (int index = first; index < inputs; index++) {
      parts.emplace_back(run, index);
      rows += parts.back().rows;
      run.require(parts.back().columns == parts.front().columns, "cross-entropy: parts of different widths");
    }
  }

  int64_t columns() const { return parts.front().columns; }

  /** Calls `body` with each row and its number. */
  template <typename Body>
  void forEach(Body body) const {
    int64_t number = 0;
    for (const Matrix<float>& part : parts)
      for (int64_t r = 0; r < part.rows; r++) body(part.row(r), number++);
  }

  std::vector<Matrix<float>> parts;
  int64_t rows = 0;
};

bool check(Run& run, const Rows& product, const Matrix<float>& bias, const Matrix<int32_t>& labels) {
  run.require(run.ok() && bias.size() == product.columns() && labels.size() == product.rows,
              "cross-entropy: logits [rows, vocabulary], bias [vocabulary] and labels [rows] do not belong together");
  for (int64_t r = 0; run.ok() && r < product.rows; r++)
    run.require(labels.data[r] >= 0 && labels.data[r] < product.columns(),
                "cross-entropy: a label is outside the vocabulary");
  return run.ok();
}

/** Inputs: bias, labels, products. Losses only. */
void crossEntropy(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> bias(run, 0);
  const Matrix<int32_t> labels(run, 1);
  const Rows product(run, 2, TF_NumInputs(context));
  if (!check(run, product, bias, labels)) return;
  float* losses = run.output(0, {product.rows});
  if (losses == nullptr) return;
  const int64_t count = product.columns();
  std::vector<float> row(count);
  product.forEach([&](const float* from, int64_t r) {
    const float largest = addBias(from, bias.data, count, row.data());
    const float label = row[labels.data[r]];
    losses[r] = largest + std::log(exponentials(row.data(), largest, count)) - label;
  });
}

VECTORISED void addRow(const float* row, int64_t count, float* sum) {
#pragma omp simd
  for (int64_t k = 0; k < count; k++) sum[k] += row[k];
}

/**
 * Inputs: bias, labels, scale, smoothing, products. Losses, the gradients (softmax - smoothed label) * scale of the logits, and
 * those of the bias: their sums over the rows.
 */
void crossEntropyGradient(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> bias(run, 0);
  const Matrix<int32_t> labels(run, 1);
  const Matrix<float> scale(run, 2);
  const Matrix<float> smoothing(run, 3);
  const Rows product(run, 4, TF_NumInputs(context));
  if (!check(run, product, bias, labels)) return;
  const int64_t count = product.columns();
  const float spread = scale.data[0] * smoothing.data[0] / count;
  float* losses = run.output(0, {product.rows});
  float* gradients = run.output(1, {product.rows, count});
  float* biasGradient = run.output(2, {count});
  if (biasGradient == nullptr) return;
  std::fill(biasGradient, biasGradient + count, 0.0f);
  product.forEach([&](const float* from, int64_t r) {
    float* row = gradients + r * count;
    const float largest = addBias(from, bias.data, count, row);
    const float label = row[labels.data[r]];
    const float sum = exponentials(row, largest, count);
    losses[r] = largest + std::log(sum) - label;
    scaleRow(row, scale.data[0] / sum, spread, count);
    row[labels.data[r]] -= scale.data[0] * (1 - smoothing.data[0]);
    addRow(row, count, biasGradient);
  });
}

/** The first column that holds the largest number. */
VECTORISED int32_t firstOf(const float* row, float largest, int32_t count) {
  int32_t first = count;
#pragma omp simd reduction(min : first)
  for (int32_t k = 0; k < count; k++) first = row[k] == largest && k < first ? k : first;
  return first < count ? first : 0;
}

/** The column of the largest product + bias of each row; the lower one wins ties. */
void mostLikely(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<float> product(run, 0), bias(run, 1);
  if (!run.require(bias.size() == product.columns, "most likely: the bias must be [columns]")) return;
  int32_t* columns = run.integerOutput(0, {product.rows});
  if (columns == nullptr) return;
  std::vector<float> row(product.columns);
  for (int64_t r = 0; r < product.rows; r++) {
    const float largest = addBias(product.row(r), bias.data, product.columns, row.data());
    columns[r] = firstOf(row.data(), largest, static_cast<int32_t>(product.columns));
  }
}

}  // namespace

std::vector<Definition> outputLayerKernels() {
  return {
      {"UnrollCrossEntropy",
       {"bias: float", "labels: int32", "products: N * float"},
       {"losses: float"},
       crossEntropy,
       {"N: int >= 1"}},
      {"UnrollCrossEntropyGradient",
       {"bias: float", "labels: int32", "scale: float", "smoothing: float", "products: N * float"},
       {"losses: float", "gradients: float", "bias_gradient: float"},
       crossEntropyGradient,
       {"N: int >= 1"}},
      {"UnrollMostLikely", {"product: float", "bias: float"}, {"columns: int32"}, mostLikely},
  };
}

}  // namespace unroll
