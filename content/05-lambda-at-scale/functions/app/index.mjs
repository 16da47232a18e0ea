// A package needs a file. What a modelled function does is in its
// description, and no code runs.
export const handler = async () => null;
