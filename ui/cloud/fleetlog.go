package cloud

import (
	"skylab/engine"
)

// machineLog is what instances wrote to their consoles, and the activities of
// Auto Scaling groups. Of many instances each has but few lines in it.
func machineLog(w *engine.World) (out []line) {
	for _, g := range w.AutoScaling.Groups() {
		for _, a := range g.Activities[:min(len(g.Activities), logLines)] {
			out = append(out, line{a.At.Since(), g.Name, a.Status + ": " + a.Description + ". " + a.Cause})
		}
	}
	machines := w.EC2.Machines()
	if len(machines) == 0 {
		return out
	}
	const most, least = 100, 1
	each := max(min(most, 2*logLines/len(machines)), least)
	for _, m := range machines {
		from := label(m)
		if len(machines) == 1 {
			from = ""
		}
		for _, l := range w.EC2.Console(m.ID, each) {
			out = append(out, line{l.At, from, l.Text})
		}
	}
	return out
}
