import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";

const lambda = new LambdaClient({});

// One event for each photo, all at once.
export const handler = async ({ to, photos }) => {
  const numbers = Array.from({ length: photos }, (_, i) => i + 1);
  await Promise.all(numbers.map((photo) => lambda.send(new InvokeCommand({
    FunctionName: to,
    InvocationType: "Event",
    Payload: JSON.stringify({ photo }),
  }))));
  return photos;
};
