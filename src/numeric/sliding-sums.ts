import { dot } from './dot.ts';
import { type FourierTransform, fourierTransform } from './fourier-transform.ts';

/** The sums over every full window of a signal with the first `many` sets of window weights. */
export type SlidingSums = (signal: Float64Array, many: number) => Float64Array[];

// Below this length a direct sum is faster than Fourier transforms.
const SHORTEST_FOURIER_WINDOW = 64;

/**
 * Prepares weighted sums over every full window of a signal, for several sets of window weights of one length: result k at
 * position i is the sum over d of kernels[k][d] * signal[i + d], for each i with i + length - 1 in the signal. The error is a few
 * units in the last place of the greatest term times the window, however small the sum itself is.
 */
export function slidingSums(kernels: readonly Float64Array[]): SlidingSums {
  return kernels[0].length < SHORTEST_FOURIER_WINDOW ? directSums(kernels) : fourierSums(kernels);
}

function directSums(kernels: readonly Float64Array[]): SlidingSums {
  return (signal, many) => kernels.slice(0, many).map((kernel) => directSum(kernel, signal));
}

/** Four positions at a time, because a single sum would make every addition wait for the one before. */
function directSum(kernel: Float64Array, signal: Float64Array): Float64Array {
  const sums = new Float64Array(signal.length - kernel.length + 1);
  let i = 0;
  for (; i + 3 < sums.length; i += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let x0 = signal[i];
    let x1 = signal[i + 1];
    let x2 = signal[i + 2];
    for (let d = 0; d < kernel.length; d++) {
      const weight = kernel[d];
      const x3 = signal[i + 3 + d];
      s0 += weight * x0;
      s1 += weight * x1;
      s2 += weight * x2;
      s3 += weight * x3;
      x0 = x1;
      x1 = x2;
      x2 = x3;
    }
    sums[i] = s0;
    sums[i + 1] = s1;
    sums[i + 2] = s2;
    sums[i + 3] = s3;
  }
  for (; i < sums.length; i++) sums[i] = dot(kernel, 0, signal, i, kernel.length);
  return sums;
}

/** By Fourier transforms of overlapping blocks (overlap-save; Stockham 1966): n log(window) operations instead of n window. */
function fourierSums(kernels: readonly Float64Array[]): SlidingSums {
  const window = kernels[0].length;
  const size = 2 ** Math.ceil(Math.log2(4 * window));
  const fresh = size - window + 1;
  const transform = fourierTransform(size);
  const spectra: ComplexArray[] = [];
  const spectrumOf = (k: number): ComplexArray => {
    spectra[k] ??= conjugateSpectrum(kernels[k], transform, size);
    return spectra[k];
  };
  const spectrum = complexArray(size);
  const product = complexArray(size);

  return (signal, many) => {
    const positions = signal.length - window + 1;
    const sums = Array.from({ length: many }, () => new Float64Array(positions));
    // Two blocks of a real signal travel as the two parts of a complex one.
    for (let first = 0; first < positions; first += 2 * fresh) {
      const second = first + fresh;
      fill(spectrum.real, signal, first);
      fill(spectrum.imaginary, signal, second);
      transform.forward(spectrum.real, spectrum.imaginary);
      for (const [k, sum] of sums.entries()) {
        multiply(product, spectrum, spectrumOf(k));
        transform.inverse(product.real, product.imaginary);
        sum.set(product.real.subarray(0, Math.min(fresh, positions - first)), first);
        if (second < positions) sum.set(product.imaginary.subarray(0, Math.min(fresh, positions - second)), second);
      }
    }
    return sums;
  };
}

interface ComplexArray {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

const complexArray = (size: number): ComplexArray => ({
  real: new Float64Array(size),
  imaginary: new Float64Array(size),
});

/** The conjugate makes a product of spectra a correlation; divided by the size, which the inverse transform does not do. */
function conjugateSpectrum(kernel: Float64Array, transform: FourierTransform, size: number): ComplexArray {
  const { real, imaginary } = complexArray(size);
  real.set(kernel);
  transform.forward(real, imaginary);
  return { real: real.map((value) => value / size), imaginary: imaginary.map((value) => -value / size) };
}

function fill(block: Float64Array, signal: Float64Array, from: number): void {
  const part = signal.subarray(Math.min(from, signal.length), from + block.length);
  block.set(part);
  block.fill(0, part.length);
}

function multiply(product: ComplexArray, left: ComplexArray, right: ComplexArray): void {
  for (let i = 0; i < product.real.length; i++) {
    product.real[i] = left.real[i] * right.real[i] - left.imaginary[i] * right.imaginary[i];
    product.imaginary[i] = left.real[i] * right.imaginary[i] + left.imaginary[i] * right.real[i];
  }
}
