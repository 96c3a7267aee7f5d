// Variables that the replicas of a model share. They are ordinary tensors whose memory these kernels, and nothing else, change in
// place; each replica looks after a part of their numbers. All threads of a process see the same memory, so replicas show each
// other tensors by reference.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "kernel.h"

namespace unroll {
namespace {

/** Tensors on show, by place. */
class Showcase {
 public:
  /** Takes over the tensors; those that were there before are given up. */
  void put(int32_t place, std::vector<TF_Tensor*> tensors) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      tensors_[place].swap(tensors);
      if (tensors_[place].empty()) tensors_.erase(place);
    }
    for (TF_Tensor* tensor : tensors) TF_DeleteTensor(tensor);
  }

  /** Hands the tensor to the run's output, without copying. False when nothing is there. */
  bool get(int32_t place, int32_t index, Run& run) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = tensors_.find(place);
    if (found == tensors_.end() || index < 0 || index >= static_cast<int32_t>(found->second.size())) return false;
    run.setOutput(0, found->second[index]);
    return true;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<int32_t, std::vector<TF_Tensor*>> tensors_;
};

Showcase& showcase() {
  static Showcase theOne;
  return theOne;
}

/** Inputs: place, tensors; without a tensor the place is cleared. */
void show(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<int32_t> place(run, 0);
  if (!run.require(place.size() == 1, "show: the place must be a number")) return;
  std::vector<TF_Tensor*> tensors;
  for (int index = 1; index < TF_NumInputs(context); index++) tensors.push_back(run.takeInput(index));
  showcase().put(place.data[0], std::move(tensors));
}

void shown(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Matrix<int32_t> place(run, 0), index(run, 1);
  if (!run.require(place.size() == 1 && index.size() == 1, "shown: place and index must be numbers")) return;
  run.require(showcase().get(place.data[0], index.data[0], run), "shown: nothing stands there");
}

/** The numbers of a tensor, of whatever rank. */
struct Numbers {
  Numbers(Run& run, int index) {
    TF_Tensor* tensor = run.input(index);
    if (!run.require(tensor != nullptr && TF_TensorType(tensor) == TF_FLOAT, "variables are of float32")) return;
    data = static_cast<float*>(TF_TensorData(tensor));
    size = TF_TensorElementCount(tensor);
  }

  float* data = nullptr;
  int64_t size = 0;
};

/** The numbers that a replica looks after: whole lines of the cache, so that no two replicas write to the same. */
struct Part {
  Part(Run& run, int index, int64_t size) {
    const Matrix<int32_t> part(run, index);
    if (!run.require(part.size() == 2 && part.data[0] >= 0 && part.data[0] < part.data[1],
                     "a part is [index, how many there are]"))
      return;
    const int64_t lines = (size + LINE - 1) / LINE;
    begin = std::min(size, lines * part.data[0] / part.data[1] * LINE);
    end = std::min(size, lines * (part.data[0] + 1) / part.data[1] * LINE);
  }

  int64_t begin = 0;
  int64_t end = 0;
};

/** Numbers that are added up at a time, in the nearest cache. */
constexpr int64_t BLOCK = 1024;

VECTORISED void add(const float* numbers, int64_t count, float* sum) {
#pragma omp simd
  for (int64_t k = 0; k < count; k++) sum[k] += numbers[k];
}

VECTORISED float sumOfSquares(const float* numbers, int64_t count) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t k = 0; k < count; k++) sum += numbers[k] * numbers[k];
  return sum;
}

/** Tensors of one size that are added up, always in their order. */
class Summands {
 public:
  Summands(Run& run, int first, int inputs) {
    for (int index = first; index < inputs; index++) {
      summands_.emplace_back(run, index);
      run.require(summands_.back().size == summands_.front().size, "gradients must be of one size");
    }
  }

  int64_t size() const { return summands_.front().size; }

  /** Calls `body` with the sums of `count` numbers from `begin` on, block after block. */
  template <typename Body>
  void forEachBlock(const Part& part, Body body) const {
    float sums[BLOCK];
    for (int64_t begin = part.begin; begin < part.end; begin += BLOCK) {
      const int64_t count = std::min(BLOCK, part.end - begin);
      std::copy_n(summands_.front().data + begin, count, sums);
      for (size_t s = 1; s < summands_.size(); s++) add(summands_[s].data + begin, count, sums);
      body(begin, count, sums);
    }
  }

 private:
  std::vector<Numbers> summands_;
};

/** Inputs: part, tensors. Output: the sum of squares of the part's numbers in the sum of the tensors. */
void sumOfSquares(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Summands summands(run, 1, TF_NumInputs(context));
  if (!run.ok()) return;
  const Part part(run, 0, summands.size());
  float* result = run.output(0, {});
  if (result == nullptr) return;
  double sum = 0;
  summands.forEachBlock(part, [&](int64_t, int64_t count, const float* sums) { sum += sumOfSquares(sums, count); });
  *result = static_cast<float>(sum);
}

/** One step's numbers, as `compiled-variables.ts` lays them out. */
struct Adam {
  float firstDecay, secondDecay;
  /** One less the decays: what of a new gradient enters the moments. */
  float firstShare, secondShare;
  /** Learning rate over the first moment's bias correction. */
  float stepSize;
  /** One over the root of the second moment's bias correction. */
  float rootCorrection;
  float epsilon;
  float gradientScale;
};

VECTORISED void adam(const Adam& step, const float* gradients, int64_t count, float* values, float* firsts, float* seconds) {
#pragma omp simd
  for (int64_t k = 0; k < count; k++) {
    const float gradient = gradients[k] * step.gradientScale;
    const float first = step.firstDecay * firsts[k] + step.firstShare * gradient;
    const float second = step.secondDecay * seconds[k] + step.secondShare * gradient * gradient;
    firsts[k] = first;
    seconds[k] = second;
    values[k] -= step.stepSize * first / (std::sqrt(second) * step.rootCorrection + step.epsilon);
  }
}

/** Inputs: value, both moments, the step's numbers, part, gradients. Changes the part's numbers of the first three. */
void applyAdam(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Numbers value(run, 0), first(run, 1), second(run, 2), settings(run, 3);
  const Summands gradients(run, 5, TF_NumInputs(context));
  if (!run.require(settings.size == sizeof(Adam) / sizeof(float), "Adam: wrong number of settings")) return;
  const int64_t size = gradients.size();
  if (!run.require(value.size == size && first.size == size && second.size == size,
                   "Adam: variable, moments and gradients must be of one size"))
    return;
  const Part part(run, 4, size);
  if (!run.ok()) return;
  Adam step;
  std::memcpy(&step, settings.data, sizeof step);
  gradients.forEachBlock(part, [&](int64_t begin, int64_t count, const float* sums) {
    adam(step, sums, count, value.data + begin, first.data + begin, second.data + begin);
  });
}

/** A copy in memory of TensorFlow's own: a tensor that JavaScript made lies in JavaScript's memory, which is one thread's. */
void copy(void*, TF_OpKernelContext* context) {
  Run run(context);
  TF_Tensor* tensor = run.input(0);
  const Numbers numbers(run, 0);
  if (!run.ok()) return;
  std::vector<int64_t> shape;
  for (int axis = 0; axis < TF_NumDims(tensor); axis++) shape.push_back(TF_Dim(tensor, axis));
  float* result = run.output(0, shape);
  if (result != nullptr) std::copy_n(numbers.data, numbers.size, result);
}

/** Inputs: a tensor to be changed in place, and its new numbers. */
void assign(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Numbers variable(run, 0), numbers(run, 1);
  if (run.require(variable.size == numbers.size, "assign: a variable keeps its size"))
    std::copy_n(numbers.data, numbers.size, variable.data);
}

}  // namespace

std::vector<Definition> variableKernels() {
  return {
      {"UnrollShow", {"place: int32", "tensors: N * float"}, {}, show, {"N: int >= 0"}},
      {"UnrollShown", {"place: int32", "index: int32"}, {"tensor: float"}, shown},
      {"UnrollSumOfSquares", {"part: int32", "summands: N * float"}, {"sum: float"}, sumOfSquares, {"N: int >= 1"}},
      {"UnrollAdam",
       {"value: float", "first: float", "second: float", "settings: float", "part: int32", "gradients: N * float"},
       {},
       applyAdam,
       {"N: int >= 1"}},
      {"UnrollCopy", {"numbers: float"}, {"variable: float"}, copy},
      {"UnrollAssign", {"variable: float", "numbers: float"}, {}, assign},
  };
}

}  // namespace unroll
