// Convolutions of 3 x 3 with 16 products for each 2 x 2 pixels instead of 36: F(2 x 2, 3 x 3) of Lavin
// and Gray 2016, arXiv 1509.09308. Rows and pixels are even, channels multiples of 4. Numbers that
// belong together are 16 planes apart; the products of a plane are those of a 1 x 1 convolution.
#include "simd.h"

enum { PLANES = 16 };

// Four of a line become four: the input's.
INLINE void spread(v128_t *to, v128_t a, v128_t b, v128_t c, v128_t d, const int step) {
  to[0] = minus(a, c);
  to[step] = plus(b, c);
  to[2 * step] = minus(c, b);
  to[3 * step] = minus(b, d);
}

// V: the input of each tile, transformed.
static void input_planes(float *v, const float *x, int row, int rows, int tiles, int channels) {
  const int plane = rows * tiles * channels;
  for (int r = 0; r < rows; r++)
    for (int t = 0; t < tiles; t++)
      for (int c = 0; c < channels; c += 4) {
        const float *from = x + 2 * r * row + 2 * t * channels + c;
        v128_t half[16], whole[16];
        UNROLL for (int j = 0; j < 4; j++)
          spread(half + j, load(from + j * channels), load(from + row + j * channels),
                 load(from + 2 * row + j * channels), load(from + 3 * row + j * channels), 4);
        UNROLL for (int i = 0; i < 4; i++)
          spread(whole + 4 * i, half[4 * i], half[4 * i + 1], half[4 * i + 2], half[4 * i + 3], 1);
        float *to = v + (r * tiles + t) * channels + c;
        UNROLL for (int k = 0; k < PLANES; k++) store(to + k * plane, whole[k]);
      }
}

// The gradient of each tile of the output, transformed: A dy A'.
static void error_planes(float *e, const float *dy, int row, int rows, int tiles, int channels) {
  const int plane = rows * tiles * channels;
  for (int r = 0; r < rows; r++)
    for (int t = 0; t < tiles; t++)
      for (int c = 0; c < channels; c += 4) {
        const float *from = dy + 2 * r * row + 2 * t * channels + c;
        v128_t half[8], whole[16], zero = wasm_f32x4_const_splat(0);
        UNROLL for (int j = 0; j < 2; j++) {
          v128_t a = load(from + j * channels), b = load(from + row + j * channels);
          half[j] = a;
          half[2 + j] = plus(a, b);
          half[4 + j] = minus(a, b);
          half[6 + j] = minus(zero, b);
        }
        UNROLL for (int i = 0; i < 4; i++) {
          v128_t a = half[2 * i], b = half[2 * i + 1];
          whole[4 * i] = a;
          whole[4 * i + 1] = plus(a, b);
          whole[4 * i + 2] = minus(a, b);
          whole[4 * i + 3] = minus(zero, b);
        }
        float *to = e + (r * tiles + t) * channels + c;
        UNROLL for (int k = 0; k < PLANES; k++) store(to + k * plane, whole[k]);
      }
}

// y += A' m A.
static void output_tiles(float *y, const float *m, int row, int rows, int tiles, int channels) {
  const int plane = rows * tiles * channels;
  for (int r = 0; r < rows; r++)
    for (int t = 0; t < tiles; t++)
      for (int c = 0; c < channels; c += 4) {
        const float *from = m + (r * tiles + t) * channels + c;
        float *to = y + 2 * r * row + 2 * t * channels + c;
        v128_t half[8];
        UNROLL for (int j = 0; j < 4; j++) {
          v128_t a = load(from + j * plane), b = load(from + (4 + j) * plane);
          v128_t d = load(from + (8 + j) * plane), e = load(from + (12 + j) * plane);
          half[j] = plus(plus(a, b), d);
          half[4 + j] = minus(minus(b, d), e);
        }
        UNROLL for (int i = 0; i < 2; i++) {
          v128_t *line = half + 4 * i;
          v128_t left = plus(plus(line[0], line[1]), line[2]);
          v128_t right = minus(minus(line[1], line[2]), line[3]);
          float *first = to + i * row, *second = first + channels;
          store(first, plus(load(first), left));
          store(second, plus(load(second), right));
        }
      }
}

// One line of G g, (1, 0, 0), (1, 1, 1) / 2, (1, -1, 1) / 2, (0, 0, 1), times three numbers.
INLINE void widen(v128_t *to, v128_t a, v128_t b, v128_t c, const int step) {
  const v128_t half = wasm_f32x4_const_splat(0.5f);
  v128_t ends = times(half, plus(a, c)), middle = times(half, b);
  to[0] = a;
  to[step] = plus(ends, middle);
  to[2 * step] = minus(ends, middle);
  to[3 * step] = c;
}

// Its transpose: four numbers become three.
INLINE void narrow(v128_t *to, v128_t a, v128_t b, v128_t c, v128_t d, const int step) {
  const v128_t half = wasm_f32x4_const_splat(0.5f);
  v128_t sum = times(half, plus(b, c));
  to[0] = plus(a, sum);
  to[step] = times(half, minus(b, c));
  to[2 * step] = plus(sum, d);
}

// U from the weights of `convolve`, G g G': planes of weights of a 1 x 1 convolution.
EXPORT(winograd_weights)(float *u, const float *w, int inputs, int channels) {
  const int plane = inputs * channels;
  for (int first = 0; first < channels; first += 8) {
    const int wide = channels - first < 8 ? channels - first : 8;
    for (int i = 0; i < inputs * wide; i += 4) {
      const float *from = w + 9 * first * inputs + i;
      v128_t half[12], whole[16];
      UNROLL for (int j = 0; j < 3; j++)
        widen(half + j, load(from + j * inputs * wide), load(from + (3 + j) * inputs * wide),
              load(from + (6 + j) * inputs * wide), 3);
      UNROLL for (int k = 0; k < 4; k++)
        widen(whole + 4 * k, half[3 * k], half[3 * k + 1], half[3 * k + 2], 1);
      UNROLL for (int k = 0; k < PLANES; k++) store(u + k * plane + first * inputs + i, whole[k]);
    }
  }
}

// As `convolve` with 3 x 3 weights. `room` holds PLANES * tiles * (step + channels) floats.
EXPORT(winograd_convolve)(float *y, const float *x, const float *u, float *room, int images,
                          int rows, int pixels, int step, int channels) {
  const int tiles = pixels / 2 * (rows / 2), row = (pixels + 2) * step;
  float *v = room, *m = room + PLANES * tiles * step;
  for (int i = 0; i < images; i++) {
    input_planes(v, x + i * (rows + 2) * row, row, rows / 2, pixels / 2, step);
    for (int k = 0; k < PLANES * tiles * channels; k += 4) store(m + k, wasm_f32x4_const_splat(0));
    for (int k = 0; k < PLANES; k++)
      convolve(m + k * tiles * channels, v + k * tiles * step, u + k * step * channels, 1, 1, tiles,
               step, 1, step, channels);
    output_tiles(y + i * rows * pixels * channels, m, pixels * channels, rows / 2, pixels / 2,
                 channels);
  }
}

// As `kernel_gradient` with 3 x 3 weights. `room` holds PLANES * step * channels floats more.
EXPORT(winograd_gradient)(float *dw, const float *x, const float *dy, float *room, int dy_image,
                          int dy_row, int images, int rows, int pixels, int step, int channels) {
  const int tiles = pixels / 2 * (rows / 2), row = (pixels + 2) * step, plane = step * channels;
  float *v = room, *e = v + PLANES * tiles * step, *du = e + PLANES * tiles * channels;
  for (int k = 0; k < PLANES * plane; k += 4) store(du + k, wasm_f32x4_const_splat(0));
  for (int i = 0; i < images; i++) {
    input_planes(v, x + i * (rows + 2) * row, row, rows / 2, pixels / 2, step);
    error_planes(e, dy + i * dy_image, dy_row, rows / 2, pixels / 2, channels);
    for (int k = 0; k < PLANES; k++)
      kernel_gradient(du + k * plane, v + k * tiles * step, e + k * tiles * channels, 0, 0, 1, 1,
                      tiles, step, 1, step, channels);
  }
  for (int first = 0; first < channels; first += 8) {
    const int wide = channels - first < 8 ? channels - first : 8;
    for (int i = 0; i < step * wide; i += 4) {
      const float *from = du + first * step + i;
      float *to = dw + 9 * first * step + i;
      v128_t half[12], whole[9];
      UNROLL for (int j = 0; j < 4; j++)
        narrow(half + j, load(from + j * plane), load(from + (4 + j) * plane),
               load(from + (8 + j) * plane), load(from + (12 + j) * plane), 4);
      UNROLL for (int k = 0; k < 3; k++)
        narrow(whole + 3 * k, half[4 * k], half[4 * k + 1], half[4 * k + 2], half[4 * k + 3], 1);
      UNROLL for (int k = 0; k < 9; k++) {
        float *place = to + k * step * wide;
        store(place, plus(load(place), whole[k]));
      }
    }
  }
}
