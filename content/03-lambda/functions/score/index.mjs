// Scores how sharp a picture is by comparing neighboring pixels. It does
// nothing but arithmetic: no network, no waiting.
const width = 160;
const height = 120;
const pixels = Uint8Array.from(
  { length: width * height },
  (_, i) => (i * 7919 + (i >> 5) * 104729) & 255,
);

export const handler = async () => {
  let edges = 0;
  for (let i = width; i < pixels.length; i += 1) {
    edges += Math.abs(pixels[i] - pixels[i - 1]);
    edges += Math.abs(pixels[i] - pixels[i - width]);
  }
  return { sharpness: Math.round(edges / pixels.length) };
};
