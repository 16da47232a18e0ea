import {
  S3Client,
  GetObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { thumbnail } from "image";

// Made once per environment, used by every event that it serves.
const s3 = new S3Client({});

export const handler = async (event) => {
  for (const record of event.Records) {
    const Bucket = record.s3.bucket.name;
    // Keys arrive URL-encoded: "my cat.png" is "my+cat.png" here.
    const Key = decodeURIComponent(
      record.s3.object.key.replaceAll("+", " "),
    );
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const small = thumbnail(await Body.transformToByteArray(), 128);
    await s3.send(
      new PutObjectCommand({ Bucket: "halden-thumbs", Key, Body: small }),
    );
    console.log(`thumbnail of ${Key}: ${small.length} bytes`);
  }
};
