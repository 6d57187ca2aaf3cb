/** Complex Fourier transforms in place, of arrays whose length is the `size` asked for. */
export interface FourierTransform {
  /** From natural to bit-reversed order. */
  forward(real: Float64Array, imaginary: Float64Array): void;
  /** From bit-reversed to natural order; gives `size` times what `forward` was given. */
  inverse(real: Float64Array, imaginary: Float64Array): void;
}

/**
 * Radix-2 transform of `size` points, a power of two. Forward decimates in frequency and inverse in time, so that neither has to
 * sort: products of transforms do not mind the order. Cooley and Tukey (1965); Gentleman and Sande (1966).
 */
export function fourierTransform(size: number): FourierTransform {
  if (size < 1 || (size & (size - 1)) !== 0)
    throw new RangeError(`a transform of ${size} points is not a power of two`);
  const cosine = Float64Array.from({ length: size >> 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sine = Float64Array.from({ length: size >> 1 }, (_, k) => Math.sin((2 * Math.PI * k) / size));

  function forward(real: Float64Array, imaginary: Float64Array): void {
    for (let half = size >> 1, stride = 1; half >= 1; half >>= 1, stride <<= 1) {
      for (let block = 0; block < size; block += 2 * half) {
        for (let k = 0, a = block, b = block + half; k < half; k++, a++, b++) {
          const differenceReal = real[a] - real[b];
          const differenceImaginary = imaginary[a] - imaginary[b];
          real[a] += real[b];
          imaginary[a] += imaginary[b];
          const c = cosine[k * stride];
          const s = sine[k * stride];
          real[b] = differenceReal * c + differenceImaginary * s;
          imaginary[b] = differenceImaginary * c - differenceReal * s;
        }
      }
    }
  }

  function inverse(real: Float64Array, imaginary: Float64Array): void {
    for (let half = 1, stride = size >> 1; half < size; half <<= 1, stride >>= 1) {
      for (let block = 0; block < size; block += 2 * half) {
        for (let k = 0, a = block, b = block + half; k < half; k++, a++, b++) {
          const c = cosine[k * stride];
          const s = sine[k * stride];
          const turnedReal = real[b] * c - imaginary[b] * s;
          const turnedImaginary = imaginary[b] * c + real[b] * s;
          real[b] = real[a] - turnedReal;
          imaginary[b] = imaginary[a] - turnedImaginary;
          real[a] += turnedReal;
          imaginary[a] += turnedImaginary;
        }
      }
    }
  }

  return { forward, inverse };
}
