/** Complex Fourier transforms in place, of arrays whose length is the `size` asked for. */
export interface FourierTransform {
  /** From natural to bit-reversed order. */
  forward(real: Float64Array, imaginary: Float64Array): void;
  /** From bit-reversed to natural order; gives `size` times what `forward` was given. */
  inverse(real: Float64Array, imaginary: Float64Array): void;
}

/**
 * Transform of `size` points, a power of two, two halvings at a time (radix 4), and one by itself where their number is odd. Forward
 * decimates in frequency and inverse in time, so that neither has to sort: products of transforms do not mind the order. Cooley and
 * Tukey (1965); Gentleman and Sande (1966).
 */
export function fourierTransform(size: number): FourierTransform {
  if (size < 1 || (size & (size - 1)) !== 0)
    throw new RangeError(`a transform of ${size} points is not a power of two`);
  // Angles up to three quarters of a turn.
  const angles = Math.ceil((3 * size) / 4);
  const cosine = Float64Array.from({ length: angles }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sine = Float64Array.from({ length: angles }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  const isOdd = Math.log2(size) % 2 === 1;

  function forward(real: Float64Array, imaginary: Float64Array): void {
    for (let quarter = size >> 2, stride = 1; quarter >= 1; quarter >>= 2, stride <<= 2)
      for (let block = 0; block < size; block += 4 * quarter)
        for (let k = 0; k < quarter; k++) {
          const a = block + k;
          const b = a + quarter;
          const c = b + quarter;
          const d = c + quarter;
          const evenReal = real[a] + real[c];
          const evenImaginary = imaginary[a] + imaginary[c];
          const oddReal = real[b] + real[d];
          const oddImaginary = imaginary[b] + imaginary[d];
          const farReal = real[a] - real[c];
          const farImaginary = imaginary[a] - imaginary[c];
          const turnedReal = imaginary[b] - imaginary[d];
          const turnedImaginary = real[d] - real[b];
          const bReal = evenReal - oddReal;
          const bImaginary = evenImaginary - oddImaginary;
          const cReal = farReal + turnedReal;
          const cImaginary = farImaginary + turnedImaginary;
          const dReal = farReal - turnedReal;
          const dImaginary = farImaginary - turnedImaginary;
          const angle = k * stride;
          const cosine1 = cosine[angle];
          const sine1 = sine[angle];
          const cosine2 = cosine[2 * angle];
          const sine2 = sine[2 * angle];
          const cosine3 = cosine[3 * angle];
          const sine3 = sine[3 * angle];
          real[a] = evenReal + oddReal;
          imaginary[a] = evenImaginary + oddImaginary;
          real[b] = bReal * cosine2 + bImaginary * sine2;
          imaginary[b] = bImaginary * cosine2 - bReal * sine2;
          real[c] = cReal * cosine1 + cImaginary * sine1;
          imaginary[c] = cImaginary * cosine1 - cReal * sine1;
          real[d] = dReal * cosine3 + dImaginary * sine3;
          imaginary[d] = dImaginary * cosine3 - dReal * sine3;
        }
    if (isOdd) neighbours(real, imaginary);
  }

  function inverse(real: Float64Array, imaginary: Float64Array): void {
    if (isOdd) neighbours(real, imaginary);
    const first = isOdd ? 2 : 1;
    for (let quarter = first, stride = size / (4 * first); quarter < size; quarter <<= 2, stride >>= 2)
      for (let block = 0; block < size; block += 4 * quarter)
        for (let k = 0; k < quarter; k++) {
          const a = block + k;
          const b = a + quarter;
          const c = b + quarter;
          const d = c + quarter;
          const angle = k * stride;
          const cosine1 = cosine[angle];
          const sine1 = sine[angle];
          const cosine2 = cosine[2 * angle];
          const sine2 = sine[2 * angle];
          const cosine3 = cosine[3 * angle];
          const sine3 = sine[3 * angle];
          const bReal = real[b] * cosine2 - imaginary[b] * sine2;
          const bImaginary = real[b] * sine2 + imaginary[b] * cosine2;
          const cReal = real[c] * cosine1 - imaginary[c] * sine1;
          const cImaginary = real[c] * sine1 + imaginary[c] * cosine1;
          const dReal = real[d] * cosine3 - imaginary[d] * sine3;
          const dImaginary = real[d] * sine3 + imaginary[d] * cosine3;
          const evenReal = real[a] + bReal;
          const evenImaginary = imaginary[a] + bImaginary;
          const oddReal = cReal + dReal;
          const oddImaginary = cImaginary + dImaginary;
          const farReal = real[a] - bReal;
          const farImaginary = imaginary[a] - bImaginary;
          const turnedReal = dImaginary - cImaginary;
          const turnedImaginary = cReal - dReal;
          real[a] = evenReal + oddReal;
          imaginary[a] = evenImaginary + oddImaginary;
          real[b] = farReal + turnedReal;
          imaginary[b] = farImaginary + turnedImaginary;
          real[c] = evenReal - oddReal;
          imaginary[c] = evenImaginary - oddImaginary;
          real[d] = farReal - turnedReal;
          imaginary[d] = farImaginary - turnedImaginary;
        }
  }

  /** Sums and differences of numbers that stand side by side. */
  function neighbours(real: Float64Array, imaginary: Float64Array): void {
    for (let a = 0; a < size; a += 2) {
      const x = real[a];
      const y = imaginary[a];
      real[a] = x + real[a + 1];
      imaginary[a] = y + imaginary[a + 1];
      real[a + 1] = x - real[a + 1];
      imaginary[a + 1] = y - imaginary[a + 1];
    }
  }

  return { forward, inverse };
}
