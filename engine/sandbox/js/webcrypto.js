// The global crypto.
(function (host, kit) {
  "use strict";
  const { randomUUID, getRandomValues } = kit.lib("crypto");
  const digest = async (algorithm, data) => {
    const name = `${algorithm?.name ?? algorithm}`.toLowerCase().replace("-", "");
    const b = ArrayBuffer.isView(data) ? data : new Uint8Array(data);
    const out = host.hash(name, b.buffer, b.byteOffset, b.byteLength);
    if (out === undefined) throw new (kit.lib("abort").DOMException)("Unrecognized algorithm name", "NotSupportedError");
    return out;
  };
  return { crypto: { randomUUID, getRandomValues, subtle: { digest } } };
})
