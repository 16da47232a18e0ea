// The runtime's side of an invocation: it loads the handler, calls it, and
// reports what came of it. After aws-lambda-nodejs-runtime-interface-client
// (src/UserFunction.js, CallbackContext.js, Errors.js).
(function (host, kit) {
  "use strict";
  const { parse, stringify, then, apply, String, waiting, isError } = kit;
  const split = String.prototype.split;
  let handler, current = null; // the invocation that has not settled

  // fail reports an error; mode is "" for an answer, or how the process ends.
  const fail = (e, mode = "") => {
    if (isError(e)) host.fail(mode, String(e.name), kit.message(e), kit.logged(e), kit.traceText(e));
    else host.fail(mode, typeof e, safe(e), kit.logged(e), "");
  };
  const safe = (v) => { try { return String(v); } catch { return "[object]"; } };
  kit.fatal = (e) => { failed(e, "uncaught"); host.exit(129); };

  const failed = (e, mode) => {
    if (mode === "rejection") {
      const reason = e;
      e = new kit.Error(isError(reason) ? `${reason.name}: ${kit.message(reason)}` : safe(reason));
      e.name = "Runtime.UnhandledPromiseRejection";
      e.stack = isError(reason) ? reason.stack : "";
      e.reason = reason;
    }
    fail(e, mode);
  };

  // A failure to load, by the runtime's name for it.
  const loadError = (e) => {
    let type;
    if (e instanceof SyntaxError) type = "Runtime.UserCodeSyntaxError";
    else if (e?.code === "MODULE_NOT_FOUND" || e?.code === "ERR_MODULE_NOT_FOUND") type = "Runtime.ImportModuleError";
    else return e;
    const r = new kit.Error(`${e.name}: ${e.message}`);
    kit.defineProperty(r, "name", { value: type, enumerable: false });
    r.stack = e.stack;
    return r;
  };
  const notFound = (message) => {
    const e = new kit.Error(message);
    kit.defineProperty(e, "name", { value: "Runtime.HandlerNotFound", enumerable: false });
    e.stack = "";
    return e;
  };

  const start = (file, path, full) => {
    const ready = (exports) => {
      if (full !== "") {
        let f = exports;
        const parts = apply(split, path, ["."]);
        for (let i = 0; i < parts.length; i++) f = f?.[parts[i]] ?? f?.default?.[parts[i]];
        if (f === undefined || f === null) return fail(notFound(`${full} is undefined or not exported`));
        if (typeof f !== "function") return fail(notFound(`${full} is not a function`));
        handler = f;
      }
      host.settle("null");
    };
    const broken = (e) => fail(loadError(e));
    if (apply(String.prototype.startsWith, file, ["file://"])) return then(import(file), ready, broken);
    let exports;
    try { exports = kit.requireFrom(file)(file); } catch (e) { return broken(e); }
    ready(exports);
  };

  const serialize = (v) => {
    try { return stringify(v === undefined ? null : v) ?? "null"; } catch { throw new kit.Error("Unable to stringify response body"); }
  };

  const makeContext = (c, call) => {
    const deadline = c.deadlineMs;
    return {
      get callbackWaitsForEmptyEventLoop() { return call.waits; },
      set callbackWaitsForEmptyEventLoop(v) { call.waits = Boolean(v); },
      succeed: (v) => call.done(null, v),
      fail: (e) => call.done(e ?? "handled"),
      done: (e, v) => call.done(e, v),
      functionVersion: c.functionVersion,
      functionName: c.functionName,
      memoryLimitInMB: c.memoryLimitInMB === undefined ? undefined : String(c.memoryLimitInMB),
      logGroupName: c.logGroupName,
      logStreamName: c.logStreamName,
      clientContext: c.clientContext,
      identity: c.identity,
      invokedFunctionArn: c.invokedFunctionArn,
      awsRequestId: c.awsRequestId,
      getRemainingTimeInMillis: () => deadline - host.now(),
    };
  };

  const invoke = (event, context) => {
    const call = { waits: true };
    current = call;
    // An answer that comes after another, or in a later invocation, is lost.
    const once = (f) => (v) => {
      if (current !== call) return;
      try { f(v); } catch (e) { current = null; fail(e); }
    };
    const settle = once((v) => { const text = serialize(v); current = null; host.settle(text); });
    const refuse = once((e) => { current = null; fail(e); });
    const defer = once((v) => {
      const text = serialize(v);
      current = null;
      if (call.waits) host.defer(text); else host.settle(text);
    });
    call.done = (e, v) => (e !== undefined && e !== null ? refuse(e) : defer(v));
    let result;
    try {
      result = handler(parse(event), makeContext(parse(context), call), call.done);
    } catch (e) {
      return refuse(e);
    }
    if (typeof result?.then !== "function") return host.answering();
    if (result instanceof kit.Promise) then(result, settle, refuse); else result.then(settle, refuse);
  };

  const deliver = (id, output, error, ...blobs) => {
    const w = waiting[id];
    if (w === undefined) return;
    delete waiting[id];
    if (w.fire) w.fire();
    else if (error !== undefined) w.reject(kit.wrap(error));
    else w.resolve([output === "" ? {} : parse(output), blobs]);
  };

  // world calls an operation; the promise gives its output and its blobs.
  kit.world = (name, input, ...blobs) => new kit.Promise((resolve, reject) => {
    waiting[host.call(name, input, ...blobs)] = { resolve, reject };
  });

  return [start, invoke, deliver, kit.tick, failed, kit.wrap, kit.exports];
})
