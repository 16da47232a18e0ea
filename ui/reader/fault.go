package reader

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/engine/ec2"
	"skylab/engine/vpc"
	"skylab/ui/action"
	"skylab/ui/overlay"
)

// faults lists what can be broken in the world, and mended: each row types the
// line that does so.
func (s *Screen) faults() action.Action {
	if s.stage == nil || s.stage.err != nil {
		return action.Notice{Text: "There is no world here in which something could be broken."}
	}
	w := s.stage.world()
	items := append(mendings(w), breakings(w)...)
	if len(items) == 0 {
		return action.Notice{Text: "Nothing can be broken here: this world has no instances."}
	}
	return action.List{List: overlay.New("Break something", "Nothing here is called so.", items)}
}

// row is a row of the list whose line is typed when it is chosen.
func row(head, text, line string) overlay.Item {
	return overlay.Item{Head: head, Text: text, Note: "$ " + line, Value: action.Type{Line: line}}
}

// mendings are the faults under way.
func mendings(w *engine.World) (out []overlay.Item) {
	list := w.EC2.Faults()
	for _, f := range list {
		out = append(out, row("mend", f.Kind+" "+f.Target, "fault clear "+f.Target))
	}
	if len(list) > 1 {
		out = append(out, row("mend", "everything", "fault clear"))
	}
	return out
}

// breakings are the zones and the running instances, which can be lost, filled
// and taken back.
func breakings(w *engine.World) (out []overlay.Item) {
	running := map[string]int{}
	var machines []ec2.Machine
	for _, m := range w.EC2.Machines() {
		if m.State == ec2.Running {
			running[m.Zone]++
			machines = append(machines, m)
		}
	}
	if len(machines) == 0 {
		return nil
	}
	for _, z := range vpc.Zones {
		if !w.VPC.DefaultSubnet(z.Name).Down {
			out = append(out, row("zone", z.Name+" is lost, with "+instances(running[z.Name]), "fault az "+z.Name))
		}
	}
	for _, m := range machines {
		out = append(out, ofInstance(m)...)
	}
	return out
}

// ofInstance are the ways in which an instance can fail.
func ofInstance(m ec2.Machine) []overlay.Item {
	name := m.ID + " in " + m.Zone
	if m.Name != "" {
		name = m.Name + " (" + name + ")"
	}
	var out []overlay.Item
	if m.Lifecycle == "spot" {
		out = append(out, row("spot", name+" is taken back", "fault spot "+m.ID))
	}
	return append(out,
		row("host", "the machine under "+name+" fails", "fault host "+m.ID),
		row("disk", "the root volume of "+name+" is full", "fault disk "+m.ID),
		row("memory", "a server on "+name+" leaks memory", "fault memory "+m.ID))
}

func instances(n int) string {
	if n == 1 {
		return "1 instance"
	}
	return strconv.Itoa(n) + " instances"
}

// Type runs a line in the console of the world, as if it had been typed there.
func (s *Screen) Type(line string) tea.Cmd {
	if s.stage == nil || s.stage.err != nil {
		return nil
	}
	s.stage.present()
	s.prompt.Submit(line)
	return s.after()
}
