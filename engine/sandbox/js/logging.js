// What the runtime makes of the log format and level that Lambda gives it in
// its environment. After aws-lambda-nodejs-runtime-interface-client,
// src/logging/formatter.ts, log-patch.ts and src/utils/env.ts.
(function (host, kit) {
  "use strict";
  const { stringify, apply, String, isError } = kit;
  const upper = String.prototype.toUpperCase;
  const levels = { __proto__: null, TRACE: 1, DEBUG: 2, INFO: 3, WARN: 4, ERROR: 5, FATAL: 6 };
  let least = 1;
  kit.begun(({ environ }) => {
    kit.logging.json = apply(upper, environ.AWS_LAMBDA_LOG_FORMAT ?? "", []) === "JSON";
    least = levels[apply(upper, environ.AWS_LAMBDA_LOG_LEVEL ?? "", [])] ?? 1;
  });

  const typeOf = (e) => { const name = e?.constructor?.name; return typeof name === "string" ? name : "UnknownError"; };
  const plain = (_, v) => isError(v) ? { errorType: typeOf(v), errorMessage: kit.message(v), stackTrace: kit.trace(v), ...v } : v;

  // fields are the members of a line in JSON that the runtime knows: message,
  // and those of the first error among further arguments.
  const fields = (args) => {
    if (args.length < 2) {
      try { return stringify({ message: args[0] }, plain); } catch { return stringify({ message: kit.format(args) }); }
    }
    const line = { message: kit.format(args) };
    for (let i = 1; i < args.length; i++) {
      if (!isError(args[i])) continue;
      line.errorType = typeOf(args[i]);
      line.errorMessage = kit.message(args[i]);
      line.stackTrace = kit.trace(args[i]);
      break;
    }
    return stringify(line);
  };

  // failure is an error that the runtime itself logs.
  const failure = (e) => fields([isError(e) ? e : new kit.Error(e)]);

  kit.logging = { json: false, fields, failure, wanted: (level) => level === "" || levels[level] >= least };
})
