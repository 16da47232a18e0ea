// Reports everything the code is told about the machine it runs on.
export const handler = async (event, context) => ({
  function: context.functionName,
  memoryMB: Number(context.memoryLimitInMB),
  runtime: process.env.AWS_EXECUTION_ENV,
  region: process.env.AWS_REGION,
  server: process.env.SERVER_ADDRESS ?? "not told",
});
