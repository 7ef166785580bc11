// The inner loops of training, for WebAssembly with SIMD. `make wasm` compiles this file and
// winograd.c; plain_kernels.ts says the same in JavaScript. Strides and sizes count floats, and an
// image is (rows, pixels, channels).
//
// A kernel's weights lie in blocks of 8 output channels, the last of 8 or 4: block -> kernel row ->
// tap -> channel, where a tap is one input channel of one kernel column. Taps of a row are neighbours
// in the input, too, so one loop takes them all.
#include "simd.h"

enum { STRIP = 4 };  // rows of the kernel's gradient that stay in the first cache

// A stride of 0 repeats the source, or adds up in the target.
EXPORT(copy)(float *to, int to_image, int to_row, int to_pixel, const float *from, int from_image,
             int from_row, int from_pixel, int images, int rows, int pixels, int channels, int add) {
  if (to_pixel == channels && from_pixel == channels) {
    channels *= pixels;
    pixels = 1;
  }
  for (int i = 0; i < images; i++)
    for (int r = 0; r < rows; r++) {
      float *target = to + i * to_image + r * to_row;
      const float *source = from + i * from_image + r * from_row;
      for (int p = 0; p < pixels; p++, target += to_pixel, source += from_pixel) {
        int c = 0;
        if (add) {
          for (; c + 4 <= channels; c += 4) store(target + c, plus(load(target + c), load(source + c)));
          for (; c < channels; c++) target[c] += source[c];
        } else {
          for (; c + 4 <= channels; c += 4) store(target + c, load(source + c));
          for (; c < channels; c++) target[c] = source[c];
        }
      }
    }
}

// An index below 0 gives 0.
EXPORT(gather)(float *to, const float *from, const int *index, int count) {
  for (int i = 0; i < count; i++) to[i] = index[i] < 0 ? 0 : from[index[i]];
}

// y = x above 0, else slope * x. channels is a multiple of 4, or the loop is slow.
EXPORT(rectify)(float *y, const float *x, const float *slope, int pixels, int channels) {
  for (int p = 0; p < pixels; p++, x += channels, y += channels) {
    int c = 0;
    for (; c + 4 <= channels; c += 4) {
      v128_t value = load(x + c), positive = wasm_f32x4_gt(value, wasm_f32x4_const_splat(0));
      store(y + c, wasm_v128_bitselect(value, times(value, load(slope + c)), positive));
    }
    for (; c < channels; c++) y[c] = x[c] > 0 ? x[c] : slope[c] * x[c];
  }
}

// Adds to dx, and to dslope unless that is null. At 0 the gradient is 0, as that of Keras's PReLU.
EXPORT(rectify_gradient)(float *dx, float *dslope, const float *dy, const float *x,
                         const float *slope, int pixels, int channels) {
  const v128_t zero = wasm_f32x4_const_splat(0);
  for (int p = 0; p < pixels; p++, x += channels, dx += channels, dy += channels) {
    int c = 0;
    for (; c + 4 <= channels; c += 4) {
      v128_t value = load(x + c), error = load(dy + c), negative = wasm_f32x4_lt(value, zero);
      v128_t above = wasm_v128_and(error, wasm_f32x4_gt(value, zero));
      v128_t below = wasm_v128_and(error, negative);
      store(dx + c, plus(load(dx + c), plus(above, times(below, load(slope + c)))));
      if (dslope) store(dslope + c, plus(load(dslope + c), times(below, value)));
    }
    for (; c < channels; c++) {
      dx[c] += x[c] > 0 ? dy[c] : x[c] < 0 ? slope[c] * dy[c] : 0;
      if (dslope && x[c] < 0) dslope[c] += dy[c] * x[c];
    }
  }
}

// `count` pixels times 4 * `wide` channels, held in registers: the compiler unrolls both.
INLINE void tile(float *y, int channels, const float *x, int step, int row, const float *w,
                 int kernel_rows, int taps, const int count, const int wide) {
  v128_t sum[4][2];
  UNROLL for (int p = 0; p < count; p++)
    UNROLL for (int v = 0; v < wide; v++) sum[p][v] = load(y + p * channels + 4 * v);
  for (int k = 0; k < kernel_rows; k++, x += row)
    for (int t = 0; t < taps; t++, w += 4 * wide)
      UNROLL for (int p = 0; p < count; p++) {
        v128_t value = splat(x + p * step + t);
        UNROLL for (int v = 0; v < wide; v++)
          sum[p][v] = plus(sum[p][v], times(value, load(w + 4 * v)));
      }
  UNROLL for (int p = 0; p < count; p++)
    UNROLL for (int v = 0; v < wide; v++) store(y + p * channels + 4 * v, sum[p][v]);
}

INLINE void line(float *y, int channels, const float *x, int step, int row, const float *w,
                 int kernel_rows, int taps, int pixels, const int wide) {
  int p = 0;
  for (; p + 4 <= pixels; p += 4)
    tile(y + p * channels, channels, x + p * step, step, row, w, kernel_rows, taps, 4, wide);
  for (; p < pixels; p++)
    tile(y + p * channels, channels, x + p * step, step, row, w, kernel_rows, taps, 1, wide);
}

// y += x * w. `rows` and `pixels` are those of y; x is as much larger as the kernel asks for, and
// `step` is its number of channels. channels, those of y, is a multiple of 4.
EXPORT(convolve)(float *y, const float *x, const float *w, int images, int rows, int pixels,
                 int step, int kernel_rows, int taps, int channels) {
  const int row = pixels * step + taps - step, image = (rows + kernel_rows - 1) * row;
  for (int i = 0; i < images; i++)
    for (int c = 0; c < channels; c += 8)
      for (int r = 0; r < rows; r++) {
        float *to = y + (i * rows + r) * pixels * channels + c;
        const float *from = x + i * image + r * row, *by = w + c * kernel_rows * taps;
        if (channels - c >= 8)
          line(to, channels, from, step, row, by, kernel_rows, taps, pixels, 2);
        else
          line(to, channels, from, step, row, by, kernel_rows, taps, pixels, 1);
      }
}

// `count` taps times 4 * `wide` channels of the kernel's gradient, over a strip of rows.
INLINE void outer(float *dw, const float *x, int step, int row, const float *dy, int dy_row,
                  int channels, int rows, int pixels, const int count, const int wide) {
  v128_t sum[4][2];
  UNROLL for (int t = 0; t < count; t++)
    UNROLL for (int v = 0; v < wide; v++) sum[t][v] = load(dw + 4 * (t * wide + v));
  for (int r = 0; r < rows; r++)
    for (int p = 0; p < pixels; p++) {
      const float *from = x + r * row + p * step, *error = dy + r * dy_row + p * channels;
      UNROLL for (int t = 0; t < count; t++) {
        v128_t value = splat(from + t);
        UNROLL for (int v = 0; v < wide; v++)
          sum[t][v] = plus(sum[t][v], times(value, load(error + 4 * v)));
      }
    }
  UNROLL for (int t = 0; t < count; t++)
    UNROLL for (int v = 0; v < wide; v++) store(dw + 4 * (t * wide + v), sum[t][v]);
}

INLINE void strip(float *dw, const float *x, int step, int row, const float *dy, int dy_row,
                  int channels, int rows, int pixels, int kernel_rows, int taps, const int wide) {
  for (int k = 0; k < kernel_rows; k++) {
    int t = 0;
    for (; t + 4 <= taps; t += 4, dw += 16 * wide)
      outer(dw, x + k * row + t, step, row, dy, dy_row, channels, rows, pixels, 4, wide);
    for (; t < taps; t++, dw += 4 * wide)
      outer(dw, x + k * row + t, step, row, dy, dy_row, channels, rows, pixels, 1, wide);
  }
}

// dw += the gradient of `convolve` for its weights. dy may lie inside a larger image.
EXPORT(kernel_gradient)(float *dw, const float *x, const float *dy, int dy_image, int dy_row,
                        int images, int rows, int pixels, int step, int kernel_rows, int taps,
                        int channels) {
  const int row = pixels * step + taps - step, image = (rows + kernel_rows - 1) * row;
  for (int i = 0; i < images; i++)
    for (int r = 0; r < rows; r += STRIP) {
      const int high = rows - r < STRIP ? rows - r : STRIP;
      const float *from = x + i * image + r * row, *error = dy + i * dy_image + r * dy_row;
      for (int c = 0; c < channels; c += 8) {
        float *to = dw + c * kernel_rows * taps;
        if (channels - c >= 8)
          strip(to, from, step, row, error + c, dy_row, channels, high, pixels, kernel_rows, taps, 2);
        else
          strip(to, from, step, row, error + c, dy_row, channels, high, pixels, kernel_rows, taps, 1);
      }
    }
}
