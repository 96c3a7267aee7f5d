# Built by set-up with node-gyp; `tensorflow_folder` holds TensorFlow's include/ and lib/.
{
  'targets': [
    {
      'target_name': 'unroll_kernels',
      'sources': ['attention.cc', 'likeliest.cc', 'module.cc', 'output-layer.cc', 'recurrent-cell.cc', 'thin-product.cc',
                  'variables.cc'],
      'include_dirs': ['<(tensorflow_folder)/include', 'absent-headers'],
      'cflags!': ['-O2'],
      # `omp simd` promises only what the loops state; -ffast-math would change the arithmetic of the whole process.
      'cflags_cc': ['-std=c++17', '-O3', '-fopenmp-simd', '-fno-math-errno', '-fno-trapping-math'],
      'conditions': [
        ['OS == "mac"', {
          'libraries': ['-L<(tensorflow_folder)/lib', '-ltensorflow_framework.2', '-Wl,-rpath,<(tensorflow_folder)/lib'],
          'xcode_settings': {
            'CLANG_CXX_LANGUAGE_STANDARD': 'c++17',
            'GCC_OPTIMIZATION_LEVEL': '3',
            'OTHER_CPLUSPLUSFLAGS': ['-fopenmp-simd', '-fno-math-errno', '-fno-trapping-math'],
          },
        }],
        ['OS == "linux"', {
          'libraries': ['-L<(tensorflow_folder)/lib', '-ltensorflow_framework', '-Wl,-rpath,<(tensorflow_folder)/lib'],
        }],
      ],
    },
  ],
}
