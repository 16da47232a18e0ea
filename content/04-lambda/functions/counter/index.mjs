// Runs once, when an environment starts.
let calls = 0;

// Runs for every event.
export const handler = async () => {
  calls += 1;
  return { calls };
};
