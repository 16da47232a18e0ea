package enginetest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// String is the story with a line a step, to repeat a failure from.
func (s Story) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d\n", s.Seed)
	for _, step := range s.Steps {
		in, err := json.Marshal(step.Call.In)
		if err != nil {
			in = []byte(err.Error())
		}
		if len(in) > 300 {
			in = append(in[:300:300], "…"...)
		}
		fmt.Fprintf(&b, "+%s %s %s\n", step.Pause, step.Call.Operation, in)
	}
	return b.String()
}
