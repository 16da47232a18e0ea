package enginetest

import (
	"fmt"
	"time"
)

// loaded lets traffic of all kinds come to functions and URLs, and stops some
// of it while requests are open.
func (g *generator) loaded() {
	name := g.function()
	for i := range 1 + g.r.IntN(3) {
		load := []string{
			fmt.Sprintf(`"Workers":%d,"Requests":%d`, 1+g.r.IntN(5), 5+g.r.IntN(10)),
			fmt.Sprintf(`"Workers":2,"RateLimit":%d.5,"DurationMs":%d`, g.r.IntN(4), 1+g.r.IntN(3000)),
			fmt.Sprintf(`"Shape":"poisson:%d/s","DurationMs":%d`, 1+g.r.IntN(5), 1+g.r.IntN(3000)),
			`"Shape":"spike:0/s +20 at 1s for 1s","DurationMs":3000`,
			fmt.Sprintf(`"Shape":"constant:0.01/s","Requests":%d`, 1+g.r.IntN(9)),
		}[g.r.IntN(5)]
		to := []string{
			fmt.Sprintf(`"FunctionName":%q`, name), fmt.Sprintf(`"FunctionName":%q,"InvocationType":"Event"`, name),
			fmt.Sprintf(`"URL":%q,"Method":"POST","Headers":{"a":"b"}`, g.url()),
		}[g.r.IntN(3)]
		g.add(time.Duration(g.r.IntN(3))*time.Second, "traffic.Start", fmt.Sprintf(
			`{"Name":"load-%d",%s,%s,"TimeoutMs":%d,"Wait":%t}`, i, load, to, []int{0, 1, 100, 2000}[g.r.IntN(4)], g.r.IntN(2) == 0))
	}
	g.add(time.Duration(g.r.IntN(2000))*time.Millisecond, "traffic.Stop", `{"Name":"load-0"}`)
	g.add(0, "traffic.Describe", `{}`)
}
