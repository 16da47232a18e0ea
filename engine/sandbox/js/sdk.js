// The clients of the AWS SDK for JavaScript v3, all of one shape: a command's
// input goes to the world as it is, in JSON, with its bytes beside it.
(function (host, kit) {
  "use strict";
  kit.lib("buffer");
  const { stringify, bytesOf, create } = kit;
  const services = { __proto__: null, s3: "S3", sqs: "SQS", sns: "SNS", sts: "STS", lambda: "Lambda", cloudwatch: "CloudWatch", "cloudwatch-logs": "CloudWatchLogs", eventbridge: "EventBridge", scheduler: "Scheduler" };
  // Where the world calls a service otherwise than its client.
  const prefixes = { __proto__: null, "cloudwatch-logs": "logs", eventbridge: "events" };
  // Members that hold bytes though a program may give a string for them.
  const blobs = { __proto__: null, "s3.PutObject": "Body", "s3.UploadPart": "Body", "lambda.Invoke": "Payload", "lambda.InvokeAsync": "InvokeArgs" };
  // Members of outputs that are times: the SDK makes Dates of them.
  const times = ["LastModified", "CreationDate", "Expires", "ObjectLockRetainUntilDate", "Initiated", "AbortDate", "Expiration", "Timestamp", "StateUpdatedTimestamp", "AlarmConfigurationUpdatedTimestamp", "CreationTime", "LastModifiedTime", "LastModificationDate", "StartDate", "EndDate"];

  // Where the SDK calls an error otherwise than the service does.
  const errors = { __proto__: null, sns: { __proto__: null, ParameterValueInvalid: "InvalidParameterValueException" } };
  for (const e of ["NotFound", "InvalidParameter", "AuthorizationError", "TopicLimitExceeded", "ResourceNotFound", "TagLimitExceeded", "BatchEntryIdsNotDistinct", "BatchRequestTooLong", "InvalidBatchEntryId", "TooManyEntriesInBatchRequest"]) errors.sns[e] = `${e}Exception`;
  for (const id of ["eventbridge", "scheduler"]) {
    errors[id] = create(null);
    for (const e of ["ResourceNotFound", "ResourceAlreadyExists", "Conflict", "InvalidEventPattern", "LimitExceeded", "ServiceQuotaExceeded", "Validation"]) errors[id][`${e}Exception`] = `${e}Exception`;
  }

  const outward = (name, input) => {
    const parts = [], text = blobs[name];
    const flat = (v, key) => {
      if (v instanceof Date) return v;
      if (typeof v === "string" && key === text) v = bytesOf(v);
      if (v instanceof ArrayBuffer) v = new Uint8Array(v);
      if (ArrayBuffer.isView(v)) {
        parts.push(v.buffer, v.byteOffset, v.byteLength);
        return { $blob: parts.length / 3 - 1 };
      }
      if (Array.isArray(v)) return v.map((x) => flat(x));
      if (v instanceof Map || v instanceof Set) return flat([...v]);
      if (v !== null && typeof v === "object") {
        if (key === text && text === "Body") throw new kit.Error("skylab: a stream cannot be a Body; give a string, a Buffer or a Uint8Array");
        const out = {};
        for (const k of Object.keys(v)) out[k] = flat(v[k], k);
        return out;
      }
      return v;
    };
    return [stringify(flat(input)), parts];
  };

  // Bytes in an output: a stream of S3's, or an array that can say its text.
  class Blob extends Uint8Array {
    transformToString(enc = "utf-8") { return kit.text(new Uint8Array(this.buffer, this.byteOffset, this.length), enc); }
    static get [Symbol.species]() { return Uint8Array; }
  }
  const stream = (b) => {
    let used = false;
    const take = () => {
      if (used) throw new kit.Error("The stream has already been transformed.");
      used = true;
      return b;
    };
    return {
      async transformToByteArray() { return take(); },
      async transformToString(enc = "utf-8") { return kit.text(take(), enc); },
      async *[Symbol.asyncIterator]() { const all = take(); for (let i = 0; i < all.length; i += 65536) yield kit.lib("buffer").Buffer.from(all.buffer, i, Math.min(65536, all.length - i)); },
      on(event, f) {
        if (event === "data") kit.nextTick(() => f(kit.lib("buffer").Buffer.from(take().buffer)));
        if (event === "end") kit.nextTick(f);
        return this;
      },
    };
  };
  const inward = (v, parts, key) => {
    if (Array.isArray(v)) return v.map((x) => inward(x, parts));
    if (typeof v === "string" && times.includes(key) && /^\d{4}-\d\d-\d\dT/.test(v)) return new Date(v);
    if (v === null || typeof v !== "object") return v;
    if (v.$blob !== undefined) return key === "Body" ? stream(new Uint8Array(parts[v.$blob])) : new Blob(parts[v.$blob]);
    const out = {};
    for (const k of Object.keys(v)) out[k] = inward(v[k], parts, k);
    return out;
  };

  const made = create(null);
  const client = (id) => made[id] ??= build(id);
  const build = (id) => {
    const service = services[id], prefix = prefixes[id] ?? id;
    class ServiceException extends kit.Error {}
    const exports = {};
    const named = (name, value) => { exports[name] = kit.named(value, name); };
    const name = `${service}ServiceException`;
    class Client {
      constructor(config = {}) { this.config = { region: async () => kit.process.env.AWS_REGION, ...config }; }
      send(command, options, done) {
        if (typeof options === "function") { done = options; options = undefined; }
        const p = this.#send(command, options);
        if (done) p.then((v) => done(null, v), (e) => done(e)); else return p;
      }
      async #send(command, { abortSignal } = {}) {
        const operation = command?.constructor?.operation;
        if (operation === undefined || command.constructor.client !== id) throw new TypeError("command is not one of this client's");
        abortSignal?.throwIfAborted?.();
        const [text, parts] = outward(`${prefix}.${operation}`, command.input);
        try {
          const [out, blobs] = await kit.world(`${prefix}.${operation}`, text, ...parts);
          const r = inward(out, blobs);
          r.$metadata ??= { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 };
          return r;
        } catch (e) {
          e.name = errors[id]?.[e.name] ?? e.name;
          Object.setPrototypeOf(e, (exports[e.name] ?? ServiceException).prototype ?? ServiceException.prototype);
          throw e;
        }
      }
      destroy() {}
    }
    named(name, ServiceException);
    named(`${service}Client`, Client);
    for (const operation of host.commands(id).split(" ")) {
      named(`${operation}Command`, class { static operation = operation; static client = id; constructor(input = {}) { this.input = input; } });
    }
    // The service itself has a method for each command: new S3().getObject().
    const methods = class extends Client {};
    for (const operation of host.commands(id).split(" ")) {
      const method = operation[0].toLowerCase() + operation.slice(1);
      kit.defineProperty(methods.prototype, method, { writable: true, configurable: true, value(input, ...rest) { return this.send(new exports[`${operation}Command`](input), ...rest); } });
    }
    named(service, methods);
    for (const e of ["NoSuchKey", "NoSuchBucket", "BucketAlreadyExists", "BucketAlreadyOwnedByYou", "NotFound"]) {
      if (id === "s3") named(e, class extends ServiceException {});
    }
    for (const e of ["ResourceNotFoundException", "TooManyRequestsException", "InvalidParameterValueException", "ResourceConflictException", "ServiceException"]) {
      if (id === "lambda") named(e, class extends ServiceException {});
    }
    for (const e of ["QueueDoesNotExist", "ReceiptHandleIsInvalid", "PurgeQueueInProgress"]) if (id === "sqs") named(e, class extends ServiceException {});
    for (const code of kit.keys(errors[id] ?? {})) named(errors[id][code], class extends ServiceException {});
    return exports;
  };
  return { client };
})
