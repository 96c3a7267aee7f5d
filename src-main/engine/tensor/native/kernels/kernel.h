// What every kernel needs of TensorFlow's C interface: checked inputs, outputs, and registration for the CPU.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_tensor.h"

// A vectorised variant for each generation of processors, chosen when the library is loaded.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__)
#define VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VECTORISED
#endif

namespace unroll {

/** Numbers in a line of the cache. */
constexpr int64_t LINE = 16;

/** One run of a kernel. Once a check has failed every later step does nothing. */
class Run {
 public:
  explicit Run(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  Run(const Run&) = delete;
  ~Run() {
    if (TF_GetCode(status_) != TF_OK) TF_OpKernelContext_Failure(context_, status_);
    for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }

  /** Null when something is wrong. */
  TF_Tensor* input(int index) {
    TF_Tensor* tensor = nullptr;
    if (ok()) TF_GetInput(context_, index, &tensor, status_);
    if (tensor != nullptr) tensors_.push_back(tensor);
    return tensor;
  }

  /** An input that the caller keeps beyond the run, and deletes. */
  TF_Tensor* takeInput(int index) {
    TF_Tensor* tensor = nullptr;
    if (ok()) TF_GetInput(context_, index, &tensor, status_);
    return tensor;
  }

  /** A tensor that already exists, shared and not copied. */
  void setOutput(int index, const TF_Tensor* tensor) {
    if (ok()) TF_SetOutput(context_, index, tensor, status_);
  }

  /** A float32 output; null when something is wrong. */
  float* output(int index, const std::vector<int64_t>& shape) {
    return static_cast<float*>(allocate(index, TF_FLOAT, shape));
  }

  int32_t* integerOutput(int index, const std::vector<int64_t>& shape) {
    return static_cast<int32_t*>(allocate(index, TF_INT32, shape));
  }

  bool require(bool condition, const char* message) {
    if (ok() && !condition) TF_SetStatus(status_, TF_INVALID_ARGUMENT, message);
    return ok();
  }

  bool ok() const { return TF_GetCode(status_) == TF_OK; }

 private:
  void* allocate(int index, TF_DataType type, const std::vector<int64_t>& shape) {
    if (!ok()) return nullptr;
    size_t bytes = TF_DataTypeSize(type);
    for (int64_t extent : shape) bytes *= extent;
    TF_Tensor* tensor =
        TF_AllocateOutput(context_, index, type, shape.data(), static_cast<int>(shape.size()), bytes, status_);
    if (tensor != nullptr) tensors_.push_back(tensor);
    return ok() ? TF_TensorData(tensor) : nullptr;
  }

  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

/** An input matrix `[rows, columns]`; a vector is a matrix of one row. */
template <typename Number>
struct Matrix {
  Matrix(Run& run, int index) {
    TF_Tensor* tensor = run.input(index);
    if (!run.require(tensor != nullptr, "an input is missing")) return;
    const int rank = TF_NumDims(tensor);
    if (!run.require(rank <= 2, "an input has more than two dimensions")) return;
    rows = rank == 2 ? TF_Dim(tensor, 0) : 1;
    columns = rank == 0 ? 1 : TF_Dim(tensor, rank - 1);
    data = static_cast<const Number*>(TF_TensorData(tensor));
  }

  const Number* row(int64_t index) const { return data + index * columns; }
  int64_t size() const { return rows * columns; }
  bool is(int64_t wantedRows, int64_t wantedColumns) const { return rows == wantedRows && columns == wantedColumns; }

  const Number* data = nullptr;
  int64_t rows = 0;
  int64_t columns = 0;
};

/** The state of a kernel with one yes-or-no attribute: made once, read at every run. */
inline void* createFlag(TF_OpKernelConstruction* construction, const char* attribute) {
  TF_Status* status = TF_NewStatus();
  unsigned char value = 0;
  TF_OpKernelConstruction_GetAttrBool(construction, attribute, &value, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return new bool(value != 0);
}

inline void destroyFlag(void* flag) { delete static_cast<bool*>(flag); }

struct Definition {
  const char* name;
  std::vector<const char*> inputs;
  std::vector<const char*> outputs;
  void (*compute)(void*, TF_OpKernelContext*);
  std::vector<const char*> attributes = {};
  void* (*create)(TF_OpKernelConstruction*) = nullptr;
  void (*destroy)(void*) = nullptr;
};

/** Makes an operation and its kernel for the CPU known to TensorFlow. Returns what went wrong, or an empty string. */
std::string registerKernel(const Definition& definition);

std::vector<Definition> recurrentCellKernels();
std::vector<Definition> attentionKernels();
std::vector<Definition> outputLayerKernels();
std::vector<Definition> likeliestKernels();
std::vector<Definition> thinProductKernels();
std::vector<Definition> variableKernels();

}  // namespace unroll
