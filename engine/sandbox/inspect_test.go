package sandbox

import (
	"encoding/json"
	"os"
	"testing"
)

// TestInspect compares with what Node.js 20.20 makes of testdata/inspect.mjs:
//
//	node -e 'import("./testdata/inspect.mjs").then(async m => console.log(JSON.stringify(await m.handler(), null, 1)))' > testdata/inspect.json
func TestInspect(t *testing.T) {
	source, err := os.ReadFile("testdata/inspect.mjs")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("testdata/inspect.json")
	if err != nil {
		t.Fatal(err)
	}
	turn := invoke(t, string(source), "{}")
	if turn.Err != nil {
		t.Fatalf("%+v", turn.Err)
	}
	var got, want []string
	if json.Unmarshal(turn.Result, &got) != nil || json.Unmarshal(golden, &want) != nil || len(got) != len(want) {
		t.Fatalf("%d results, %d in the golden file", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("case %d\ngot\n%s\nwant\n%s", i, got[i], want[i])
		}
	}
}
