// node:timers and node:timers/promises.
(function (host, kit) {
  "use strict";
  const { timers, Promise } = kit;
  const aborted = (signal) => {
    const e = new kit.Error("The operation was aborted");
    e.name = "AbortError";
    e.code = "ABORT_ERR";
    e.cause = signal.reason;
    return e;
  };
  const wait = (start, stop) => (value, { signal } = {}) => new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const t = start(() => resolve(value));
    signal?.addEventListener("abort", () => { stop(t); reject(aborted(signal)); }, { once: true });
  });
  const promises = {
    setTimeout: (ms, value, options) => wait((f) => timers.setTimeout(f, ms), timers.clearTimeout)(value, options),
    setImmediate: (value, options) => wait((f) => timers.setImmediate(f), timers.clearImmediate)(value, options),
    async *setInterval(ms, value, options) { for (;;) yield await promises.setTimeout(ms, value, options); },
    scheduler: { wait: (ms, options) => promises.setTimeout(ms, undefined, options), yield: () => promises.setImmediate() },
  };
  const { queueMicrotask, ...rest } = timers;
  return { ...rest, promises };
})
