/** Adam's decay rates and epsilon, PyTorch's defaults (Kingma and Ba 2015, algorithm 1). */
export const BETA1 = 0.9;
export const BETA2 = 0.999;
export const EPSILON = 1e-8;
