package lambda

import "testing"

// The account's 300 GB are filled by a layer that only claims its size.
func TestCodeBeyondTheStorageIsRefused(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "hello", `export const handler = async () => 1;`)
	full := &code{Unzipped: totalCode - w.functions["hello"].latest.config.code.Unzipped}
	w.layers["big"] = &layer{Name: "big", versions: []*layerVersion{{Number: 1, code: full}}}
	const refusal = "CodeStorageExceededException"
	longer := zipped("index.mjs", `export const handler = async () => 12345;`)
	w.fails(t, "lambda.CreateFunction", validFunction(), 400, refusal, "Code storage limit exceeded.")
	w.fails(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "hello", "ZipFile": longer}, 400, refusal, "Code storage limit exceeded.")
	w.fails(t, "lambda.PublishVersion", map[string]any{"FunctionName": "hello"}, 400, refusal, "Code storage limit exceeded.")
	w.fails(t, "lambda.PublishLayerVersion", map[string]any{"LayerName": "more", "Content": map[string]any{"ZipFile": longer}}, 400, refusal, "Code storage limit exceeded.")
	full.Unzipped -= w.functions["hello"].latest.config.code.Unzipped
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "hello"})
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "hello"}) // nothing new is stored
}
