// require, and the exports of everything that is not an ES module.
(function (host, kit) {
  "use strict";
  const { create, keys, apply, parse, coded, join } = kit;
  const cache = create(null);

  const libs = {
    __proto__: null, "node:assert": "assert", "node:assert/strict": "assert", "node:buffer": "buffer", "node:crypto": "crypto", "node:events": "events",
    "node:fs": "fs", "node:os": "os", "node:path": "path", "node:timers": "timersmodule", "node:url": "url",
    "node:util": "util", image: "image",
  };
  const builtin = (name) => {
    if (name === "node:process") return kit.process;
    if (name === "node:fs/promises") return kit.lib("fs").promises;
    if (name === "node:timers/promises") return kit.lib("timersmodule").promises;
    if (name === "node:perf_hooks") return kit.lib("performance");
    if (name === "node:http") return kit.lib("http");
    if (name.startsWith("@aws-sdk/client-")) return kit.lib("sdk").client(name.slice("@aws-sdk/client-".length));
    return kit.lib(libs[name]);
  };
  kit.builtin = builtin;

  const load = (kind, file) => {
    if (kind === "builtin") return builtin(file);
    if (file in cache) return cache[file].exports;
    const module = { id: file, filename: file, loaded: false, exports: {}, children: [], paths: [] };
    cache[file] = module;
    try {
      if (kind === "json") {
        module.exports = json(file);
      } else if (kind === "esm") {
        throw coded("Error", "ERR_REQUIRE_ESM", `require() of ES Module ${file} is not supported.\nInstead change the require of ${file} to a dynamic import() which is available in all CommonJS modules.`);
      } else {
        const dir = file.slice(0, file.lastIndexOf("/"));
        module.require = requireFrom(file);
        apply(host.source(file, "cjs"), module.exports, [module.exports, module.require, module, file, dir]);
      }
    } catch (e) {
      delete cache[file];
      throw e;
    }
    module.loaded = true;
    return module.exports;
  };
  const json = (file) => {
    try { return parse(host.source(file, "json")); } catch (e) { throw new SyntaxError(`${file}: ${e.message}`); }
  };
  const requireFrom = (from) => {
    const find = (spec) => {
      if (typeof spec !== "string") throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "id" argument must be of type string. Received ${typeof spec}`);
      return host.resolve(from, spec).split("\n");
    };
    const require = (spec) => { const [kind, file] = find(spec); return load(kind, file); };
    require.resolve = (spec) => find(spec)[1];
    require.cache = cache;
    return require;
  };
  kit.requireFrom = requireFrom;

  // exports gives [exports, names] of what an import names; no name that C
  // could read holds what stands between them.
  kit.exports = (name) => {
    const it = name[0] === "/" ? requireFrom(name)(name) : builtin(name);
    const named = it !== null && (typeof it === "object" || typeof it === "function") ? keys(it) : [];
    return [it, apply(join, named, ["\0"])];
  };
})
