// node:crypto: digests, HMACs and randomness from the seed. No ciphers.
(function (host, kit) {
  "use strict";
  const { Buffer } = kit.lib("buffer");
  const { bytesOf, coded } = kit;
  // Uint8Array.from would ask an iterator for each byte.
  const copied = (b) => { const c = new Uint8Array(b.length); c.set(b); return c; };
  const join = (list) => Buffer.concat(list.map((b) => bytesOf(b)));

  class Hash {
    #name; #key; #parts = []; #done = false;
    constructor(name, key) {
      this.#name = `${name}`.toLowerCase().replace("-", "");
      this.#key = key;
      if (host.hash(this.#name, new ArrayBuffer(0), 0, 0) === undefined) {
        throw key === undefined ? new kit.Error("Digest method not supported") : coded("Error", "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${name}`);
      }
    }
    update(data, enc) {
      if (this.#done) throw coded("Error", "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      if (typeof data !== "string" && !ArrayBuffer.isView(data)) throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${data === null ? "null" : typeof data}`);
      this.#parts.push(copied(bytesOf(data, enc)));
      return this;
    }
    digest(enc) {
      if (this.#done) throw coded("Error", "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      this.#done = true;
      const m = join(this.#parts), k = this.#key;
      const out = Buffer.from(k === undefined ? host.hash(this.#name, m.buffer, m.byteOffset, m.length)
        : host.hash(this.#name, m.buffer, m.byteOffset, m.length, k.buffer, k.byteOffset, k.length));
      return enc === undefined || enc === "buffer" ? out : out.toString(enc);
    }
    copy() {
      const h = new Hash(this.#name, this.#key);
      for (const p of this.#parts) h.update(p);
      return h;
    }
  }
  const fill = (b) => { host.random(b.buffer, b.byteOffset, b.byteLength); return b; };
  kit.fillRandom = fill;
  const randomBytes = (n, done) => {
    const b = fill(Buffer.alloc(n));
    if (done) kit.nextTick(done, null, b); else return b;
  };
  const randomUUID = () => {
    const b = randomBytes(16);
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    return b.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const randomInt = (min, max, done) => {
    if (typeof max !== "number") { done = max; max = min; min = 0; }
    if (!(max > min)) throw coded("RangeError", "ERR_OUT_OF_RANGE", `The value of "max" is out of range. It must be greater than the value of "min" (${min}). Received ${max}`);
    const b = randomBytes(6), n = min + Math.floor((b.readUInt32BE(0) * 65536 + b.readUint16BE(4)) / 2 ** 48 * (max - min));
    if (done) kit.nextTick(done, null, n); else return n;
  };
  const getRandomValues = (a) => {
    if (a.byteLength > 65536) throw new (kit.lib("abort").DOMException)(`The ArrayBufferView's byte length (${a.byteLength}) exceeds the number of bytes of entropy available via this API (65536)`, "QuotaExceededError");
    return fill(a);
  };
  const crypto = {
    createHash: (name) => new Hash(name),
    createHmac: (name, key) => new Hash(name, copied(bytesOf(key))),
    hash: (name, data, enc = "hex") => new Hash(name).update(data).digest(enc),
    getHashes: () => ["md5", "sha1", "sha256", "sha384", "sha512"],
    randomBytes, randomUUID, randomInt, getRandomValues, Hash, Hmac: Hash,
    randomFillSync: fill,
    timingSafeEqual(a, b) {
      if (a.byteLength !== b.byteLength) throw coded("RangeError", "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
      return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
    },
  };
  kit.defineProperty(crypto, "webcrypto", { enumerable: true, get: () => kit.lib("webcrypto").crypto });
  return crypto;
})
