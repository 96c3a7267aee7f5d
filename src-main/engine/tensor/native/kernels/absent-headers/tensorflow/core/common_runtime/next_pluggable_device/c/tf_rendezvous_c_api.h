// TensorFlow's kernels.h includes this header, which is not among those that set-up unpacks; it needs but the name of a type.
#pragma once

typedef struct TF_RendezvousThunk TF_RendezvousThunk;
