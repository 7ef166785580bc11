// What a run's sentences tell at a snapshot: the facts that Python's templates have gaps for.

import { insideOf } from "./layers.ts";
import { isEnlarging, psnr } from "./measuring.ts";
import type { DenoisingRun, EnlargingRun, Run } from "./runs.ts";
import type { Facts } from "./wording.ts";

/** The facts of a run at a snapshot.
 *
 *  @param known facts that no run changes, from Python
 *  @param original the crop that a picture is compared with
 */
export function factsOf(run: Run, at: number, known: Facts, original?: ArrayLike<number>): Facts {
  const common = { ...known, step: run.steps[at], psnr: run.psnr[at] };
  if (isEnlarging(run)) return { ...common, ...enlargingFacts(run, at, original) };
  const denoising = run as DenoisingRun;
  const flat = Number(known.flat);
  return {
    ...common,
    ...denoisingFacts(denoising, at),
    ...(Number.isNaN(flat) ? {} : { flat_gain: run.psnr[at] - flat }),
  };
}

function denoisingFacts(run: DenoisingRun, at: number): Facts {
  const { values, identity_psnr } = run;
  const added = row(run.added, run, at);
  const pictured = added.length && {
    crop_changed: added.reduce((count, change) => count + (change ? 1 : 0), 0),
    crop_values: added.length,
  };
  return {
    ...{ values, identity_psnr },
    gain: run.psnr[at] - identity_psnr,
    alive: Math.round(run.alive[at] * values),
    alive_share: run.alive[at],
    darkened: run.darkened[at],
    brightened: run.brightened[at],
    changed: Math.round((run.darkened[at] + run.brightened[at]) * values),
    gradient: run.gradient[at],
    spread: spread(row(run.histogram, run, at), run.histogram_range),
    ...(pictured || {}),
    ...layerFacts(run, at),
  };
}

/** None in a recording that holds nothing of single layers. */
function layerFacts(run: DenoisingRun, at: number): Facts {
  const inside = insideOf({ run, at });
  if (!inside) return {};
  const last = inside.signal.length - 1;
  const dead = row(run.dead, run, at);
  return {
    ...{ dead: dead.reduce((sum, one) => sum + one, 0), units: dead.length },
    ...{ first_layer: run.layers[0], last_layer: run.layers[last] },
    ...{ first_signal: inside.signal[0], last_signal: inside.signal[last] },
    ...{ first_gradient: inside.gradient[0], last_gradient: inside.gradient[last] },
  };
}

/** Standard deviation of the values in a histogram. */
function spread(counts: ArrayLike<number>, [low, high]: [number, number]): number {
  const bins = Array.from(counts, (count, i) => ({
    count,
    middle: low + ((i + 0.5) * (high - low)) / counts.length,
  }));
  const mean = (value: (middle: number) => number) => {
    const total = bins.reduce((sum, { count }) => sum + count, 0);
    return bins.reduce((sum, { count, middle }) => sum + count * value(middle), 0) / total;
  };
  const centre = mean((middle) => middle);
  return Math.sqrt(mean((middle) => (middle - centre) ** 2));
}

function enlargingFacts(run: EnlargingRun, at: number, original?: ArrayLike<number>): Facts {
  const { grey_psnr, nearest_psnr, bicubic_psnr, input_rms, layers } = run;
  const signal = row(run.signal, run, at);
  const kernels = row(run.gradient, run, at);
  const bias = row(run.bias_gradient, run, at);
  const largest = kernels.reduce((most, size, i) => (size > kernels[most] ? i : most), 0);
  const picture = row(run.picture, run, at);
  return {
    ...{ grey_psnr, bicubic_psnr, input_rms },
    above_grey: run.psnr[at] - grey_psnr,
    above_nearest: run.psnr[at] - nearest_psnr,
    above_bicubic: run.psnr[at] - bicubic_psnr,
    spread: run.spread[at],
    signal_before_last: signal[signal.length - 2],
    signal_at_output: signal[signal.length - 1],
    gradient: kernels[largest],
    gradient_layer: layers[largest],
    ...(bias.length && { error_at_input: bias[0], error_at_output: bias[bias.length - 1] }),
    ...(picture.length &&
      original && {
        darkest: picture.reduce((a, b) => Math.min(a, b)),
        brightest: picture.reduce((a, b) => Math.max(a, b)),
        crop_psnr: psnr(picture, original, 255),
      }),
  };
}

function row(values: Float32Array | Int16Array | ArrayLike<number>, { steps }: Run, at: number) {
  const size = values.length / steps.length;
  return Array.from({ length: size }, (_, i) => values[at * size + i]);
}
