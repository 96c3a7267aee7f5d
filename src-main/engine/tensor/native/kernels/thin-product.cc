// Products of few rows with a kernel that a recurrence multiplies by at every time step. A general product lays the kernel
// out anew each time, which for few rows takes longer than the product; here that is done once for all steps.
#include <algorithm>

#include "panels.h"

namespace unroll {
namespace {

/** Rows computed together: as many as leave registers for their sums. */
constexpr int MOST_ROWS = 6;

/** `lanes` numbers that are added and multiplied at once. */
template <int Lanes>
struct Lane {
  typedef float Vector __attribute__((vector_size(Lanes * sizeof(float)), aligned(sizeof(float))));
};

/** y[r, :] = sum over k of x[r, k] panel[k, :] for `Rows` rows and `Lanes * Vectors` columns. */
template <int Lanes, int Vectors, int Rows>
static inline __attribute__((always_inline)) void tile(const Operand& x, const float* panel, float* y, int64_t columns,
                                                       const float* ahead) {
  using Vector = typename Lane<Lanes>::Vector;
  Vector sums[Rows][Vectors] = {};
  for (int p = 0; p < x.count; p++) {
    const float* part = x.parts[p];
    const int64_t inner = x.columns[p];
    for (int64_t k = 0; k < inner; k++, panel += PANEL, ahead += LINE) {
      const Vector* row = reinterpret_cast<const Vector*>(panel);
      __builtin_prefetch(ahead, 0, 2);
#pragma GCC unroll 8
      for (int r = 0; r < Rows; r++) {
        const float value = part[r * inner + k];
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; v++) sums[r][v] += value * row[v];
      }
    }
  }
  for (int r = 0; r < Rows; r++)
    for (int v = 0; v < Vectors; v++) *reinterpret_cast<Vector*>(y + r * columns + v * Lanes) = sums[r][v];
}

/** All columns of one panel for `Rows` rows. `y` has `columns` columns, of which the panel's are the first. */
template <int Lanes, int Vectors, int Rows>
static inline __attribute__((always_inline)) void panelRows(const Operand& x, const float* panel, float* y,
                                                            int64_t columns, const float* ahead) {
  for (int64_t column = 0; column < PANEL; column += Lanes * Vectors)
    tile<Lanes, Vectors, Rows>(x, panel + column, y + column, columns, ahead);
}

/** One panel for all rows, in groups of nearly equal size. */
template <int Lanes, int Vectors>
static inline __attribute__((always_inline)) void productInGroups(const Operand& x, int64_t rows, const float* panel,
                                                                  float* y, int64_t columns) {
  const int64_t groups = (rows + MOST_ROWS - 1) / MOST_ROWS;
  int64_t row = 0;
  for (int64_t group = 0; group < groups; group++) {
    const int64_t count = rows / groups + (group < rows % groups ? 1 : 0);
    const Operand from = x.from(row);
    float* to = y + row * columns;
    // Each group fetches its part of the next panel, which then comes from the cache.
    const float* ahead = panel + x.inner * PANEL + (group % (PANEL / LINE)) * x.inner * LINE;
    switch (count) {
      case 1: panelRows<Lanes, Vectors, 1>(from, panel, to, columns, ahead); break;
      case 2: panelRows<Lanes, Vectors, 2>(from, panel, to, columns, ahead); break;
      case 3: panelRows<Lanes, Vectors, 3>(from, panel, to, columns, ahead); break;
      case 4: panelRows<Lanes, Vectors, 4>(from, panel, to, columns, ahead); break;
      case 5: panelRows<Lanes, Vectors, 5>(from, panel, to, columns, ahead); break;
      default: panelRows<Lanes, Vectors, 6>(from, panel, to, columns, ahead);
    }
    row += count;
  }
}

// Vectors per row: as many as leave room for the sums of MOST_ROWS rows in the registers of each kind of processor.
#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx512f,fma"))) void product512(const Operand& x, int64_t rows, const float* panel,
                                                       float* y, int64_t columns) {
  productInGroups<16, 4>(x, rows, panel, y, columns);
}
__attribute__((target("avx2,fma"))) void product256(const Operand& x, int64_t rows, const float* panel,
                                                    float* y, int64_t columns) {
  productInGroups<8, 2>(x, rows, panel, y, columns);
}
#endif
void product128(const Operand& x, int64_t rows, const float* panel, float* y, int64_t columns) {
  productInGroups<4, 4>(x, rows, panel, y, columns);
}

PanelProduct fastestProduct() {
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("avx512f")) return product512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return product256;
#endif
  return product128;
}

/** The rows `from`, each of `inner` numbers, become the columns of a panel; a line of the cache is read at once. */
void packAcross(const float* from, int64_t inner, int64_t present, float* panel) {
  for (int64_t first = 0; first < inner; first += LINE)
    for (int64_t c = 0; c < present; c++)
      for (int64_t k = first; k < std::min(inner, first + LINE); k++) panel[k * PANEL + c] = from[c * inner + k];
}

/** `[blocks * inner, columns]`, or `[blocks * columns, inner]` to be transposed, into panels `[blocks, panels, inner, PANEL]`. */
void packKernel(void* state, TF_OpKernelContext* context) {
  const bool transpose = *static_cast<bool*>(state);
  Run run(context);
  const Matrix<float> kernel(run, 0);
  const Matrix<int32_t> blocks(run, 1);
  if (!run.require(blocks.size() == 1 && blocks.data[0] > 0 && kernel.rows % blocks.data[0] == 0,
                   "pack kernel: the rows must be a multiple of the blocks"))
    return;
  const int64_t rows = kernel.rows / blocks.data[0];
  const int64_t inner = transpose ? kernel.columns : rows;
  const int64_t columns = transpose ? rows : kernel.columns;
  const int64_t panels = panelsOf(columns);
  float* packed = run.output(0, {blocks.data[0], panels, inner, PANEL});
  if (packed == nullptr) return;
  for (int64_t block = 0; block < blocks.data[0]; block++) {
    const float* from = kernel.row(block * rows);
    for (int64_t panel = 0; panel < panels; panel++) {
      const int64_t first = panel * PANEL, present = std::min(PANEL, columns - first);
      float* to = packed + (block * panels + panel) * inner * PANEL;
      if (transpose)
        packAcross(from + first * inner, inner, present, to);
      else
        for (int64_t k = 0; k < inner; k++) std::copy_n(from + k * columns + first, present, to + k * PANEL);
      for (int64_t k = 0; present < PANEL && k < inner; k++)
        std::fill(to + k * PANEL + present, to + (k + 1) * PANEL, 0.0f);
    }
  }
}

void* createTranspose(TF_OpKernelConstruction* construction) { return createFlag(construction, "transpose"); }

/** Rows in equal blocks, each times its block of the packed kernel. */
void thinProduct(void*, TF_OpKernelContext* context) {
  const PanelProduct product = panelProduct();
  Run run(context);
  TF_Tensor* packed = run.input(0);
  const Matrix<int32_t> width(run, 1);
  int64_t allRows = 0;
  const Operand x = operandOf(run, 2, TF_NumInputs(context), allRows);
  if (!run.require(packed != nullptr && TF_NumDims(packed) == 4 && width.size() == 1,
                   "thin product: the kernel must be packed"))
    return;
  const int64_t blocks = TF_Dim(packed, 0), panels = TF_Dim(packed, 1), inner = TF_Dim(packed, 2);
  const int64_t columns = width.data[0];
  if (!run.require(x.inner == inner && allRows % blocks == 0 && panelsOf(columns) == panels,
                   "thin product: rows [blocks * rows, inner] do not fit the packed kernel"))
    return;
  float* y = run.output(0, {allRows, columns});
  if (y == nullptr) return;
  const float* panel = static_cast<const float*>(TF_TensorData(packed));
  const int64_t rows = allRows / blocks;
  std::vector<float> last(rows * PANEL);
  for (int64_t block = 0; block < blocks; block++) {
    const Operand from = x.from(block * rows);
    float* to = y + block * rows * columns;
    for (int64_t first = 0; first < columns; first += PANEL, panel += inner * PANEL) {
      const int64_t present = std::min(PANEL, columns - first);
      if (present == PANEL) {
        product(from, rows, panel, to + first, columns);
        continue;
      }
      product(from, rows, panel, last.data(), PANEL);
      for (int64_t r = 0; r < rows; r++)
        std::copy_n(last.data() + r * PANEL, present, to + r * columns + first);
    }
  }
}

}  // namespace

PanelProduct panelProduct() {
  static const PanelProduct product = fastestProduct();
  return product;
}

Operand operandOf(Run& run, int first, int inputs, int64_t& rows) {
  Operand operand{};
  if (!run.require(inputs - first >= 1 && inputs - first <= MOST_PARTS, "thin product: one to three parts")) return operand;
  for (int index = first; index < inputs; index++) {
    const Matrix<float> part(run, index);
    rows = index == first ? part.rows : rows;
    if (!run.require(part.rows == rows, "thin product: parts of different numbers of rows")) return operand;
    operand.parts[operand.count] = part.data;
    operand.columns[operand.count++] = part.columns;
    operand.inner += part.columns;
  }
  return operand;
}

std::vector<Definition> thinProductKernels() {
  return {
      {"UnrollPackKernel",
       {"kernel: float", "blocks: int32"},
       {"packed: float"},
       packKernel,
       {"transpose: bool"},
       createTranspose,
       destroyFlag},
      {"UnrollThinProduct",
       {"packed: float", "columns: int32", "parts: N * float"},
       {"product: float"},
       thinProduct,
       {"N: int >= 1"}},
  };
}

}  // namespace unroll
