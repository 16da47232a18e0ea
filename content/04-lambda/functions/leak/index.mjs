const kept = [];

export const handler = async () => {
  for (;;) kept.push(new Uint8Array(1024 * 1024).fill(1));
};
