// What decoding asks of the output layer: the most likely tokens of every row with their log-probabilities. The logits stay
// in the cache, a block of rows and a panel of tokens at a time.
#include <algorithm>
#include <cmath>
#include <limits>

#include "mathematics.h"
#include "panels.h"

namespace unroll {
namespace {

/** Rows whose logits of one panel, with the panel itself, stay in the cache. */
constexpr int64_t BLOCK = 192;

/** More than any logit is below another; its exponential is as good as 0. */
constexpr float NONE = -1e30f;

/** What is known of a row's softmax after some panels: the largest logit, and the sum of exp(logit - largest). */
struct Softmax {
  float largest = NONE;
  float sum = 0;
};

/** Adds the bias to a row's logits of a panel and returns the largest. */
INLINED float addBias(float* logits, const float* bias) {
  float largest = NONE;
#pragma omp simd reduction(max : largest)
  for (int64_t k = 0; k < PANEL; k++) {
    logits[k] += bias[k];
    largest = logits[k] > largest ? logits[k] : largest;
  }
  return largest;
}

/** Takes a panel's logits into the softmaxes of `rows` rows; `panelLargest` gets each row's largest. */
VECTORISED void addPanel(float* logits, int64_t rows, const float* bias, Softmax* softmaxes, float* panelLargest) {
  for (int64_t r = 0; r < rows; r++, logits += PANEL) {
    panelLargest[r] = addBias(logits, bias);
    Softmax& softmax = softmaxes[r];
    if (panelLargest[r] > softmax.largest) {
      softmax.sum *= std::exp(softmax.largest - panelLargest[r]);
      softmax.largest = panelLargest[r];
    }
    const float largest = softmax.largest;
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t k = 0; k < PANEL; k++) sum += exponential(logits[k] - largest);
    softmax.sum += sum;
  }
}

/** The best tokens of one row so far, best first; the lower token wins ties. */
struct Best {
  float* logits;
  int32_t* tokens;
  int64_t count;

  void take(const float* from, int32_t firstToken) {
    for (int64_t k = 0; k < PANEL; k++)
      if (from[k] > logits[count - 1]) insert(from[k], firstToken + static_cast<int32_t>(k));
  }

  void insert(float logit, int32_t token) {
    int64_t place = count - 1;
    for (; place > 0 && logits[place - 1] < logit; place--) {
      logits[place] = logits[place - 1];
      tokens[place] = tokens[place - 1];
    }
    logits[place] = logit;
    tokens[place] = token;
  }
};

/** Inputs: packed kernel, its columns, bias, how many tokens are wanted, and the rows in parts side by side. */
void likeliest(void*, TF_OpKernelContext* context) {
  Run run(context);
  TF_Tensor* packed = run.input(0);
  const Matrix<int32_t> width(run, 1), wanted(run, 3);
  const Matrix<float> bias(run, 2);
  int64_t rows = 0;
  const Operand x = operandOf(run, 4, TF_NumInputs(context), rows);
  if (!run.require(packed != nullptr && TF_NumDims(packed) == 4 && TF_Dim(packed, 0) == 1 && width.size() == 1 && wanted.size() == 1,
                   "likeliest: the kernel must be packed in one block"))
    return;
  const int64_t columns = width.data[0], count = wanted.data[0];
  const int64_t panels = TF_Dim(packed, 1), inner = TF_Dim(packed, 2);
  if (!run.require(x.inner == inner && panelsOf(columns) == panels && bias.size() == columns && count >= 1 && count <= columns,
                   "likeliest: rows [rows, inner], bias [columns] and at most as many tokens as columns are needed"))
    return;
  float* values = run.output(0, {rows, count});
  int32_t* tokens = run.integerOutput(1, {rows, count});
  if (tokens == nullptr) return;
  const PanelProduct product = panelProduct();
  std::vector<float> paddedBias(panels * PANEL, NONE), logits(std::min(rows, BLOCK) * PANEL), panelLargest(BLOCK);
  std::copy_n(bias.data, columns, paddedBias.data());
  std::fill_n(values, rows * count, -std::numeric_limits<float>::infinity());
  std::fill_n(tokens, rows * count, 0);
  for (int64_t first = 0; first < rows; first += BLOCK) {
    const int64_t block = std::min(BLOCK, rows - first);
    const Operand from = x.from(first);
    std::vector<Softmax> softmaxes(block);
    const float* panel = static_cast<const float*>(TF_TensorData(packed));
    for (int64_t column = 0; column < columns; column += PANEL, panel += inner * PANEL) {
      product(from, block, panel, logits.data(), PANEL);
      addPanel(logits.data(), block, paddedBias.data() + column, softmaxes.data(), panelLargest.data());
      for (int64_t r = 0; r < block; r++) {
        Best best{values + (first + r) * count, tokens + (first + r) * count, count};
        if (panelLargest[r] > best.logits[count - 1])
          best.take(logits.data() + r * PANEL, static_cast<int32_t>(column));
      }
    }
    for (int64_t r = 0; r < block; r++) {
      const float normaliser = softmaxes[r].largest + std::log(softmaxes[r].sum);
      for (int64_t k = 0; k < count; k++) values[(first + r) * count + k] -= normaliser;
    }
  }
}

}  // namespace

std::vector<Definition> likeliestKernels() {
  return {
      {"UnrollLikeliest",
       {"packed: float", "columns: int32", "bias: float", "count: int32", "parts: N * float"},
       {"log_probabilities: float", "tokens: int32"},
       likeliest,
       {"N: int >= 1"}},
  };
}

}  // namespace unroll
