// What of Sucrase takes part in taking types out of a TypeScript module: its
// parser and its TypeScript transformer. README.md says how sucrase.js is made
// of this file. Line breaks stay where they are, so that lines of the output
// are lines of the source.
import { parse } from "sucrase/dist/esm/parser/index.js";
import { ContextualKeyword as word } from "sucrase/dist/esm/parser/tokenizer/keywords.js";
import { TokenType as tt } from "sucrase/dist/esm/parser/tokenizer/types.js";
import { HelperManager } from "sucrase/dist/esm/HelperManager.js";
import identifyShadowedGlobals from "sucrase/dist/esm/identifyShadowedGlobals.js";
import NameManager from "sucrase/dist/esm/NameManager.js";
import TokenProcessor from "sucrase/dist/esm/TokenProcessor.js";
import RootTransformer from "sucrase/dist/esm/transformers/RootTransformer.js";
import getTSImportedNames from "sucrase/dist/esm/util/getTSImportedNames.js";

class Refused extends Error {
  constructor(token, message) { super(message); this.pos = token.start; }
}

// refuse finds what is more than types and would be lost or left wrong.
function refuse(tokens) {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i], next = tokens[i + 1], third = tokens[i + 2];
    if (token.type === tt._declare || (token.isType && token.contextualKeyword === word._declare)) {
      i = ambient(tokens, i);
    } else if (token.isType && next?.type === tt.name && (third?.type === tt.braceL || third?.type === tt.dot) &&
        (token.contextualKeyword === word._namespace || token.contextualKeyword === word._module)) {
      throw new Refused(token, "A namespace is more than types; use a module instead");
    } else if (token.type === tt.at) {
      throw new Refused(token, "Decorators are not supported");
    } else if (token.type === tt._export && next?.type === tt.eq) {
      throw new Refused(token, "export = makes a CommonJS module; use export default");
    } else if (token.type === tt._import && next?.type === tt.name && third?.type === tt.eq && tokens[i + 3]?.type === tt.name && tokens[i + 4]?.type === tt.parenL) {
      throw new Refused(token, "import = require() is of CommonJS; use import … from");
    }
  }
}

// ambient is the last token of what is declared at i: the block that it opens,
// or the token itself where it opens none.
function ambient(tokens, i) {
  let depth = 0;
  for (let j = i + 1; j < tokens.length && tokens[j].isType; j++) {
    if (tokens[j].type === tt.braceL) depth++;
    else if (tokens[j].type === tt.braceR && --depth === 0) return j;
    else if (depth === 0 && tokens[j].type === tt.semi) return j;
  }
  return i;
}

function plain(code) {
  const options = { transforms: ["typescript"], disableESTransforms: true };
  const { tokens, scopes } = parse(code, false, true, false);
  refuse(tokens);
  const nameManager = new NameManager(code, tokens);
  const helperManager = new HelperManager(nameManager);
  const tokenProcessor = new TokenProcessor(code, tokens, false, true, helperManager);
  identifyShadowedGlobals(tokenProcessor, scopes, getTSImportedNames(tokenProcessor));
  return new RootTransformer({ tokenProcessor, scopes, nameManager, importProcessor: null, helperManager },
    options.transforms, false, options).transform().code;
}

// strip gives "+" and the JavaScript, or what is wrong: "line:column:message".
globalThis.strip = (code) => {
  try {
    return "+" + plain(code);
  } catch (e) {
    const before = code.slice(0, e.pos ?? 0).split(/\r\n|[\n\r\u2028\u2029]/);
    return `${before.length}:${before.at(-1).length + 1}:${e.message.replace(/ \(\d+:\d+\)$/, "")}`;
  }
};
