// Natives that pass over many elements do not poll, so they can be neither
// counted nor stopped. Here they say beforehand how many they will pass, and
// refuse what the memory setting could not hold in the first place. What still
// slips through, such as a length that a getter makes up anew at each look, is
// for the Runner to abandon.
(function (host, kit) {
  "use strict";
  const { apply, stringify } = kit;
  let maxItems, maxText;
  kit.begun(({ memoryMB }) => {
    maxText = memoryMB * 1048576;
    maxItems = maxText / 16 > 1048576 ? maxText / 16 : 1048576;
  });
  const isArray = Array.isArray;

  const measure = (o) => {
    if (o === undefined || o === null) return;
    const n = o.length;
    if (n > 256) {
      if (n > maxItems && typeof o !== "string" && !ArrayBuffer.isView(o)) throw new RangeError("Invalid array length");
      host.charge(n);
    }
  };
  const wrap = (owner, names, before) => {
    for (const name of names.split(" ")) {
      const native = owner[name];
      // Assigning keeps what kind of property it is; the key names the function.
      if (native) owner[name] = { [name](...a) { before(this, a); return apply(native, this, a); } }[name];
    }
  };
  // Methods that callers pass at most two arguments, without a rest array.
  const wrap2 = (owner, names) => {
    for (const name of names.split(" ")) {
      const native = owner[name];
      if (native) owner[name] = { [name](x, y) { measure(this); return apply(native, this, [x, y]); } }[name];
    }
  };
  wrap2(Array.prototype, "includes indexOf forEach map filter some every find findIndex findLast findLastIndex flatMap");
  wrap(Array.prototype, "lastIndexOf reduce reduceRight reverse join sort fill copyWithin slice splice concat flat " +
    "shift unshift toSorted toReversed toSpliced with toLocaleString", (o, a) => {
    measure(o);
    for (let i = 0; i < a.length && i < 4; i++) if (isArray(a[i])) measure(a[i]);
  });
  wrap(Object.getPrototypeOf(Uint8Array.prototype), "includes indexOf lastIndexOf fill reverse copyWithin sort set join toSorted toReversed slice", measure);

  // Searching may compare every character of the pattern at every place.
  wrap(String.prototype, "includes indexOf lastIndexOf split replace replaceAll", (s, a) => {
    const n = s?.length, m = typeof a[0] === "string" ? a[0].length : 1;
    if (!(n > 256)) return;
    if (n * m > 4e9) throw new RangeError("Pattern too long for a string of this length");
    host.charge(n + (n * m) / 256);
  });
  const fits = (n) => { if (n > maxText) throw new RangeError("Invalid string length"); };
  wrap(String.prototype, "repeat", (s, a) => fits(s?.length * a[0]));
  wrap(String.prototype, "padStart padEnd", (_, a) => fits(a[0]));
  wrap(String, "raw", (_, a) => measure(a[0]?.raw));
  JSON.stringify = { stringify(value, replacer, space) {
    if (isArray(replacer)) measure(replacer);
    return stringify(value, replacer, space);
  } }.stringify;
  Atomics.wait = { wait() { throw new TypeError("Atomics.wait cannot be called in this context"); } }.wait;
})
