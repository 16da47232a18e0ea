// Scores how sharp a picture is by comparing pixels that lie 1, 2, 4 and 8
// apart. It does nothing but arithmetic: no network, no waiting.
const width = 200;
const height = 150;
const pixels = Uint8Array.from(
  { length: width * height },
  (_, i) => (i * 7919 + (i >> 5) * 104729) & 255,
);

export const handler = async () => {
  let edges = 0;
  for (const apart of [1, 2, 4, 8]) {
    for (let i = apart * width; i < pixels.length; i += 1) {
      edges += Math.abs(pixels[i] - pixels[i - apart]);
      edges += Math.abs(pixels[i] - pixels[i - apart * width]);
    }
  }
  return { sharpness: Math.round(edges / pixels.length) };
};
