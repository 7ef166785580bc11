// Short words for SIMD, and the two loops that winograd.c borrows from kernels.c.
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name), noinline)) void name
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define load wasm_v128_load
#define store wasm_v128_store
#define splat wasm_v128_load32_splat
#define plus wasm_f32x4_add
#define minus wasm_f32x4_sub
#define times wasm_f32x4_mul

void convolve(float *y, const float *x, const float *w, int images, int rows, int pixels, int step,
              int kernel_rows, int taps, int channels);
void kernel_gradient(float *dw, const float *x, const float *dy, int dy_image, int dy_row,
                     int images, int rows, int pixels, int step, int kernel_rows, int taps,
                     int channels);
