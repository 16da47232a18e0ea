package enginetest

import (
	"fmt"
	"time"
)

// outside has runtimes outside of the world run a function: they ask, answer in
// time or too late, fail, leave, and are more or fewer than the requests.
func (g *generator) outside() {
	name := g.function()
	of := func(pause time.Duration, operation, more string) {
		g.add(pause, "runtime."+operation, fmt.Sprintf(`{"FunctionName":%q%s}`, name, more))
	}
	of(3*time.Second, "Attach", "")
	for i := range 1 + g.r.IntN(3) {
		of(pause(g.r), "Next", fmt.Sprintf(`,"Runtime":"p%d"`, i))
	}
	for range 2 + g.r.IntN(6) {
		soon := time.Duration(g.r.IntN(2000)) * time.Millisecond
		process := fmt.Sprintf(`,"Runtime":"p%d"`, g.r.IntN(3))
		g.invoke(soon, name, []string{"RequestResponse", "Event"}[g.r.IntN(2)])
		switch g.r.IntN(8) {
		case 0:
			of(soon, "Leave", process)
		case 1:
			of(soon, "FailInit", `,"ErrorType":"Runtime.NoSuchHandler"`)
		case 2:
			of(soon, "Fail", fmt.Sprintf(`,"RequestId":%q,"ErrorType":"Error"`, taken))
		case 3:
			g.update(soon, name, g.program())
		default:
			of(soon, "Next", process)
			of(soon, "Respond", fmt.Sprintf(`,"RequestId":%q,"Payload":"MQ=="`, taken))
			of(0, "Next", process)
		}
	}
	if g.r.IntN(4) > 0 {
		of(pause(g.r), "Detach", "")
	}
}
