package enginetest

// handlers are programs that end in each of the ways a program can end soon,
// and some that call the world.
var handlers = []string{
	`export const handler = async (e) => ({ ok: true, n: e?.n ?? 0 });`,
	`let n = 0; export const handler = async () => { console.log("call", ++n); return n; };`,
	fails,
	slow,
	`export const handler = () => new Promise(() => {});`,
	`export const handler = async () => { process.exit(1); };`,
	`throw new Error("at init"); export const handler = 1;`,
	`export const handler = async () => ({ statusCode: 201, headers: { "x-a": "b" }, body: String(Math.random()) });`,
	`let left = 0; export const handler = async () => { setTimeout(() => console.log("late", ++left), 3000); };`,
	copies, relays,
}

// fails ends every request with an error.
const fails = `export const handler = async () => { throw new TypeError("no luck"); };`

// slow holds its environment for longer than most pauses.
const slow = `export const handler = async () => { await new Promise(r => setTimeout(r, 1500)); return "slept"; };`

// copies writes a small object for each one that it is told of.
const copies = `import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (e) => {
  for (const r of e.Records ?? []) {
    const got = await s3.send(new GetObjectCommand({ Bucket: r.s3.bucket.name, Key: r.s3.object.key }));
    const text = await got.Body.transformToString();
    await s3.send(new PutObjectCommand({ Bucket: "thumbs", Key: r.s3.object.key, Body: text.slice(0, 9) }));
  }
};`

// relays invokes the other function, and waits for it in half of its calls.
const relays = `import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";
const lambda = new LambdaClient({});
export const handler = async (e, c) => {
  if ((e.depth ?? 0) > 2) return "deep";
  const other = c.functionName === "hello" ? "thumb" : "hello";
  const r = await lambda.send(new InvokeCommand({ FunctionName: other, InvocationType: Math.random() < 0.5 ? "Event" : "RequestResponse",
    Payload: JSON.stringify({ depth: (e.depth ?? 0) + 1 }) }));
  return r.StatusCode;
};`
