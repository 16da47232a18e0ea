// The runtime's side of an invocation: it loads the handler, calls it, and
// reports what came of it. After aws-lambda-nodejs-runtime-interface-client
// (src/UserFunction.js, CallbackContext.js, Errors.js), and from Node.js 24 on
// after its version 4: no callbacks, and what a handler returns is its answer
// (src/function/callback-deprecation.ts, src/runtime, src/utils/serialize.ts).
(function (host, kit) {
  "use strict";
  const { parse, stringify, then, promiseThen, apply, String, Promise, waiting, isError } = kit;
  const split = String.prototype.split;
  let modern; // Node.js 24 or later
  kit.begun(() => { modern = kit.node >= 24; });
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

  const runtimeError = (name, message) => {
    const e = new kit.Error(message);
    kit.defineProperty(e, "name", { value: name, enumerable: true });
    e.stack = "";
    return e;
  };
  const callbackRemoved = () => runtimeError("Runtime.CallbackHandlerDeprecated", "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.");

  const start = (file, path, full) => {
    const ready = (exports) => {
      if (full !== "") {
        let f = exports;
        const parts = apply(split, path, ["."]);
        for (let i = 0; i < parts.length; i++) f = f?.[parts[i]] ?? f?.default?.[parts[i]];
        if (f === undefined || f === null) return fail(notFound(`${full} is undefined or not exported`));
        if (typeof f !== "function") return fail(notFound(`${full} is not a function`));
        if (modern && f.length >= 3) return fail(callbackRemoved());
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
    try { return stringify(v === undefined ? null : v) ?? "null"; } catch {
      const message = "Unable to stringify response body";
      throw modern ? runtimeError("Runtime.JSONStringifyError", message) : new kit.Error(message);
    }
  };

  // filled is a context with what each has. about is what stays the same from
  // one invocation to the next.
  let about = {};
  const filled = (c, id, deadline) => {
    c.functionVersion = about.functionVersion;
    c.functionName = about.functionName;
    c.memoryLimitInMB = about.memoryLimitInMB;
    c.logGroupName = about.logGroupName;
    c.logStreamName = about.logStreamName;
    c.clientContext = undefined;
    c.identity = undefined;
    c.invokedFunctionArn = about.invokedFunctionArn;
    c.awsRequestId = id;
    c.getRemainingTimeInMillis = () => deadline - host.now();
    return c;
  };

  // An invocation has one answer: each of these takes the first, and what comes
  // after it, or in a later invocation, is lost. call is the invocation's own.
  const answer = (call, v) => {
    if (current !== call) return;
    try { v = serialize(v); } catch (e) { return refuse(call, e); }
    current = null;
    host.settle(v);
  };
  const refuse = (call, e) => {
    if (current !== call) return;
    current = null;
    fail(e);
  };
  const deferred = (call, v) => {
    if (current !== call) return;
    if (!call.waits) return answer(call, v);
    try { v = serialize(v); } catch (e) { return refuse(call, e); }
    current = null;
    host.defer(v);
  };

  const invoke = (event, id, deadline, text) => {
    if (text !== undefined) about = parse(text);
    const call = current = { waits: true };
    let result;
    try {
      if (modern) result = handler(parse(event), filled({}, id, deadline));
      else {
        const done = (e, v) => (e !== undefined && e !== null ? refuse(call, e) : deferred(call, v));
        result = handler(parse(event), filled({
          get callbackWaitsForEmptyEventLoop() { return call.waits; },
          set callbackWaitsForEmptyEventLoop(v) { call.waits = Boolean(v); },
          succeed: (v) => deferred(call, v),
          fail: (e) => refuse(call, e ?? "handled"),
          done,
        }, id, deadline), done);
      }
    } catch (e) {
      return refuse(call, e);
    }
    if (typeof result?.then !== "function") return modern ? answer(call, result) : host.answering();
    const settle = (v) => answer(call, v), broken = (e) => refuse(call, e);
    if (result instanceof Promise) apply(promiseThen, result, [settle, broken]); else result.then(settle, broken);
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
  kit.world = (name, input, ...blobs) => new Promise((resolve, reject) => {
    waiting[host.call(name, input, ...blobs)] = { resolve, reject };
  });

  return [start, invoke, deliver, kit.tick, failed, kit.wrap, kit.exports];
})
