// What time steps ask of the output layer, whose logits are still in the cache, a block of rows and a panel of tokens at a time:
// decoding the most likely tokens of every row with their log-probabilities, a free-running step the next token.
#include <algorithm>
#include <cmath>

#include "mathematics.h"
#include "panels.h"

namespace unroll {
namespace {

/** Rows whose logits of one panel, with the panel itself, stay in the cache. */
constexpr int64_t BLOCK = 192;

/**
 * Stands for no logit: less than any, and its exponential as good as 0. What is not a number or as small is never taken, so that
 * a row of nothing else has the first token, not one behind the last.
 */
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

/** The inputs that both have: packed kernel, its columns, bias, a number, and the rows in parts side by side. */
struct Operands {
  explicit Operands(Run& run, TF_OpKernelContext* context) : width(run, 1), bias(run, 2), number(run, 3) {
    TF_Tensor* packed = run.input(0);
    x = operandOf(run, 4, TF_NumInputs(context), rows);
    if (!run.require(packed != nullptr && TF_NumDims(packed) == 4 && TF_Dim(packed, 0) == 1 && width.size() == 1 && number.size() == 1,
                     "likeliest: the kernel must be packed in one block"))
      return;
    columns = width.data[0];
    panels = TF_Dim(packed, 1);
    inner = TF_Dim(packed, 2);
    kernel = static_cast<const float*>(TF_TensorData(packed));
    if (!run.require(x.inner == inner && panelsOf(columns) == panels && bias.size() == columns,
                     "likeliest: rows [rows, inner], kernel [inner, columns] and bias [columns] do not belong together"))
      return;
    paddedBias.assign(panels * PANEL, NONE);
    std::copy_n(bias.data, columns, paddedBias.data());
    logits.resize(std::min(rows, BLOCK) * PANEL);
  }

  /** Computes `count` rows from `first` on, panel by panel; `use` gets the panel's first column and finds them in `logits`. */
  template <typename Use>
  void forEachPanel(int64_t first, int64_t count, Use use) {
    const PanelProduct product = panelProduct();
    const Operand from = x.from(first);
    for (int64_t panel = 0; panel < panels; panel++) {
      product(from, count, kernel + panel * inner * PANEL, logits.data(), PANEL);
      use(panel * PANEL);
    }
  }

  Matrix<int32_t> width;
  Matrix<float> bias;
  Matrix<int32_t> number;
  Operand x{};
  const float* kernel = nullptr;
  int64_t rows = 0, columns = 0, panels = 0, inner = 0;
  /** As long as all panels; behind the columns it makes their logits as good as none. */
  std::vector<float> paddedBias;
  /** Of a block of rows and a panel: products, until somebody adds the bias. */
  std::vector<float> logits;
};

/** The number: how many tokens are wanted. */
void likeliest(void*, TF_OpKernelContext* context) {
  Run run(context);
  Operands of(run, context);
  if (!run.ok()) return;
  const int64_t count = of.number.data[0], rows = of.rows;
  if (!run.require(count >= 1 && count <= of.columns, "likeliest: from one to at most as many tokens as columns")) return;
  float* values = run.output(0, {rows, count});
  int32_t* tokens = run.integerOutput(1, {rows, count});
  if (tokens == nullptr) return;
  std::fill_n(values, rows * count, NONE);
  std::fill_n(tokens, rows * count, 0);
  std::vector<float> panelLargest(BLOCK);
  for (int64_t first = 0; first < rows; first += BLOCK) {
    const int64_t block = std::min(BLOCK, rows - first);
    std::vector<Softmax> softmaxes(block);
    of.forEachPanel(first, block, [&](int64_t column) {
      addPanel(of.logits.data(), block, of.paddedBias.data() + column, softmaxes.data(), panelLargest.data());
      for (int64_t r = 0; r < block; r++) {
        Best best{values + (first + r) * count, tokens + (first + r) * count, count};
        if (panelLargest[r] > best.logits[count - 1])
          best.take(of.logits.data() + r * PANEL, static_cast<int32_t>(column));
      }
    });
    for (int64_t r = 0; r < block; r++) {
      const float normaliser = softmaxes[r].largest + std::log(softmaxes[r].sum);
      for (int64_t k = 0; k < count; k++) values[(first + r) * count + k] -= normaliser;
    }
  }
}

/** The largest of a panel's products with the bias. */
VECTORISED float largestOf(const float* products, const float* bias) {
  float largest = NONE;
#pragma omp simd reduction(max : largest)
  for (int64_t k = 0; k < PANEL; k++) largest = products[k] + bias[k] > largest ? products[k] + bias[k] : largest;
  return largest;
}

/** The number: of how many rows, the first ones, the most likely token is wanted. Outputs: all products, and these tokens. */
void predict(void*, TF_OpKernelContext* context) {
  Run run(context);
  Operands of(run, context);
  if (!run.ok()) return;
  const int64_t wanted = of.number.data[0], rows = of.rows, columns = of.columns;
  if (!run.require(wanted >= 1 && wanted <= rows, "predict: tokens of no row, or of more rows than there are")) return;
  float* products = run.output(0, {rows, columns});
  int32_t* tokens = run.integerOutput(1, {wanted});
  if (tokens == nullptr) return;
  std::fill_n(tokens, wanted, 0);
  std::vector<float> largest(wanted, NONE);
  for (int64_t first = 0; first < rows; first += BLOCK) {
    const int64_t block = std::min(BLOCK, rows - first);
    of.forEachPanel(first, block, [&](int64_t column) {
      const float* bias = of.paddedBias.data() + column;
      for (int64_t r = 0; r < block; r++) {
        const float* row = of.logits.data() + r * PANEL;
        std::copy_n(row, std::min(PANEL, columns - column), products + (first + r) * columns + column);
        if (first + r >= wanted) continue;
        const float ofPanel = largestOf(row, bias);
        if (ofPanel <= largest[first + r]) continue;
        largest[first + r] = ofPanel;
        int32_t token = 0;
        while (token < PANEL - 1 && row[token] + bias[token] != ofPanel) token++;
        tokens[first + r] = static_cast<int32_t>(column) + token;
      }
    });
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
      {"UnrollPredict",
       {"packed: float", "columns: int32", "bias: float", "rows: int32", "parts: N * float"},
       {"product: float", "tokens: int32"},
       predict,
       {"N: int >= 1"}},
  };
}

}  // namespace unroll
