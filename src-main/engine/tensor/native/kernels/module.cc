// A module of Node that, when it is loaded, makes the kernels known to the TensorFlow of this process.
#include <node_api.h>

#include <mutex>

#include "kernel.h"

namespace unroll {

std::string registerKernel(const Definition& definition) {
  TF_OpDefinitionBuilder* operation = TF_NewOpDefinitionBuilder(definition.name);
  for (const char* input : definition.inputs) TF_OpDefinitionBuilderAddInput(operation, input);
  for (const char* output : definition.outputs) TF_OpDefinitionBuilderAddOutput(operation, output);
  for (const char* attribute : definition.attributes) TF_OpDefinitionBuilderAddAttr(operation, attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(operation, &TF_ShapeInferenceContextSetUnknownShape);
  TF_Status* status = TF_NewStatus();
  TF_RegisterOpDefinition(operation, status);
  if (TF_GetCode(status) == TF_OK) {
    TF_KernelBuilder* kernel =
        TF_NewKernelBuilder(definition.name, "CPU", definition.create, definition.compute, definition.destroy);
    TF_RegisterKernelBuilder(definition.name, kernel, status);
  }
  const std::string message = TF_GetCode(status) == TF_OK ? "" : TF_Message(status);
  TF_DeleteStatus(status);
  return message;
}

/** Every thread of the process loads the module; TensorFlow wants to hear of a kernel once. */
std::string registerOnce() {
  static std::once_flag once;
  static std::string message;
  std::call_once(once, [] {
    for (const auto& kernels : {recurrentCellKernels(), attentionKernels(), outputLayerKernels(), likeliestKernels(),
                                thinProductKernels(), variableKernels()})
      for (const Definition& definition : kernels) message += registerKernel(definition);
  });
  return message;
}

napi_value initialise(napi_env environment, napi_value exports) {
  const std::string message = registerOnce();
  if (!message.empty()) napi_throw_error(environment, nullptr, message.c_str());
  return exports;
}

}  // namespace unroll

NAPI_MODULE(unroll_kernels, unroll::initialise)
