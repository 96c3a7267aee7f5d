// Single-precision functions that compilers vectorise: no calls, no branches. The polynomial of the exponential is that of Cephes (Moshier 1992).
#pragma once

#include <cstdint>
#include <cstring>

namespace unroll {

#define INLINED static inline __attribute__((always_inline))

/** e^x to about one unit in the last place; 0 below and e^88 above what fits. */
INLINED float exponential(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  // Adding 1.5 * 2^23 leaves the nearest integer in the last bits.
  const float shifted = x * 1.44269504f + 12582912.0f;
  const float power = shifted - 12582912.0f;
  const float rest = (x - power * 0.693359375f) + power * 2.12194440e-4f;
  float sum = 1.9875691500e-4f;
  sum = sum * rest + 1.3981999507e-3f;
  sum = sum * rest + 8.3334519073e-3f;
  sum = sum * rest + 4.1665795894e-2f;
  sum = sum * rest + 1.6666665459e-1f;
  sum = sum * rest + 5.0000001201e-1f;
  sum = sum * rest * rest + rest + 1.0f;
  int32_t exponent;
  std::memcpy(&exponent, &shifted, sizeof exponent);
  int32_t bits;
  std::memcpy(&bits, &sum, sizeof bits);
  bits += exponent << 23;
  std::memcpy(&sum, &bits, sizeof sum);
  return sum;
}

INLINED float sigmoid(float x) { return 1.0f / (1.0f + exponential(-x)); }

/** A rational minimax approximation with the coefficients that Eigen uses; beyond +-7.905 the result is +-1 in float. */
INLINED float hyperbolicTangent(float x) {
  x = x < -7.90531110763549805f ? -7.90531110763549805f : x;
  x = x > 7.90531110763549805f ? 7.90531110763549805f : x;
  const float square = x * x;
  float numerator = -2.76076847742355e-16f;
  numerator = numerator * square + 2.00018790482477e-13f;
  numerator = numerator * square - 8.60467152213735e-11f;
  numerator = numerator * square + 5.12229709037114e-08f;
  numerator = numerator * square + 1.48572235717979e-05f;
  numerator = numerator * square + 6.37261928875436e-04f;
  numerator = numerator * square + 4.89352455891786e-03f;
  float denominator = 1.19825839466702e-06f;
  denominator = denominator * square + 1.18534705686654e-04f;
  denominator = denominator * square + 2.26843463243900e-03f;
  denominator = denominator * square + 4.89352518554385e-03f;
  return x * numerator / denominator;
}

}  // namespace unroll
