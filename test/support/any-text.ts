import fc from 'fast-check';

const SURROGATES = { first: 0xd8_00, count: 0x8_00 };

/** Text of any characters. fast-check's own unit `binary` is the same, but lists all million of them first, which takes a second. */
export const anyText = fc.string({
  unit: fc
    .integer({ min: 0, max: 0x10_ff_ff - SURROGATES.count })
    .map((i) => String.fromCodePoint(i < SURROGATES.first ? i : i + SURROGATES.count)),
});
