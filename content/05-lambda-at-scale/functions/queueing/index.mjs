import { SQSClient, GetQueueUrlCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";

const sqs = new SQSClient({});

// One message for each photo, ten in a request.
export const handler = async ({ to, photos }) => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: to }));
  const batches = [];
  for (let first = 1; first <= photos; first += 10) {
    const entries = [];
    for (let photo = first; photo < first + 10 && photo <= photos; photo++) {
      entries.push({ Id: String(photo), MessageBody: JSON.stringify({ photo }) });
    }
    batches.push(sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries })));
  }
  await Promise.all(batches);
  return photos;
};
